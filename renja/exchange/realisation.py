"""The rows of a file against what was recorded of a plan: each is a line in a quarter, known by code and quarter."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from core.mapped import Source, cell_problem, chosen_of, source_of
from core.money import number
from core.tables import as_text
from core.versions import NOTHING, differing
from renja.codes import find_by_code
from renja.declared_tables import decimal_of, plain
from renja.exchange.plan import CHANGED, NEW, SAME, UNTOUCHED, WRONG, Change, Plan, Planned, Tag
from renja.exchange.reading import CODE
from renja.exchange.realisation_columns import COLUMNS, LABELS, TAG, quarter_of
from renja.exchange.tables import cell_of
from renja.models import PlanFile, Realisation, RenjaLine
from renja.realisation.quarters import Quarter, begun

MOST_PERCENT = 100
BLANK: dict[str, Any] = {
    "physical": None, "output": None, "output_label": "", "spent": None, "note": "", "hindrance": "",
}  # fmt: skip


@dataclass
class FileRow:
    """One row of the file: what it says of the columns that the file has, by the model's fields."""

    sheet: str
    row: int
    code: str
    quarter: int | None
    tag: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not any(value not in (None, "") for value in self.values.values())


def contents(row: Realisation) -> dict[str, Any]:
    """What is recorded, by the model's fields."""
    return {name: getattr(row, name) for name in BLANK}


def mark_of(values: Mapping[str, Any]) -> str:
    """A short mark that is another one as soon as something else is said."""
    told = {
        name: plain(one) if isinstance(one, Decimal) else one
        for name, one in values.items()
        if one not in (None, "")
    }
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:10]


def tag_of(row: Realisation) -> str:
    """What goes out with a row, so that it is seen later what was changed here and what in the file."""
    return f"{row.version if row.pk else 0}-{mark_of(contents(row))}"


class RealisationPlanner:
    """Reads a file and what it is compared with."""

    def __init__(self, file: PlanFile) -> None:
        self.file, self.renja = file, file.renja
        self.sources = [source_of(sheet, file.columns) for sheet in chosen_of(file.sheets)]
        self.skipped: list[dict[str, Any]] = []
        rows = Realisation.objects.filter(line__renja=self.renja)
        self.here = {(row.line_id, row.quarter): row for row in rows}
        lines = self.renja.lines.select_related("node", "renja__edition", "renja__forum")
        self.lines: dict[int, RenjaLine] = {line.node_id: line for line in lines}
        self.begun = begun(self.renja.year)

    def plan(self) -> Plan:
        rows = [row for source in self.sources for row in self._read(source)]
        nodes = find_by_code(self.renja, {row.code for row in rows})
        seen: dict[tuple, int] = {}
        planned = [self._planned(row, nodes.get(row.code), seen) for row in rows]
        return Plan(planned, [], self.skipped)

    # Rows of the file

    def _read(self, source: Source) -> Iterator[FileRow]:
        for place in sorted(source.rows):
            found = CODE.match(as_text(source.cell(place, "code")))
            quarter = as_text(source.cell(place, "quarter"))
            if not found or source.counts_columns(place) or source.repeats_heading(place):
                text = next((as_text(cell) for cell in source.cells(place) if as_text(cell)), "")
                self.skipped.append({"sheet": source.name, "row": place, "text": text[:60]})
                continue
            row = FileRow(source.name, place, found[1].upper(), quarter_of(quarter))
            row.tag = as_text(source.cell(place, TAG))
            self._fill(source, row)
            yield row

    def _fill(self, source: Source, row: FileRow) -> None:
        for name, column in COLUMNS.items():
            if name not in source.places:
                continue
            cell = source.cell(row.row, name)
            problem, told = cell_problem(cell), ""
            try:
                told = "" if problem else cell_of(column, cell)
            except ValueError as error:
                problem = str(error)
            if problem:
                row.errors.append(
                    f"{source.where(row.row, name, with_sheet=len(self.sources) > 1)}: {problem}"
                )
            row.values |= _stored(name, told)

    # Compared

    def _planned(self, told: FileRow, node, seen: dict[tuple, int]) -> Planned:
        line = self.lines.get(node.pk) if node else None
        title = f"{Quarter(told.quarter).label}, {line.node.name}" if told.quarter and line else told.code
        row = Planned(WRONG, told.sheet, told.row, told.code, title, errors=told.errors, node=node)
        row.errors += [
            _("Baris %(row)d: %(what)s") % {"row": told.row, "what": one}
            for one in self._problems(told, line, seen)
        ]
        if row.errors or line is None or told.quarter is None:
            return row
        here = self.here.get((line.pk, told.quarter)) or Realisation(line=line, quarter=told.quarter)
        here.line = line
        row.thing, row.version = here, here.version if here.pk else 0
        row.wanted = told.values
        row.changes = _changes(here, told.values)
        row.kind = SAME if not row.changes else CHANGED if here.pk else NEW
        self._judge(row, told, here)
        return row

    def _problems(self, told: FileRow, line: RenjaLine | None, seen: dict[tuple, int]) -> Iterator[str]:
        """What is wrong with a row besides its cells."""
        if line is None:
            yield _("kode “%(code)s” tidak dimuat dalam Renja ini.") % {"code": told.code}
            return
        if told.quarter is None:
            yield _("triwulannya tidak terbaca; tulis I, II, III, atau IV.")
            return
        if told.quarter not in self.begun and not told.is_empty:
            yield _("%(quarter)s %(year)d belum dimulai.") % {
                "quarter": Quarter(told.quarter).label, "year": self.renja.year,
            }  # fmt: skip
        if told.values.get("spent") is not None and not line.carries_money:
            yield _("keuangan dicatat pada tingkat terbawah.")
        if not 0 <= (told.values.get("physical") or 0) <= MOST_PERCENT:
            yield _("fisik ditulis antara 0 dan 100 persen.")
        first = seen.setdefault((line.pk, told.quarter), told.row)
        if first != told.row:
            yield _("kode dan triwulan yang sama sudah ditulis pada baris %(first)d.") % {"first": first}

    def _judge(self, row: Planned, told: FileRow, here: Realisation) -> None:
        """What was changed here since the file went out."""
        tag = Tag.read(told.tag)
        if tag is None or row.kind not in (NEW, CHANGED) or tag.version == row.version:
            return
        if mark_of(contents(here) | told.values) == tag.mark:
            row.kind = UNTOUCHED
            row.notes.append(
                _("Diubah di portal setelah berkas diunduh; berkasnya tidak mengubah baris ini.")
            )
        elif mark_of(contents(here)) != tag.mark:
            row.kind = WRONG
            words = _(
                "Baris %(row)d: baris ini diubah di portal setelah berkas diunduh, dan juga dalam berkas. Unduh yang baru dan "
                "ulangi perubahannya, atau hapus baris ini dari berkas."
            )
            row.errors.append(words % {"row": told.row})


def _stored(name: str, told: str) -> dict[str, Any]:
    """A cell by the model's fields."""
    if name in ("note", "hindrance"):
        return {name: told}
    value = decimal_of(told)
    if name != "output":
        return {name: value}
    return {"output": value, "output_label": told if value is None else ""}


def _changes(here: Realisation, wanted: dict[str, Any]) -> list[Change]:
    changed = differing(here, wanted)
    if "output_label" in changed or "output" in changed:
        changed = [name for name in changed if name != "output_label" and name != "output"] + ["output"]
    after = contents(here) | wanted
    return [Change(str(LABELS[name]), _words(name, contents(here)), _words(name, after)) for name in changed]


def _words(name: str, values: Mapping[str, Any]) -> str:
    value = values[name]
    if name == "output" and values["output_label"]:
        return values["output_label"]
    return number(value) if isinstance(value, Decimal) else value or NOTHING
