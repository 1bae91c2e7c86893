"""Which parts a Renja has: declared per edition of structure in data/<slug>.json, read once.

The editor, the completeness check and the printed document all ask here. A further edition is a further file.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).resolve().parent / "data"


@dataclass(frozen=True)
class Declared:
    """A heading as an edition declares it.

    `about` says in one line what belongs there; `tables` are the official tables printed after its text. A text that
    `goes_on` is much the same every year: a new plan begins with that of the last one.
    """

    key: str
    title: str
    number: str = ""
    about: str = ""
    goes_on: bool = False
    tables: tuple[str, ...] = ()
    parts: tuple["Declared", ...] = ()

    @property
    def label(self) -> str:
        return f"{self.number} {self.title}".strip()

    @property
    def anchor(self) -> str:
        """Its name inside a page or document."""
        return "bagian-" + self.key.replace(".", "-")

    def writable(self) -> Iterator["Declared"]:
        """The parts of it that hold text: those with nothing below them."""
        if not self.parts:
            yield self
        for part in self.parts:
            yield from part.writable()


@dataclass(frozen=True)
class Structure:
    """The preface and the chapters of one edition, in printed order."""

    preface: Declared
    chapters: tuple[Declared, ...]

    def writable(self) -> Iterator[Declared]:
        """Every part that waits for a text, in printed order."""
        for part in (self.preface, *self.chapters):
            yield from part.writable()

    def find(self, key: str) -> Declared | None:
        """The part that holds the text of this key, or None."""
        return next((part for part in self.writable() if part.key == key), None)


@cache
def structure_of(slug: str) -> Structure:
    """The structure of that edition; FileNotFoundError where no such edition is declared."""
    declared = json.loads((DATA / f"{slug}.json").read_text(encoding="utf-8"))
    return Structure(_declared(declared["preface"]), tuple(map(_declared, declared["chapters"])))


def _declared(row: dict) -> Declared:
    nested = {"tables": tuple(row.get("tables", ())), "parts": tuple(map(_declared, row.get("parts", ())))}
    return Declared(**row | nested)
