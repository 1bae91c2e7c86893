"""What comes back on an invitation: that its link was opened, and what the organisation answers.

Whoever holds the link may answer, as often as they like, until the day of the forum is over.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.services import record
from core.dates import long_date
from core.languages import filled_later
from core.retrying import retried
from forums.errors import ForumRefused
from forums.models import Delegate, Forum, Participant

MANAGE = "forums.manage"
MOST_DELEGATES = 10


def ask_to_manage(actor, forum: Forum) -> None:
    """Raises ForumRefused for whoever does not run the forum."""
    if not actor.has_perm(MANAGE, forum):
        raise ForumRefused(_("Undangan hanya diurus oleh sekretariat."))


def lock_participant(participant: Participant) -> Participant:
    """The row as it stands, with what a verb needs."""
    rows = Participant.objects.select_for_update(of=("self",)).select_related("forum", "organization")
    return rows.get(pk=participant.pk)


@dataclass(frozen=True)
class Person:
    """Somebody whom an organisation sends, as its answer names them. `kept` is the row whose number stays where none was typed."""

    name: str
    position: str = ""
    phone: str = ""
    gender: str = ""
    kept: int | None = None


class Fact(NamedTuple):
    """One line of what is told about the forum."""

    label: str
    value: str


def facts_of(forum: Forum) -> list[Fact]:
    """Day, hour and place, as far as they are known."""
    told = (
        (_("Hari, tanggal"), long_date(forum.held_on) if forum.held_on else ""),
        (_("Pukul"), hour_of(forum)),
        (_("Tempat"), forum.place),
        (_("Tema"), forum.theme),
    )
    return [Fact(label, value) for label, value in told if value]


def hour_of(forum: Forum) -> str:
    """`08.30 WITA – selesai`; "" where it is not known."""
    if forum.starts_at is None:
        return ""
    zone = timezone.localtime().tzname()
    return _("%(hour)s %(zone)s – selesai") % {"hour": f"{forum.starts_at:%H.%M}", "zone": zone}


@transaction.atomic
def note_opening(participant: Participant) -> None:
    """Somebody opened the link for the first time; later openings are not noted."""
    locked = lock_participant(participant)
    if locked.opened_at is None:
        locked.opened_at = timezone.now()
        locked.save(update_fields=["opened_at"])
        record("invitation.open", locked)


@retried(ForumRefused)
@transaction.atomic
def answer_invitation(
    participant: Participant, *, answer: str, note: str = "", people: Iterable[Person] = (), actor=None
) -> Participant:
    """What the organisation answers, in place of what it answered before. `actor`: the staff who write it down for it.

    Raises ForumRefused when the day of the forum is over, or nobody is named who represents.
    """
    locked, people = lock_participant(participant), list(people)
    if actor is not None:
        ask_to_manage(actor, locked.forum)
    elif not locked.may_answer:
        raise ForumRefused(_("Forum sudah berlangsung, sehingga undangan tidak dapat dijawab lagi."))
    if answer == Participant.Answer.ABSENT:
        people = []
    if answer == Participant.Answer.REPRESENTED and not people:
        raise ForumRefused(_("Tulis nama yang mewakili, sekurang-kurangnya satu orang."))
    if len(people) > MOST_DELEGATES:
        words = gettext_lazy("Paling banyak %(n)d orang untuk satu instansi.")
        raise ForumRefused(filled_later(words, {"n": MOST_DELEGATES}))
    _name_people(locked, people)
    locked.answer, locked.answer_note = answer, note
    locked.answered_at, locked.answered_by = timezone.now(), actor
    locked.version += 1
    locked.save(update_fields=["answer", "answer_note", "answered_at", "answered_by", "version"])
    record("invitation.answer", locked, actor=actor, data={"answer": answer, "count": len(people)})
    return locked


def _name_people(participant: Participant, people: list[Person]) -> None:
    """Rows stay where they are named again: who was let in at the door stays who they are."""
    known = {row.pk: row for row in participant.delegates.select_for_update()}
    for order, person in enumerate(people, start=1):
        row = known.pop(person.kept or 0, None) or Delegate(participant=participant)
        row.name, row.position, row.gender, row.order = person.name, person.position, person.gender, order
        row.phone = person.phone or row.phone
        row.save()
    participant.delegates.filter(pk__in=list(known)).delete()


def answered_values(participant: Participant) -> dict[str, Any]:
    """What a form that is answered anew begins with; numbers of telephones are not shown again."""
    people = [
        {"kept": row.pk, "name": row.name, "position": row.position, "gender": row.gender}
        for row in participant.delegates.all()
    ]
    return {"answer": participant.answer, "note": participant.answer_note, "people": people}
