"""Pictures of what everybody sees, and of a proposal from its beginning to its result."""

from docs.shot_list.deeds import NARROW, Shot, choose, fill, follow, phone, press, tick

PROBLEM = (
    "Di dermaga Kampung Baru sinyal internet lemah. Nelayan dan pedagang sulit menerima kabar cuaca dan pembayaran nontunai, "
    "terutama pagi hari."
)
REQUEST = "Pasang titik Wi-Fi publik di ruang tunggu dermaga, lengkap dengan papan petunjuk pemakaiannya."

ENTRANCE = (
    Shot("beranda", "/", height=820),
    phone("masuk", "/akun/masuk/"),
    Shot("masuk-keamanan", "/akun/keamanan/", account="tiga-peran", top="main", width=NARROW, height=1000),
    Shot("masuk-perangkat", "/akun/sesi/", account="tiga-peran", top="main", width=NARROW, height=560),
)

PROPOSER = (
    phone("pengusul-beranda", "/"),
    phone(
        "pengusul-masalah",
        "/aspirasi/baru/",
        account="warga",
        do=(
            press("Mulai menulis usulan"),
            fill("Judul usulan", "Titik Wi-Fi publik di dermaga Kampung Baru"),
            fill("Permasalahan", PROBLEM),
        ),
        top="main",
    ),
    phone(
        "pengusul-periksa",
        do=(
            press("Simpan dan lanjut"),
            fill("Yang diusulkan", REQUEST),
            press("Simpan dan lanjut"),
            choose("Kelurahan", "Baru Tengah"),
            fill("Siapa yang mendapat manfaat", "nelayan dan pedagang ikan"),
            press("Simpan dan lanjut"),
            press("Simpan dan lanjut"),
        ),
        top="main",
    ),
    phone("pengusul-terkirim", do=(press("Kirim usulan"),), top="main"),
    phone("pengusul-saya", do=(press("Usulan saya"),), top="main", height=860),
    phone(
        "pengusul-hasil", "/aspirasi/?status=in_plan", do=(follow("#hasil h3 a"),), top="main", height=1000
    ),
    phone(
        "pengusul-tanpa-surel",
        "/aspirasi/baru/tanpa-surel/",
        do=(fill("Nama lengkap", "Salmah Rahim"), fill("Nomor telepon", "0812-0000-0077")),
        top="main",
        height=820,
    ),
    phone(
        "pengusul-tanda-terima",
        do=(
            tick("Saya sudah membaca"),
            press("Mulai menulis usulan"),
            fill("Judul usulan", "Pengeras suara peringatan dini di Margo Mulyo"),
            fill("Permasalahan", "Warga tepi sungai terlambat mendengar peringatan air naik."),
            press("Simpan dan lanjut"),
            fill("Yang diusulkan", "Pasang dua pengeras suara yang tersambung ke pusat kendali."),
            press("Simpan dan lanjut"),
            choose("Kelurahan", "Margo Mulyo"),
            press("Simpan dan lanjut"),
            press("Simpan dan lanjut"),
            press("Kirim usulan"),
        ),
        top="main",
        height=940,
    ),
    phone("pengusul-jawaban", "/aspirasi/ASP-2028-0001/", part="section[aria-labelledby=pertanyaan-judul]"),
    phone("pengusul-inggris", "/bahasa/en/?lanjut=/"),
)
