"""Pemberitahuan hasil usulan: one document for each published result and proposer, made by the worker, many at a time."""

import datetime
import io
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pikepdf
from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.services import record
from jobs.models import Job
from jobs.services import JobFailed, enqueue
from proposals.models import Decision, Proposal
from reports.errors import ReportRefused
from reports.letterhead import read_letterhead
from reports.models import ResultNotice
from reports.notice_content import NoticeContent, is_correction, read_notice
from reports.pdf import PdfFacts, Report, write_pdfs
from reports.report import Letterhead

logger = logging.getLogger("renja.reports")

RESULT_NOTICES = "result_notices"
FOLDER = "reports/pemberitahuan"
BATCH = 25  # results whose documents one child typesets
MOST_PRINTED = 500  # documents in one PDF for the printer
PAUSE = datetime.timedelta(hours=1)  # after a failure, which an admin reads
READ_ALONG = ("answer", "reason_code", "office", "parent", "proposal__forum", "proposal__urusan",
              "proposal__organization", "proposal__kelurahan__kecamatan")  # fmt: skip


@dataclass(frozen=True)
class Draft:
    """One document before it is typeset."""

    proposal: Proposal
    decision: Decision
    content: NoticeContent

    @property
    def name(self) -> str:
        return f"{FOLDER}/{self.content.key}.pdf"

    @property
    def path(self) -> Path:
        return Path(settings.MEDIA_ROOT, self.name)

    @property
    def html(self) -> str:
        return render_to_string(
            "reports/notice/document.html", {"notice": self.content, "host": self.content.host}
        )


def order_due_notices() -> int:
    """Put the job in the queue as soon as a result was published; how many jobs were added."""
    if not Decision.objects.with_notice_due().exists():
        return 0
    jobs = Job.objects.filter(kind=RESULT_NOTICES)
    since = timezone.now() - PAUSE
    if jobs.active().exists() or jobs.failed().filter(finished_at__gte=since).exists():
        return 0
    enqueue(RESULT_NOTICES, key="due")
    return 1


def make_due_notices(report: Report) -> int:
    """All that are due, also those that become due meanwhile. What cannot be made hinders nobody else and is named at the end."""
    host, made = read_letterhead(), 0
    failed: dict[int, str] = {}
    total = Decision.objects.with_notice_due().count()
    while batch := list(_due().exclude(pk__in=failed)[:BATCH]):
        try:
            made += make_notices(batch, host)
        except ReportRefused as refused:
            failed |= _one_by_one(batch, host, refused)
        report(min(made, total), max(total, 1), _("Menyusun pemberitahuan hasil usulan"))
    if failed:
        numbers = ", ".join(sorted(failed.values()))
        raise JobFailed(_("Pemberitahuan belum dapat disusun untuk: %(numbers)s.") % {"numbers": numbers})
    return made


def _due():
    return Decision.objects.with_notice_due().select_related(*READ_ALONG)


def _one_by_one(batch: list[Decision], host: Letterhead, refused: ReportRefused) -> dict[int, str]:
    """After a batch failed: who is to blame; all others are made."""
    logger.error("a batch of notices failed: %s", refused.message)
    failed: dict[int, str] = {}
    for decision in batch:
        try:
            make_notices([decision], host)
        except ReportRefused as alone:
            logger.error("notice of %s failed: %s", decision.proposal.number, alone.message)
            failed[decision.pk] = str(decision.proposal.number)
    return failed


def make_notices(decisions: list[Decision], host: Letterhead) -> int:
    """Typeset and keep the documents of these results that are not there yet; how many they were. Raises ReportRefused."""
    drafts = [
        Draft(proposal, decision, read_notice(proposal, decision, host=host, key=uuid4()))
        for decision in decisions
        for proposal in _addressed(decision)
    ]
    facts = write_pdfs([(draft.html, draft.path) for draft in drafts]) if drafts else []
    _keep(decisions, list(zip(drafts, facts, strict=True)))
    return len(drafts)


def _addressed(decision: Decision) -> Iterable[Proposal]:
    """Whom this result still has to be told on paper: its own proposer, and those of everything merged into it."""
    told = set(decision.result_notices.values_list("proposal", flat=True))
    if decision.proposal_id not in told:
        yield decision.proposal
    if decision.state == Decision.State.PUBLISHED:
        children = decision.proposal.merged_proposals.with_people().exclude(pk__in=told)
        yield from children.order_by("number")


@transaction.atomic
def _keep(decisions: list[Decision], made: list[tuple[Draft, PdfFacts]]) -> None:
    for draft, facts in made:
        ResultNotice.objects.get_or_create(
            proposal=draft.proposal,
            decision=draft.decision,
            defaults={
                "key": draft.content.key,
                "is_correction": is_correction(draft.decision),
                "dated": draft.content.dated,
                "file": draft.name,
                "sha256": facts.sha256,
                "size": facts.size,
                "pages": facts.pages,
            },
        )
    Decision.objects.filter(pk__in=[decision.pk for decision in decisions]).update(notice_due=False)
    for draft, facts in made:
        data = {"sha256": facts.sha256, "pages": facts.pages}
        record("proposal.make_notice", draft.proposal, data=data)


def joined(notices: Iterable[ResultNotice]) -> bytes:
    """Many documents as one PDF, each beginning on a page of its own, for the printer."""
    whole = pikepdf.new()
    for notice in notices:
        with notice.file.open("rb") as file, pikepdf.open(file) as one:
            whole.pages.extend(one.pages)
    written = io.BytesIO()
    whole.save(written)
    return written.getvalue()
