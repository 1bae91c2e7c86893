"""The rows of a file against a typed table. A row is known by its tag, else by its code or all that it says."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from core.amounts import read_cost, read_quantity
from core.mapped import Source, cell_problem, chosen_of, source_of
from core.sheets import Value
from core.tables import as_text
from renja.codes import find_by_code
from renja.declared_tables import Column, plain
from renja.exchange.plan import CHANGED, NEW, SAME, UNTOUCHED, WRONG, Change, Missing, Plan, Planned, Tag
from renja.exchange.reading import CODE, SUBTOTAL, hidden_note
from renja.exchange.table_columns import TAG
from renja.models import PlanFile, TableRow
from renja.services.tables import declared_table
from renja.typed_tables import LONGEST, head_of, in_words, mark_of, own_cells, printed_code
from urusan.models import Nomenclature

LONGEST_WORD = 40


@dataclass
class FileRow:
    """One row of the file: cells as a table keeps them, of the columns that the file has."""

    sheet: str
    row: int
    cells: dict[str, str] = field(default_factory=dict)
    code: str = ""
    tag: str = ""
    errors: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not self.code and not any(self.cells.values())


class TablePlanner:
    """Reads a file and the table that it is compared with."""

    def __init__(self, file: PlanFile) -> None:
        self.file, self.renja = file, file.renja
        self.table = declared_table(file.renja, file.table)
        self.sources = [source_of(sheet, file.columns) for sheet in chosen_of(file.sheets)]
        self.skipped: list[dict[str, Any]] = []
        self.here = list(self.renja.table_rows.for_reading().filter(table=file.table))
        self.codes = {row.pk: printed_code(row, self.renja) for row in self.here}

    def plan(self) -> Plan:
        rows = [row for source in self.sources for row in self._read(source)]
        nodes = find_by_code(self.renja, {row.code for row in rows if row.code})
        left = {row.pk: row for row in self.here}
        known = {id(row): self._known(row, left) for row in rows}
        planned = [self._planned(row, known[id(row)], nodes.get(row.code)) for row in rows]
        missing = [
            self._missing(row, place) for place, row in enumerate(self.here, start=1) if row.pk in left
        ]
        return Plan(planned, missing, self.skipped)

    # Rows of the file

    def _read(self, source: Source):
        for number in sorted(source.rows):
            row = self._row(source, number)
            if row.is_empty or self._is_none(source, number, row):
                text = next((as_text(cell) for cell in source.cells(number) if as_text(cell)), "")
                self.skipped.append({"sheet": source.name, "row": number, "text": text[:60]})
            else:
                yield row

    def _is_none(self, source: Source, number: int, row: FileRow) -> bool:
        first = next((as_text(cell) for cell in source.cells(number) if as_text(cell)), "")
        is_sum = not row.code and not row.tag and bool(SUBTOTAL.match(first))
        return is_sum or source.counts_columns(number) or source.repeats_heading(number)

    def _row(self, source: Source, number: int) -> FileRow:
        row = FileRow(source.name, number, tag=as_text(source.cell(number, TAG)))
        row.notes += hidden_note(source, number, with_sheet=len(self.sources) > 1)
        for column in self.table.typed_columns:
            if column.key not in source.places:
                continue
            cell = source.cell(number, column.key)
            problem = cell_problem(cell)
            try:
                told = "" if problem else cell_of(column, cell)
            except ValueError as error:
                told, problem = "", str(error)
            if problem:
                where = source.where(number, column.key, with_sheet=len(self.sources) > 1)
                row.errors.append(f"{where}: {problem}")
            if column.kind == "code":
                row.code = told
            else:
                row.cells[column.key] = told
        return row

    # Compared

    def _known(self, told: FileRow, left: dict[int, TableRow]) -> TableRow | None:
        """The row of the table that this one is; taken out of those that are left."""
        tag = Tag.read(told.tag)
        found = left.get(tag.id) if tag and tag.id else self._alike(told, left)
        if found is not None:
            del left[found.pk]
        return found

    def _alike(self, told: FileRow, left: dict[int, TableRow]) -> TableRow | None:
        same = [
            row
            for row in left.values()
            if self.codes[row.pk] == told.code and not _differing(row, told.cells)
        ]
        if same:
            return same[0]
        coded = [row for row in left.values() if told.code and self.codes[row.pk] == told.code]
        return coded[0] if len(coded) == 1 else None

    def _planned(self, told: FileRow, here: TableRow | None, node: Nomenclature | None) -> Planned:
        title = next((text for text in told.cells.values() if text), "")
        row = Planned(
            WRONG,
            told.sheet,
            told.row,
            told.code,
            title,
            errors=told.errors,
            notes=told.notes,
            thing=here,
            node=node,
        )
        row.version = here.version if here else 0
        if told.code and node is None:
            words = _("Baris %(row)d: kode “%(code)s” tidak ada dalam daftar kode resmi.")
            row.errors.append(words % {"row": told.row, "code": told.code})
        if row.errors:
            return row
        row.wanted = self._named(told.cells, node)
        if here is None:
            return self._begun(row, told)
        node_kept = here.node if self._code_column is None else node
        row.node = node_kept
        row.changes = self._changes(here, row.wanted, node_kept)
        row.kind = CHANGED if row.changes else SAME
        self._judge(row, told, here)
        return row

    def _begun(self, row: Planned, told: FileRow) -> Planned:
        row.kind = NEW
        row.changes = [
            Change(self._head(column), "–", in_words(column, row.wanted[column.key]))
            for column in self.table.typed_columns
            if row.wanted.get(column.key)
        ]
        if Tag.read(told.tag) and not self.file.is_comparison:
            row.notes.append(_("Baris ini sudah dihapus di portal setelah berkas diunduh; ditulis kembali."))
        return row

    def _judge(self, row: Planned, told: FileRow, here: TableRow) -> None:
        """What was changed here since the file went out."""
        tag = Tag.read(told.tag)
        if tag is None or row.kind != CHANGED or tag.version == here.version:
            return
        if mark_of(row.wanted, told.code) == tag.mark:
            row.kind = UNTOUCHED
            row.notes.append(
                _("Diubah di portal setelah berkas diunduh; berkasnya tidak mengubah baris ini.")
            )
        elif mark_of(own_cells(self.table, here), self.codes[here.pk]) != tag.mark:
            row.kind = WRONG
            words = _(
                "Baris %(row)d: baris ini diubah di portal setelah berkas diunduh, dan juga dalam berkas. Unduh yang baru dan "
                "ulangi perubahannya, atau hapus baris ini dari berkas."
            )
            row.errors.append(words % {"row": told.row})

    @property
    def _code_column(self) -> Column | None:
        """The column of codes, where the file has it."""
        mapped = set().union(*(source.places for source in self.sources))
        return next((one for one in self.table.columns if one.kind == "code" and one.key in mapped), None)

    def _named(self, cells: dict[str, str], node: Nomenclature | None) -> dict[str, str]:
        """The official name goes where it was left empty."""
        column = self._code_column
        if node and column and column.names and not cells.get(column.names):
            return cells | {column.names: node.name}
        return cells

    def _changes(self, here: TableRow, wanted: dict[str, str], node: Nomenclature | None) -> list[Change]:
        found = [
            Change(
                self._head(column),
                *(in_words(column, text) or "–" for text in (here.cells.get(key, ""), wanted[key])),
            )
            for key in _differing(here, wanted)
            if (column := self.table.find(key))
        ]
        if node != here.node:
            codes = [one.code if one else "–" for one in (here.node, node)]
            found.insert(0, Change(str(_("Kode")), *codes))
        return found

    def _head(self, column: Column) -> str:
        return head_of(column, self.renja.year)

    def _missing(self, row: TableRow, place: int) -> Missing:
        title = next((row.cells[c.key] for c in self.table.typed_columns if row.cells.get(c.key)), "")
        told = self.codes[row.pk] or _("Baris %(row)d") % {"row": place}
        return Missing(row.pk, row.version, told, title)


def _differing(here: TableRow, wanted: dict[str, str]) -> list[str]:
    return [key for key, text in wanted.items() if _tidy(here.cells.get(key, "")) != _tidy(text)]


def _tidy(text: str) -> str:
    return " ".join(as_text(text).split())


def cell_of(column: Column, cell: Value) -> str:
    """What a cell of the file says, as the table keeps it. Raises ValueError with an Indonesian sentence."""
    text = " ".join(as_text(cell).split())
    if column.kind == "code":
        found = CODE.match(text)
        return found[1].upper() if found else text
    if column.is_number and any(character.isdigit() for character in text):
        return _number_of(column, cell)
    if text in ("-", "–", "—") and column.is_number:
        return ""
    if text and column.is_number and not column.words:
        raise ValueError(_("“%(text)s” bukan angka.") % {"text": text[:LONGEST_WORD]})
    longest = LONGEST_WORD if column.is_number else LONGEST
    if len(text) > longest:
        words = _("teks terlalu panjang: %(n)d huruf, paling banyak %(most)d.")
        raise ValueError(words % {"n": len(text), "most": longest})
    return text


def _number_of(column: Column, cell: Value) -> str:
    if column.kind == "money":
        return plain(read_cost(cell))
    value, unit = read_quantity(cell, **({"digits": 9, "places": 2} if column.kind == "percent" else {}))
    if unit and not (unit == "%" and column.kind == "percent"):
        raise ValueError(_("“%(text)s” bukan angka.") % {"text": as_text(cell)[:LONGEST_WORD]})
    return plain(value)
