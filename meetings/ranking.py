"""Kumulatif biaya terhadap pagu: the proposals of a session by score, and how far the ceiling reaches. For staff alone."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from core.money import rupiah_short
from meetings.models import AgendaItem, Sitting


@dataclass(frozen=True)
class Place:
    """A proposal in the ranking; `is_last_within`: the line where the ceiling ends is drawn below it."""

    rank: int
    item: AgendaItem
    is_within: bool
    is_last_within: bool = False


@dataclass(frozen=True)
class Ranking:
    """`ceiling` is the forum's total in rupiah, None without one; `cost` that of all proposals here."""

    places: tuple[Place, ...]
    ceiling: Decimal | None
    cost: Decimal
    scored: int
    without_cost: int

    @property
    def starts_beyond(self) -> bool:
        """Not even the first fits."""
        return bool(self.places) and not self.places[0].is_within

    @property
    def summary(self) -> str:
        words = _("%(cost)s dari %(ceiling)s")
        return words % {"cost": rupiah_short(self.cost), "ceiling": rupiah_short(self.ceiling or 0)}


def read_ranking(sitting: Sitting, reader) -> Ranking:
    """By the scores that this reader may know; in two queries."""
    ceiling = sitting.forum.ceilings.total()
    items = list(sitting.items.with_proposals().with_score(reader).with_running_cost().ranked())
    within = [ceiling is None or item.running <= ceiling for item in items]
    places = tuple(
        Place(n + 1, item, within[n], is_last_within=within[n] and n + 1 < len(items) and not within[n + 1])
        for n, item in enumerate(items)
    )
    return Ranking(
        places,
        ceiling,
        cost=items[-1].running if items else Decimal(0),
        scored=sum(1 for item in items if item.score is not None),
        without_cost=sum(1 for item in items if item.proposal.estimated_cost is None),
    )
