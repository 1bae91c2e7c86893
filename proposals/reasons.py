"""The usual reasons for a "no", each with a plain sentence that the secretariat may edit afterwards."""

from django.utils.translation import gettext as _

from proposals.models import ReasonCode

# Codes as Indonesian planning systems use them; the sentences are ours.
REASONS = [
    ("duplikat", "Duplikat", "Usulan yang sama sudah kami terima dan dibahas dengan nomor lain."),
    ("salah-lokasi", "Salah lokasi", "Lokasi yang disebut tidak sesuai dengan keadaan di lapangan."),
    ("sudah-terlaksana", "Sudah terlaksana", "Yang diusulkan sudah dilaksanakan atau sedang berjalan pada tahun ini."),
    ("salah-perangkat-daerah", "Salah perangkat daerah", "Yang diusulkan menjadi tugas perangkat daerah lain."),
    ("di-luar-kewenangan", "Di luar kewenangan", "Yang diusulkan bukan kewenangan pemerintah kota."),
    ("tidak-sesuai-prioritas", "Tidak sesuai prioritas", "Usulan belum sejalan dengan prioritas pembangunan daerah tahun rencana."),
    ("pagu-tidak-cukup", "Pagu tidak cukup", "Pagu indikatif tahun rencana belum cukup untuk menampung usulan ini."),
    ("data-tidak-lengkap", "Data tidak lengkap", "Data pendukung belum cukup untuk menilai kebutuhan dan manfaatnya."),
    ("lahan-aset", "Lahan atau aset", "Status lahan atau aset yang diperlukan belum jelas."),
    ("penerima-tidak-berbadan-hukum", "Penerima tidak berbadan hukum", "Penerima hibah belum berbadan hukum."),
    ("digabung", "Digabung", "Usulan digabungkan dengan usulan lain yang serupa."),
    ("ditunda", "Ditunda", "Usulan layak, tetapi pelaksanaannya ditunda ke tahun berikutnya."),
]  # fmt: skip


def create_reasons() -> None:
    """Add the codes that are not there yet; sentences that somebody edited stay."""
    for order, (code, label, sentence) in enumerate(REASONS, start=1):
        ReasonCode.objects.get_or_create(
            code=code, defaults={"label": _(label), "sentence": _(sentence), "order": order}
        )
