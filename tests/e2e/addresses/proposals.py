"""Proposals: the public pages, the proposer's own, the staff's."""

from jobs.models import Job
from proposals.holder import receipt_token
from proposals.models import Question
from proposals.publishing import PUBLISH
from reports.models import ResultNotice
from tests.e2e.addresses.samples import MINE, ROLES, STRANGER, Samples
from tests.e2e.city import YEAR
from tests.e2e.full_city.frame import HIDDEN, PAST
from tests.factories.proposals import ProposalFactory


def add_public(at: Samples) -> None:
    at.add_all("healthz", "robots", "favicon", "security_txt", "stakeholders:logo", "help", "proposals:new")
    at.add_all("proposals:new_by_phone", "proposals:paper_form")
    by_phone = ProposalFactory(by_phone=True, forum=at.town.forum, title="Titik internet di pasar")
    at.add_all("proposals:receipt", "proposals:receipt_withdraw", args=[receipt_token(by_phone)])
    returned = ProposalFactory(by_phone=True, forum=at.town.forum, status="returned")
    at.add_all("proposals:receipt", "proposals:receipt_complete", args=[receipt_token(returned)])
    rejected = ProposalFactory(by_phone=True, forum=at.town.forum, status="rejected")
    at.add("proposals:receipt_review", receipt_token(rejected))
    at.add("proposals:receipt", "tidak-ada", status=404)
    at.add("choose_language", "id", query="?lanjut=/robots.txt")
    at.add("metrics", status=404)  # nobody shows a token
    at.add("readyz", status=503)  # no worker runs in the tests
    for query in (
        "",
        "?q=internet&urut=dukungan",
        "?status=accepted&tahun=2028",
        "?q=tidakada",
        "?tahun=1",
        "?tampilan=peta",
    ):
        at.add("proposals:list", query=query)
    at.add_all("proposals:export_csv", "proposals:export_excel")
    for proposal in at.town.proposals.values():
        if proposal.number:
            at.add("proposals:detail", proposal.number)
    for file in at.town.proposals["submitted"].attachments.all():
        at.add("proposals:attachment", file.key, roles=ROLES if file.is_public else ROLES[2:7])
    for year in (YEAR, PAST):
        at.add("renja:detail", year)
        at.add("reports:statistics", year)
    at.add("reports:statistics_table", YEAR, "urusan")
    at.add("renja:detail", HIDDEN, status=404)
    at.add("reports:public_pdf", YEAR)


def add_own(at: Samples) -> None:
    at.add("proposals:mine", roles=[role for role in ROLES if role != STRANGER])
    for draft in ("own draft", "own empty draft", "own returned"):
        key = at.town.proposals[draft].key
        for step in ("masalah", "usulan", "lokasi"):
            at.add("proposals:draft", key, step, roles=MINE)
        at.add_all("proposals:draft_files", "proposals:draft_check", args=[key], roles=MINE)
    key = at.town.proposals["own draft"].key
    at.add_all("proposals:submit", "proposals:delete", args=[key], roles=MINE)
    at.add_all("proposals:submitted", "proposals:withdraw", args=[at.number("own submitted")], roles=MINE)
    at.add("proposals:complete", at.number("own returned"), roles=MINE)
    at.add_all("proposals:ask_review", "proposals:rate", args=[at.number("own rejected")], roles=MINE)
    at.add("proposals:carry_over", at.number("own reserve"), roles=MINE)
    at.add_all("proposals:support", "proposals:ask", args=[at.number("accepted")], roles=ROLES[1:])


def add_staff(at: Samples) -> None:
    at.add_all(
        "proposals:record",
        "proposals:approval",
        "proposals:unconfirmed",
        "proposals:unreached",
        "proposals:unreached_print",
    )
    for query in ("", "?keadaan=draf", "?keadaan=kembali", "?keadaan=selesai"):
        at.add("proposals:carried", query=query)
    at.add("proposals:let_go", at.number("own reserve"))
    at.add("proposals:recorded", at.number("recorded"))
    at.add("proposals:complete_recorded", at.number("recorded, returned"))
    by_phone = ProposalFactory(
        by_phone=True, forum=at.town.forum, status="returned", title="Titik internet di pasar"
    )
    at.add_all("proposals:complete_recorded", "proposals:renew_receipt", args=[by_phone.number])
    for tab in ("", "?daftar=kembali", "?daftar=selesai", "?q=tidakada"):
        at.add("proposals:verification_queue", query=tab)
    for tab in ("", "?daftar=menunggu", "?daftar=disahkan", "?q=tidakada"):
        at.add("proposals:results", query=tab)
    for name, proposal in at.town.proposals.items():
        if proposal.number:
            at.add("proposals:verification", proposal.number)
        if name in ("own verified", "verified", "pending"):
            at.add("proposals:result", proposal.number, roles=("sekretariat", "verifikator"))
        if name in ("accepted", "homeless", "deferred"):
            at.add("proposals:result", proposal.number, roles=("sekretariat", "perencana"))


def add_lists(at: Samples) -> None:
    for job in Job.objects.filter(kind=PUBLISH):
        at.add("proposals:publication", job.pk, roles=("pimpinan",))
    for batch in at.town.batches.values():
        at.add("proposals:import_batch", batch.key)
    at.add("proposals:imports")
    at.add_all("proposals:import_columns", "proposals:import_errors", args=[at.town.batches["checked"].key])
    for query in ("", "?q=tidakada"):
        at.add("proposals:forward_many", query=query)


def add_speaking(at: Samples) -> None:
    at.add_all("proposals:questions", "proposals:ratings", "reports:notices", "reports:notices_print")
    at.add("proposals:questions", query="?daftar=dijawab")
    at.add("reports:notice", ResultNotice.objects.get().key, roles=ROLES[1:7])
    for question in Question.objects.all():
        at.add("proposals:question", question.pk)
