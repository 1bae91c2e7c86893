"""The head of the plan: its totals beside the ceiling, and on which papers the ceiling rests."""

from dataclasses import dataclass
from decimal import Decimal

from forums.models import Ceiling
from renja.models import Renja


@dataclass(frozen=True)
class Summary:
    """Rupiah of the plan and of the ceilings in force; `ceiling` is None where none is set."""

    pagu: Decimal
    forward: Decimal
    count: int
    ceiling: Decimal | None
    bases: tuple[Ceiling, ...] = ()

    @property
    def room(self) -> Decimal:
        """What the ceiling leaves; negative when the plan is above it."""
        return (self.ceiling or Decimal(0)) - self.pagu

    @property
    def overrun(self) -> Decimal:
        return -self.room

    @property
    def is_over(self) -> bool:
        return self.ceiling is not None and self.room < 0


def read_summary(renja: Renja) -> Summary:
    """Totals by the database; three queries."""
    totals, ceilings = renja.lines.totals(), renja.forum.ceilings
    return Summary(
        pagu=totals["pagu"] or Decimal(0),
        forward=totals["forward"] or Decimal(0),
        count=totals["count"],
        ceiling=ceilings.total(),
        bases=tuple(ceilings.in_force()),
    )
