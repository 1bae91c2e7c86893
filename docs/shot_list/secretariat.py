"""Pictures of the secretariat’s daily work."""

from docs.shot_list.deeds import NARROW, Shot, fill, follow, hand_in, press, tick

LIST = """Nomor usulan;Usulan;Permasalahan;Kelurahan;Volume;Satuan
PRP-21;Wi-Fi publik di taman Prapatan;Warga belajar dan berdagang tanpa sambungan;Prapatan;2;Titik
PRP-22;Layar informasi di kantor kelurahan;Pengumuman hanya ditempel di papan;Prapatan;1;Unit
PRP-23;Pelatihan admin grup warga;Kabar bohong beredar dalam grup;Prapatan;30;Orang
"""

SECRETARIAT = (
    Shot("sekretariat-forum", "/kerja/forum/", account="sekretariat", height=960),
    Shot("sekretariat-tahapan", do=(press("Tahapan"),), top="main", height=880),
    Shot(
        "sekretariat-catat",
        "/kerja/usulan/catat/",
        account="sekretariat",
        do=(tick("Surat"), fill("Dasar", "Surat Lurah Baru Tengah Nomor 050/17, 24 November 2026 (contoh)")),
        top="main",
        width=NARROW,
        height=900,
    ),
    Shot("sekretariat-belum-tersampaikan", "/kerja/belum-tersampaikan/", account="sekretariat", top="main"),
    Shot("sekretariat-pertanyaan", "/kerja/pertanyaan/", account="sekretariat", top="main"),
    Shot("sekretariat-konfirmasi", "/kerja/konfirmasi-nomor/", account="sekretariat", top="main"),
    Shot(
        "sekretariat-impor",
        "/kerja/usulan/impor/",
        account="sekretariat",
        do=(
            tick("Musrenbang"),
            fill("Dasar", "Berita Acara Musrenbang Kelurahan Prapatan Nomor 050/21 (contoh)"),
            hand_in("Berkas daftar usulan", "musrenbang-prapatan.csv", LIST),
            press("Baca berkas"),
            press("Periksa isinya"),
        ),
        top="main",
        height=900,
    ),
    Shot(
        "sekretariat-disposisi",
        "/kerja/verifikasi/?daftar=disposisi",
        account="sekretariat",  # what PROPOSER sent
        do=(follow("#hasil td a"), follow("summary:has-text('Disposisikan ke bidang')")),
        part="section[aria-labelledby=tenggat]",
    ),
    Shot(
        "sekretariat-hasil",
        "/kerja/hasil/",
        account="sekretariat",
        do=(follow("#hasil li:nth-child(2) h3 a"), tick("Diterima dengan perubahan")),
        top="main",
        height=1000,
    ),
)
