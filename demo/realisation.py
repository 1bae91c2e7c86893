"""What became of the demo's plan of the past: a year that went as years go. All figures are made up, and say so."""

from decimal import ROUND_HALF_UP, Decimal

from accounts.models import User
from renja.models import Renja, RenjaLine
from renja.realisation.quarters import Quarter
from renja.services.realisation import RealisationEdit, save_realisations

NOTE = "Angka contoh untuk demo."
# Percent of the pagu spent in each quarter, percent of the work done by its end.
SPENT = (Decimal(14), Decimal(27), Decimal(26), Decimal(28))
DONE = (Decimal(18), Decimal(46), Decimal(74), Decimal(100))
# Every fourth line stayed behind, and why.
BEHIND, SLOWER, HINDRANCE = (
    4,
    Decimal("0.8"),
    "Pengadaan diulang satu kali, sehingga sebagian pekerjaan bergeser.",
)


def write_realisation(renja: Renja, actor: User) -> None:
    """Four quarters of every line that carries money."""
    lines = list(renja.lines.leaves().prefetch_related("indicators").order_by("node__code"))
    for quarter in Quarter.values:
        edits = [
            RealisationEdit(line.pk, _values(line, quarter, is_behind=place % BEHIND == BEHIND - 1))
            for place, line in enumerate(lines)
        ]
        save_realisations(renja, quarter, actor=actor, edits=edits)


def _values(line: RenjaLine, quarter: int, *, is_behind: bool) -> dict:
    pace = SLOWER if is_behind else Decimal(1)
    physical = DONE[quarter - 1] * pace
    indicator = line.indicators.first()
    target = indicator.target if indicator else None
    return {
        "physical": physical,
        "output": None if target is None else _whole(target * physical / 100),
        "spent": _whole((line.pagu or Decimal(0)) * SPENT[quarter - 1] * pace / 100),
        "note": NOTE,
        "hindrance": HINDRANCE if is_behind and quarter == Quarter.SECOND else "",
    }


def _whole(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1), ROUND_HALF_UP)
