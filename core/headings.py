"""Where the heading of a sheet is, and what its columns mean: guessed by how offices call them.

`called` gives for each field the names that it goes by, the best one first.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from core.sheets import Sheet, Value, column_letter
from core.tables import as_text

SEARCHED_ROWS = 40  # a heading stands among the first
MOST_HEAD_ROWS = 3
FEWEST_FOUND = 2  # fields that a row must name to be a heading
NOT_WORDS = re.compile(r"[\W_]+")
LETTER = re.compile(r" \([A-Z]{1,2}\)$")
LONGEST_NAME = 120

Called = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Heading:
    """The rows that name the columns, and the name of each column ("" for a column without one)."""

    first: int
    last: int
    names: tuple[str, ...]

    def place(self, name: str) -> int | None:
        return self.names.index(name) if name and name in self.names else None


def plain(text: str) -> str:
    """`No. Usulan` → `no usulan`: what headings are compared by."""
    return NOT_WORDS.sub(" ", text.casefold()).strip()


def lowest(name: str) -> str:
    """The last row's part of a name that several rows of the heading make up."""
    return name.rpartition(" / ")[2]


def bare(name: str) -> str:
    """Without the letter of its column, which a name carries that stands there several times."""
    return LETTER.sub("", name)


def find_heading(sheet: Sheet, called: Called) -> Heading | None:
    """The rows among the first that name the most fields; as few rows as that needs. None where no two are named."""
    numbers = sorted(sheet.rows)[:SEARCHED_ROWS]
    best, found = FEWEST_FOUND - 1, None
    for place in range(len(numbers)):
        for height in range(1, min(MOST_HEAD_ROWS, place + 1) + 1):
            rows = numbers[place + 1 - height : place + 1]
            names = _names([sheet.rows[number] for number in rows])
            score = len({field for name in names for field in _fields_called(name, called)})
            if score > best:
                best, found = score, Heading(rows[0], rows[-1], tuple(names))
    return found


def heading_above(sheet: Sheet, is_row: Callable[[list[Value]], bool]) -> Heading | None:
    """The row right above the first one that is a row of the list, whatever it calls its columns; None where there is none."""
    numbers = sorted(sheet.rows)[:SEARCHED_ROWS]
    first = next((place for place, number in enumerate(numbers) if is_row(sheet.rows[number])), 0)
    if not first:
        return None
    above = numbers[first - 1]
    return Heading(above, above, tuple(_names([sheet.rows[above]])))


def _names(rows: list[list[Value]]) -> list[str]:
    """The names of the columns, from the upper rows to the lower; one that stands there twice gets its column's letter."""
    width = max(len(row) for row in rows)
    names = [_joined(row[place] if place < len(row) else None for row in rows) for place in range(width)]
    return [
        f"{name} ({column_letter(place)})" if name and names.count(name) > 1 else name
        for place, name in enumerate(names)
    ]


def _joined(cells: Iterable[Value]) -> str:
    parts = dict.fromkeys(" ".join(as_text(cell).split()) for cell in cells)
    return " / ".join(part for part in parts if part)[:LONGEST_NAME]


def _fields_called(name: str, called: Called) -> list[str]:
    """The fields that this heading may mean, by its lowest part or as a whole."""
    wanted = {plain(lowest(bare(name))), plain(bare(name))} - {""}
    return [field for field, words in called.items() if wanted & set(words)]


def guess_fields(
    names: Sequence[str],
    called: Called,
    remembered: Mapping[str, str] | None = None,
    *,
    loosely: bool = True,
) -> dict[str, str]:
    """Field → heading: as the last time where the headings are still there, else by what offices call them.

    Fields choose in the order of `called`; a heading is given once. `loosely`: a heading may say more than the name.
    """
    known = remembered or {}
    found = {field: name for field, name in known.items() if field in called and name in names}
    for field, words in called.items():
        free = [name for name in names if name not in found.values()]
        if field not in found and (name := best_name(free, words, loosely=loosely)):
            found[field] = name
    return found


def best_name(names: Sequence[str], words: Sequence[str], *, loosely: bool = True) -> str:
    """The heading that one of the words names exactly; else, `loosely`, one that holds it."""
    for word in words:
        for name in names:
            if word in (plain(bare(name)), plain(lowest(bare(name)))):
                return name
    long = [word for word in words if len(word) > 3 and loosely]
    return next((name for word in long for name in names if f" {word} " in f" {plain(name)} "), "")
