"""The whole Renja as DOCX, from the same data as its PDF: for those who go on with it in Word or LibreOffice."""

from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext as _

from core.qr import qr_png
from reports.codes import address_of, code_of
from reports.plan_files.contents import all_parts, table_of
from reports.plan_files.word_file import Entry, PlanWord
from reports.plan_files.word_text import add_text
from reports.report import Part, RenjaReport
from reports.word import CENTER, JUSTIFIED, LEFT
from reports.word_parts import picture_bytes
from reports.wording import print_moment, stage_mark

CONTENTS, TABLES = "daftar-isi", "daftar-tabel"
LOGO_MM = 30


def renja_docx(report: RenjaReport, *, key: UUID) -> bytes:
    """Cover, preface, contents, chapters with their tables, who signs; `key` gives the code in each page's foot."""
    word = PlanWord(title=report.title, author=f"{report.host.organization} {report.host.region}")
    _cover(word, report)
    _front(word, report, code_of(key))
    _chapters(word, report)
    word.paragraph(after=6)
    word.signature(
        report.signature,
        with_date=True,
        missing=_("Pejabat penanda tangan pada tanggal ini belum ditetapkan."),
    )
    _proof(word, code_of(key))
    return word.as_bytes()


def _cover(word: PlanWord, report: RenjaReport) -> None:
    word.paragraph(after=50)
    if report.host.logo:
        words = _("Lambang %(region)s") % {"region": report.host.region}
        word.picture(picture_bytes(report.host.logo), width=LOGO_MM, align=CENTER, describes=words)
    word.paragraph(report.host.government.upper(), align=CENTER, size=13, after=80)
    word.paragraph(_("RENCANA KERJA"), align=CENTER, bold=True, size=28, after=4)
    word.paragraph(_("(RENJA)"), align=CENTER, size=16, after=40)
    word.paragraph(report.host.organization.upper(), align=CENTER, bold=True, size=16, after=2)
    word.paragraph(report.host.region.upper(), align=CENTER, bold=True, size=16, after=24)
    word.paragraph(_("TAHUN %(year)s") % {"year": report.year}, align=CENTER, bold=True, size=18, after=24)
    if mark := stage_mark(report.stage):
        word.paragraph(mark, align=CENTER, bold=True, size=10)


def _front(word: PlanWord, report: RenjaReport, code: str) -> None:
    """Preface, contents and list of tables, on pages i, ii, iii."""
    word.section(numbers="lowerRoman", start=1)
    head = _("Renja %(office)s Tahun %(year)s") % {"office": report.office, "year": report.year}
    foot = _("Kode %(code)s · data %(at)s") % {"code": code, "at": print_moment(report.read_at)}
    word.running(" · ".join(filter(None, (head, stage_mark(report.stage)))), foot)
    word.letterhead(report.host)
    preface = report.preface
    word.titled(preface.title, 1, anchor=preface.anchor).paragraph_format.page_break_before = False
    _body(word, report, preface)
    word.signature(report.signature, with_date=True, missing=_("Pejabat penanda tangan belum ditetapkan."))
    word.titled(_("Daftar Isi"), 1, anchor=CONTENTS)
    word.contents(_entries(report))
    word.titled(_("Daftar Tabel"), 1, anchor=TABLES)
    word.list_of_tables(
        Entry(_("Tabel %(label)s") % {"label": table.label} + f"\t{table.title}", table.anchor)
        for table in report.tables
    )


def _entries(report: RenjaReport) -> Iterator[Entry]:
    yield Entry(report.preface.label, report.preface.anchor)
    yield Entry(_("Daftar Isi"), CONTENTS)
    yield Entry(_("Daftar Tabel"), TABLES)
    for chapter in report.chapters:
        yield Entry(chapter.label, chapter.anchor)
        for part in chapter.parts:
            yield Entry(f"{part.number}\t{part.title}", part.anchor, 2)


def _chapters(word: PlanWord, report: RenjaReport) -> None:
    word.section(start=1)
    for place, part in enumerate(all_parts(report)):
        if part is report.preface:
            continue
        _upright(word)
        title = word.titled(part.title, part.level, number=part.number, anchor=part.anchor)
        if place == 1:  # the section begins a page already
            title.paragraph_format.page_break_before = False
        _body(word, report, part)
    _upright(word)


def _upright(word: PlanWord) -> None:
    if word.paper.is_landscape:
        word.section()


def _body(word: PlanWord, report: RenjaReport, part: Part) -> None:
    """Its text and its tables; a wide one stands on pages of its own."""
    add_text(word, part.html)
    if part.is_missing and report.is_draft:
        word.paragraph(_("Bagian ini belum diisi."), italic=True)
    for block in part.blocks:
        table = table_of(report, block.template, block.table)
        if table.lead:
            _upright(word)
            word.paragraph(table.lead, align=JUSTIFIED)
        if table.head.is_wide and word.paper.is_landscape:
            word.new_page()
        elif table.head.is_wide:
            word.section(wide=True)
        else:
            _upright(word)
        word.official_table(table, report.office)


def _proof(word: PlanWord, code: str) -> None:
    """The QR below who signs: where the file can be compared with what the portal keeps."""
    address = address_of(code)
    word.paragraph(after=14)
    word.picture(qr_png(address), width=24, describes=_("Kode QR ke halaman verifikasi"))
    told = _("Periksa keaslian berkas ini: pindai kode di atas atau buka %(address)s.")
    word.paragraph(told % {"address": address}, align=LEFT, size=8.5)
