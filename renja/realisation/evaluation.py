"""What the portal knows for the evaluation of earlier plans (Tabel T-C.29): targets and what was achieved, by code.

Nothing of it writes itself: the planner fills the table with it, and what was typed stays unless they say otherwise.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from core.money import number
from renja.declared_tables import Column, DeclaredTable, decimal_of, plain
from renja.models import Indicator, Renja, TableRow
from renja.realisation.reading import read_realised
from renja.typed_tables import head_of, in_words


@dataclass(frozen=True)
class Known:
    """An indicator of an earlier plan: what was aimed at and what was achieved, as a cell keeps them ("" for nothing)."""

    code: str
    name: str
    text: str
    target: str
    realised: str
    satuan: str

    def value(self, what: str) -> str:
        return self.target if what == "target" else self.realised

    def words(self, what: str) -> str:
        value = decimal_of(self.value(what))
        return self.value(what) if value is None else f"{number(value)} {self.satuan}".strip()


@dataclass(frozen=True)
class Gap:
    """A cell of the table that says nothing, or something else than was recorded."""

    row: TableRow
    place: int
    column: Column
    label: str
    known: str

    @property
    def typed(self) -> str:
        return self.row.cells.get(self.column.key, "")

    @property
    def is_empty(self) -> bool:
        return not self.typed

    @property
    def typed_words(self) -> str:
        return in_words(self.column, self.typed)

    @property
    def known_words(self) -> str:
        return in_words(self.column, self.known)


class Evaluation:
    """The earlier plans as far as `asked` says: column → (how many years back, "target" or "realised"); two queries a plan.

    What is withheld of them stays out: the tables that are filled are public.
    """

    def __init__(self, renja: Renja, asked: Mapping[str, tuple[int, str]]) -> None:
        self.renja, self.asked = renja, asked
        years = {renja.year - back for back, _what in asked.values()}
        plans = Renja.objects.filter(forum__plan_year__in=years).select_related("forum")
        self.known: dict[int, dict[str, list[Known]]] = {plan.year: _known(plan) for plan in plans}

    @property
    def codes(self) -> list[Known]:
        """What an empty table can begin with: the indicators of the earliest plan that it evaluates, by code."""
        earliest = max((back for back, _what in self.asked.values()), default=0)
        found = self.known.get(self.renja.year - earliest, {})
        return [known for code in sorted(found) for known in found[code]]

    def cells(self, code: str, text: str) -> dict[str, str]:
        """What is known of this code and indicator, by column; columns of which nothing is known are missing."""
        return {key: known.value(what) for key, what, known in self._found(code, text)}

    def words(self, code: str, text: str) -> dict[str, str]:
        """The same as it is printed, with units."""
        return {key: known.words(what) for key, what, known in self._found(code, text)}

    def _found(self, code: str, text: str) -> Iterator[tuple[str, str, Known]]:
        for key, (back, what) in self.asked.items():
            known = _fitting(self.known.get(self.renja.year - back, {}).get(code, []), text)
            if known and known.value(what):
                yield key, what, known

    def gaps(self, table: DeclaredTable, rows: Iterable[TableRow]) -> list[Gap]:
        """The cells that are empty or say something else, in the order of the rows."""
        found = []
        for place, row in enumerate(rows, start=1):
            told = self.cells(row.node.code, row.cells.get("indikator", "")) if row.node else {}
            for key, value in told.items():
                column = table.find(key)
                if column and row.cells.get(key, "") != value:
                    found.append(Gap(row, place, column, head_of(column, self.renja.year), value))
        return found


def _known(renja: Renja) -> dict[str, list[Known]]:
    """Of each line its indicators; what was achieved is known of the first."""
    found: dict[str, list[Known]] = defaultdict(list)
    lines = (
        renja.lines.filter(withheld_reason="")
        .select_related("node")
        .prefetch_related("indicators")
        .with_realisation()
    )
    for line in lines:
        for place, indicator in enumerate(line.indicators.all()):
            realised = _achieved(line.realised) if place == 0 else ""
            found[line.node.code].append(
                Known(
                    line.node.code,
                    line.node.name,
                    indicator.text,
                    _target(indicator),
                    realised,
                    indicator.satuan,
                )
            )
    return dict(found)


def _target(indicator: Indicator) -> str:
    return indicator.target_label or plain(indicator.target)


def _achieved(rows: list) -> str:
    """The newest that was said, as a cell keeps it."""
    told = read_realised(rows, None)
    return told.stored if told else ""


def _fitting(known: list[Known], text: str) -> Known | None:
    """The one with this wording; where the code has one alone, that one."""
    same = [one for one in known if one.text.casefold() == text.casefold()]
    if same:
        return same[0]
    return known[0] if len(known) == 1 else None


@dataclass(frozen=True)
class Offer:
    """What filling a table would do: cells that are empty, those that say something else, or a table that would begin."""

    empty: int
    other: tuple[Gap, ...]
    rows: int

    @property
    def does_anything(self) -> bool:
        return bool(self.empty or self.other or self.rows)


def read_offer(renja: Renja, table: DeclaredTable) -> Offer | None:
    """None for a table that asks for nothing, or where nothing is known."""
    if not table.evaluates:
        return None
    evaluation = Evaluation(renja, table.evaluates)
    if not any(evaluation.known.values()):
        return None
    rows = list(renja.table_rows.for_reading().filter(table=table.label))
    if not rows:
        return Offer(0, (), len(evaluation.codes))
    gaps = evaluation.gaps(table, rows)
    return Offer(sum(gap.is_empty for gap in gaps), tuple(gap for gap in gaps if not gap.is_empty), 0)
