"""The official PDF set in the background once writing rests, so that whoever asks for it next only takes it.

A prepared document is a file that nobody was given: its name tells what it says, under which key, and of which moment. It
becomes a document when somebody asks for it while the plan still says the same.
"""

import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.utils import timezone

from jobs.models import Job, State
from jobs.services import enqueue
from renja.models import Renja
from reports.data import read_renja
from reports.document import fingerprint
from reports.keeping import final_copy
from reports.models import DocumentKind, GeneratedDocument
from reports.pdf import Report
from reports.typesetting import kept_folder, typeset
from reports.unchanged import newest_edit

PREPARE_PDF = "renja_prepare"
REST = timedelta(seconds=10)  # without an edit, before it is worth typesetting
RECENT = timedelta(days=30)  # who printed a plan in this time prints it again
MOMENT = "%Y%m%dT%H%M%S%f"
NAME = re.compile(r"\d+-[0-9a-f]{64}-(?P<key>[0-9a-f]{32})-(?P<at>\d{8}T\d{12})\.pdf")


class Superseded(Exception):
    """The plan was edited meanwhile: what is being made would be out of date."""


@dataclass(frozen=True)
class Prepared:
    """A document that waits to be asked for."""

    path: Path
    key: UUID
    read_at: datetime


def prepared_of(renja: Renja, mark: str) -> Prepared | None:
    """The one that says exactly this, if there is one."""
    for path in _folder().glob(f"{renja.pk}-{mark}-*.pdf"):
        if told := NAME.fullmatch(path.name):
            at = datetime.strptime(told["at"], MOMENT).replace(tzinfo=UTC)
            return Prepared(path, UUID(told["key"]), at)
    return None


def order_preparing() -> int:
    """A job for each plan that is printed now and then, ten seconds after the last edit; how many were ordered."""
    edit = newest_edit()
    now = timezone.now()
    if edit is None or not now - RECENT < edit.at < now - REST:
        return 0
    return sum(_order(renja, edit.pk) for renja in _printed_plans(now))


def _printed_plans(now: datetime):
    printed = GeneratedDocument.objects.filter(kind=DocumentKind.RENJA_PDF, read_at__gt=now - RECENT)
    return Renja.objects.filter(pk__in=printed.values("renja"))


def _order(renja: Renja, edit: int) -> int:
    """One for each edit, whatever became of it; those that are done need not be kept."""
    key = f"{renja.pk}:{edit}"
    if Job.objects.about(PREPARE_PDF, key).exists():
        return 0
    of_plan = Job.objects.filter(kind=PREPARE_PDF, key__startswith=f"{renja.pk}:")
    of_plan.filter(state__in=(State.DONE, State.QUEUED)).delete()
    enqueue(PREPARE_PDF, key=key, payload={"renja": renja.pk, "edit": edit})
    return 1


def prepare_pdf(job: Job, report: Report) -> bool:
    """Set the plan as it is now, unless that is there already; whether something was made.

    Raises Superseded where somebody edits meanwhile, and ReportRefused. Sections that are done stay for the next try.
    """
    renja = Renja.objects.select_related("forum", "edition").get(pk=job.payload["renja"])
    if final_copy(renja, DocumentKind.RENJA_PDF):
        return False
    step = _watched(report, job.payload["edit"])
    step(0, 1, "")
    content = read_renja(renja, timezone.now())
    mark = fingerprint(content)
    newest = GeneratedDocument.objects.newest_of(renja, kind=DocumentKind.RENJA_PDF, limit=1).first()
    if (newest and newest.content_hash == mark) or prepared_of(renja, mark):
        return False
    key, before = uuid.uuid4(), list(_folder().glob(f"{renja.pk}-*.pdf"))
    name = f"{renja.pk}-{mark}-{key.hex}-{content.read_at.astimezone(UTC).strftime(MOMENT)}.pdf"
    typeset(content, _folder() / name, key=key, report=step)
    for path in before:
        path.unlink(missing_ok=True)
    return True


def _watched(report: Report, edit: int) -> Callable[[int, int, str], None]:
    """Reports, and stops the work as soon as there is a newer edit."""

    def step(done: int, total: int, text: str) -> None:
        newest = newest_edit()
        if newest and newest.pk != edit:
            raise Superseded
        report(done, total, text)

    return step


def _folder() -> Path:
    return kept_folder() / "siap"
