"""The published plan: its lines, and which proposals they answer."""

from decimal import Decimal

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _l

from core.columns import Column, Kind
from renja.models import Fulfilment, RenjaLine

RUPIAH = _l("rupiah")
WITHHELD = _l("Bila terisi, publik hanya membaca kode, pagu, dan alasan ini (UU 14/2008 Pasal 17).")


def _open(row: RenjaLine, value: object) -> object:
    """Of a withheld line the public reads code, money and the reason alone."""
    return "" if row.is_withheld else value


def _address(line: RenjaLine) -> str:
    page = reverse("renja:detail", args=[line.renja.forum.plan_year])
    return f"{settings.PUBLIC_URL}{page}#baris-{line.pk}"


def _joined(values) -> str:
    return "; ".join(value for value in values if value)


def _sources(row: RenjaLine) -> str:
    """`PAD`, or of several `PAD: 120000000; DAU: 30000000`, so that they add up to the pagu."""
    fundings = row.fundings.all()
    if len(fundings) < 2:
        return row.source_of_funds
    return _joined(f"{one.name}: {(one.amount or Decimal(0)).normalize():f}" for one in fundings)


COLUMNS = (
    Column("id", _l("Nomor baris"), lambda row: row.pk, _l("Nomor tetap dari baris ini."), Kind.INTEGER),
    Column("tahun", _l("Tahun"), lambda row: row.renja.forum.plan_year, _l("Tahun Renja."), Kind.INTEGER),
    Column("tahap", _l("Tahap dokumen"), lambda row: row.renja.get_stage_display(),
           _l("Rancangan awal, rancangan, rancangan akhir, atau ditetapkan.")),
    Column("kode", _l("Kode"), lambda row: row.code, _l("Kode program, kegiatan, atau sub kegiatan sebagaimana dicetak."),
           Kind.CODE, codes=_l("nomenklatur Kementerian Dalam Negeri, edisi pada kolom berikut")),
    Column("edisi", _l("Edisi nomenklatur"), lambda row: row.renja.edition.name, _l("Daftar kode yang dipakai Renja ini.")),
    Column("tingkat", _l("Tingkat"), lambda row: row.node.level, _l("program, kegiatan, atau sub_kegiatan."), Kind.CODE),
    Column("nama", _l("Nama"), lambda row: _open(row, row.node.name), _l("Nama resmi dari kode itu.")),
    Column("urusan", _l("Urusan"), lambda row: _open(row, row.urusan_name), _l("Urusan pemerintahan dari kode itu."),
           codes=_l("daftar urusan portal")),
    Column("indikator", _l("Indikator"), lambda row: _open(row, _joined(one.text for one in row.indicators.all())),
           _l("Yang dijanjikan; beberapa dipisahkan titik koma.")),
    Column("target", _l("Target"), lambda row: _open(row, _joined(one.target_text for one in row.indicators.all())),
           _l("Target tahun Renja dengan satuannya, menurut urutan indikator.")),
    Column("target_berikutnya", _l("Target tahun berikutnya"),
           lambda row: _open(row, _joined(one.forward_text for one in row.indicators.all())),
           _l("Target prakiraan maju, menurut urutan indikator.")),
    Column("lokasi", _l("Lokasi"), lambda row: _open(row, row.location), _l("Tempat pelaksanaan.")),
    Column("pagu", _l("Pagu indikatif"), lambda row: row.pagu, _l("Pagu indikatif; hanya pada tingkat terbawah."),
           Kind.NUMBER, RUPIAH),
    Column("sumber_dana", _l("Sumber dana"), lambda row: _open(row, _sources(row)),
           _l("Asal dananya; beberapa dipisahkan titik koma, masing-masing dengan pagunya dalam rupiah.")),
    Column("prakiraan_maju", _l("Prakiraan maju"), lambda row: row.forward_pagu, _l("Perkiraan pagu tahun berikutnya."),
           Kind.NUMBER, RUPIAH),
    Column("catatan", _l("Catatan penting"), lambda row: _open(row, row.note), _l("Catatan pada dokumen Renja.")),
    Column("diubah", _l("Terakhir diubah"), lambda row: row.updated_at, _l("Saat baris terakhir berubah."), Kind.MOMENT),
    Column("dikecualikan", _l("Alasan dikecualikan"), lambda row: row.withheld_reason, WITHHELD),
    Column("tautan", _l("Tautan"), _address, _l("Letak baris pada halaman Renja."), Kind.ADDRESS),
)  # fmt: skip


def _share(row: Fulfilment) -> Decimal | None:
    return None if row.line.is_withheld else row.share


def _code(row: Fulfilment) -> str:
    """Where both are withheld, nothing says which line answers which proposal."""
    return "" if row.line.is_withheld and row.proposal.is_withheld else row.line.code


LINK_COLUMNS = (
    Column("id", _l("Nomor baris"), lambda row: row.pk, _l("Nomor tetap dari tautan ini."), Kind.INTEGER),
    Column("tahun", _l("Tahun"), lambda row: row.line.renja.forum.plan_year, _l("Tahun Renja."), Kind.INTEGER),
    Column("nomor", _l("Nomor usulan"), lambda row: row.proposal.number, _l("Usulan yang dijawab.")),
    Column("kode", _l("Kode"), _code, _l("Kode baris Renja yang menjawabnya."), Kind.CODE,
           codes=_l("nomenklatur Kementerian Dalam Negeri")),
    Column("bagian", _l("Bagian yang dipenuhi"), _share, _l("Bagian dari volume usulan yang dipenuhi baris ini."),
           Kind.NUMBER, _l("persen")),
    Column("rupiah", _l("Bagian dari pagu"), lambda row: row.amount, _l("Bagian pagu untuk usulan ini; kosong bila tidak ditentukan."),
           Kind.NUMBER, RUPIAH),
    Column("dikecualikan", _l("Alasan dikecualikan"), lambda row: row.line.withheld_reason or row.proposal.withheld_reason, WITHHELD),
)  # fmt: skip
