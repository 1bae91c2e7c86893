"""Which pictures README and guide show: one Shot each, taken by shots.py."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Locator, Page

from tests.e2e.browser import PHONE

LAPTOP, NARROW, WIDE = 1180, 820, 1366  # NARROW: for pages of one column

Deed = Callable[[Page], object]


@dataclass(frozen=True)
class Shot:
    """One picture. `account` (of the demo) opens `path` and does `do`; without a path it goes on where the last one ended.

    `part` cuts out an element; otherwise it is the window, from `top` (an element) on, cut where
    a line ends, or `whole` where a bar stands at its foot.
    """

    name: str
    path: str = ""
    account: str = ""
    do: tuple[Deed, ...] = ()
    part: str = ""
    top: str = ""
    width: int = LAPTOP
    height: int = 760
    whole: bool = False


def press(name: str) -> Deed:
    """Press the button or link that is called so."""
    return lambda page: (
        page.get_by_role("button", name=name, exact=True)
        .or_(page.get_by_role("link", name=name, exact=True))
        .first.click()
    )


def follow(selector: str) -> Deed:
    return lambda page: page.locator(selector).first.click()


def field(page: Page, label: str) -> Locator:
    """The field whose label begins so (optional ones say so behind it)."""
    return page.get_by_label(re.compile("^" + re.escape(label))).first


def fill(label: str, text: str) -> Deed:
    return lambda page: field(page, label).fill(text)


def type_in(label: str, text: str) -> Deed:
    """Letter by letter, and the time that the page needs to find something."""
    return lambda page: (
        field(page, label).press_sequentially(text),
        page.wait_for_timeout(900),
    )


def choose(label: str, option: str) -> Deed:
    return lambda page: field(page, label).select_option(label=option)


def tick(label: str) -> Deed:
    return lambda page: field(page, label).check()


def wait_for(text: str) -> Deed:
    return lambda page: page.get_by_text(text).first.wait_for()


def go(path: str) -> Deed:
    return lambda page: page.goto(path)


def hand_in(label: str, name: str, text: str) -> Deed:
    """Choose a file with this text in it."""
    file = {"name": name, "mimeType": "text/csv", "buffer": text.encode()}
    return lambda page: field(page, label).set_input_files(file)


def phone(name: str, path: str = "", *, height: int = 720, **rest) -> Shot:
    return Shot(name, path, width=PHONE, height=height, **rest)


PROBLEM = (
    "Di dermaga Kampung Baru sinyal internet lemah. Nelayan dan pedagang sulit menerima kabar cuaca dan pembayaran nontunai, "
    "terutama pagi hari."
)
REQUEST = "Pasang titik Wi-Fi publik di ruang tunggu dermaga, lengkap dengan papan petunjuk pemakaiannya."

LIST = """Nomor usulan;Usulan;Permasalahan;Kelurahan;Volume;Satuan
PRP-21;Wi-Fi publik di taman Prapatan;Warga belajar dan berdagang tanpa sambungan;Prapatan;2;Titik
PRP-22;Layar informasi di kantor kelurahan;Pengumuman hanya ditempel di papan;Prapatan;1;Unit
PRP-23;Pelatihan admin grup warga;Kabar bohong beredar dalam grup;Prapatan;30;Orang
"""

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
    Shot(
        "sekretariat-kesepakatan",
        "/kerja/forum/2020/kesepakatan/",
        account="sekretariat",
        top="main",
        height=760,
    ),
)

VERIFIER = (
    Shot("verifikator-pekerjaan", "/kerja/", account="verifikator"),
    Shot("verifikator-antrean", do=(press("Verifikasi"),), height=820),
    Shot("verifikator-usulan", do=(follow("#hasil td a"),), top="main", height=940),
    Shot("verifikator-putusan", part="#putusan"),
    Shot(
        "verifikator-teruskan",
        "/kerja/usulan/teruskan/",
        account="verifikator",
        do=(
            tick("Pilih ASP-2028-0061"),
            press("Pilih instansi tujuan"),
            choose("Instansi tujuan", "Dinas Perhubungan"),
            fill("Alasan", "Pengelolaan terminal merupakan kewenangan Dinas Perhubungan."),
        ),
        top="main",
        height=820,
    ),
)

PLANNER = (
    Shot(
        "perencana-tabel",
        "/kerja/",
        account="perencana",
        do=(press("Susun Renja"), follow("tr.leaf td:nth-child(6)")),
        top="main",
        width=WIDE,
        height=820,
        whole=True,
    ),
    Shot(
        "perencana-cari",
        do=(type_in("Tambah baris", "kendaraan"),),
        top=".plan-facts",
        width=WIDE,
        height=600,
        whole=True,
    ),
    Shot(
        "perencana-usulan",
        "/kerja/",
        account="perencana",
        do=(press("Susun Renja"), follow(".subnav li:nth-child(2) a")),
        top="main",
        height=800,
    ),
    Shot("perencana-tautan", do=(follow(".code-row .btn"),), top="main", width=NARROW, height=860),
    Shot(
        "perencana-naskah",
        "/kerja/",
        account="perencana",
        do=(press("Susun Renja"), press("Naskah"), follow(".parts a")),
        top="main",
    ),
    Shot("perencana-dokumen", do=(press("Renja 2028"), press("Dokumen resmi")), top="main"),
)

HEAD = (
    Shot("pimpinan-pengesahan", "/kerja/pengesahan/", account="pimpinan", height=815, whole=True),
    Shot("pimpinan-sahkan", do=(follow("button[name=semua]"),), top="main", width=NARROW),
    Shot(
        "pimpinan-catatan",
        "/kerja/catatan/",
        account="pimpinan",
        do=(press("Periksa rantai"), wait_for("Periksa rantai"), go("/kerja/catatan/?q=ASP-2028")),
        top="main",
        height=1000,
    ),
)

READER = (
    Shot("pemeriksa-forum", "/", account="pemeriksa", do=(press("Forum"),), top="main", height=940),
    Shot("pemeriksa-usulan", "/aspirasi/?status=in_plan", account="pemeriksa", top="main", height=860),
    Shot("pemeriksa-renja", do=(press("Renja"),), top="main", height=860),
    Shot("data-terbuka", "/data/", top="main", height=900),
)

ADMIN = (
    Shot("admin-pejabat", "/kerja/pengaturan/pejabat/", account="admin"),
    Shot(
        "admin-pengguna", "/kerja/pengaturan/pengguna/?q=Komunikasi", account="admin", top="main", height=900
    ),
    Shot("admin-tambah", do=(press("Tambah pengguna"),), top="main", width=NARROW, height=1000),
    Shot("admin-pekerjaan", "/kerja/pekerjaan/", account="admin", top="main", height=800),
    Shot("admin-surat", do=(press("Surat keluar"),), top="main", height=900),
)

SHOTS = (*ENTRANCE, *PROPOSER, *SECRETARIAT, *VERIFIER, *PLANNER, *HEAD, *READER, *ADMIN)
