"""Which parts and tables a Renja has: declared per edition of structure in data/<slug>.json, read once.

The editors, the completeness check and the printed document all ask here. A further edition is a further file; one that
`extends` another adds its tables and says after which parts they are printed (`places`).
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from renja.declared_tables import DeclaredTable, read_table

DATA = Path(__file__).resolve().parent / "data"


@dataclass(frozen=True)
class Declared:
    """A heading as an edition declares it.

    A `key` names a text for good, whatever its number: the same one in two editions is the same text. `about` says in one
    line what belongs there; `tables` are the official tables printed after its text. A text that `goes_on` is much the
    same every year: a new plan begins with that of the last one.
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
    """One edition: what it is called, on which law it rests, its preface and chapters in printed order, its tables."""

    slug: str
    name: str
    basis: str
    is_verified: bool
    preface: Declared
    chapters: tuple[Declared, ...]
    tables: tuple[DeclaredTable, ...]

    def writable(self) -> Iterator[Declared]:
        """Every part that waits for a text, in printed order."""
        for part in (self.preface, *self.chapters):
            yield from part.writable()

    def find(self, key: str) -> Declared | None:
        """The part that holds the text of this key, or None."""
        return next((part for part in self.writable() if part.key == key), None)

    def table(self, label: str) -> DeclaredTable | None:
        """The table of this label, or None."""
        return next((table for table in self.tables if table.label == label), None)

    def placed(self) -> Iterator[tuple[Declared, DeclaredTable]]:
        """Every table with the part after which it stands, in printed order."""
        for part in self.writable():
            for label in part.tables:
                table = self.table(label)
                if table is None:
                    raise LookupError(f"{part.key} names the table {label}, which no edition declares")
                yield part, table

    @property
    def typed(self) -> tuple[DeclaredTable, ...]:
        """The tables that people fill in, in printed order."""
        return tuple(table for _part, table in self.placed() if table.is_typed)

    @property
    def main_table(self) -> DeclaredTable:
        """The first one of the plan's own lines."""
        return next(table for _part, table in self.placed() if table.rows == "plan")


@cache
def structure_of(slug: str) -> Structure:
    """The structure of that edition; FileNotFoundError where no such edition is declared."""
    declared = json.loads((DATA / f"{slug}.json").read_text(encoding="utf-8"))
    base = structure_of(declared["extends"]) if "extends" in declared else None
    tables = tuple(map(read_table, declared["tables"]))
    return Structure(
        slug=slug,
        name=declared["name"],
        basis=declared["basis"],
        is_verified=declared["is_verified"],
        preface=base.preface if base else _declared(declared["preface"]),
        chapters=_chapters(declared, base),
        tables=(base.tables if base else ()) + tables,
    )


@cache
def editions() -> tuple[Structure, ...]:
    """Every declared edition, the verified ones first."""
    found = (structure_of(path.stem) for path in sorted(DATA.glob("*.json")))
    return tuple(sorted(found, key=lambda one: not one.is_verified))


def _chapters(declared: dict, base: Structure | None) -> tuple[Declared, ...]:
    if base is None:
        return tuple(map(_declared, declared["chapters"]))
    return tuple(_placing(part, declared["places"]) for part in base.chapters)


def _placing(part: Declared, places: dict) -> Declared:
    parts = tuple(_placing(each, places) for each in part.parts)
    return replace(part, parts=parts, tables=tuple(places.get(part.key, part.tables)))


def _declared(row: dict) -> Declared:
    nested = {"tables": tuple(row.get("tables", ())), "parts": tuple(map(_declared, row.get("parts", ())))}
    return Declared(**row | nested)
