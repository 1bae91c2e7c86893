"""The rows of a file as lines of the plan: gathered by code, each cell read, what is wrong named by its cell."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from core.amounts import may_be_decimals, read_cost, read_quantity
from core.headings import bare, plain
from core.mapped import Source, cell_problem, chosen_of, is_unreadable, source_of
from core.money import number
from core.sheets import Value
from core.tables import as_text
from renja.alignment import Aim
from renja.exchange.aim_cells import FIELDS, AimCells
from renja.exchange.columns import LABELS, OF_FUNDING, OF_INDICATOR, OF_LINE
from renja.models import Funding, Indicator, Origin, PlanFile, RenjaLine
from renja.urgency import Urgency
from stakeholders.models import Unit

CODE = re.compile(r"^\s*([0-9X]+(?:\.[0-9X]+)*)\.?(?=\s|$)", re.IGNORECASE)
DOTS = 3  # a code of a kegiatan or sub kegiatan has more
SUBTOTAL = re.compile(r"(?:sub\s*-?\s*)?(?:jumlah|total|rekap\w*)\b", re.IGNORECASE)
SEPARATORS = re.compile(r"[,;\n]+")
LONGEST: dict[str, int] = {
    name: model._meta.get_field(name).max_length or 0
    for model, names in (
        (RenjaLine, ("location", "target_group", "note", "withheld_reason")),
        (Indicator, ("text", "target_label", "satuan")),
        (Funding, ("source",)),
    )
    for name in names
}
KEEPS_LINES = ("text",)
BY_WORDS = ("origin", "urgency", "unit")  # read by methods of their own


def names_code(cells: list[Value]) -> bool:
    """Whether a row begins with the code of a line, whatever its columns are called."""
    return any((found := CODE.match(as_text(cell))) and found[1].count(".") > DOTS for cell in cells)


def hidden_note(source: Source, row: int, *, with_sheet: bool) -> list[str]:
    """That a row is read although nobody sees it; nothing for all others."""
    if row not in source.hidden:
        return []
    words = _("%(where)s tersembunyi di Excel; tetap dibaca.")
    return [words % {"where": source.where(row, "", with_sheet=with_sheet)}]


@dataclass
class FileLine:
    """What a file says of one code. `values` and the rows hold only fields that the file has columns for."""

    sheet: str
    row: int
    code: str
    name: str = ""
    tag: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    indicators: list[dict[str, Any]] = field(default_factory=list)
    fundings: list[dict[str, Any]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Nothing but a code: a heading among the lines."""
        return not (self.indicators or self.fundings or any(self.values.values()))


class LineReader:
    """Reads the lines of a file; `skipped` names the rows that are none, `fields` what the file has columns for."""

    def __init__(self, file: PlanFile) -> None:
        self.sources = [source_of(sheet, file.columns) for sheet in chosen_of(file.sheets)]
        self.fields = set().union(*(source.places for source in self.sources))
        self.units, self.aims = _by_name(), AimCells(file.renja)
        self.origins, self.tags = _by_word(Origin.choices), _by_word(Urgency.choices)
        self.skipped: list[dict[str, Any]] = []

    def lines(self) -> list[FileLine]:
        """Every code once, in the order of the file."""
        found: dict[str, FileLine] = {}
        for source in self.sources:
            code = ""
            for row in sorted(source.rows):
                own = self._code(source, row)
                code = own or code
                if not code or self._is_none(source, row, own):
                    self.skipped.append(_skipped(source, row))
                    continue
                line = found.setdefault(code, FileLine(source.name, row, code))
                _RowReader(self, source, row, line).read()
        return list(found.values())

    def _code(self, source: Source, row: int) -> str:
        """The code that stands in this row, also where its parts have columns of their own."""
        place = source.places.get("code")
        if place is None:
            return ""
        own = source.names[place]
        if bare(own) == own:
            found = CODE.match(as_text(source.cell(row, "code")))
            return found[1].upper() if found else ""
        # One code over several columns, which are all called the same.
        cells = source.cells(row)
        parts = [
            as_text(cell).strip(". ")
            for cell, name in zip(cells, source.names, strict=False)
            if bare(name) == bare(own)
        ]
        found = CODE.fullmatch(".".join(part for part in parts if part))
        return found[1].upper() if found else ""

    def _is_none(self, source: Source, row: int, code: str) -> bool:
        """Titles, the numbers of the columns, a heading printed again, sums, and rows that say nothing."""
        if code:
            return source.counts_columns(row)
        filled = [as_text(cell) for cell in source.cells(row) if as_text(cell)]
        if not filled or len(set(filled)) == 1 or source.repeats_heading(row):
            return True
        told = any(as_text(source.cell(row, name)) for name in (*OF_INDICATOR, *OF_FUNDING))
        return not told or any(SUBTOTAL.match(text) for text in filled[:2]) or source.counts_columns(row)


class _RowReader:
    """One row of the file, added to its line."""

    def __init__(self, lines: LineReader, source: Source, row: int, line: FileLine) -> None:
        self.lines, self.source, self.row, self.line = lines, source, row, line
        self.several = len(lines.sources) > 1

    def read(self) -> None:
        self.line.notes += hidden_note(self.source, self.row, with_sheet=self.several)
        for name in self.source.places:
            problem = cell_problem(self.source.cell(self.row, name)) if name != "name" else ""
            if problem:
                self.wrong(name, problem)
        self.line.name = self.line.name or " ".join(as_text(self._cell("name")).split())
        self.line.tag = self.line.tag or as_text(self._cell("tag"))
        for name in OF_LINE:
            if name in self.source.places:
                self._take(name, self._line_value(name))
        self._add(self.line.indicators, self._indicator())
        self._add(self.line.fundings, self._funding())

    def wrong(self, name: str, problem: str) -> None:
        self.line.errors.append(self._told(name, problem))

    def note(self, name: str, words: str) -> None:
        self.line.notes.append(self._told(name, words))

    def _told(self, name: str, words: str) -> str:
        return f"{self.source.where(self.row, name, with_sheet=self.several)}: {words}"

    def _cell(self, name: str) -> Value:
        cell = self.source.cell(self.row, name)
        return None if is_unreadable(cell) and name != "name" else cell

    @staticmethod
    def _add(rows: list[dict[str, Any]], row: dict[str, Any]) -> None:
        if any(value not in (None, "") for value in row.values()):
            rows.append(row)

    # Fields of the line itself: said once, or every time the same

    def _take(self, name: str, value: Any) -> None:
        known = self.line.values.get(name)
        if known in (None, "", []):
            self.line.values[name] = value
        elif value not in (None, "", []) and value != known:
            words = _("“%(label)s” berbeda dari baris lain dengan kode %(code)s. Isi sekali saja, atau sama.")
            self.wrong(name, words % {"label": LABELS[name], "code": self.line.code})

    def _line_value(self, name: str) -> Any:
        if name in FIELDS:
            return self._aim(name)
        if name in BY_WORDS:
            return getattr(self, f"_{name}")(as_text(self._cell(name)))
        return self._text(name)

    def _origin(self, text: str) -> str:
        found = self.lines.origins.get(plain(text), "")
        if text and not found:
            told = {"text": text[:60], "known": ", ".join(str(label) for label in Origin.labels)}
            self.wrong("origin", _("asal “%(text)s” tidak dikenal; pilih %(known)s.") % told)
        return found

    def _urgency(self, text: str) -> list[str]:
        """The tags in the order of their list, each once."""
        asked = [part.strip() for part in SEPARATORS.split(text) if part.strip()]
        if not asked:
            return []
        known = self.lines.tags
        for part in asked:
            if plain(part) not in known:
                told = {"text": part[:60], "known": ", ".join(str(label) for label in Urgency.labels)}
                self.wrong("urgency", _("urgensi “%(text)s” tidak dikenal; pilih dari %(known)s.") % told)
        tags = {known[plain(part)] for part in asked if plain(part) in known}
        return [value for value in dict.fromkeys(known.values()) if value in tags]

    def _unit(self, text: str) -> Unit | None:
        found = self.lines.units.get(plain(text)) if text else None
        if text and found is None:
            words = _("bidang “%(name)s” tidak dikenal. Tulis namanya seperti di portal, atau kosongkan.")
            self.wrong("unit", words % {"name": text[:60]})
        return found

    def _aim(self, name: str) -> Aim | None:
        try:
            return self.lines.aims.find(name, self._cell(name))
        except ValueError as error:
            self.wrong(name, str(error))
            return None

    def _text(self, name: str) -> str:
        text = as_text(self._cell(name))
        if name not in KEEPS_LINES:
            text = " ".join(text.split())
        if len(text) > LONGEST[name]:
            words = _("teks terlalu panjang: %(n)d huruf, paling banyak %(most)d.")
            self.wrong(name, words % {"n": len(text), "most": LONGEST[name]})
        return text

    # Indicators and sources of funds: a row each

    def _indicator(self) -> dict[str, Any]:
        row: dict[str, Any] = {
            name: self._text(name)
            for name in ("text", "satuan", "target_label")
            if name in self.source.places
        }
        for name in ("target", "forward_target"):
            if name in self.source.places:
                row[name], unit, word = self._measure(name)
                if unit and not row.get("satuan"):
                    row["satuan"] = unit
                if word and name == "target" and not row.get("target_label"):
                    row["target_label"] = word
        if row.get("target") is not None and row.get("target_label"):
            self.wrong("target_label", _("isi salah satu: target berupa angka, atau kata."))
        return row

    def _measure(self, name: str) -> tuple[Decimal | None, str, str]:
        """A number with the unit in its cell, or the word that stands for a number."""
        cell = self._cell(name)
        text = " ".join(as_text(cell).split())
        if text and not any(character.isdigit() for character in text) and text not in ("-", "–", "—"):
            if len(text) > LONGEST["target_label"]:
                self.wrong(name, _("isi angka, atau satu kata yang menggantikannya."))
            return None, "", text[: LONGEST["target_label"]]
        try:
            value, unit = read_quantity(cell)
            if value is not None and may_be_decimals(cell):
                words = _(
                    "“%(text)s” dibaca %(value)s. Bila maksudnya pecahan, tulis sebagai angka di Excel."
                )
                self.note(name, words % {"text": text, "value": number(value)})
            return value, unit, ""
        except ValueError as error:
            self.wrong(name, str(error))
            return None, "", ""

    def _funding(self) -> dict[str, Any]:
        row: dict[str, Any] = {"source": self._text("source")} if "source" in self.source.places else {}
        for name in ("amount", "forward"):
            if name in self.source.places:
                try:
                    row[name] = read_cost(self._cell(name))
                except ValueError as error:
                    self.wrong(name, str(error))
                    row[name] = None
        return row


def _skipped(source: Source, row: int) -> dict[str, Any]:
    text = next((as_text(cell) for cell in source.cells(row) if as_text(cell)), "")
    return {"sheet": source.name, "row": row, "text": text[:60]}


def _by_word(choices: Iterable[tuple[Any, Any]]) -> dict[str, str]:
    """The values of choices by themselves and by what they are called."""
    return {plain(word): str(value) for value, label in choices for word in (value, str(label))}


def _by_name() -> dict[str, Unit]:
    found: dict[str, Unit] = {}
    for unit in Unit.objects.filter(organization__is_host=True):
        for name in (unit.name, unit.short_name):
            if name:
                found.setdefault(plain(name), unit)
    return found
