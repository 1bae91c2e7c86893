"""Cells that reach over columns and rows, put in their places, as Word and Excel both ask for them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar


class Spanning(Protocol):
    """What all cells have: those of a head, of a table, of a text."""

    @property
    def colspan(self) -> int: ...

    @property
    def rowspan(self) -> int: ...


C = TypeVar("C", bound=Spanning)


@dataclass(frozen=True)
class Spot(Generic[C]):
    """A place in a row, from `column` (0 is the first) over `colspan`.

    `cell` is None where the cell above goes on, or where nothing was said; `goes_on` tells these apart.
    """

    column: int
    colspan: int
    cell: C | None = None
    goes_on: bool = False

    @property
    def rowspan(self) -> int:
        return self.cell.rowspan if self.cell else 1


def laid_out(rows: Iterable[Sequence[C]], width: int) -> Iterator[list[Spot[C]]]:
    """Each row with all its places, `width` columns together, whatever the spans say."""
    reaching: dict[int, tuple[int, int]] = {}  # column → rows that a cell goes on for, over how many columns
    for cells in rows:
        yield _row(iter(cells), width, reaching)


def _row(cells: Iterator[C], width: int, reaching: dict[int, tuple[int, int]]) -> list[Spot[C]]:
    spots: list[Spot[C]] = []
    column = 0
    while column < width:
        spot = _from_above(column, reaching) or _next(cells, column, width, reaching)
        spots.append(spot)
        column += spot.colspan
    return spots


def _from_above(column: int, reaching: dict[int, tuple[int, int]]) -> Spot | None:
    if column not in reaching:
        return None
    left, colspan = reaching.pop(column)
    if left > 1:
        reaching[column] = (left - 1, colspan)
    return Spot(column, colspan, goes_on=True)


def _next(cells: Iterator[C], column: int, width: int, reaching: dict[int, tuple[int, int]]) -> Spot[C]:
    cell = next(cells, None)
    if cell is None:
        return Spot(column, 1)
    end = min(column + max(1, cell.colspan), width, *(taken for taken in reaching if taken > column))
    if cell.rowspan > 1:
        reaching[column] = (cell.rowspan - 1, end - column)
    return Spot(column, end - column, cell)
