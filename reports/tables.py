"""The official tables' labels, titles and heads (renja.md §3: T-C.32 six columns, T-C.33 ten)."""

from django.utils.translation import gettext as _

from renja.models import Renja
from reports.report import HeadCell, TableHead


def _numbers(count: int) -> tuple[str, ...]:
    return tuple(f"({n})" for n in range(1, count + 1))


def proposal_table(renja: Renja) -> TableHead:
    """T-C.32, one head row."""
    names = (
        "No", _("Program/Kegiatan"), _("Lokasi"), _("Indikator Kinerja"), _("Besaran/Volume"), _("Catatan"),
    )  # fmt: skip
    title = _("Usulan Program dan Kegiatan dari Para Pemangku Kepentingan Tahun %(year)s") % {
        "year": renja.year
    }
    return TableHead("T-C.32", title, "tabel-t-c-32", (tuple(map(HeadCell, names)),), _numbers(6))


def plan_table(renja: Renja) -> TableHead:
    """T-C.33, two head rows."""
    year = {"year": renja.year, "next": renja.year + 1}
    first = (
        HeadCell(_("Kode"), rowspan=2),
        HeadCell(_("Urusan/Bidang Urusan Pemerintahan Daerah dan Program/Kegiatan"), rowspan=2),
        HeadCell(_("Indikator Kinerja Program/Kegiatan"), rowspan=2),
        HeadCell(_("Rencana Tahun %(year)s") % year, colspan=4),
        HeadCell(_("Catatan Penting"), rowspan=2),
        HeadCell(_("Prakiraan Maju Rencana Tahun %(next)s") % year, colspan=2),
    )
    target, money = _("Target Capaian Kinerja"), _("Kebutuhan Dana/Pagu Indikatif")
    second = (_("Lokasi"), target, money, _("Sumber Dana"), target, money)
    title = _(
        "Rumusan Rencana Program dan Kegiatan Perangkat Daerah Tahun %(year)s dan Prakiraan Maju Tahun %(next)s"
    )
    return TableHead(
        "T-C.33", title % year, "tabel-t-c-33", (first, tuple(map(HeadCell, second))), _numbers(10)
    )


def programs_table(year: int) -> TableHead:
    """Our own recapitulation in Bab IV, by program."""
    title = _("Rekapitulasi Pagu Indikatif menurut Program Tahun %(year)s") % {"year": year}
    return TableHead("4.1", title, "tabel-4-1", (), ())


def sources_table(year: int) -> TableHead:
    """The same by source of funds, as the lines name it."""
    title = _("Rekapitulasi Pagu Indikatif menurut Sumber Dana Tahun %(year)s") % {"year": year}
    return TableHead("4.2", title, "tabel-4-2", (), ())
