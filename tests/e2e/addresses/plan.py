"""The plan, its documents, open data, upkeep."""

from django.utils import timezone

from audit.services import record
from notifications.models import State as LetterState
from renja.models import Proof, RenjaLine, RevisionPaper
from renja.structure import structure_of
from reports.models import ChangeMatrix, DataFile, SignedPlan
from reports.open_data.datasets import DATASETS
from reports.open_data.freezing import make_edition
from reports.open_data.preparing import prepare_files
from tests.e2e.addresses.samples import Samples
from tests.e2e.city import YEAR
from tests.e2e.full_city.files import make_files
from tests.e2e.full_city.frame import HIDDEN, PAST
from tests.factories.notifications import MessageFactory


def add_plan(at: Samples) -> None:
    for year in (YEAR, PAST, HIDDEN):
        at.add("renja:edit", year)
    for query in ("?tampil=belum", "?asal=renstra&urgensi=iku&sumber=PAD", "?urgensi=psn"):
        at.add("renja:edit", YEAR, query=query)
    at.add_all(
        "renja:settings", "renja:chapters", "renja:tables", "renja:homeless", "renja:line_add", args=[YEAR]
    )
    for query in ("", "?tampil=harus", "?tampil=lihat", "?aturan=tanpa-lokasi", "?aturan=total-sama"):
        at.add("renja:completeness", YEAR, query=query)
    for query in ("?q=jaringan", "?q=tidakada", "?atas=on", f"?usulan={at.number('homeless')}"):
        at.add("renja:line_add", YEAR, query=query)
    for line in at.town.lines.values():
        at.add_all("renja:line", "renja:line_remove", "renja:line_agreements", args=[YEAR, line.pk])
    full = at.town.lines["full"]
    for query in ("?tampil=sudah", "?tampil=semua", f"?baris={full.pk}"):
        at.add("renja:homeless", YEAR, query=query)
    at.add("renja:link", YEAR, at.number("homeless"), query=f"?baris={full.pk}")
    for proposal in ("homeless", "accepted"):
        at.add("renja:link", YEAR, at.number(proposal))
    add_texts(at)
    add_estimates(at)
    add_revisions(at)
    add_alignment(at)
    add_readers(at)
    add_realisation(at)
    add_files(at)


def add_texts(at: Samples) -> None:
    structure = structure_of(at.town.renja.structure)
    for part in structure.writable():
        at.add("renja:chapter", YEAR, part.key)
    for table in structure.typed:
        at.add("renja:table", YEAR, table.label)


def add_estimates(at: Samples) -> None:
    for query in ("", f"?dari={PAST}&dasar=prakiraan&faktor=1,1", "?dari=1999&dasar=pagu&faktor=1"):
        at.add("renja:copy", YEAR, query=query)
    for query in ("", "?faktor=1,2", "?faktor=banyak"):
        at.add("renja:estimate", YEAR, query=query)


def add_revisions(at: Samples) -> None:
    """Of the plan of now two drafts, of last year's the act that established it."""
    for year in (YEAR, PAST):
        at.add_all("renja:revisions", "renja:freeze", "renja:establish", "renja:forum_changes", args=[year])
        at.add("renja:revision", year, 1)
    at.add("renja:revision", YEAR, 2)
    for query in ("", "?dari=1&ke=2", "?dari=2&ke=kini", "?dari=9&ke=kini"):
        at.add("renja:compare", YEAR, query=query)
    at.add("renja:compare_excel", YEAR, query="?dari=1&ke=2")
    paper = RevisionPaper.objects.get()
    at.add("renja:revision_paper", PAST, 1, paper.key)
    at.add("renja:established", PAST, 1)
    for name in ("reports:act_pdf", "reports:revision_pdf"):
        at.add(name, PAST, 1)
    add_signatures(at)
    for query in ("?dari=1&ke=2", "?dari=2&ke=kini"):
        at.add("reports:change_matrix", YEAR, query=query)
    at.add("reports:change_matrix_file", YEAR, ChangeMatrix.objects.get().key)


def add_signatures(at: Samples) -> None:
    """Of the newest draft what waits to be signed, of the one before nothing, of last year's act the signed copy."""
    for year, revision in ((YEAR, 1), (YEAR, 2), (PAST, 1)):
        at.add("reports:plan_signing", year, revision)
    at.add_all("reports:plan_sign", "reports:plan_scan", args=[YEAR, 2])
    signed = SignedPlan.objects.get(signing__final__isnull=False)
    at.add("reports:plan_signed_file", PAST, 1, signed.key)
    at.add("reports:verify", signed.signing.document.code)


def add_alignment(at: Samples) -> None:
    """What the plan serves, and how much of what was asked it holds."""
    for year in (YEAR, PAST):
        at.add_all("renja:aims", "renja:coverage", "renja:orphans", args=[year])
    at.add("renja:aims_edit", YEAR)
    for aim in at.town.renja.aims.all():
        at.add("renja:aim_lines", YEAR, aim.pk)
        at.add("renja:edit", YEAR, query=f"?dukung={aim.pk}")
    at.add("renja:edit", YEAR, query="?dukung=tanpa")
    for query in ("?tampil=masuk", "?tampil=semua&kecamatan=tanpa", "?tampil=sudah&pengusul=warga"):
        at.add("renja:homeless", YEAR, query=query)
    for form in ("csv", "xlsx"):
        at.add("renja:coverage_file", YEAR, form)


def add_readers(at: Samples) -> None:
    """The plan as it is read: what is looked for, and one line."""
    for query in ("?q=layanan", "?q=2.16.02", "?q=tidakada"):
        at.add("renja:detail", YEAR, query=query)
    for line in at.town.lines.values():
        at.add("renja:public_line", YEAR, line.code)
    at.add("renja:public_line", YEAR, "9.99.99", status=404)
    at.add("renja:public_line", HIDDEN, at.town.lines["full"].code, status=404)
    for form in ("csv", "xlsx"):
        at.add("reports:plan_lines", YEAR, form)


def add_realisation(at: Samples) -> None:
    """Of a year to come, and of one that is over."""
    past = RenjaLine.objects.get(renja__forum__plan_year=PAST)
    at.add("renja:realising")
    for year, line in ((PAST, past), (YEAR, at.town.lines["full"])):
        for query in ("", "?tw=1", "?tw=4"):
            at.add("renja:realisation", year, query=query)
        at.add("renja:realisation_book", year)
        at.add("renja:realisation_line", year, line.pk, query="?tw=1")
        at.add("renja:proof_add", year, line.pk, roles=("perencana",))
    for name in ("withheld", "program"):
        at.add("renja:realisation_line", YEAR, at.town.lines[name].pk)
    at.add("renja:work", YEAR, at.town.lines["full"].pk, at.number("accepted"), roles=("perencana",))
    for proof in Proof.objects.filter(line=at.town.lines["full"], is_public=True):
        at.add("renja:proof", YEAR, proof.key)


def add_files(at: Samples) -> None:
    """Files in every state, what goes out, and what stands in SIPD."""
    for query in ("", "?untuk=sipd"):
        at.add("renja:exchange", YEAR, query=query)
    at.add("renja:exchange_file", YEAR)
    at.add("renja:table_file", YEAR, "T-C.29")
    for query in ("", "?keadaan=belum", "?keadaan=berubah", "?keadaan=sudah"):
        at.add("renja:sipd", YEAR, query=query)
    at.add("renja:sipd_file", YEAR)
    for name, file in make_files(at.town).items():
        at.add("renja:file", YEAR, file.key)
        if name in ("checked", "compared"):
            at.add("renja:file", YEAR, file.key, query="?tampil=hilang")
            at.add_all("renja:file_columns", "renja:file_differences", args=[YEAR, file.key])


def add_reports(at: Samples) -> None:
    for year in (YEAR, PAST):
        at.add("reports:export", year)
    for job in at.town.jobs.values():
        at.add("reports:job", job.pk)
    at.add("reports:document", at.town.document.key)
    at.add("reports:letters")
    at.add("reports:letter_new", at.town.proposals["forwarded"].forwarded_to_id)
    at.add_all("reports:letter", "reports:letter_file", args=[at.town.letter.key])


def add_data(at: Samples) -> None:
    """With the files that the worker makes, and one frozen edition."""
    if not DataFile.objects.exists():
        prepare_files()
        make_edition(YEAR)
    at.add_all(
        "reports:data",
        "reports:data_api",
        "reports:data_dictionary",
        "reports:data_json",
        "reports:data_work",
    )
    for slug, dataset in DATASETS.items():
        at.add("reports:dataset", slug)
        name, first = slug.replace("-", "_"), dataset.rows().first()
        at.add(f"api:{name}_list")
        at.add(f"api:{name}_detail", getattr(first, dataset.lookup))
    at.add("reports:data_file", "usulan", "csv")
    at.add("reports:data_edition", YEAR, 1)
    at.add("api:schema")
    at.add("api:missing", "tidak-ada", status=404)


def add_upkeep(at: Samples) -> None:
    """With letters in every state, and entries with all that a row can show."""
    sent = {"sent_at": timezone.now(), "error": "smtp; 550 5.1.1 <warga@contoh.id>: User unknown"}
    for state in LetterState:
        MessageFactory(state=state, **(sent if state in ("sent", "bounced") else {}))
    MessageFactory(is_private=True, attempts=2, error="TimeoutError: timed out")
    proposal = at.town.proposals["submitted"]
    record(
        "proposal.return",
        proposal,
        actor=proposal.proposer,
        reason="Lengkapi lokasi.",
        changed=["status"],
        data={"n": 1},
    )
    record("account.sign_in_failed", proposal.proposer, data={"from": "0" * 12})
    for query in ("", "?tindakan=proposal.submit&dari=2026-01-01", "?q=tidakada"):
        at.add("upkeep:record", query=query)
    at.add("upkeep:record_csv")
    for query in ("", "?keadaan=failed", "?keadaan=queued&jenis=check_record"):
        at.add("upkeep:jobs", query=query)
    at.add("upkeep:health")
    at.add_all("data_processing", "data_erase", "data_breach")
    for query in ("", "?keadaan=tidak_sampai", "?q=tidakada"):
        at.add("upkeep:letters", query=query)
