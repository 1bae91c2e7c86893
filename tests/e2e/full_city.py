"""A city in the middle of its year: every state of everything that a page can show, with real rows behind it."""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO

import pikepdf
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from accounts.models import User
from core.secret_links import hash_of, secret_of
from forums.models import Activity, Ceiling, Forum
from jobs.models import Job, State
from proposals.choices import Outcome, Source
from proposals.models import ImportBatch, Proposal
from proposals.publishing import PUBLISH
from renja.models import Renja, RenjaLine
from reports.models import AttendanceSheet, ForwardingLetter, GeneratedDocument, ResultNotice, SittingPaper
from stakeholders.models import Host, Role
from tests.e2e.city import City, build_city
from tests.e2e.city_record import add_record
from tests.e2e.city_sitting import build_sitting
from tests.factories.forums import (
    CriterionFactory,
    DelegateFactory,
    DeliveryFactory,
    DocumentFactory,
    ForumFactory,
    InvitationCopyFactory,
    InvitationLetterFactory,
    ParticipantFactory,
    PhaseFactory,
    ProgrammeItemFactory,
    SignedLetterFactory,
)
from tests.factories.jobs import JobFactory
from tests.factories.meetings import (
    AgendaItemFactory,
    AgreementFactory,
    AttendanceFactory,
    ConflictFactory,
    FollowUpFactory,
    FollowUpFileFactory,
    MarkFactory,
    SittingFactory,
)
from tests.factories.proposals import (
    AttachmentFactory,
    DecisionFactory,
    EventFactory,
    FeedbackFactory,
    OfficialAnswerFactory,
    ProposalFactory,
    QuestionFactory,
    SupportFactory,
)
from tests.factories.renja import (
    ChapterFactory,
    FulfilmentFactory,
    IndicatorFactory,
    LineFactory,
    RenjaFactory,
    edition_2006,
    make_node,
)
from tests.factories.stakeholders import (
    DelegationFactory,
    HostMembershipFactory,
    MembershipFactory,
    MembershipRequestFactory,
    OfficialFactory,
    OrganizationFactory,
    PlanningAgencyFactory,
)
from urusan.models import Urusan

PAST, HIDDEN = 2020, 2029  # a forum that is over, and one that the public does not see yet
LONG_TITLE = "Peningkatan keterselenggaraan layanan internet publik di dermaga, balai warga, dan posyandu Kelurahan Teritip"
HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)


@dataclass(frozen=True)
class FullCity:
    """The city with its people by role, and its rows by what is special about them."""

    city: City
    people: dict[str, User]
    proposals: dict[str, Proposal]
    renja: Renja
    lines: dict[str, RenjaLine]
    jobs: dict[str, Job]
    document: GeneratedDocument
    batches: dict[str, ImportBatch]
    letter: ForwardingLetter

    @property
    def forum(self) -> Forum:
        return self.city.forum


def build_full_city() -> FullCity:
    city = build_city()
    people = _people(city)
    _forum_parts(city)
    _door(city)
    _other_forums()
    proposals = _own_proposals(city) | _others_proposals(city)
    _spoken(proposals)
    _sittings(city, proposals)
    build_sitting(city, proposals)
    add_record(city, Forum.objects.get(plan_year=PAST))
    renja, lines = _plan(city.forum, proposals)
    _agreed(city, proposals, lines)
    _published_many(city, proposals)
    jobs = _jobs(renja, city.perencana)
    document = _document(renja, jobs["done"], lines["withheld"], proposals["withheld"])
    batches, letter = _batches(city), _letter(city)
    return FullCity(city, people, proposals, renja, lines, jobs, document, batches, letter)


def _people(city: City) -> dict[str, User]:
    admin = HostMembershipFactory(role=Role.ADMIN, user__name="Admin", user__is_staff=True).user
    bappeda = PlanningAgencyFactory()
    pemeriksa = MembershipFactory(role=Role.PEMERIKSA, organization=bappeda, user__name="Pemeriksa").user
    HostMembershipFactory(user__name="Sudah Pindah", valid_until=datetime.date(2021, 1, 1))
    MembershipRequestFactory(user__name="Menunggu Konfirmasi")
    MembershipRequestFactory(organization__name="Forum Pemuda Pesisir", organization__is_active=False)
    MembershipRequestFactory(
        user=city.proposer, state="declined", answered_at=timezone.now(), reason="Belum dikenal lembaganya."
    )
    OfficialFactory(
        name="Pejabat Sementara", status="plh", decree="SP 800/1", valid_until=datetime.date(2020, 2, 1)
    )
    OfficialFactory(
        name="Pejabat Pengganti",
        on_behalf="Kepala Dinas",
        through="Sekretaris",
        valid_until=datetime.date(2021, 2, 1),
    )
    DelegationFactory(
        delegate=HostMembershipFactory(user__name="Penerima Pendelegasian").user, granted_by=city.pimpinan
    )
    picture = ContentFile(_png(), name="logo.png")
    Host.objects.get().logo.save("logo.png", picture)
    named = {
        "pengusul": city.proposer, "sekretariat": city.sekretariat, "verifikator": city.verifikator,
        "perencana": city.perencana, "pimpinan": city.pimpinan, "admin_user": admin, "pemeriksa": pemeriksa,
    }  # fmt: skip
    return {role: User.objects.get(pk=user.pk) for role, user in named.items()}


def _png() -> bytes:
    written = BytesIO()
    Image.new("RGB", (48, 48), "teal").save(written, "PNG")
    return written.getvalue()


def _forum_parts(city: City) -> None:
    forum, now = city.forum, timezone.now()
    windows = (
        ("Persiapan", -40, -30, [Activity.EDIT_PLAN]),
        ("Verifikasi usulan masyarakat", 11, 20, [Activity.VERIFY]),
        ("Forum Perangkat Daerah", 21, 22, [Activity.DECIDE]),
        ("Penyempurnaan", 23, 60, [Activity.REVIEW, Activity.EDIT_PLAN]),
        ("Penetapan", 90, 120, [Activity.LOCK]),
    )
    for name, start, end, activities in windows:
        PhaseFactory(
            forum=forum,
            name=name,
            activities=activities,
            opens_at=now + start * DAY,
            closes_at=now + end * DAY,
        )
    forum.phases.filter(name="Penetapan").update(note="Digeser karena cuti bersama.")
    forum.ceilings.update(source_of_funds="PAD")
    Ceiling.objects.create(
        forum=forum, amount=Decimal(850_000_000), dated=datetime.date(2026, 1, 5), basis="SE Nomor 0",
        source_of_funds="PAD",
    )  # fmt: skip
    DocumentFactory(forum=forum, title="Rancangan Renja 2028")
    DocumentFactory(forum=forum, title="Catatan rapat persiapan", is_published=False)
    for order, title in enumerate(("Registrasi peserta", "Pembukaan"), start=1):
        ProgrammeItemFactory(forum=forum, title=title, in_charge="Pembawa acara", order=order)
    CriterionFactory(forum=forum, name="Urgensi", weight=100)
    Forum.objects.filter(pk=forum.pk).update(note="Digeser karena gedung dipakai.")
    campus = OrganizationFactory(
        name="Institut Teknologi Kalimantan", kind="perguruan_tinggi", short_name="ITK"
    )
    for organization, part in (
        (campus, "narasumber"),
        (city.proposer.memberships.get().organization, "peserta"),
    ):
        ParticipantFactory(forum=forum, organization=organization, part=part)
    _invitations(city, campus)
    urusan = Urusan.objects.get()
    AgreementFactory(forum=forum, urusan=urusan, partners=[campus], text="Mitra menyediakan tenaga ahli.")
    AgreementFactory(forum=forum, urusan=urusan, partner_note="Pegiat literasi digital")


def _door(city: City) -> None:
    """Who was named and came, who did not, who came by themselves; two printed lists."""
    forum, first = city.forum, city.forum.participants.order_by("pk").first()
    first.link_hash = hash_of(secret_of("forums.invitation", first.key))
    first.save()
    came, _late = (
        DelegateFactory(participant=first, phone="081200004411", gender="P"),
        DelegateFactory(participant=first),
    )
    AttendanceFactory(
        forum=forum,
        participant=first,
        delegate=came,
        name=came.name,
        position="Kepala Seksi",
        phone="081200004411",
    )
    AttendanceFactory(forum=forum, participant=first, position="Staf", gender="L")
    AttendanceFactory(forum=forum, means="mandiri", is_online=True, gender="P", organization_name="")
    sheet = AttendanceSheet(
        forum=forum, kind="kosong", sha256="0" * 64, size=12, pages=1, created_by=city.sekretariat
    )
    sheet.file.save("hadir.pdf", ContentFile(b"%PDF-1.7 uji"))
    AttendanceSheet.objects.create(
        forum=forum,
        kind="arsip",
        job=JobFactory(kind="attendance_list", state="failed", error="Instansi belum diatur."),
    )


def _invitations(city: City, campus) -> None:
    """One that was sent, opened and answered, one that was not; the letter, typeset and signed."""
    answered = city.forum.participants.get(organization=campus)
    answered.attention, answered.answer, answered.answer_note = (
        "Rektor",
        "diwakilkan",
        "Rektor bertugas di luar kota.",
    )
    answered.opened_at = answered.answered_at = timezone.now()
    answered.phone, answered.email = "081234567890", "rektorat@itk.example"
    answered.save()
    DelegateFactory(participant=answered, name="Dr. Wakil Rektor", phone="081298765432", gender="P")
    DeliveryFactory(participant=answered, note="Diantar kurir", by=city.sekretariat)
    ProgrammeItemFactory(forum=city.forum, title="Paparan rancangan Renja", in_charge="Sekretaris Dinas")
    letter = InvitationLetterFactory(forum=city.forum, copies_to="Wali Kota (sebagai laporan)")
    InvitationCopyFactory(participant=answered)
    SignedLetterFactory(letter=letter, added_by=city.sekretariat)


def _other_forums() -> None:
    past = ForumFactory(
        plan_year=PAST, theme="Kota cerdas", held_on=datetime.date(2019, 2, 27), place="Balai Kota"
    )
    AgreementFactory(forum=past, urusan=Urusan.objects.get())
    plan = RenjaFactory(
        forum=past, edition=edition_2006(), stage="ditetapkan", dated=datetime.date(2019, 7, 1)
    )
    LineFactory(renja=plan, node=make_node("1.25.15.02", edition=plan.edition, name="Pembinaan media"))
    ForumFactory(plan_year=HIDDEN, is_published=False)


def _own_proposals(city: City) -> dict[str, Proposal]:
    """The proposer's own, in each state in which they can do something about it."""
    mine = {
        "forum": city.forum, "proposer": city.proposer, "kelurahan": city.kelurahan,
        "organization": city.proposer.memberships.get().organization, "urusan": Urusan.objects.get(),
    }  # fmt: skip
    past = mine | {"forum": Forum.objects.get(plan_year=PAST)}
    made = {
        "own draft": ProposalFactory(draft=True, title=LONG_TITLE, **mine),
        "own empty draft": ProposalFactory(draft=True, title="", problem="", request="", kelurahan=None,
                                           **{k: v for k, v in mine.items() if k != "kelurahan"}),
        "own submitted": ProposalFactory(title=LONG_TITLE, **mine),
        "own returned": ProposalFactory(returned=True, **mine),
        "own verified": ProposalFactory(verified=True, volume=5, volume_unit="titik", **mine),
        "own rejected": ProposalFactory(rejected=True, **mine),
        "own reserve": ProposalFactory(deferred=True, **past),
    }  # fmt: skip
    EventFactory(
        proposal=made["own returned"], step="return", title="Dikembalikan", reason="Sebutkan jumlahnya."
    )
    AttachmentFactory(
        proposal=made["own draft"], original_name="foto dermaga yang panjang sekali namanya.jpg"
    )
    AttachmentFactory(proposal=made["own submitted"])
    _answer(made["own rejected"], Outcome.REJECTED)
    _answer(made["own reserve"], Outcome.DEFERRED)
    return made


def _others_proposals(city: City) -> dict[str, Proposal]:
    known = {
        "forum": city.forum,
        "kelurahan": city.kelurahan,
        "urusan": Urusan.objects.get(),
        "unit": city.unit,
    }
    late = timezone.localdate() - 3 * DAY
    made = {
        "submitted": ProposalFactory(volume=200, volume_unit="orang", rt="12", landmark="Dekat dermaga", **known),
        "late": ProposalFactory(verify_due_on=late, estimated_cost=25_000_000, **known),
        "of nobody": ProposalFactory(**known | {"unit": None, "urusan": None}),
        "returned": ProposalFactory(returned=True, **known),
        "verified": ProposalFactory(verified=True, volume=200, volume_unit="orang", **known),
        "pending": ProposalFactory(verified=True, from_organization=True, **known),
        "accepted": ProposalFactory(accepted=True, volume=200, agreed_volume=200, volume_unit="orang", **known),
        "homeless": ProposalFactory(accepted_with_changes=True, volume=9, agreed_volume=3, volume_unit="titik", **known),
        "deferred": ProposalFactory(deferred=True, **known),
        "rejected": ProposalFactory(rejected=True, **known),
        "forwarded": ProposalFactory(forwarded=True, **known),
        "merged": ProposalFactory(merged=True, **known),
        "withdrawn": ProposalFactory(withdrawn=True, **known),
        "withheld": ProposalFactory(withheld=True, title="Judul yang tidak boleh terbaca", **known),
        "recorded": ProposalFactory(source=Source.SURAT, source_basis="Surat 12/2027", external_number="M-7", **known),
        "recorded, returned": ProposalFactory(
            returned=True, source=Source.LISAN, source_basis="Rapat kelurahan", proposer=None, **known
        ),
    }  # fmt: skip
    DecisionFactory(proposal=made["pending"], decided_by=city.verifikator, agreed_volume=3)
    for name in ("accepted", "homeless", "deferred", "rejected", "forwarded"):
        _answer(made[name], made[name].status)
    for step in ("Diajukan", "Terverifikasi", "Hasil forum disahkan: Diterima"):
        EventFactory(proposal=made["accepted"], title=step, reason="Sesuai dengan prioritas tahun rencana.")
    EventFactory(
        proposal=made["recorded, returned"], step="return", title="Dikembalikan", reason="Tulis jumlahnya."
    )
    AttachmentFactory(proposal=made["submitted"])
    AttachmentFactory(proposal=made["submitted"], original_name="surat pengantar.pdf", is_public=False)
    for _n in range(3):
        SupportFactory(proposal=made["accepted"])
    return made


def _answer(proposal: Proposal, outcome: str) -> None:
    office = {"office": proposal.forwarded_to} if outcome == Outcome.FORWARDED else {}
    OfficialAnswerFactory(
        proposal=proposal, decision__outcome=outcome, **{f"decision__{k}": v for k, v in office.items()}
    )


def _spoken(proposals: dict[str, Proposal]) -> None:
    """Questions in every state, what proposers say of answers, and the document with a result."""
    accepted, rejected = proposals["accepted"], proposals["own rejected"]
    QuestionFactory(proposal=accepted, asker_kind="komunitas")
    QuestionFactory(proposal=accepted, hidden=True)
    mended = QuestionFactory(proposal=accepted, answered=True, changed_at=timezone.now())
    mended.former_answers.create(text="Pemasangan direncanakan tahun depan.")
    FeedbackFactory(proposal=accepted, decision=accepted.decisions.get())
    SupportFactory(proposal=accepted, organization=OrganizationFactory(name="Karang Taruna Teritip"))
    notice = ResultNotice(
        proposal=rejected, decision=rejected.decisions.get(), dated=timezone.localdate(), sha256="0" * 64, size=12, pages=1
    )  # fmt: skip
    written = BytesIO()
    with pikepdf.new() as blank:
        blank.add_blank_page()
        blank.save(written)
    notice.file.save(f"{notice.key}.pdf", ContentFile(written.getvalue()))


def _sittings(city: City, proposals: dict[str, Proposal]) -> None:
    """A session with marks, one left to others, and its working paper; another one beside it, in its way."""
    hours = {"starts_at": timezone.now(), "ends_at": timezone.now() + HOUR, "room": "Aula Diskominfo"}
    facts = {
        "forum": city.forum,
        "urusan": city.unit.urusan.get(),
        "chair_position": "Kepala Bidang",
        **hours,
    }
    sitting = SittingFactory(name="Sidang kelompok I", secretary_position="Analis", order=1, **facts)
    SittingFactory(name="Sidang kelompok II", order=2, **facts)
    criterion = city.forum.criteria.first() or CriterionFactory(forum=city.forum, weight=100)
    for name in ("verified", "pending", "own verified"):
        AgendaItemFactory(sitting=sitting, proposal=proposals[name])
    MarkFactory(proposal=proposals["verified"], criterion=criterion, scorer=city.verifikator)
    ConflictFactory(proposal=proposals["pending"], person=city.verifikator)
    paper = SittingPaper(sitting=sitting, kind="bahan", sha256="0" * 64, size=12, pages=1)
    paper.file.save("bahan.pdf", ContentFile(b"%PDF-1.7 uji"))


def _plan(forum: Forum, proposals: dict[str, Proposal]) -> tuple[Renja, dict[str, RenjaLine]]:
    renja = RenjaFactory(forum=forum, dated=datetime.date(2026, 11, 26))
    lines = {
        "full": LineFactory(renja=renja, note="Lanjutan tahun lalu"),
        "empty": LineFactory(renja=renja, pagu=None, forward_pagu=None, location="", target_group="", source_of_funds=""),
        "withheld": LineFactory(renja=renja, withheld_reason="Rincian persandian"),
        "program": LineFactory(renja=renja, node=make_node("2.16.02"), pagu=None, forward_pagu=None),
    }  # fmt: skip
    IndicatorFactory(line=lines["full"])
    IndicatorFactory(line=lines["full"], target=None, target_label="BB")
    IndicatorFactory(line=lines["program"], text="Persentase layanan publik yang terhubung")
    FulfilmentFactory(line=lines["full"], proposal=proposals["accepted"], amount=Decimal(60_000_000))
    ChapterFactory(renja=renja, key="kata-pengantar")
    table = "<table><thead><tr><th>Program</th><th>Target</th></tr></thead><tbody><tr><td>A</td><td>1</td></tr></tbody></table>"
    ChapterFactory(renja=renja, key="1.1", html=f"<h3>Umum</h3><p>Teks.</p><ul><li>Butir</li></ul>{table}")
    return renja, lines


def _agreed(city: City, proposals: dict[str, Proposal], lines: dict[str, RenjaLine]) -> None:
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


def _published_many(city: City, proposals: dict[str, Proposal]) -> None:
    """Orders of the head that the worker has done, and is about to do."""
    done, refused = proposals["accepted"].decisions.get().pk, proposals["pending"].decisions.get().pk
    result = {"published": [done], "refused": [[refused, "Hasil ini diubah setelah Anda membacanya."]]}
    about = {"kind": PUBLISH, "payload": {"seen": {str(done): 1}}, "created_by": city.pimpinan}
    JobFactory(state=State.DONE, finished_at=timezone.now(), result=result, **about)
    JobFactory(key=str(city.pimpinan.pk), **about)


def _jobs(renja: Renja, actor: User) -> dict[str, Job]:
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


def _document(renja: Renja, job: Job, line: RenjaLine, proposal: Proposal) -> GeneratedDocument:
    """What the job made; the public gets it, because nothing else has been withheld since."""
    made = GeneratedDocument(
        key=job.pk, renja=renja, stage=renja.stage, file_name="Renja-2028-Diskominfo-rancangan-awal.pdf",
        sha256="0" * 64, size=12, pages=42, job=job, created_by=job.created_by,
        masked_lines=[line.pk], masked_proposals=[proposal.pk],
    )  # fmt: skip
    made.file.save(f"{job.pk}.pdf", ContentFile(b"%PDF-1.7 uji"))
    return made


def _batches(city: City) -> dict[str, ImportBatch]:
    """A list that waits with everything that a row can show, and one that was entered."""
    about = {
        "forum": city.forum,
        "source": "musrenbang",
        "original_name": "musrenbang.xlsx",
        "size": 9,
        "row_count": 3,
    }
    about |= {"sha256": "0" * 64, "created_by": city.sekretariat, "checked_at": timezone.now()}
    change = {"label": "Volume", "old": "2", "new": "3"}
    row = {"sheet": "Usulan", "origin": "M-1", "title": "Titik internet", "number": "", "status": ""}
    row |= {"errors": [], "notes": [], "changes": []}
    rows = [
        row | {"row": 3, "kind": "new", "notes": ["Judul dipendekkan."]},
        row | {"row": 4, "kind": "changed", "number": "ASP-2028-0001", "changes": [change]},
        row | {"row": 5, "kind": "wrong", "errors": ["Baris 5, kolom E: kelurahan “X” tidak dikenal."]},
    ]
    counts = {"new": 1, "changed": 1, "same": 0, "untouched": 0, "wrong": 1, "skipped": 1}
    skipped = [{"sheet": "Usulan", "row": 6, "text": "JUMLAH"}]
    sheet = {
        "name": "Usulan",
        "chosen": True,
        "names": ["ID Usulan", "Usulan"],
        "last_head_row": 2,
        "rows": {"3": ["M-1", "Titik"]},
    }
    entered = ImportBatch.objects.create(
        source_basis="Surat Bappeda Nomor 11", entered_at=timezone.now(), new_count=1, **about
    )
    ProposalFactory(
        forum=city.forum,
        unit=city.unit,
        source=Source.POKIR,
        council_member="H. Contoh",
        dapil="Dapil 2",
        import_batch=entered,
    )
    return {
        "entered": entered,
        "checked": ImportBatch.objects.create(
            source_basis="Surat Bappeda Nomor 12", sheets=[sheet], columns={"title": "Usulan"},
            report={"rows": rows, "counts": counts, "skipped": skipped, "mark": "0"}, **about,
        ),
    }  # fmt: skip


def _letter(city: City) -> ForwardingLetter:
    proposal = ProposalFactory(forum=city.forum, forwarded=True)
    row = {
        "no": 1,
        "number": proposal.number,
        "title": "Titik internet",
        "place": "Seluruh kota",
        "proposer": "Warga",
    }
    letter = ForwardingLetter(
        office=proposal.forwarded_to, number="050/1", subject="Penerusan usulan", dated=datetime.date(2027, 2, 18),
        content={"rows": [row]}, sha256="0" * 64, size=12, pages=1, created_by=city.sekretariat,
    )  # fmt: skip
    letter.file.save("surat.pdf", ContentFile(b"%PDF-1.7 uji"))
    letter.proposals.set([proposal])
    return letter
