"""Where the heading of a sheet is, and which of its columns gives which field of a proposal."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.headings import Heading, guess_fields, lowest, plain
from core.headings import find_heading as find
from core.sheets import Sheet
from proposals.choices import ImportSource

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


def find_heading(sheet: Sheet) -> Heading | None:
    """The rows among the first that name the most fields of a proposal."""
    return find(sheet, CALLED)


def guess_columns(names: list[str], *, source: str, remembered: Mapping[str, str]) -> dict[str, str]:
    """Field → heading: as the last time where the headings are still there, else by what offices call them."""
    called = {field: _words_for(field, source) for field in LABELS}
    return guess_fields(names, called, remembered)


def _words_for(field: str, source: str) -> tuple[str, ...]:
    """In a list of the council it is its members who propose."""
    words = CALLED[field]
    if source != ImportSource.POKIR:
        return words
    if field == "organization":
        return tuple(word for word in words if word not in ("pengusul", "nama pengusul"))
    return (*words, "pengusul", "nama pengusul") if field == "council_member" else words


def is_running(name: str) -> bool:
    """Whether the heading is that of running numbers, which other lists have as well."""
    return plain(lowest(name)) in RUNNING
