"""Whether anything can have changed since a plan was last printed: asked of the record, before anything is read.

Every deed adds an entry to the record, in order, so the newest one names a state of everything that people did; what depends
on the clock changes with the day. As in kept pages, `KEPT_PAGE_SECONDS = 0` asks nobody and reads everything anew.
"""

from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from audit.models import Entry
from renja.models import Renja
from reports.document import printed_by
from reports.models import GeneratedDocument

EDITED = (
    "renja.renja",
    "renja.renjaline",
    "renja.chapter",
    "renja.planfile",
)  # what edits of a plan are about
# Deeds that change nothing that is printed.
SILENT = (
    "renja.request_pdf", "renja.make_pdf", "renja.request_matrix", "renja.make_matrix", "renja.request_remarks_pdf",
    "renja.make_remarks_pdf", "renja.request_revision_pdf", "renja.keep_revision_pdf", "account.sign_in", "account.sign_in_failed",
    "file.hand_out", "proposal.read_file", "access.refuse",
)  # fmt: skip
REMEMBERED = timedelta(days=2)


def state_of(renja: Renja) -> str:
    """Names everything on which the printed plan depends, at this moment; read before the plan is."""
    deed = Entry.objects.exclude(action__in=SILENT).latest_number()
    return f"renja-pdf:{renja.pk}:{deed}:{timezone.localdate()}:{printed_by()}"


def same_document(state: str) -> GeneratedDocument | None:
    """The document that said what the plan says, in exactly this state; None where that is not known."""
    pk = cache.get(state) if settings.KEPT_PAGE_SECONDS else None
    found = GeneratedDocument.objects.filter(pk=pk).first() if pk else None
    return found if found and found.is_stored else None


def remember(state: str, document: GeneratedDocument) -> None:
    """In this state the plan says what the document says."""
    if settings.KEPT_PAGE_SECONDS:
        cache.set(state, document.pk, REMEMBERED.total_seconds())


def newest_edit() -> Entry | None:
    """The last deed that was done to any plan."""
    newest = [
        Entry.objects.of_kind(kind).exclude(action__in=SILENT).order_by("-id").only("id", "at").first()
        for kind in EDITED
    ]
    return max(filter(None, newest), key=lambda entry: entry.pk, default=None)
