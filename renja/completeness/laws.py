"""In which order the legal basis names regulations: from the highest to the lowest, the older ones of a rank first."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from core.rich_text import html_to_text

# By how their names begin, the highest first. A regulation that is not among them (of a gubernur, of an office) has no place here.
RANKS: tuple[re.Pattern, ...] = tuple(
    re.compile(begin, re.IGNORECASE)
    for begin in (
        r"undang[- ]undang dasar\b|uud\b",
        r"undang[- ]undang\b|uu\b|peraturan pemerintah pengganti\b|perp+u\b",
        r"peraturan pemerintah\b|pp\b",
        r"peraturan presiden\b|perpres\b",
        r"peraturan menteri\b|permen\w*\b",
        r"peraturan daerah\b|perda\b",
        r"peraturan (wali ?kota|bupati)\b|perwali\b|perbup\b",
    )
)
MARK = re.compile(r"^\s*(?:-\s*)?(?:\(?(?:\d{1,3}|[a-z])[.)]\s+)?")
YEAR = re.compile(
    r"\btahun\s+(\d{4})\b|\b(?:no\.?|nomor)\s*\S+?/(\d{4})\b|^\S+\s+\d+/(\d{4})\b", re.IGNORECASE
)
NAME = re.compile(r"^(.*?\b(?:tahun\s+\d{4}|\d+/\d{4}))\b", re.IGNORECASE)
LONGEST_NAME = 90


@dataclass(frozen=True)
class Regulation:
    """One of the list: its rank (0 the highest), its year (0 where none was found), what it is called in short."""

    name: str
    rank: int
    year: int


@dataclass(frozen=True)
class Misplaced:
    """A regulation, and the one before it that belongs after it."""

    regulation: Regulation
    earlier: Regulation

    @property
    def is_of_rank(self) -> bool:
        """Whether ranks are in the wrong order; else only years are."""
        return self.regulation.rank != self.earlier.rank


def regulations_in(html: str) -> list[Regulation]:
    """The regulations that begin a line or an item of the text, in its order."""
    found = (_read(MARK.sub("", line, count=1)) for line in html_to_text(html).splitlines())
    return [one for one in found if one]


def _read(line: str) -> Regulation | None:
    ranks = [rank for rank, begin in enumerate(RANKS) if begin.match(line)]
    if not ranks:
        return None
    year = YEAR.search(line)
    name = NAME.match(line)
    short = name[1] if name and len(name[1]) <= LONGEST_NAME else line[:LONGEST_NAME]
    return Regulation(short, ranks[0], int(next(filter(None, year.groups()))) if year else 0)


def misplaced(regulations: list[Regulation]) -> Iterator[Misplaced]:
    """Those that stand after one of a lower rank, or after a younger one of their own."""
    lowest: Regulation | None = None
    youngest: dict[int, Regulation] = {}
    for one in regulations:
        peer = youngest.get(one.rank, one)
        if lowest and lowest.rank > one.rank:
            yield Misplaced(one, lowest)
        elif peer.year > one.year > 0:
            yield Misplaced(one, peer)
        youngest[one.rank] = max(peer, one, key=lambda each: each.year)
        lowest = max(lowest or one, one, key=lambda each: each.rank)
