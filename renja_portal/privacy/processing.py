"""The record of processing: what is done with personal data, why, on what basis, who receives it, how it is guarded.

Law is cited as far as its wording was checked; what was not is named in UNCHECKED and said beside the record.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Processing:
    name: str
    purpose: str
    basis: str
    persons: str
    data: str
    recipients: str
    safeguards: str


CONSENT = "Persetujuan (UU 27/2022 Pasal 20), diminta dengan naskah berversi"
TASK = "Pelaksanaan tugas dalam rangka kepentingan umum dan pelayanan publik (UU 27/2022 Pasal 20)"
UNCHECKED = (
    "Pasal tentang catatan pemrosesan, penilaian dampak, pejabat pelindungan data, dan sanksi tidak dikutip: bunyinya belum "
    "dicocokkan dengan naskah undang-undang.",
    "Jangka waktu simpan arsip mengikuti jadwal retensi arsip instansi; angkanya tidak diatur oleh portal.",
)

PROCESSING: tuple[Processing, ...] = (
    Processing(
        "Akun pengusul",
        "Masuk, menyampaikan usulan, menerima kabar",
        CONSENT,
        "Warga dan wakil lembaga yang mendaftar",
        "Nama, surel, nomor telepon (bila diisi), keanggotaan lembaga, cara masuk",
        "Petugas penyelenggara menurut perannya",
        "Verifikasi dua langkah bagi petugas, sandi disimpan sebagai sidik Argon2id, sesi yang berakhir sendiri",
    ),
    Processing(
        "Usulan dan tanggapan resminya",
        "Memproses, menanggapi, dan memuat usulan dalam Renja",
        TASK,
        "Pengusul, juga yang menulis tanpa surel atau lewat kertas",
        "Nama, telepon, surel, RT dan patokan tempat, isi usulan, lampiran",
        "Petugas yang memproses; publik membaca isi usulan dan nama lembaga, tanpa kontak dan nama warga",
        "Kontak hanya untuk petugas; setiap pembukaannya dicatat; NIK ditolak; lampiran dibersihkan dan dipindai",
    ),
    Processing(
        "Undangan dan daftar hadir forum",
        "Mengundang, mencatat siapa yang hadir, menyusun berita acara",
        TASK,
        "Wakil instansi, warga yang hadir",
        "Nama, jabatan, instansi, jenis kelamin, waktu hadir, nomor HP (bila diberikan)",
        "Sekretariat; lampiran berita acara untuk instansi; publik hanya membaca jumlah",
        "Nomor HP dan nama wakil dihapus sendiri; tautan undangan disimpan sebagai sidik",
    ),
    Processing(
        "Surat pemberitahuan",
        "Mengabarkan penerimaan, hasil, dan perubahan jadwal",
        TASK,
        "Pengusul, pendukung, wakil instansi",
        "Alamat surel, isi surat",
        "Server surel instansi",
        "Surat berkode dikosongkan setelah terkirim; penerima dapat berhenti dengan satu ketukan",
    ),
    Processing(
        "Naskah resmi dan tanda tangan",
        "Menandatangani berita acara, surat, dan Renja",
        TASK,
        "Pejabat dan penanda tangan",
        "Nama, jabatan, NIP, pangkat, sertifikat elektronik",
        "Publik (nama dan jabatan pada naskah resmi); layanan tanda tangan nasional bila dipakai",
        "Frasa sandi tidak disimpan; setiap naskah mempunyai sidik",
    ),
    Processing(
        "Keamanan dan pertanggungjawaban",
        "Mengetahui siapa melakukan apa, mencegah penyalahgunaan",
        TASK,
        "Semua pemakai",
        "Nomor akun, waktu, tindakan; alamat jaringan hanya sebagai tanda yang berubah setiap hari",
        "Admin dan pimpinan",
        "Catatan berantai yang tidak dapat diubah; log tanpa nama, kontak, dan alamat halaman",
    ),
)
