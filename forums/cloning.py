"""A new forum, and what it takes over from another year's: never answers, links, letters or results."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.services import record
from forums.errors import ForumRefused
from forums.listing import keep_rows
from forums.locking import check_may_manage
from forums.models import Criterion, Forum, Participant, Phase, ProgrammeItem
from forums.schedule import shifted_phases, usual_phases
from forums.standard import usual_criteria, usual_programme

SOME_YEAR = 2028  # for the names of phases, which are the same every year
PROGRAMME, CRITERIA, PARTICIPANTS = "programme", "criteria", "participants"
PARTS: dict[str, Any] = {
    PROGRAMME: gettext_lazy("Susunan acara"),
    CRITERIA: gettext_lazy("Kriteria penilaian"),
    PARTICIPANTS: gettext_lazy("Peserta"),
}


@dataclass(frozen=True)
class Part:
    """What one part of a new forum would hold: its rows in words, and whose they are (None: the usual ones)."""

    name: str
    label: str
    rows: list[str]
    source: Forum | None


@transaction.atomic
def create_forum(
    plan_year: int, *, actor, source: Forum | None = None, parts: Collection[str] = tuple(PARTS)
) -> Forum:
    """A forum that the public does not see yet, with the phases of `source` moved to its year, or the usual ones.

    `parts` names what else is taken over. Without `source` the last forum before it is taken, where there is one.
    """
    check_may_manage(actor)
    forum, is_new = Forum.objects.get_or_create(plan_year=plan_year, defaults={"is_published": False})
    if not is_new:
        raise ForumRefused(_("Forum Renja %(year)d sudah ada.") % {"year": plan_year})
    source = source or model_forum(plan_year)
    phases = _phases(source, plan_year)
    for order, phase in enumerate(phases, start=1):
        phase.order = order
    keep_rows(forum, phases)
    taken = [name for name in PARTS if name in parts and _take_over(forum, source, name)]
    told = {"phases_from": source.plan_year if source else None, "taken_over": taken}
    record("forum.create", forum, actor=actor, data=told)
    return forum


def model_forum(plan_year: int) -> Forum | None:
    """The forum that a new one takes over from: the last before it that has phases, else the first after it."""
    others = sources().exclude(plan_year=plan_year)
    before = others.filter(plan_year__lt=plan_year).order_by("-plan_year").first()
    return before or others.order_by("plan_year").first()


def sources():
    """The forums that something can be taken over from."""
    return Forum.objects.filter(phases__isnull=False).distinct()


def parts_of(source: Forum | None) -> list[Part]:
    """What each part would hold, for reading it before; a part that would be empty is left out."""
    found = []
    for name, label in PARTS.items():
        rows, is_own = _rows(source, name)
        if rows:
            words = [str(row) for row in rows]
            found.append(Part(name, str(label), words, source if is_own else None))
    return found


def phase_names(source: Forum | None) -> list[str]:
    """The phases that a new forum begins with."""
    return [phase.name for phase in _phases(source, source.plan_year if source else SOME_YEAR)]


def _phases(source: Forum | None, plan_year: int) -> list[Phase]:
    found = shifted_phases(source, plan_year) if source else []
    return found or usual_phases(plan_year)


def _take_over(forum: Forum, source: Forum | None, name: str) -> bool:
    rows, _is_own = _rows(source, name)
    if name == PARTICIPANTS:
        for row in rows:  # one by one: saving gives each what an invited organisation begins with
            row.forum = forum
            row.save()
    elif rows:
        keep_rows(forum, rows)
    return bool(rows)


def _rows(source: Forum | None, name: str) -> tuple[list[Any], bool]:
    """The rows of a part, not saved; and whether they are the source's own."""
    own = _copies(source, name) if source else []
    usual: dict[str, Callable[[], list[Any]]] = {PROGRAMME: usual_programme, CRITERIA: usual_criteria}
    return (own, True) if own or name not in usual else (usual[name](), False)


def _copies(source: Forum, name: str) -> list[Any]:
    if name == PROGRAMME:
        return [_copy(row, ("title", "minutes", "in_charge", "order")) for row in source.programme.all()]
    if name == CRITERIA:
        return [_copy(row, ("name", "weight", "meanings", "order")) for row in source.criteria.all()]
    invited = source.participants.for_listing().filter(organization__is_active=True)
    return [_copy(row, ("organization", "part", "attention", "phone", "email")) for row in invited]


def _copy(row: ProgrammeItem | Criterion | Participant, fields: tuple[str, ...]) -> Any:
    return type(row)(**{name: getattr(row, name) for name in fields})
