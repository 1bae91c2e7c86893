"""The rows of a list as proposals: each with its values, or with what is wrong in which cell. What is no proposal is left out."""

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from core.amounts import read_cost, read_volume
from core.headings import plain
from core.mapped import Source, cell_problem, chosen_of, is_unreadable, source_of
from core.personal import NIK, kinds_in
from core.sheets import Value
from core.tables import as_text
from proposals.importing.columns import LABELS, is_running
from proposals.importing.places import Places
from proposals.models import ImportBatch, Proposal
from stakeholders.models import Organization

MAX_ROWS = 5_000
SUBTOTAL = re.compile(r"(?:sub\s*-?\s*)?(?:jumlah|total|rekap\w*)\b", re.IGNORECASE)
LENGTHS: dict[str, int] = {
    name: Proposal._meta.get_field(name).max_length or 0
    for name in ("title", "problem", "request", "rt", "landmark", "volume_unit", "dapil", "council_member", "external_number")
}  # fmt: skip
CONTACT_LENGTH = Proposal._meta.get_field("contact_name").max_length


@dataclass
class Line:
    """One proposal of the list: where it stands, its values by field of `Proposal`, what is wrong, what is worth knowing."""

    sheet: str
    row: int
    values: dict[str, Any] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    assumed: set[str] = field(default_factory=set)  # fields that the list has no column for

    @property
    def number(self) -> str:
        return self.values.get("external_number", "")


class ListReader:
    """Reads the lines of a batch with what they name: kelurahan and organisations, read once."""

    def __init__(self, batch: ImportBatch) -> None:
        self.batch, self.places = batch, Places()
        self.organizations = _by_name()
        self.several = len(chosen_of(batch.sheets)) > 1
        self.skipped: list[dict[str, Any]] = []

    def lines(self) -> Iterator[Line]:
        """Every proposal in the order of the file; `skipped` names the rows that are titles, subtotals and the like."""
        for sheet in chosen_of(self.batch.sheets):
            source = source_of(sheet, self.batch.columns)
            for row in sorted(source.rows):
                if row <= source.last_head_row:
                    continue
                if _is_no_proposal(source, row):
                    self.skipped.append(_skipped(source, row))
                    continue
                yield self._line(source, row)

    def _line(self, source: Source, row: int) -> Line:
        line = Line(source.name, row)
        self._check_cells(line, source)
        for read in (self._number, self._texts, self._place, self._amounts, self._proposer):
            read(line, source)
        self._check_personal(line)
        return line

    # Where it stands, in words

    def wrong(self, line: Line, source: Source, name: str, problem: str) -> None:
        """`Baris 14, kolom F: …`, with the sheet where there are several."""
        where = source.where(line.row, name, with_sheet=self.several)
        line.errors.append(f"{where}: {problem}")

    # What stands there

    def _check_cells(self, line: Line, source: Source) -> None:
        for name in source.places:
            problem = cell_problem(source.cell(line.row, name))
            if problem:
                self.wrong(line, source, name, problem)

    def _number(self, line: Line, source: Source) -> None:
        text = self._text(line, source, "external_number")
        if not text:
            self.wrong(line, source, "external_number", _("nomor asal kosong."))
        elif is_running(self.batch.columns.get("external_number", "")):
            text = f"{self._list_mark(source)}/{text}"
        line.values["external_number"] = text

    def _list_mark(self, source: Source) -> str:
        """Running numbers begin anew in every list: what tells this list apart, the same whenever it is read."""
        told = f"{self.batch.source_basis.casefold()}|{source.name if self.several else ''}"
        return hashlib.sha256(told.encode()).hexdigest()[:6]

    def _texts(self, line: Line, source: Source) -> None:
        full = self._text(line, source, "title", longest=LENGTHS["request"])
        if not full:
            self.wrong(line, source, "title", _("judul usulan kosong."))
        title, request = _shortened(full), self._text(line, source, "request")
        if title != full:
            line.notes.append(_("Judul dipendekkan; kalimat lengkapnya ada pada “Yang diusulkan”."))
            request = f"{full}\n\n{request}".strip()[: LENGTHS["request"]]
        line.values |= {
            "title": title,
            "request": request or full,
            "problem": self._text(line, source, "problem") or _("Tidak disebutkan dalam daftar asal."),
        }
        line.assumed |= {"problem"} - source.places.keys()
        for name in ("rt", "landmark", "dapil", "council_member"):
            if name in source.places:
                line.values[name] = self._text(line, source, name)

    def _text(self, line: Line, source: Source, name: str, longest: int = 0) -> str:
        """A cell as text; one that is longer than its field is wrong. Long texts keep their lines."""
        text = as_text(source.cell(line.row, name))
        if name not in ("problem", "request"):
            text = " ".join(text.split())
        longest = longest or LENGTHS[name]
        if len(text) > longest:
            words = _("teks terlalu panjang: %(n)d huruf, paling banyak %(most)d.")
            self.wrong(line, source, name, words % {"n": len(text), "most": longest})
        return text

    def _place(self, line: Line, source: Source) -> None:
        written = [
            " ".join(as_text(source.cell(line.row, name)).split()) for name in ("kelurahan", "kecamatan")
        ]
        place = self.places.find(*written)
        if place.problem:
            self.wrong(line, source, place.column, place.problem)
        line.values |= {"kelurahan": place.kelurahan, "is_citywide": place.is_citywide}
        if not {"kelurahan", "kecamatan"} & source.places.keys():
            line.assumed |= {"kelurahan", "is_citywide"}

    def _amounts(self, line: Line, source: Source) -> None:
        volume = self._amount(line, source, "volume", read_volume)
        if volume is not None:
            unit = self._text(line, source, "volume_unit") or volume[1]
            line.values |= {"volume": volume[0], "volume_unit": unit}
        elif "volume_unit" in source.places:
            line.values["volume_unit"] = self._text(line, source, "volume_unit")
        if "estimated_cost" in source.places:
            line.values["estimated_cost"] = self._amount(line, source, "estimated_cost", read_cost)

    def _amount(self, line: Line, source: Source, name: str, read: Callable[[Value], Any]) -> Any:
        """What `read` makes of the cell; None where there is no such column or the cell is wrong."""
        cell = source.cell(line.row, name)
        if name not in source.places or is_unreadable(cell):
            return None
        try:
            return read(cell)
        except ValueError as error:
            self.wrong(line, source, name, str(error))
            return None

    def _proposer(self, line: Line, source: Source) -> None:
        """An organisation that the portal knows; any other name is kept for staff alone."""
        if "organization" not in source.places:
            return
        text = " ".join(as_text(source.cell(line.row, "organization")).split())[:CONTACT_LENGTH]
        found = self.organizations.get(plain(text)) if text else None
        line.values |= {"organization": found, "contact_name": "" if found else text}
        if text and not found:
            words = _(
                "“%(name)s” tidak terdaftar sebagai lembaga; ditulis sebagai nama pengusul, hanya dibaca petugas."
            )
            line.notes.append(words % {"name": text})

    def _check_personal(self, line: Line) -> None:
        seen = {
            kind: name for name in ("title", "request", "problem") for kind in kinds_in(line.values[name])
        }
        for kind, name in seen.items():
            if kind == NIK:
                words = _("NIK terlihat pada “%(where)s”; hapus dari berkasnya.") % {"where": LABELS[name]}
                line.errors.append(_("Baris %(row)d: %(why)s") % {"row": line.row, "why": words})
            else:
                line.notes.append(_("Ada nomor telepon atau surel yang akan terbaca publik."))


def _skipped(source: Source, row: int) -> dict[str, Any]:
    text = next((as_text(cell) for cell in source.cells(row) if as_text(cell)), "")
    return {"sheet": source.name, "row": row, "text": text[:60]}


def _by_name() -> dict[str, Organization]:
    found: dict[str, Organization] = {}
    for organization in Organization.objects.proposers():
        for name in (organization.name, organization.short_name):
            if name:
                found.setdefault(plain(name), organization)
    return found


def _shortened(text: str) -> str:
    longest = LENGTHS["title"]
    return text if len(text) <= longest else text[: longest - 1].rsplit(" ", 1)[0] + "…"


def _is_no_proposal(source: Source, row: int) -> bool:
    """Titles over a part, the numbers of the columns, a heading that is printed again, sums."""
    texts = [as_text(cell) for cell in source.cells(row)]
    filled = [text for text in texts if text]
    if not filled:
        return True
    number = as_text(source.cell(row, "external_number"))
    if any(SUBTOTAL.match(text) for text in filled[:2]) and (not number or SUBTOTAL.match(number)):
        return True
    if len(set(filled)) == 1 and (len(filled) > 1 or not as_text(source.cell(row, "title"))):
        return True
    return source.counts_columns(row) or source.repeats_heading(row)
