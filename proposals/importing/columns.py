"""Where the heading of a sheet is, and which of its columns gives which field of a proposal."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.sheets import Sheet, Value, column_letter
from core.tables import as_text
from proposals.choices import ImportSource

SEARCHED_ROWS = 40  # a heading stands among the first
MOST_HEAD_ROWS = 3
FEWEST_FOUND = 2  # fields that a row must name to be a heading
NOT_WORDS = re.compile(r"[\W_]+")
RUNNING = ("no", "nomor", "no urut", "nomor urut")  # numbers that are unique in their own list alone

LABELS: dict[str, str | Promise] = {
    "external_number": _("Nomor asal"),
    "title": _("Judul usulan"),
    "problem": _("Permasalahan"),
    "request": _("Yang diusulkan"),
    "kecamatan": _("Kecamatan"),
    "kelurahan": _("Kelurahan"),
    "rt": _("RT"),
    "landmark": _("Patokan atau alamat"),
    "volume": _("Volume"),
    "volume_unit": _("Satuan"),
    "estimated_cost": _("Perkiraan biaya (Rp)"),
    "organization": _("Lembaga pengusul"),
    "dapil": _("Daerah pemilihan"),
    "council_member": _("Anggota DPRD"),
}
REQUIRED = ("external_number", "title")
# How offices call them; what stands first fits best.
CALLED: dict[str, tuple[str, ...]] = {
    "external_number": (
        "nomor usulan", "no usulan", "id usulan", "kode usulan", "nomor asal", "id sipd", "nomor registrasi", "no register",
        "id", "kode", *RUNNING,
    ),
    "title": (
        "judul usulan", "judul", "usulan", "usulan kegiatan", "nama usulan", "nama kegiatan", "kegiatan", "usulan pekerjaan",
        "pekerjaan", "uraian kegiatan", "isi usulan", "kamus usulan",
    ),
    "problem": ("permasalahan", "masalah", "uraian permasalahan", "uraian masalah", "latar belakang", "isu"),
    "request": ("yang diusulkan", "uraian usulan", "deskripsi usulan", "rincian usulan", "deskripsi", "rincian", "uraian"),
    "kecamatan": ("kecamatan", "kec", "nama kecamatan"),
    "kelurahan": ("kelurahan", "kel", "nama kelurahan", "kelurahan desa", "desa kelurahan", "desa"),
    "rt": ("rt", "no rt", "nomor rt", "rukun tetangga", "rt rw"),
    "landmark": ("patokan atau alamat", "alamat", "alamat lokasi", "detail lokasi", "titik lokasi", "lokasi"),
    "volume": ("volume", "vol", "jumlah", "kuantitas", "target"),
    "volume_unit": ("satuan", "unit", "satuan volume"),
    "estimated_cost": (
        "perkiraan biaya rp", "perkiraan biaya", "anggaran", "anggaran rp", "biaya", "nilai", "nilai rp", "nilai usulan", "pagu",
        "pagu rp", "pagu usulan", "pagu indikatif", "usulan anggaran", "perkiraan anggaran", "estimasi biaya", "rencana anggaran",
    ),
    "organization": ("lembaga pengusul", "pengusul", "nama pengusul", "lembaga", "organisasi", "instansi pengusul", "pemohon"),
    "dapil": ("daerah pemilihan", "dapil", "daerah pemilihan dapil"),
    "council_member": (
        "anggota dprd", "nama anggota dprd", "anggota dewan", "nama anggota dewan", "nama anggota", "nama dewan", "pengusul pokir",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Heading:
    """The rows that name the columns, and the name of each column ("" for a column without one)."""

    first: int
    last: int
    names: tuple[str, ...]

    def place(self, name: str) -> int | None:
        return self.names.index(name) if name and name in self.names else None


def plain(text: str) -> str:
    """`No. Usulan` → `no usulan`: what headings are compared by."""
    return NOT_WORDS.sub(" ", text.casefold()).strip()


def find_heading(sheet: Sheet) -> Heading | None:
    """The rows among the first that name the most fields; as few rows as that needs. None where no two are named."""
    numbers = sorted(sheet.rows)[:SEARCHED_ROWS]
    best, found = FEWEST_FOUND - 1, None
    for place in range(len(numbers)):
        for height in range(1, min(MOST_HEAD_ROWS, place + 1) + 1):
            rows = numbers[place + 1 - height : place + 1]
            names = _names([sheet.rows[number] for number in rows])
            score = len({field for name in names for field in _fields_called(name)})
            if score > best:
                best, found = score, Heading(rows[0], rows[-1], tuple(names))
    return found


def _names(rows: list[list[Value]]) -> list[str]:
    """The names of the columns, from the upper rows to the lower; one that stands there twice gets its column's letter."""
    width = max(len(row) for row in rows)
    names = [_joined(row[place] if place < len(row) else None for row in rows) for place in range(width)]
    return [
        f"{name} ({column_letter(place)})" if name and names.count(name) > 1 else name
        for place, name in enumerate(names)
    ]


def _joined(cells: Iterable[Value]) -> str:
    parts = dict.fromkeys(" ".join(as_text(cell).split()) for cell in cells)
    return " / ".join(part for part in parts if part)[:120]


def _fields_called(name: str) -> list[str]:
    """The fields that this heading may mean, by its lowest part or as a whole."""
    wanted = {plain(name.rpartition(" / ")[2]), plain(name)} - {""}
    return [field for field, words in CALLED.items() if wanted & set(words)]


def guess_columns(names: list[str], *, source: str, remembered: Mapping[str, str]) -> dict[str, str]:
    """Field → heading: as the last time where the headings are still there, else by what offices call them."""
    found = {field: name for field, name in remembered.items() if field in LABELS and name in names}
    for field in LABELS:
        free = [name for name in names if name not in found.values()]
        if field not in found and (name := _best(free, _words_for(field, source))):
            found[field] = name
    return found


def _words_for(field: str, source: str) -> tuple[str, ...]:
    """In a list of the council it is its members who propose."""
    words = CALLED[field]
    if source != ImportSource.POKIR:
        return words
    if field == "organization":
        return tuple(word for word in words if word not in ("pengusul", "nama pengusul"))
    return (*words, "pengusul", "nama pengusul") if field == "council_member" else words


def _best(names: list[str], words: tuple[str, ...]) -> str:
    """The heading that one of the words names exactly; else one that holds it."""
    for word in words:
        for name in names:
            if word in (plain(name), plain(name.rpartition(" / ")[2])):
                return name
    long = [word for word in words if len(word) > 3]
    return next((name for word in long for name in names if f" {word} " in f" {plain(name)} "), "")


def is_running(name: str) -> bool:
    """Whether the heading is that of running numbers, which other lists have as well."""
    return plain(name.rpartition(" / ")[2]) in RUNNING
