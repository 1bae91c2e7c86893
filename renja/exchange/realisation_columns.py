"""The columns in which realisation goes out and comes in: one row is one line in one quarter."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.headings import plain
from renja.declared_tables import Column
from renja.exchange.columns import MEASURE, RUPIAH
from renja.realisation.quarters import Quarter

Words = str | Promise
TAG = "tag"
LABELS: dict[str, Words] = {
    "code": _("Kode"),
    "name": _("Uraian"),
    "quarter": _("Triwulan"),
    "physical": _("Fisik s.d. triwulan (%)"),
    "output": _("Capaian s.d. triwulan"),
    "satuan": _("Satuan"),
    "spent": _("Keuangan triwulan (Rp)"),
    "note": _("Catatan"),
    "hindrance": _("Kendala"),
    TAG: _("Tanda (jangan diubah)"),
}
WIDTHS = (22, 50, 16, 16, 16, 18, 22, 40, 40, 24)
FORMATS = ("", "", "", MEASURE, MEASURE, "", RUPIAH, "", "", "")
# How a cell of what is typed is read.
COLUMNS = {
    "physical": Column("physical", "percent", "", 0),
    "output": Column("output", "number", "", 0, words=True),
    "spent": Column("spent", "money", "", 0),
    "note": Column("note", "text", "", 0),
    "hindrance": Column("hindrance", "text", "", 0),
}
# Names elsewhere, besides our own.
CALLED: dict[str, tuple[str, ...]] = {
    TAG: (),
    "code": ("kode rekening", "kode sub kegiatan", "kode kegiatan"),
    "quarter": ("tw", "periode"),
    "physical": ("fisik", "realisasi fisik", "realisasi fisik kumulatif", "progres fisik"),
    "output": ("capaian", "capaian kinerja", "realisasi kinerja", "realisasi capaian", "realisasi target"),
    "spent": (
        "keuangan",
        "realisasi keuangan",
        "realisasi keuangan rp",
        "realisasi anggaran rp",
        "realisasi rp",
    ),
    "note": ("keterangan",),
    "hindrance": ("permasalahan", "hambatan", "faktor penghambat"),
    "satuan": (),
    "name": ("sub kegiatan", "nama sub kegiatan", "program kegiatan sub kegiatan"),
}
ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}


def called() -> Mapping[str, tuple[str, ...]]:
    """What each field goes by; our own headings first."""
    return {field: (plain(str(LABELS[field])), *words) for field, words in CALLED.items()}


def quarter_of(text: str) -> int | None:
    """`Triwulan II`, `TW 2`, `II` or `2`; None for anything else."""
    last = text.upper().replace("TRIWULAN", " ").replace("TW", " ").strip(" .-")
    return ROMAN.get(last) or (int(last) if last in {str(one) for one in Quarter.values} else None)
