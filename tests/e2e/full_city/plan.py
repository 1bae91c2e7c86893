"""The plan with what fulfils it, its jobs and its document."""

import datetime
from decimal import Decimal

from django.core.files.base import ContentFile
from django.utils import timezone

from accounts.models import User
from forums.models import Forum
from jobs.models import Job, State
from proposals.models import Proposal
from renja.models import Aim, Fulfilment, Renja, RenjaLine, Revision
from reports.models import ChangeMatrix, GeneratedDocument, PlanSigning
from tests.e2e.city import City
from tests.e2e.full_city.frame import DAY, HOUR, PAST
from tests.factories.jobs import JobFactory
from tests.factories.meetings import (
    AgreementFactory,
    FollowUpFactory,
    FollowUpFileFactory,
)
from tests.factories.plan_signing import PlanSigningFactory, SignedPlanFactory
from tests.factories.renja import (
    AimFactory,
    ChapterFactory,
    FulfilmentFactory,
    FundingFactory,
    IndicatorFactory,
    LineFactory,
    ProofFactory,
    RealisationFactory,
    RenjaFactory,
    RevisionFactory,
    RevisionPaperFactory,
    TableRowFactory,
    WorkFactory,
    make_node,
)


def make_plan(forum: Forum, proposals: dict[str, Proposal]) -> tuple[Renja, dict[str, RenjaLine]]:
    renja = RenjaFactory(forum=forum, dated=datetime.date(2026, 11, 26))
    lines = {
        "full": LineFactory(renja=renja, note="Lanjutan tahun lalu"),
        "empty": LineFactory(renja=renja, pagu=None, forward_pagu=None, location="", target_group="", source_of_funds=""),
        "withheld": LineFactory(renja=renja, withheld_reason="Rincian persandian"),
        "program": LineFactory(renja=renja, node=make_node("2.16.02"), pagu=None, forward_pagu=None),
    }  # fmt: skip
    FundingFactory(line=lines["full"], source="DAU")
    RenjaLine.objects.filter(pk=lines["full"].pk).update(urgency=["iku", "forum"])
    aims = make_aims(renja)
    RenjaLine.objects.filter(pk=lines["full"].pk).update(priority=aims["prioritas"], aim=aims["sasaran"])
    RenjaLine.objects.filter(pk__in=[lines["full"].pk, lines["empty"].pk]).update(origin="forum")
    IndicatorFactory(line=lines["full"])
    IndicatorFactory(line=lines["full"], target=None, target_label="BB")
    IndicatorFactory(line=lines["program"], text="Persentase layanan publik yang terhubung")
    answer = FulfilmentFactory(line=lines["full"], proposal=proposals["accepted"], amount=Decimal(60_000_000))
    make_realisation(lines, answer)
    ChapterFactory(renja=renja, key="kata-pengantar")
    table = "<table><thead><tr><th>Program</th><th>Target</th></tr></thead><tbody><tr><td>A</td><td>1</td></tr></tbody></table>"
    ChapterFactory(renja=renja, key="1.1", html=f"<h3>Umum</h3><p>Teks.</p><ul><li>Butir</li></ul>{table}")
    TableRowFactory(
        renja=renja, table="T-C.29", node=make_node("2.16.02"),
        cells={"uraian": "Program layanan publik", "target_lalu": "20", "realisasi_lalu": "15.5"},
    )  # fmt: skip
    TableRowFactory(renja=renja, table="T-C.29", cells={"indikator": "Predikat", "target_lalu": "BB"})
    TableRowFactory(renja=renja, table="2.7", cells={"usulan": "Dari susunan lain"})
    ChapterFactory(renja=renja, key="1.2", is_ready=True)
    ChapterFactory(renja=renja, key="pokok-pikiran")
    return renja, lines


def make_realisation(lines: dict[str, RenjaLine], answer: Fulfilment) -> None:
    """What was done of two lines, what shows it to everybody and to the office alone, and the work on a proposal."""
    told = {"note": "Pengadaan selesai.", "hindrance": "Menunggu izin lokasi."}
    for name in ("full", "withheld"):
        RealisationFactory(line=lines[name], **told)
        ProofFactory(line=lines[name])
        ProofFactory(
            line=lines[name], is_public=False, original_name="bast.pdf", content_type="application/pdf",
            caption="Berita acara serah terima",
        )  # fmt: skip
    RealisationFactory(line=lines["program"], spent=None, output=None, output_label="BB")
    WorkFactory(fulfilment=answer, step="Pemasangan bertahap")


def make_revisions(renja: Renja, lines: dict[str, RenjaLine], actor: User) -> None:
    """Two drafts with all that a comparison can show, a matrix of them, and last year's plan with its act."""
    before = {"frozen_at": timezone.now() - DAY, "note": "Bahan forum.", "reason": "Menunggu data mitra."}
    first = RevisionFactory(renja=renja, frozen_by=actor, **before)
    RenjaLine.objects.filter(pk=lines["full"].pk).update(location="Balikpapan Barat, Baru Ulu")
    RenjaLine.objects.filter(pk__in=[lines["full"].pk, lines["withheld"].pk]).update(version=2)
    FundingFactory(line=lines["full"], source="DAK Fisik")
    LineFactory(renja=renja)
    ChapterFactory(renja=renja, key="1.3", html="<p>Maksud dan tujuan.</p>")
    renja.chapters.filter(key="1.2").update(html="<p>Rencana kerja disusun secara terbuka.</p>")
    renja.table_rows.filter(table="T-C.29", node=None).update(
        cells={"indikator": "Predikat", "target_lalu": "A"}
    )
    second = RevisionFactory(renja=renja, frozen_by=actor, number=2, stage="rancangan")
    ChapterFactory(renja=renja, key="1.4", html="<p>Sistematika penulisan.</p>")
    made = ChangeMatrix(before=first, after=second, sha256="0" * 64, size=12, pages=3, made_for=actor)
    made.file.save("matriks.pdf", ContentFile(b"%PDF-1.7 uji"))
    settled = RevisionFactory(renja=Renja.objects.get(forum__plan_year=PAST), frozen_by=actor, settled=True)
    RevisionPaperFactory(revision=settled, uploaded_by=actor)
    make_signatures(second, settled)


def make_signatures(draft: Revision, act: Revision) -> None:
    """A draft that waits, with a scan; the act of last year, signed with a certificate."""
    SignedPlanFactory(signing=PlanSigningFactory(revision=draft), original_name="pindaian.pdf")
    copy = SignedPlanFactory(
        signing=PlanSigningFactory(revision=act),
        means="elektronik",
        certificate="RAHMAT HIDAYAT; penerbit uji",
    )
    PlanSigning.objects.filter(pk=copy.signing_id).update(final=copy, final_at=timezone.now())


def make_aims(renja: Renja) -> dict[str, Aim]:
    """One of each kind, the sasaran below the tujuan."""
    codes = {"prioritas": "1", "tujuan": "1", "sasaran": "1.1"}
    return {kind: AimFactory(renja=renja, kind=kind, code=code) for kind, code in codes.items()}


def make_agreed(city: City, proposals: dict[str, Proposal], lines: dict[str, RenjaLine]) -> None:
    """An agreement with all that a page can show of it, late, and one that went on from an earlier forum."""
    past = Forum.objects.get(plan_year=PAST).agreements.get()
    AgreementFactory(forum=past.forum, urusan=past.urusan, text="Mitra meminjamkan ruang rapat.")
    full = AgreementFactory(
        forum=city.forum, urusan=past.urusan, contribution="Dua tenaga ahli.", responsible="Kepala Bidang Statistik",
        unit=city.unit, due_on=timezone.localdate() - 3 * DAY, state="running", previous=past,
    )  # fmt: skip
    full.proposals.set([proposals["accepted"], proposals["withheld"]])
    lines["full"].agreements.add(full)
    lines["withheld"].agreements.add(full)
    FollowUpFactory(agreement=full, text="Dimulai setelah rapat.", state="running")
    FollowUpFileFactory(follow_up__agreement=full)


def make_jobs(renja: Renja, actor: User) -> dict[str, Job]:
    about = {"kind": "renja_pdf", "payload": {"renja": renja.pk, "year": renja.year}, "created_by": actor}
    progress = {"progress_done": 4, "progress_total": 9, "progress_text": "Menata halaman 4"}
    over = {"finished_at": timezone.now()}
    return {
        "failed": JobFactory(
            state=State.FAILED, error="PDF tidak dapat disusun. Coba lagi.", **about, **over
        ),
        "running": JobFactory(
            state=State.RUNNING, key=str(renja.pk), lease_until=timezone.now() + HOUR, **about, **progress
        ),
        "done": JobFactory(state=State.DONE, **about, **over),
    }


def make_document(renja: Renja, job: Job, line: RenjaLine, proposal: Proposal) -> GeneratedDocument:
    """What the job made; the public gets it, because nothing else has been withheld since."""
    made = GeneratedDocument(
        key=job.pk, renja=renja, stage=renja.stage, file_name="Renja-2028-Diskominfo-rancangan-awal.pdf",
        sha256="0" * 64, size=12, pages=42, job=job, created_by=job.created_by,
        masked_lines=[line.pk], masked_proposals=[proposal.pk],
    )  # fmt: skip
    made.file.save(f"{job.pk}.pdf", ContentFile(b"%PDF-1.7 uji"))
    return made
