"""The plan as readers fold it: each code with what lies below it; and the part of it that is looked for."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from renja.models import Origin, RenjaLine
from renja.outline import OutlineRow

MOST_WORDS = 12
WORD = re.compile(r"[\w.]+")


@dataclass(frozen=True)
class Branch:
    """A code of the plan, and the codes below it."""

    row: OutlineRow
    parts: tuple["Branch", ...]

    @property
    def line_count(self) -> int:
        """How many lines of the lowest level are shown below it."""
        return sum(1 if part.row.is_leaf else part.line_count for part in self.parts)


def branches(rows: Sequence[OutlineRow]) -> tuple[Branch, ...]:
    """The rows of an outline, each below the one that it belongs to."""
    made, start = [], 0
    while start < len(rows):
        depth = rows[start].depth
        below = range(start + 1, len(rows))
        end = next((place for place in below if rows[place].depth <= depth), len(rows))
        made.append(Branch(rows[start], branches(rows[start + 1 : end])))
        start = end
    return tuple(made)


def find_rows(rows: Iterable[OutlineRow], text: str) -> list[OutlineRow]:
    """The lines in which every word is found, in their own text or in that of the codes above them, with those codes.

    Only what the page shows is looked through: of a withheld line that is its code and the reason.
    """
    words = [word.strip(".") for word in WORD.findall(text.casefold())][:MOST_WORDS]
    above: list[tuple[OutlineRow, str]] = []
    kept: dict[int, OutlineRow] = {}
    for row in rows:
        above = [one for one in above if one[0].depth < row.depth]
        above.append((row, " ".join(_shown(row)).casefold()))
        if row.is_leaf and _has_all(words, row.code, " ".join(shown for _row, shown in above)):
            kept |= {one.node.pk: one for one, _shown_text in above}
    return list(kept.values())


def _has_all(words: list[str], code: str, text: str) -> bool:
    """A code is found by its beginning, words anywhere."""
    return all(
        code.startswith(word) if word[:1].isdigit() and "." in word else word in text for word in words
    )


def _shown(row: OutlineRow) -> Iterator[str]:
    """Every text that readers see of a row."""
    yield row.code
    if row.line and row.line.is_withheld:
        yield row.line.withheld_reason
        return
    yield row.node.name
    if row.line:
        yield from _shown_of_line(row.line)


def _shown_of_line(line: RenjaLine) -> Iterator[str]:
    yield from (line.location, line.target_group, line.note, line.source_of_funds)
    yield str(Origin(line.origin).label)
    yield from (indicator.text for indicator in line.indicators.all())
    yield from line.urgencies
    yield from (str(aim) for aim in line.aims)
    for answer in line.answers:
        yield from (answer.proposal.number or "", answer.proposal.public_title)
        work = getattr(answer, "work", None)
        yield work.get_state_display() if work else ""
    yield from (agreement.text for agreement in line.public_agreements)
