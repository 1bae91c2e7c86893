"""Plain text as people write lists into it: `1. …`, `a. …`, `- …` at the beginning of a line hang below their marks."""

import re
from dataclasses import dataclass

MARKED = re.compile(r"(\d{1,2}[.)]|[a-z][.)]|[-•])\s+(\S.*)")


@dataclass(frozen=True)
class Line:
    """`level`: 0 for a paragraph, 1 for `1.` and dashes, 2 for `a.` below a number."""

    text: str
    mark: str = ""
    level: int = 0


def lines_of(text: str) -> tuple[Line, ...]:
    """A paragraph for each line that is not empty."""
    return tuple(_line(row.strip()) for row in text.splitlines() if row.strip())


def _line(row: str) -> Line:
    found = MARKED.fullmatch(row)
    if not found:
        return Line(row)
    mark = found[1]
    return Line(found[2], "–" if mark in "-•" else mark, 2 if mark[0].isalpha() else 1)
