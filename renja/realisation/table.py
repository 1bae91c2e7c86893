"""What was done of a plan up to a quarter, by programme: read once for the page, sums by the database."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from renja.models import Realisation, Renja, RenjaLine
from renja.outline import OutlineRow, Programme, read_outline
from renja.realisation.querysets import WHOLE

ROWS = 60  # that are typed at once, so that a form stays below the number of fields that a request may have


@dataclass(frozen=True)
class RealisedRow:
    """One code: what was recorded of its line in the quarter and before, and rupiah under it (of the quarter, up to it)."""

    row: OutlineRow
    own: Realisation | None = None
    before: tuple[Realisation, ...] = ()
    spent: Decimal | None = None
    spent_so_far: Decimal | None = None
    proofs: int = 0

    @property
    def line(self) -> RenjaLine | None:
        return self.row.line

    @property
    def is_typed(self) -> bool:
        """Whether something is recorded of it: what carries money, or promises something."""
        return self.line is not None and (self.row.is_leaf or self.row.indicator is not None)

    @property
    def share(self) -> Decimal | None:
        """Percent of the pagu that was spent."""
        if self.spent_so_far is None or not self.row.pagu:
            return None
        return self.spent_so_far * 100 / self.row.pagu

    @property
    def physical(self) -> Decimal | None:
        """The newest that was said."""
        rows = [*self.before, self.own] if self.own else self.before
        return next((row.physical for row in reversed(rows) if row.physical is not None), None)

    @property
    def remarks(self) -> list[str]:
        """What is worth a second look; nothing of it is forbidden."""
        told = []
        if (self.spent_so_far or Decimal(0)) > (self.row.pagu or Decimal(0)):
            told.append(_("Keuangan melebihi pagu"))
        earlier = [row.physical for row in self.before if row.physical is not None]
        if self.own and self.own.physical is not None and earlier and self.own.physical < earlier[-1]:
            told.append(_("Fisik lebih rendah daripada triwulan sebelumnya"))
        return told


@dataclass(frozen=True)
class RealisedPart:
    """A programme, or a stretch of one that has very many lines; `key` names its form."""

    key: str
    head: RealisedRow
    rows: tuple[RealisedRow, ...] = field(default=())

    @property
    def version(self) -> int:
        """Another one as soon as something was saved in it."""
        return sum(row.own.version for row in self.rows if row.own)

    @property
    def typed(self) -> list[RealisedRow]:
        return [row for row in self.rows if row.is_typed]


@dataclass(frozen=True)
class RealisedPlan:
    """Rupiah of the whole, and its programmes; `reported` of `count` lines say something for the quarter."""

    quarter: int
    pagu: Decimal
    spent: Decimal
    spent_so_far: Decimal
    parts: tuple[RealisedPart, ...]

    @property
    def rest(self) -> Decimal:
        return self.pagu - self.spent_so_far

    @property
    def count(self) -> int:
        return sum(row.row.is_leaf for part in self.parts for row in part.typed)

    @property
    def reported(self) -> int:
        return sum(row.row.is_leaf and row.own is not None for part in self.parts for row in part.typed)

    def part(self, key: str) -> RealisedPart | None:
        return next((part for part in self.parts if part.key == key), None)


def read_realised_plan(renja: Renja, quarter: int) -> RealisedPlan:
    """The whole plan up to a quarter in a fixed number of queries."""
    proofs = Count("proofs", filter=Q(proofs__quarter=quarter), distinct=True)
    outline = read_outline(renja, renja.lines.for_rows().annotate(proof_count=proofs))
    here = Realisation.objects.filter(line__renja=renja)
    rows: dict[int, list[Realisation]] = defaultdict(list)
    for row in here.until(quarter):
        rows[row.line_id].append(row)
    sums = here.sums_by_node(quarter)
    reader = _Reader(quarter, rows, sums)
    own, year = sums.get(WHOLE, (None, None))
    parts = tuple(part for programme in outline.programmes for part in reader.parts(programme))
    return RealisedPlan(quarter, outline.pagu, own or Decimal(0), year or Decimal(0), parts)


@dataclass(frozen=True)
class _Reader:
    quarter: int
    rows: dict[int, list[Realisation]]
    sums: dict[int, tuple[Decimal | None, Decimal | None]]

    def parts(self, programme: Programme) -> Iterator[RealisedPart]:
        rows = [self.row(row) for row in programme.rows]
        for place, start in enumerate(range(0, len(rows), ROWS)):
            key = f"p{programme.head.node.pk}" + (f"-{place}" if place else "")
            yield RealisedPart(key, rows[0], tuple(rows[start : start + ROWS]))

    def row(self, row: OutlineRow) -> RealisedRow:
        told = self.rows.get(row.line.pk, []) if row.line else []
        own = next((one for one in told if one.quarter == self.quarter), None)
        before = tuple(one for one in told if one.quarter < self.quarter)
        spent, so_far = self.sums.get(row.node.pk, (None, None))
        return RealisedRow(row, own, before, spent, so_far, getattr(row.line, "proof_count", 0))


def read_line_quarters(line: RenjaLine) -> Sequence[Realisation | None]:
    """What was recorded of a line in each of the four quarters."""
    stored = {row.quarter: row for row in line.realisations.all()}
    return [stored.get(quarter) for quarter in range(1, 5)]
