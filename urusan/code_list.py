"""A code list as its file says it, line by line, and everything that can be wrong in it."""

import datetime
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.tables import Row, Table
from urusan.models import Level

COLUMNS = ("edition", "level", "code", "parent_code", "name", "kinerja", "indikator", "satuan")
LEVELS = tuple(Level.values)  # from the root down
CODE = re.compile(r"[0-9A-Z]+(\.[0-9A-Z]+)*")
TWO_DECIMALS = re.compile(r"\d+\.\d\d")
LONGEST = {"code": 30, "name": 1000, "kinerja": 2000, "indikator": 2000, "satuan": 120}

Key = tuple[str, str]  # edition and code


@dataclass(frozen=True)
class Problem:
    """What is wrong in one cell, and how to mend it."""

    row: int
    column: str
    text: str

    def __str__(self) -> str:
        return _("Baris %(row)d, %(column)s: %(text)s") % vars(self)


@dataclass(frozen=True)
class Line:
    """One row of the file as the code that it describes."""

    row: Row
    edition: str
    level: str
    code: str
    parent_code: str
    name: str
    kinerja: str
    indikator: str
    satuan: str

    @property
    def key(self) -> Key:
        return self.edition, self.code

    @property
    def parent_key(self) -> Key:
        return self.edition, self.parent_code

    def problem(self, column: str, text: str, **values) -> Problem:
        return Problem(self.row.number, column, text % values)


def lines_of(table: Table, only: Collection[str] = ()) -> list[Line]:
    """The rows as lines; of `only` these editions, where any is named."""
    lines = [Line(row, *(row.text(column) for column in COLUMNS)) for row in table.rows]
    return [line for line in lines if not only or line.edition in only]


def problems_of(lines: list[Line], editions: Collection[str], known: Mapping[Key, str]) -> list[Problem]:
    """All that is wrong, in order of the file; `known` gives the level of each code that is there already."""
    in_file: dict[Key, Line] = {}
    found: list[Problem] = []
    for line in lines:
        found += _cell_problems(line, editions)
        if line.key in in_file and line.code:
            found.append(_twice(line, in_file[line.key]))
        in_file.setdefault(line.key, line)
    levels = dict(known) | {key: line.level for key, line in in_file.items()}
    for line in lines:
        found += _tree_problems(line, levels, known)
    return sorted(found, key=lambda problem: problem.row)


def _twice(line: Line, first: Line) -> Problem:
    text = _("kode %(code)s sudah ada pada baris %(row)d. Hapus salah satunya.")
    return line.problem("code", text, code=line.code, row=first.row.number)


def _cell_problems(line: Line, editions: Collection[str]) -> Iterator[Problem]:
    if line.row.has_surplus:
        yield line.problem("kolom", _("ada isi di luar kolom. Isi yang memuat pemisah diapit tanda petik."))
    if line.edition not in editions:
        text = _("edisi “%(edition)s” tidak dikenal. Edisi yang ada: %(known)s.")
        yield line.problem(
            "edition", text, edition=line.edition, known=", ".join(sorted(editions)) or _("belum ada")
        )
    if line.level not in LEVELS:
        text = _("tingkat “%(level)s” tidak dikenal. Isi dengan salah satu dari: %(known)s.")
        yield line.problem("level", text, level=line.level, known=", ".join(LEVELS))
    yield from _code_problems(line, "code")
    if line.parent_code:
        yield from _code_problems(line, "parent_code")
    if not line.name:
        yield line.problem("name", _("nama belum diisi."))
    for column, longest in LONGEST.items():
        if len(getattr(line, column)) > longest:
            yield line.problem(column, _("terlalu panjang, paling banyak %(n)d karakter."), n=longest)


def _code_problems(line: Line, column: str) -> Iterator[Problem]:
    """A spreadsheet turns codes into numbers and dates: 2.10 becomes 2.1, 2.16.01 the first of February."""
    cell, text = line.row.cells.get(column), getattr(line, column)
    if isinstance(cell, datetime.date | datetime.time):
        yield line.problem(column, _("kode berubah menjadi tanggal. Jadikan kolom ini Teks, lalu isi ulang."))
    elif isinstance(cell, float) and not cell.is_integer() and not TWO_DECIMALS.fullmatch(text):
        message = _("kode tersimpan sebagai angka (%(code)s). Jadikan kolom ini Teks, lalu isi ulang.")
        yield line.problem(column, message, code=text)
    elif not text:
        yield line.problem(column, _("kode belum diisi."))
    elif not CODE.fullmatch(text):
        message = _(
            "“%(code)s” bukan kode. Tulis angka atau huruf besar yang dipisahkan titik, misalnya 2.16.01."
        )
        yield line.problem(column, message, code=text)


def _tree_problems(line: Line, levels: Mapping[Key, str], known: Mapping[Key, str]) -> Iterator[Problem]:
    if line.level not in LEVELS or not line.code:
        return
    if known.get(line.key, line.level) != line.level:
        text = _("kode %(code)s sudah tercatat sebagai %(level)s; tingkatnya tidak dapat diubah.")
        yield line.problem("level", text, code=line.code, level=_shown(known[line.key]))
    yield from _parent_problems(line, levels)


def _parent_problems(line: Line, levels: Mapping[Key, str]) -> Iterator[Problem]:
    above = LEVELS[LEVELS.index(line.level) - 1] if line.level != Level.URUSAN else ""
    parent_level = levels.get(line.parent_key)
    values = {"code": line.parent_code, "level": _shown(line.level), "above": _shown(above)}
    if not above and line.parent_code:
        yield line.problem("parent_code", _("urusan adalah tingkat teratas. Kosongkan kolom ini."))
    elif above and not line.parent_code:
        yield line.problem("parent_code", _("belum diisi. Isi dengan kode %(above)s induknya."), **values)
    elif above and parent_level is None:
        text = _("induk “%(code)s” tidak ada dalam berkas maupun dalam edisi ini.")
        yield line.problem("parent_code", text, **values)
    elif above and parent_level != above:
        text = _("induk “%(code)s” bertingkat %(found)s; %(level)s harus berinduk pada %(above)s.")
        yield line.problem("parent_code", text, found=_shown(parent_level), **values)
    elif above and not line.code.startswith(line.parent_code + "."):
        text = _("kode %(own)s tidak diawali kode induknya, %(code)s.")
        yield line.problem("parent_code", text, own=line.code, **values)


def _shown(level: str | None) -> str:
    """A level in words inside a sentence."""
    return str(Level(level).label).lower() if level in LEVELS else str(level or "")
