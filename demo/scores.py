"""How the proposals of the demo's sessions are scored: marks that hang on nothing but the proposal's title."""

import random
from collections.abc import Sequence

from accounts.models import User
from meetings.models import Sitting
from meetings.preparing import sort_agenda
from meetings.scoring import Typed, close_scoring, declare_conflict, save_marks
from proposals.models import Proposal

PART = 3  # criteria of a proposal that somebody began to score


def score(sitting: Sitting, proposal: Proposal, actor: User, marks: Sequence[int]) -> None:
    """One person's marks for a proposal, in the order of the criteria; the rest stays open."""
    criteria = sitting.forum.criteria.order_by("order")
    typed = [
        Typed(proposal.pk, criterion.pk, mark, 0) for criterion, mark in zip(criteria, marks, strict=False)
    ]
    save_marks(sitting, actor=actor, typed=typed)


def score_day(sittings: dict[str, Sitting], staff) -> None:
    """Every state of a sheet: in work with a conflict of interest, by each alone, and closed. `staff` finds accounts."""
    kominfo, statistik, persandian = sittings.values()
    verifier, other, secretary = staff("verifikator"), staff("tiga-peran"), staff("sekretariat")
    *done, begun, declared = _proposals(kominfo)
    for proposal in done:
        score(kominfo, proposal, verifier, marks_of(proposal))
    score(kominfo, begun, verifier, marks_of(begun)[:PART])
    declare_conflict(kominfo, declared, actor=verifier)
    kominfo.refresh_from_db()
    sort_agenda(kominfo, actor=secretary, seen=kominfo.agenda_version)
    for proposal in _proposals(statistik):
        score(statistik, proposal, other, marks_of(proposal))
        score(statistik, proposal, secretary, marks_of(proposal, "sekretariat")[:PART])
    for proposal in _proposals(persandian):
        score(persandian, proposal, other, marks_of(proposal))
    close_scoring(persandian, actor=secretary)


def marks_of(proposal: Proposal, whose: str = "") -> list[int]:
    chance = random.Random(f"{proposal.title}{whose}")
    return [chance.randint(2, 5) for _n in range(6)]


def _proposals(sitting: Sitting) -> list[Proposal]:
    return [item.proposal for item in sitting.items.in_order()]
