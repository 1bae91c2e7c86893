"""The columns in which the lines of a plan go out and come in, and what other systems call them.

One row of the file is one indicator and one source of funds of a line; a line with several has several rows with its code.
"""

from collections.abc import Collection, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.headings import guess_fields, plain
from renja.declared_tables import filled

Words = str | Promise

LABELS: dict[str, Words] = {
    "code": _("Kode"),
    "name": _("Uraian"),
    "location": _("Lokasi"),
    "target_group": _("Kelompok sasaran"),
    "text": _("Indikator"),
    "target": _("Target"),
    "target_label": _("Target bukan angka"),
    "satuan": _("Satuan"),
    "forward_target": _("Target tahun berikutnya"),
    "source": _("Sumber dana"),
    "amount": _("Pagu indikatif (Rp)"),
    "forward": _("Prakiraan maju (Rp)"),
    "origin": _("Asal"),
    "urgency": _("Urgensi"),
    "priority": _("Prioritas daerah"),
    "aim": _("Tujuan atau sasaran"),
    "unit": _("Bidang penanggung jawab"),
    "note": _("Catatan penting"),
    "withheld_reason": _("Alasan informasi dikecualikan"),
    "tag": _("Tanda (jangan diubah)"),
}
REQUIRED = ("code",)
OF_INDICATOR = ("text", "target", "target_label", "satuan", "forward_target")
OF_FUNDING = ("source", "amount", "forward")
OF_LINE = (
    "location", "target_group", "origin", "urgency", "priority", "aim", "unit", "note", "withheld_reason",
)  # fmt: skip
PARTS = (
    (_("Baris"), ("code", "name", "tag")),
    (_("Indikator"), OF_INDICATOR),
    (_("Dana"), OF_FUNDING),
    (_("Keterangan"), OF_LINE),
)
WIDTHS = (22, 50, 30, 28, 45, 14, 14, 18, 14, 28, 20, 20, 14, 20, 36, 36, 30, 30, 30, 22)
RUPIAH, MEASURE = "#,##0", "#,##0.####"
FORMATS = tuple(
    RUPIAH if name in ("amount", "forward") else MEASURE if name in ("target", "forward_target") else ""
    for name in LABELS
)
# Names in other systems, besides our own; {n} is the plan's year. Fields choose in this order, the best name first: what
# belongs to the next year goes before what is called the same for this one.
CALLED: dict[str, tuple[str, ...]] = {
    "tag": (),
    "code": (
        "kode", "kode rekening", "kode sub kegiatan", "kode program kegiatan sub kegiatan", "kode kegiatan", "kode rekening kegiatan",
        "rekening", "kd",
    ),
    "forward_target": (
        "target tahun {n+1}", "target {n+1}", "prakiraan maju rencana tahun {n+1} target",
        "prakiraan maju rencana tahun {n+1} target capaian kinerja", "prakiraan maju target", "target prakiraan maju", "target n 1",
        "target capaian kinerja tahun {n+1}",
    ),
    "forward": (
        "prakiraan maju rencana tahun {n+1} pagu indikatif rp", "prakiraan maju rencana tahun {n+1} kebutuhan dana pagu indikatif rp",
        "prakiraan maju rp", "pagu prakiraan maju", "prakiraan maju pagu indikatif rp", "pagu indikatif tahun {n+1}",
        "pagu tahun {n+1}", "pagu n 1", "pagu plus 1", "pagu plus1", "prakiraan maju",
    ),
    "text": (
        "indikator program kegiatan sub kegiatan", "indikator kinerja program kegiatan", "indikator sub kegiatan",
        "indikator keluaran", "keluaran sub kegiatan", "indikator kinerja", "indikator kegiatan", "tolok ukur", "tolok ukur kinerja",
        "uraian indikator", "indikator output",
    ),
    "target_label": ("predikat",),
    "target": (
        "target {n}", "target tahun {n}", "rencana tahun {n} target capaian kinerja", "capaian kinerja dan kerangka pendanaan target {n}",
        "target kinerja", "target kinerja {n}", "target capaian kinerja", "target renja", "volume", "target volume",
    ),
    "satuan": ("satuan target", "unit", "satuan indikator"),
    "source": ("sumber pendanaan", "sumber anggaran", "nama sumber dana", "sumberdana"),
    "amount": (
        "capaian kinerja dan kerangka pendanaan pagu indikatif rp", "rencana tahun {n} kebutuhan dana pagu indikatif rp",
        "pagu indikatif", "pagu indikatif {n}", "pagu tahun {n}", "pagu rp", "pagu", "pagu renja", "pagu tahun kegiatan", "anggaran",
        "anggaran rp", "kebutuhan dana pagu indikatif rp", "kebutuhan dana", "pagu validasi",
    ),
    "location": ("lokasi kegiatan", "lokasi output kegiatan", "lokasi sub kegiatan", "detail lokasi"),
    "target_group": ("kelompok sasaran kegiatan", "sasaran", "penerima manfaat"),
    "origin": ("asal baris", "asal usulan"),
    "urgency": ("urgensi", "tagging"),
    "priority": ("prioritas pembangunan daerah", "prioritas rpjmd"),
    "aim": ("tujuan sasaran", "tujuan dan sasaran", "sasaran renstra", "tujuan sasaran renstra"),
    "unit": ("bidang",),
    "note": ("catatan", "keterangan", "catatan pembahasan renja"),
    "withheld_reason": ("alasan dikecualikan",),
    "name": (
        "urusan bidang urusan program kegiatan sub kegiatan", "urusan bidang urusan pemerintahan daerah dan program kegiatan",
        "program kegiatan sub kegiatan", "nama sub kegiatan", "sub kegiatan", "program kegiatan", "uraian kegiatan", "nomenklatur",
        "nama kegiatan", "kegiatan", "nama",
    ),
}  # fmt: skip


def called_in(year: int) -> dict[str, tuple[str, ...]]:
    """What each field goes by in files for the plan of this year; our own headings first."""
    return {
        field: (plain(str(LABELS[field])), *(filled(word, year, {}) for word in words))
        for field, words in CALLED.items()
    }


def guess_line_columns(
    names: list[str], year: int, remembered: Mapping[str, str], *, without: Collection[str] = ()
) -> dict[str, str]:
    """Field → heading, as the last time or as offices call them; by our own heading alone for what the plan is `without`.

    What only resembles is not guessed: it costs money.
    """
    called = {field: words[:1] if field in without else words for field, words in called_in(year).items()}
    return guess_fields(names, called, remembered, loosely=False)
