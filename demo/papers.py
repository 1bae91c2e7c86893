"""Papers of the demo: letters that come with proposals, the order of business and the guide of the forum."""

from collections.abc import Sequence
from functools import cache

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from reports.fetching import StaticOnlyFetcher

AGENDA = (
    ("08.00–08.30", "Registrasi peserta", "Sekretariat"),
    ("08.30–08.45", "Pembukaan, lagu Indonesia Raya, doa", "Pembawa acara"),
    ("08.45–09.00", "Sambutan dan pembukaan forum", "Kepala Dinas"),
    ("09.00–09.20", "Paparan arah RKPD dan pagu indikatif", "Bappeda Litbang"),
    ("09.20–09.35", "Paparan pokok-pokok pikiran DPRD", "Komisi A DPRD"),
    ("09.35–10.35", "Paparan rancangan Renja per bidang", "Kepala bidang"),
    (
        "10.35–11.35",
        "Sidang kelompok: komunikasi dan informatika, statistik, persandian",
        "Pimpinan sidang kelompok",
    ),
    ("11.35–12.05", "Pleno penyepakatan hasil sidang kelompok", "Pimpinan sidang"),
    ("12.05–12.20", "Pembacaan dan penandatanganan berita acara", "Perwakilan peserta"),
    ("12.20–12.25", "Penutupan", "Kepala Dinas"),
)
GUIDE = (
    (
        "1",
        "Apa masalahnya: tulis keadaan sekarang dan siapa yang mengalaminya.",
        "Jalur serat optik, laporan, foto",
    ),
    (
        "2",
        "Apa usulannya: satu usulan untuk satu kebutuhan, dengan volume bila diketahui.",
        "1 titik, 120 orang",
    ),
    ("3", "Di mana dan untuk siapa: kelurahan, patokan, dan penerima manfaat.", "Kelurahan Manggar Baru"),
    ("4", "Lampiran: foto atau surat pengantar, paling banyak lima berkas.", "JPG, PNG, PDF"),
    ("5", "Periksa kembali, lalu kirim. Simpan nomor usulannya.", "ASP-tahun-nomor"),
)

# Paths of SVG, as a pen goes.
STROKES = (
    "M4 34 C 14 4, 22 4, 24 30 S 36 40, 44 18 S 58 6, 60 28 S 78 34, 96 14",
    "M6 20 C 20 40, 30 40, 34 18 S 44 4, 50 24 S 60 38, 72 20 L 98 30",
    "M4 30 L 20 8 L 30 34 C 44 8, 54 12, 56 26 S 74 32, 98 10",
)


def letter_pdf(row: dict) -> bytes:
    """The letter or extract with which a proposal came on paper."""
    sender = row.get("organization") or _("Organda Kota Balikpapan")
    subject = f"{row['letter']}: {row['title']}"
    words = {name: row.get(name, "") for name in ("problem", "request", "contribution")}
    return _pdf("demo/papers/letter.html", {"sender": sender, "subject": subject, **words})


def signed_pdf(title: str, people: Sequence[tuple[str, str]]) -> bytes:
    """A sheet with the signatures of these people (name, position), all of them drawn: no scan of a real one."""
    signers = [
        {"name": name, "position": position, "stroke": STROKES[place % len(STROKES)]}
        for place, (name, position) in enumerate(people)
    ]
    return _pdf("demo/papers/signed.html", {"title": title, "signers": signers})


def agenda_pdf() -> bytes:
    """Susunan acara, by the hours of one morning."""
    columns = (_("Waktu (WITA)"), _("Acara"), _("Penanggung jawab"))
    return _table(_("Susunan Acara Forum Perangkat Daerah"), columns, AGENDA)


def guide_pdf() -> bytes:
    """How to fill the five pages of the form."""
    columns = (_("Langkah"), _("Yang diisi"), _("Contoh"))
    return _table(_("Panduan Menyampaikan Usulan"), columns, GUIDE)


def _table(title: str, columns: tuple[str, str, str], rows) -> bytes:
    first, second, third = columns
    names = {"first_column": first, "second_column": second, "third_column": third}
    return _pdf("demo/papers/table.html", {"title": title, "rows": rows, **names})


def _pdf(template: str, context: dict) -> bytes:
    style, fonts = _style()
    page = HTML(string=render_to_string(template, context), url_fetcher=_fetcher())
    return page.write_pdf(stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1")


def _fetcher() -> StaticOnlyFetcher:
    return StaticOnlyFetcher(settings.STATICFILES_DIRS)


@cache
def _style() -> tuple[CSS, FontConfiguration]:
    """The one style of all papers, read once: unpacking its fonts takes longer than setting a page."""
    fonts = FontConfiguration()
    path = settings.STATICFILES_DIRS[0] / "reports" / "demo.css"
    return CSS(path, font_config=fonts, url_fetcher=_fetcher()), fonts
