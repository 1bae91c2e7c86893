"""What a frozen revision says, as its examiners read it: of what is withheld the code, the pagu, and the reason alone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from proposals.choices import Status
from renja.reading import readable_html
from renja.remarks.models import Place, anchor_of
from renja.revisions import Revision
from renja.structure import Declared, Structure, structure_of
from urusan.models import Level

SUMS = ("pagu", "forward_pagu")


@dataclass(frozen=True)
class Spot:
    """Something that a remark can be about: what it is called here, and by which reference it is found again."""

    place: Place
    ref: str
    label: str
    count: int = 0  # of remarks on it, where the reader wants to know

    @property
    def value(self) -> str:
        """As forms and addresses name it: `naskah:1.2`."""
        return f"{self.place}:{self.ref}"

    @property
    def anchor(self) -> str:
        return anchor_of(self.place, self.ref)


WHOLE = Spot(Place.WHOLE, "", "")


@dataclass(frozen=True)
class ExaminedRow:
    """A code of the matrix; where its line is withheld, only the reason goes beside its money."""

    spot: Spot
    code: str
    name: str
    level: str
    is_leaf: bool
    pagu: Decimal | None
    forward: Decimal | None
    line: Mapping[str, Any] | None

    @property
    def withheld(self) -> str:
        return self.line["withheld_reason"] if self.line else ""

    @property
    def shown_line(self) -> Mapping[str, Any] | None:
        return None if self.withheld else self.line

    @property
    def shown_sums(self) -> bool:
        return self.level not in (Level.URUSAN, Level.BIDANG_URUSAN)

    @property
    def sources(self) -> list[str]:
        return [one["source"] for one in (self.shown_line or {}).get("fundings", ()) if one["source"]]


@dataclass(frozen=True)
class ExaminedPart:
    """A part of the document with its text, and the parts below it."""

    spot: Spot
    html: str
    parts: tuple["ExaminedPart", ...]


class Examined:
    """The content of one revision. A revision never changes, so what is read once holds."""

    def __init__(self, revision: Revision, counts: Mapping[tuple[str, str], int] | None = None) -> None:
        """`counts` tells how many remarks there are by place and reference."""
        self.content: Mapping[str, Any] = revision.content
        self.counts = counts or {}
        self.structure: Structure = structure_of(self.content["settings"]["structure"])

    @cached_property
    def rows(self) -> tuple[ExaminedRow, ...]:
        return tuple(self._row(one) for one in self.content["rows"])

    @cached_property
    def parts(self) -> tuple[ExaminedPart, ...]:
        texts = {one["key"]: one["html"] for one in self.content["chapters"]}
        return tuple(self._part(one, texts) for one in (self.structure.preface, *self.structure.chapters))

    @property
    def tables(self) -> list[Mapping[str, Any]]:
        return self.content["tables"]

    @property
    def proposals(self) -> Iterator[dict[str, Any]]:
        """Number, title, place, and state of each; of a withheld one its number and state."""
        for one in self.content["proposals"]:
            yield {**one, "state": str(Status(one["status"]).label)}

    @property
    def pagu(self) -> Decimal:
        return Decimal(self.content["pagu"] or 0)

    @property
    def forward(self) -> Decimal:
        return Decimal(self.content["forward_pagu"] or 0)

    @cached_property
    def part_spots(self) -> tuple[Spot, ...]:
        """Every heading of the document, in printed order."""
        return tuple(self._spot(Place.PART, part.key, part.label) for part in self.headings)

    @cached_property
    def headings(self) -> tuple[Declared, ...]:
        return tuple(_headings(self.structure))

    @cached_property
    def line_spots(self) -> dict[str, Spot]:
        """By the code that the matrix prints."""
        return {row.code: row.spot for row in self.rows}

    def find(self, value: str) -> Spot | None:
        """The spot that a form or address names; None where this revision has none such."""
        spots = (WHOLE, *self.part_spots, *self.line_spots.values())
        return next((spot for spot in spots if spot.value == value), None)

    def _spot(self, place: Place, ref: str, label: str) -> Spot:
        return Spot(place, ref, label, self.counts.get((place, ref), 0))

    def _part(self, part: Declared, texts: Mapping[str, str]) -> ExaminedPart:
        inside = tuple(self._part(each, texts) for each in part.parts)
        spot = self._spot(Place.PART, part.key, part.label)
        return ExaminedPart(spot, readable_html(texts.get(part.key, "")), inside)

    def _row(self, row: Mapping[str, Any]) -> ExaminedRow:
        line = row["line"]
        name = "" if line and line["withheld_reason"] else row["name"]
        pagu, forward = (None if row[key] is None else Decimal(row[key]) for key in SUMS)
        return ExaminedRow(
            spot=self._spot(Place.LINE, row["node"], f"{row['code']} {name}".strip()),
            code=row["code"],
            name=name,
            level=row["level"],
            is_leaf=row["is_leaf"],
            pagu=pagu,
            forward=forward,
            line=line,
        )


def _headings(structure: Structure) -> Iterator[Declared]:
    for chapter in (structure.preface, *structure.chapters):
        yield from _with_parts(chapter)


def _with_parts(part: Declared) -> Iterator[Declared]:
    yield part
    for each in part.parts:
        yield from _with_parts(each)
