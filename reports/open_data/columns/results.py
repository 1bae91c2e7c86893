"""Published results: a row for each decision that the head has published, earlier ones included."""

from django.utils.translation import gettext_lazy as _l

from core.columns import Column, Kind
from proposals.messages import public_address
from proposals.models import Decision


def _open(row: Decision, value: object) -> object:
    """Nothing of the content where the proposal is withheld."""
    return "" if row.proposal.is_withheld else value


def _answer(row: Decision) -> str:
    return row.answer.text if hasattr(row, "answer") else ""


COLUMNS = (
    Column("id", _l("Nomor baris"), lambda row: row.pk, _l("Nomor tetap dari hasil ini."), Kind.INTEGER),
    Column("tahun", _l("Tahun rencana"), lambda row: row.proposal.forum.plan_year, _l("Tahun forum yang memutuskan."),
           Kind.INTEGER),
    Column("nomor", _l("Nomor usulan"), lambda row: row.proposal.number, _l("Usulan yang diputuskan.")),
    Column("hasil_kode", _l("Kode hasil"), lambda row: row.outcome, _l("Hasil pembahasan forum."), Kind.CODE,
           codes=_l("daftar status pada halaman Bantuan")),
    Column("hasil", _l("Hasil"), lambda row: row.get_outcome_display(), _l("Hasil dalam kata-kata.")),
    Column("alasan_baku", _l("Alasan baku"), lambda row: _open(row, row.reason_code.label if row.reason_code else ""),
           _l("Sebutan alasan bila usulan tidak diterima."), codes=_l("daftar alasan baku sekretariat")),
    Column("alasan", _l("Alasan"), lambda row: _open(row, row.reason), _l("Alasan hasil ini.")),
    Column("tanggapan", _l("Tanggapan resmi"), lambda row: _open(row, _answer(row)),
           _l("Tanggapan atas nama instansi.")),
    Column("volume_disepakati", _l("Volume disepakati"), lambda row: _open(row, row.agreed_volume),
           _l("Berapa banyak yang disepakati."), Kind.NUMBER, _l("satuan usulan")),
    Column("diteruskan_kepada", _l("Diteruskan kepada"), lambda row: _open(row, row.office.name if row.office else ""),
           _l("Instansi yang berwenang, bila usulan diteruskan.")),
    Column("digabungkan_dengan", _l("Digabungkan dengan"), lambda row: _open(row, row.parent.number if row.parent else ""),
           _l("Nomor usulan induk, bila usulan digabungkan.")),
    Column("diumumkan", _l("Diumumkan"), lambda row: row.published_at, _l("Saat hasil disahkan dan diumumkan."), Kind.MOMENT),
    Column("perubahan", _l("Berbeda dari kesepakatan forum"), lambda row: row.is_correction,
           _l("Apakah hasil ini mengubah hasil yang sudah diumumkan."), Kind.YES_NO),
    Column("berlaku", _l("Masih berlaku"), lambda row: row.state == Decision.State.PUBLISHED,
           _l("Tidak, bila hasil yang lebih baru menggantikannya."), Kind.YES_NO),
    Column("dikecualikan", _l("Alasan dikecualikan"), lambda row: row.proposal.withheld_reason,
           _l("Bila terisi, isi usulan tidak dibuka (UU 14/2008 Pasal 17) dan ini alasannya.")),
    Column("tautan", _l("Tautan"), lambda row: public_address(row.proposal), _l("Halaman usulan."), Kind.ADDRESS),
)  # fmt: skip
