"""Rows of the lists as people read them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from audit.models import Entry
from audit.services import without_contacts
from core.dates import long_datetime
from core.money import rupiah
from jobs.models import Job
from jobs.models import State as JobState
from notifications.models import Message
from notifications.models import State as LetterState
from renja_portal.upkeep.subjects import Subject, subjects_of
from renja_portal.upkeep.wording import (
    NOT_SIGNED_IN,
    action_words,
    detail_words,
    field_words,
    job_words,
    kind_words,
    letter_error_words,
)

MONEY = frozenset({"pagu", "forward_pagu", "amount"})
AMOUNT = re.compile(r"-?\d{1,16}(?:\.\d{1,4})?")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:")
JOB_TONES: dict[str, str] = {
    JobState.QUEUED: "wait", JobState.RUNNING: "sea", JobState.DONE: "ok", JobState.FAILED: "no",
}  # fmt: skip
LETTER_TONES: dict[str, str] = {
    LetterState.PENDING: "wait", LetterState.SENT: "ok", LetterState.FAILED: "no", LetterState.BOUNCED: "no",
    LetterState.CANCELLED: "rest", LetterState.DIGESTED: "ok", LetterState.KEPT: "rest",
}  # fmt: skip


@dataclass(frozen=True)
class EntryRow:
    """One entry of the record: who, what, about what (as it is called today), and the details."""

    entry: Entry
    who: str
    action: str
    kind: str
    subject: Subject | None
    changed: list[str]
    details: list[tuple[str, str]]

    @property
    def thing(self) -> str:
        """Its name of today, else what the record called it."""
        return self.subject.label if self.subject else self.entry.object_label


def entry_rows(entries: Iterable[Entry], user) -> list[EntryRow]:
    entries = list(entries)
    subjects = subjects_of(entries, user)
    return [_entry_row(entry, subjects.get((entry.object_type, entry.object_id))) for entry in entries]


def _entry_row(entry: Entry, subject: Subject | None) -> EntryRow:
    return EntryRow(
        entry=entry,
        who=who_did(entry),
        action=action_words(entry.action),
        kind=kind_words(entry.object_type) if entry.object_type else "",
        subject=subject,
        changed=[field_words(entry.object_type, name) for name in entry.changed],
        details=[(detail_words(name), in_words(value, name)) for name, value in entry.data.items()],
    )


def who_did(entry: Entry) -> str:
    return _("Belum masuk") if entry.action in NOT_SIGNED_IN else entry.actor_name


def in_words(value: Any, name: str = "") -> str:
    """A value of an entry's details on one line: money in rupiah, moments as people write them."""
    if value in (None, "", [], {}):
        return "–"
    if isinstance(value, list):
        return ", ".join(in_words(item, name) for item in value)
    if isinstance(value, dict):
        return "; ".join(f"{detail_words(inner)}: {in_words(item, inner)}" for inner, item in value.items())
    return _plain_words(value, name)


def _plain_words(value: Any, name: str) -> str:
    if isinstance(value, bool):
        return _("Ya") if value else _("Tidak")
    text = str(value)
    if name in MONEY and AMOUNT.fullmatch(text):
        return rupiah(Decimal(text))
    moment = _moment(text)
    return long_datetime(moment) if moment and moment.tzinfo else text


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if MOMENT.match(text) else None
    except ValueError:
        return None


@dataclass(frozen=True)
class JobRow:
    job: Job
    name: str
    tone: str

    @property
    def about(self) -> str:
        """Which year's plan it is for, where it names one."""
        year = self.job.payload.get("year")
        return _("Renja %(year)s") % {"year": year} if year else ""


def job_rows(jobs: Iterable[Job]) -> list[JobRow]:
    return [JobRow(job, job_words(job.kind), JOB_TONES[job.state]) for job in jobs]


@dataclass(frozen=True)
class LetterRow:
    """One letter, and `why` it did not arrive. Account mails stay closed; addresses are for who may see contacts."""

    letter: Message
    subject: str
    body: str
    address: str
    error: str
    why: str
    tone: str


def letter_rows(letters: Iterable[Message], user) -> list[LetterRow]:
    sees_contacts = user.has_perm("proposals.see_contact")
    return [_letter_row(letter, sees_contacts) for letter in letters]


def _letter_row(letter: Message, sees_contacts: bool) -> LetterRow:
    show = str if sees_contacts else without_contacts
    return LetterRow(
        letter=letter,
        subject=_("Surat akun") if letter.is_private else letter.subject,
        body="" if letter.is_private else show(letter.body),
        address=show(letter.to_email),
        error=show(letter.error),
        why=letter_error_words(letter),
        tone=LETTER_TONES[letter.state],
    )
