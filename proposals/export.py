"""What leaves the portal of proposals: columns that everybody may read, of the rows that were asked for."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from core.columns import Column, Kind, Words, as_cells, read_row
from proposals.choices import Kind as ProposalKind
from proposals.choices import Status
from proposals.messages import public_address
from proposals.models import Proposal
from proposals.presentation import PublicState, is_corrected, says_in_plan, waits_for_publication
from proposals.querysets import WAITING, ProposalQuerySet

MOST_IN_EXCEL = 5_000  # written in about three seconds
MOST_IN_CSV = 10_000  # read and sent in about two seconds; everything together: reports/open_data/
CHUNK = 2_000
KINDS: dict[str, Words] = dict(ProposalKind.choices)

COLUMNS = (
    Column("nomor", _l("Nomor"), lambda row: row.number, _l("Nomor usulan; dengan ini tabel lain dirangkai.")),
    Column("tahun", _l("Tahun rencana"), lambda row: row.forum.plan_year,
           _l("Tahun Renja yang diusulkan untuk memuatnya."), Kind.INTEGER),
    Column("judul", _l("Judul usulan"), lambda row: row.public_title, _l("Judul, sebagaimana ditulis pengusul.")),
    Column("permasalahan", _l("Permasalahan"), lambda row: _open(row, row.problem), _l("Masalah yang dihadapi.")),
    Column("usulan", _l("Yang diusulkan"), lambda row: _open(row, row.request), _l("Yang diminta.")),
    Column("status_kode", _l("Kode status"), lambda row: _state(row),
           _l("Keadaan usulan yang terbuka. “waiting”: sudah dibahas, hasilnya belum disahkan."), Kind.CODE,
           codes=_l("daftar status pada halaman Bantuan")),
    Column("status", _l("Status"), lambda row: _told(row).label, _l("Status dalam kata-kata.")),
    Column("dalam_renja", _l("Dimuat dalam Renja"), says_in_plan,
           _l("Diterima dan disebut pada baris Renja yang terbuka; rinciannya pada tabel usulan dalam Renja."), Kind.YES_NO),
    Column("berubah", _l("Berbeda dari kesepakatan forum"), is_corrected,
           _l("Hasil yang berlaku mengubah hasil forum yang sudah diumumkan."), Kind.YES_NO),
    Column("urusan", _l("Urusan"), lambda row: _open(row, row.urusan.name if row.urusan else ""),
           _l("Urusan pemerintahan; kosong bila belum ditentukan."), codes=_l("daftar urusan portal")),
    Column("jenis", _l("Jenis usulan"), lambda row: _open(row, KINDS.get(row.kind, row.kind)),
           _l("Fisik, non-fisik, kebijakan, data, atau kerja sama.")),
    Column("volume", _l("Volume diusulkan"), lambda row: _open(row, row.volume), _l("Berapa banyak yang diminta."),
           Kind.NUMBER, _l("lihat kolom satuan")),
    Column("satuan", _l("Satuan"), lambda row: _open(row, row.volume_unit), _l("Satuan dari volume.")),
    Column("pengusul", _l("Pengusul"), lambda row: _open(row, row.proposer_label),
           _l("Nama lembaga, atau “Warga Kelurahan …” tanpa nama orang.")),
    Column("kelompok", _l("Kelompok pengusul"), lambda row: _open(row, _group(row)),
           _l("Warga, atau jenis lembaganya.")),
    Column("kecamatan", _l("Kecamatan"), lambda row: _open(row, _kecamatan(row)),
           _l("Kosong bila usulan berlaku untuk seluruh kota."), codes=_l("kode wilayah Kementerian Dalam Negeri")),
    Column("kelurahan", _l("Kelurahan"), lambda row: _open(row, row.kelurahan.name if row.kelurahan else ""),
           _l("Kelurahan asal usulan."), codes=_l("kode wilayah Kementerian Dalam Negeri")),
    Column("dukungan", _l("Dukungan"), lambda row: row.support_count, _l("Orang yang mendukung, masing-masing sekali."),
           Kind.INTEGER, _l("orang")),
    Column("diajukan", _l("Diajukan"), lambda row: row.submitted_at, _l("Saat usulan dikirim."), Kind.MOMENT),
    Column("diumumkan", _l("Hasil diumumkan"), lambda row: row.published_at,
           _l("Saat hasilnya diumumkan; kosong selama belum."), Kind.MOMENT),
    Column("diubah", _l("Terakhir diubah"), lambda row: row.updated_at,
           _l("Saat baris usulan terakhir berubah; dukungan dan tautan Renja tidak dihitung."), Kind.MOMENT),
    Column("dikecualikan", _l("Alasan dikecualikan"), lambda row: row.withheld_reason,
           _l("Bila terisi, isi usulan tidak dibuka (UU 14/2008 Pasal 17) dan ini alasannya.")),
    Column("tautan", _l("Tautan"), lambda row: public_address(row), _l("Halaman usulan."), Kind.ADDRESS),
)  # fmt: skip


def headings() -> list[str]:
    return [str(column.label) for column in COLUMNS]


def table_rows(proposals: ProposalQuerySet) -> Iterator[list[object]]:
    """One row each, read in portions, so that any number needs little memory."""
    for proposal in proposals.for_export().iterator(chunk_size=CHUNK):
        yield as_cells(read_row(COLUMNS, proposal))


def _state(row: Proposal) -> str:
    """The code of what the public reads; never the result that waits for publication."""
    waits = row.status == Status.VERIFIED and waits_for_publication(row)
    return WAITING if waits else row.status


def _told(row: Proposal) -> PublicState:
    """What the public reads of its state, put into words once for the columns that tell it."""
    if not hasattr(row, "told"):
        row.told = row.public_state  # type: ignore[attr-defined]
    return row.told


def _open(row: Proposal, value: object) -> object:
    """Nothing of the content of a withheld proposal."""
    return "" if row.is_withheld else value


def _group(row: Proposal) -> str:
    return row.organization.get_kind_display() if row.organization else str(_("Warga"))


def _kecamatan(row: Proposal) -> str:
    return row.kelurahan.kecamatan.name if row.kelurahan and not row.is_citywide else ""
