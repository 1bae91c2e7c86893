"""When a step can be taken: the forum's windows and their few exceptions, the lock, the days for a review."""

import datetime
from collections.abc import Callable

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.dates import local_date, long_datetime_later
from core.languages import filled_later
from forums.models import Activity, Forum
from forums.workdays import counted_words, workdays
from proposals.choices import Source, Status
from proposals.querysets import ENTERING

SUBMIT_GRACE = datetime.timedelta(minutes=30)  # a draft begun before closing may be sent that much later
REVIEW_WORKING_DAYS = 5
VERIFY_WORKING_DAYS = 5


def is_open(proposal, activity: str) -> bool:
    """Whether this may be done with the proposal now: its forum's window is open, or an exception holds."""
    if proposal.forum.is_open(activity):
        return True
    exceptions: dict[str, Callable] = {
        Activity.SUBMIT: _in_grace,
        Activity.VERIFY: _came_on_paper,
        Activity.DECIDE: _waits_for_review,
    }
    exception = exceptions.get(activity)
    return bool(exception and exception(proposal))


def _in_grace(proposal) -> bool:
    """A draft that was begun in time may be sent a little later."""
    now = timezone.now()
    return any(
        phase.closes_at <= now < phase.closes_at + SUBMIT_GRACE and proposal.created_at < phase.closes_at
        for phase in proposal.forum.windows(Activity.SUBMIT)
    )


def _came_on_paper(proposal) -> bool:
    """What the secretariat records or confirms late, such as spoken proposals, is verified as long as results are taken."""
    is_late = proposal.source != Source.PORTAL or proposal.is_by_phone
    return is_late and proposal.forum.is_open(Activity.DECIDE)


def _waits_for_review(proposal) -> bool:
    """Reviews end after the forum's own window: their results are taken until the Renja is locked."""
    return is_reviewed(proposal) and not proposal.forum.is_locked


def is_reviewed(proposal) -> bool:
    """Its published "no" is decided once more (peninjauan ulang). `was_reviewed` comes from `awaiting_publication`."""
    if proposal.status != Status.VERIFIED:
        return False
    if hasattr(proposal, "was_reviewed"):
        return proposal.was_reviewed
    return proposal.events.filter(step="ask_review").exists()


def is_decided_anew(proposal) -> bool:
    """The same, told from its own row: a result was published, and only a review leads back to verified."""
    return proposal.status == Status.VERIFIED and proposal.published_at is not None


def closed_words(forum: Forum, activity: str) -> str:
    """Why this cannot be done now: its window is not planned, not open yet, or closed, with the date."""
    window = forum.window(activity)
    name = Activity(activity).label
    if window is None:
        return filled_later(_("Tahapan “%(name)s” belum dijadwalkan."), {"name": name})
    if window.opens_at > timezone.now():
        words = _("Tahapan “%(name)s” baru dibuka %(at)s.")
        return filled_later(words, {"name": name, "at": long_datetime_later(window.opens_at)})
    words = _("Tahapan “%(name)s” sudah ditutup %(at)s.")
    return filled_later(words, {"name": name, "at": long_datetime_later(window.closes_at)})


def verifiable_from(forum: Forum, came_in: datetime.datetime | None = None) -> datetime.date:
    """The day from which the verifier's working days are counted for what came in then (now): when verifying is possible."""
    came_in = came_in or timezone.now()
    windows = forum.windows(Activity.VERIFY)
    later = [phase.opens_at for phase in windows if phase.opens_at > came_in]
    if later and not any(phase.is_open(came_in) for phase in windows):
        return local_date(min(later))
    return local_date(came_in)


def verify_due_on(forum: Forum, came_in: datetime.datetime | None = None) -> datetime.date:
    """The verifier's deadline for what came in then (now): five working days from when verifying is possible."""
    return workdays().after(verifiable_from(forum, came_in), VERIFY_WORKING_DAYS)


def review_until(proposal) -> datetime.date | None:
    """The last day for asking a review: five working days after the result was published."""
    if proposal.status != Status.REJECTED or proposal.published_at is None:
        return None
    return workdays().after(timezone.localdate(proposal.published_at), REVIEW_WORKING_DAYS)


def deadline_words(proposal, events) -> str:
    """How the deadline that the proposal's page names was counted; "" where none runs, or it was set otherwise.

    `events` are those of its history, oldest first.
    """
    if proposal.status == Status.SUBMITTED and proposal.verify_due_on:
        came_in = next(
            (event.at for event in reversed(events) if event.step in ENTERING), proposal.submitted_at
        )
        start = verifiable_from(proposal.forum, came_in)
        due = workdays().after(start, VERIFY_WORKING_DAYS)
        return counted_words(start, VERIFY_WORKING_DAYS) if due == proposal.verify_due_on else ""
    until = review_until(proposal)
    if until and until >= timezone.localdate() and not was_asked(proposal):
        return counted_words(timezone.localdate(proposal.published_at), REVIEW_WORKING_DAYS)
    return ""


def was_asked(proposal) -> bool:
    """A review of it was asked for; `asked_already` comes from pages that have read its history."""
    if hasattr(proposal, "asked_already"):
        return proposal.asked_already
    return proposal.events.filter(step="ask_review").exists()


def review_refusal(proposal) -> str:
    """Why a review can no longer be asked for, whoever asks; empty when it can."""
    if was_asked(proposal):
        return filled_later(_("Peninjauan ulang hanya dapat diajukan satu kali."), {})
    until = review_until(proposal)
    if until is None or timezone.localdate() > until:
        words = _("Batas peninjauan ulang, lima hari kerja sejak hasil diumumkan, sudah lewat.")
        return filled_later(words, {})
    return ""
