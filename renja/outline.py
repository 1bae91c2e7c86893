"""The plan as a tree of official codes with its lines and the database's sums: read once for page and paper."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from renja.models import Indicator, Renja, RenjaLine
from renja.querysets import WHOLE
from renja.realisation.reading import Realised, read_realised
from urusan.codes import code_order, display_code, is_placeholder
from urusan.models import Level, Nomenclature

WITHOUT_MONEY = (Level.URUSAN, Level.BIDANG_URUSAN)
UPPER_LEVELS = (Level.PROGRAM, Level.KEGIATAN)  # lines of these carry indicators, and no money


@dataclass(frozen=True)
class OutlineRow:
    """One code of the plan. Rupiah are the sums of everything under it, None for urusan and bidang urusan."""

    node: Nomenclature
    code: str
    is_leaf: bool
    line: RenjaLine | None = None
    pagu: Decimal | None = None
    forward: Decimal | None = None

    @property
    def level(self) -> str:
        return str(self.node.level)

    @property
    def depth(self) -> int:
        """How deep it lies in the tree, for folding: 0 for an urusan."""
        return list(Level).index(Level(self.level))

    @property
    def indicator(self) -> Indicator | None:
        """The first thing that its line promises."""
        return next(iter(self.line.indicators.all()), None) if self.line else None

    @property
    def target(self) -> Decimal | str | None:
        """What its first indicator aims at: a number, or the word that stands for one."""
        first = self.indicator
        return (first.target_label or first.target) if first else None

    @property
    def realised(self) -> Realised | None:
        """What its line came to so far, where `with_realisation` read it along."""
        rows = getattr(self.line, "realised", None)
        return read_realised(rows, self.line.realised_spent) if rows else None

    @property
    def further(self) -> int:
        """How many indicators come after the first."""
        return max(0, len(self.line.indicators.all()) - 1) if self.line else 0

    @property
    def has_sources(self) -> bool:
        """Whether several sources pay for its line, so that no single one can be changed in its row."""
        return self.is_leaf and self.line is not None and self.line.funded > 1

    @property
    def may_promise(self) -> bool:
        """Whether a code above the lowest level may have a line, for indicators of its own."""
        return self.level in UPPER_LEVELS and not self.is_leaf

    @property
    def is_withheld(self) -> bool:
        """Whether the public reads of it code, pagu and reason alone."""
        return self.line is not None and self.line.is_withheld

    @property
    def is_heading(self) -> bool:
        """Urusan and bidang urusan: a name without money."""
        return self.level in WITHOUT_MONEY


@dataclass(frozen=True)
class Programme:
    """One program with everything under it, and the bidang urusan that it belongs to."""

    head: OutlineRow
    rows: tuple[OutlineRow, ...]
    bidang: OutlineRow | None = None

    @property
    def line_count(self) -> int:
        """How many lines of the lowest level it has."""
        return sum(row.is_leaf for row in self.rows)


@dataclass(frozen=True)
class Outline:
    """All rows in the order of the printed codes, the totals, and how many rows there are of each level."""

    rows: tuple[OutlineRow, ...]
    pagu: Decimal
    forward: Decimal
    counts: dict[str, int]

    @property
    def lines(self) -> list[RenjaLine]:
        return [row.line for row in self.rows if row.line]

    @property
    def programmes(self) -> list[Programme]:
        """The rows by program, in their order."""
        found: list[tuple[OutlineRow, OutlineRow | None, list[OutlineRow]]] = []
        bidang = None
        for row in self.rows:
            if row.level == Level.PROGRAM:
                found.append((row, bidang, [row]))
            elif row.is_heading:
                bidang = row
            elif found:
                found[-1][2].append(row)
        return [Programme(head, tuple(rows), of) for head, of, rows in found]

    @property
    def leaves(self) -> list[RenjaLine]:
        """The lines that carry money."""
        return [row.line for row in self.rows if row.line and row.is_leaf]


def read_outline(renja: Renja, lines: Iterable[RenjaLine] | None = None) -> Outline:
    """The whole plan in six queries, whatever its size; `lines` where less than `for_table` is asked of them."""
    rows = renja.lines.for_table() if lines is None else lines
    lines_by_node = {line.node_id: line for line in rows}
    sums = renja.lines.sums_by_node()
    pagu, forward = sums.get(WHOLE, (None, None))
    nodes = _nodes(renja, lines_by_node.values())
    return Outline(
        rows=tuple(_row(node, lines_by_node.get(node.pk), sums, renja) for node in nodes),
        pagu=pagu or Decimal(0),
        forward=forward or Decimal(0),
        counts=dict(Counter(str(node.level) for node in nodes)),
    )


def read_branch(line: RenjaLine) -> tuple[OutlineRow, dict[int, tuple]]:
    """One line as its row shows it, and (pagu, forward pagu) of each code from the urusan down to it."""
    renja = line.renja
    fresh, sums = renja.lines.for_rows().get(pk=line.pk), renja.lines.sums_by_node()
    above = {node: sums.get(node, (None, None)) for node in fresh.node.lineage}
    return _row(fresh.node, fresh, sums, renja), above


def read_path(line: RenjaLine) -> list[OutlineRow]:
    """The codes from the urusan down to a line of the plan, each with its own line and the sums under it; three queries."""
    renja = line.renja
    lines = {one.node_id: one for one in renja.lines.filter(node__in=line.node.lineage)} | {
        line.node_id: line
    }
    sums = renja.lines.sums_by_node()
    return [_row(node, lines.get(node.pk), sums, renja) for node in _nodes(renja, [line])]


def _nodes(renja: Renja, lines: Iterable[RenjaLine]) -> list[Nomenclature]:
    """Every code of the lines and above them, in the order of the printed codes.

    The placeholder of the support programme gives way to the plan's own bidang urusan.
    """
    ids = {node for line in lines for node in line.node.lineage}
    if not ids:
        return []
    own = Q(edition=renja.edition_id, code__in=[renja.bidang_code, renja.bidang_code.split(".")[0]])
    found = Nomenclature.objects.filter(Q(pk__in=ids) | own)
    supported = any(is_placeholder(node.code) for node in found if node.pk in ids)
    shown = [node for node in found if not is_placeholder(node.code) and (node.pk in ids or supported)]
    return sorted(shown, key=lambda node: code_order(display_code(node.code, renja.bidang_code)))


def _row(node: Nomenclature, line: RenjaLine | None, sums: dict, renja: Renja) -> OutlineRow:
    pagu, forward = (None, None) if node.level in WITHOUT_MONEY else sums.get(node.pk, (None, None))
    return OutlineRow(
        node=node,
        code=display_code(node.code, renja.bidang_code),
        is_leaf=node.level == renja.edition.leaf_level,
        line=line,
        pagu=pagu,
        forward=forward,
    )
