"""The list of participants as a workbook: its columns, and its lines as they are read, with what is wrong by its cell."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.csv_export import BOM, csv_lines
from core.phones import national_number
from core.sheets import Sheet, Value, column_letter, read_sheets
from core.tables import TableRefused, as_text
from forums.models import Participant
from stakeholders.models import OrganizationKind

MOST_ROWS = 1_000
HEAD = (
    gettext_lazy("Instansi"),
    gettext_lazy("Jenis"),
    gettext_lazy("Sebagai"),
    gettext_lazy("Ditujukan kepada"),
    gettext_lazy("Nomor WhatsApp"),
    gettext_lazy("Surel"),
)
FIELDS = ("name", "kind", "part", "attention", "phone", "email")
CALLED = {
    "name": ("instansi", "nama instansi", "lembaga", "nama lembaga", "nama", "undangan", "instansi/lembaga"),
    "kind": ("jenis", "jenis instansi", "kelompok", "unsur"),
    "part": ("sebagai", "peran"),
    "attention": ("ditujukan kepada", "kepada", "u.p.", "up", "pimpinan", "jabatan"),
    "phone": ("nomor whatsapp", "whatsapp", "no. wa", "no wa", "wa", "nomor hp", "no. hp", "no hp", "telepon", "kontak"),
    "email": ("surel", "email", "e-mail", "pos-el"),
}  # fmt: skip
LONGEST = 160
PARTS = {str(label).casefold(): value for value, label in Participant.Part.choices}
KINDS = {str(label).casefold(): value for value, label in OrganizationKind.choices}


@dataclass
class Line:
    """One row of the list. `values` holds the columns that the list has: what it has no column for is left as it is."""

    row: int
    name: str
    kind: str = OrganizationKind.LAINNYA
    values: dict[str, str] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    @property
    def told(self) -> list:
        """What it says, whatever its place."""
        return [self.name, self.kind, self.values]


def read_lines(raw: bytes) -> list[Line]:
    """The lines of a workbook or CSV, from the first sheet that has a heading. Raises TableRefused."""
    for sheet in read_sheets(raw, most_rows=MOST_ROWS):
        heading = _heading(sheet)
        if heading:
            last, places = heading
            lines = [_line(number, cells, places) for number, cells in sheet.rows.items() if number > last]
            return _checked([line for line in lines if line.name or line.errors])
    raise TableRefused(_("Tidak ada kolom “Instansi”. Pakai judul kolom seperti pada berkas unduhan."))


def _checked(lines: list[Line]) -> list[Line]:
    if not lines:
        raise TableRefused(_("Berkas tidak memuat satu instansi pun di bawah baris judul."))
    first: dict[str, Line] = {}
    for line in lines:
        earlier = first.setdefault(line.name.casefold(), line) if line.name else line
        if earlier is not line:
            line.errors.append(named_twice(line.name, earlier.row))
    return lines


def named_twice(name: str, row: int) -> str:
    return _("%(name)s sudah tertulis pada baris %(row)d.") % {"name": name, "row": row}


def as_csv(lines: list[Line]) -> str:
    """The lines as `read_lines` reads them again, with the columns that they had."""
    given = [name for name in FIELDS[2:] if name in lines[0].values]
    head = [HEAD[FIELDS.index(name)] for name in ("name", "kind", *given)]
    return "".join(csv_lines(head, (_cells(line, given) for line in lines))).removeprefix(BOM)


def _cells(line: Line, given: list[str]) -> list[object]:
    shown = {**line.values, "part": Participant.Part(line.values.get("part", "peserta")).label}
    return [line.name, OrganizationKind(line.kind).label, *(shown[name] for name in given)]


def _heading(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    """The row that names the organisations' column, and where each field stands."""
    for number, cells in sheet.rows.items():
        names = [" ".join(as_text(cell).casefold().split()) for cell in cells]
        places = {
            one: next(place for place, name in enumerate(names) if name in words)
            for one, words in CALLED.items()
            if set(words) & set(names)
        }
        if "name" in places and (len(places) > 1 or len([name for name in names if name]) == 1):
            return number, places
    return None


def _line(number: int, cells: list[Value], places: dict[str, int]) -> Line:
    typed = {
        name: " ".join(as_text(cells[place]).split()) if place < len(cells) else ""
        for name, place in places.items()
    }
    line = Line(number, typed.pop("name"))
    for name, text in typed.items():
        _READERS[name](line, text, f"{column_letter(places[name])}{number}")
    where = f"{column_letter(places['name'])}{number}"
    if not line.name and any(typed.values()):
        line.errors.append(_("Sel %(cell)s: isi nama instansinya.") % {"cell": where})
    _check_length(line, line.name, where)
    return line


def _check_length(line: Line, text: str, cell: str) -> None:
    if len(text) > LONGEST:
        words = _("Sel %(cell)s: paling panjang %(n)d huruf.")
        line.errors.append(words % {"cell": cell, "n": LONGEST})


def _read_kind(line: Line, text: str, cell: str) -> None:
    """Only of organisations that are new; empty means others."""
    kind = KINDS.get(text.casefold()) if text else OrganizationKind.LAINNYA
    if kind is None:
        words = _("Sel %(cell)s: jenis “%(text)s” tidak dikenal. Pilih: %(all)s.")
        names = ", ".join(str(label) for label in OrganizationKind.labels)
        line.errors.append(words % {"cell": cell, "text": text[:60], "all": names})
    else:
        line.kind = kind


def _read_part(line: Line, text: str, cell: str) -> None:
    part = PARTS.get(text.casefold()) if text else Participant.Part.PESERTA
    if part is None:
        words = _("Sel %(cell)s: “%(text)s” bukan peserta, narasumber, moderator, atau notulis.")
        line.errors.append(words % {"cell": cell, "text": text[:60]})
    else:
        line.values["part"] = part


def _read_attention(line: Line, text: str, cell: str) -> None:
    _check_length(line, text, cell)
    line.values["attention"] = text


def _read_phone(line: Line, text: str, cell: str) -> None:
    """Spreadsheets drop the zero at the beginning; `8123…` is read as `08123…`."""
    number = national_number(text) if text else ""
    if text and not number:
        words = _("Sel %(cell)s: “%(text)s” bukan nomor telepon Indonesia, misalnya 0812 3456 7890.")
        line.errors.append(words % {"cell": cell, "text": text[:60]})
    line.values["phone"] = number


def _read_email(line: Line, text: str, cell: str) -> None:
    if text and not _is_address(text):
        words = _("Sel %(cell)s: “%(text)s” bukan alamat surel.")
        line.errors.append(words % {"cell": cell, "text": text[:60]})
    line.values["email"] = text


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


_READERS = {
    "kind": _read_kind,
    "part": _read_part,
    "attention": _read_attention,
    "phone": _read_phone,
    "email": _read_email,
}
