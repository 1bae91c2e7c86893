"""The figures of the plan: its totals beside the ceiling, on which papers that rests, how many lines lack something."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from core.dates import plain_date
from core.money import number
from forums.models import Ceiling
from renja.models import Renja
from renja.outline import Outline


@dataclass(frozen=True)
class Summary:
    """Rupiah of the plan and of the ceilings in force; `ceiling` is None where none is set."""

    pagu: Decimal
    forward: Decimal
    ceiling: Decimal | None
    bases: tuple[Ceiling, ...] = ()
    incomplete: int = 0

    @property
    def room(self) -> Decimal:
        """What the ceiling leaves; negative when the plan is above it."""
        return (self.ceiling or Decimal(0)) - self.pagu

    @property
    def papers(self) -> str:
        """The papers that the ceiling rests on: `SE Nomor 050, 15 Januari 2027`."""
        told = (f"{ceiling.basis}, {plain_date(ceiling.dated)}" for ceiling in self.bases)
        return "; ".join(dict.fromkeys(told))

    @property
    def completeness(self) -> str:
        """How many lines lack something, in words."""
        if not self.incomplete:
            return _("Semua baris lengkap")
        return _("%(n)s baris belum lengkap") % {"n": number(self.incomplete)}

    @property
    def overrun(self) -> Decimal:
        return -self.room

    @property
    def is_over(self) -> bool:
        return self.ceiling is not None and self.room < 0


def read_summary(renja: Renja, outline: Outline | None = None) -> Summary:
    """Totals by the database; three queries, one where the outline was read already, of lines `with_lacks`."""
    if outline is None:
        totals, incomplete = renja.lines.totals(), renja.lines.incomplete().count()
    else:
        totals = {"pagu": outline.pagu, "forward": outline.forward}
        incomplete = sum(line.lacks for line in outline.lines)
    bases = tuple(renja.forum.ceilings.with_total())
    return Summary(
        pagu=totals["pagu"] or Decimal(0),
        forward=totals["forward"] or Decimal(0),
        ceiling=bases[0].total if bases else None,
        bases=bases,
        incomplete=incomplete,
    )
