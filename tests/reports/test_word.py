"""Office letters as DOCX: what a word processor finds in them."""

import io

import pytest
from docx import Document
from docx.oxml.ns import qn
from PIL import Image

from reports.report import Letterhead, Signature
from reports.word import A4, A4_LANDSCAPE, CENTER, F4, WordFile

HOST = {"government": "Pemerintah Kota Balikpapan", "organization": "Dinas Kominfo", "region": "Kota", "city": "Balikpapan"}  # fmt: skip
PIXEL = (
    "data:image/png;base64,"
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def read(made: WordFile):
    return Document(io.BytesIO(made.as_bytes()))


def words(document) -> str:
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


@pytest.fixture
def made() -> WordFile:
    return WordFile(title="Undangan", author="Dinas Kominfo")


@pytest.mark.parametrize(
    ("paper", "width", "height"), [(A4, 210, 297), (A4_LANDSCAPE, 297, 210), (F4, 215, 330)]
)
def test_paper_is_the_one_asked_for(paper, width, height):
    section = read(WordFile(title="", author="", paper=paper)).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (width, height)


def test_document_says_who_wrote_it_and_in_which_language(made):
    properties = read(made).core_properties
    assert (properties.title, properties.author, properties.language) == (
        "Undangan",
        "Dinas Kominfo",
        "id-ID",
    )


def test_characters_that_no_xml_may_hold_are_left_out(made):
    made.paragraph("Satu\x00\x07 <b>&amp;\ud800")
    assert "Satu <b>&amp;" in words(read(made))


@pytest.mark.parametrize("logo", ["", PIXEL])
def test_kop_holds_government_office_and_lines(made, logo):
    made.letterhead(Letterhead(**HOST, lines=("Jl. Sudirman",), logo=logo))
    document = read(made)
    for line in ("PEMERINTAH KOTA BALIKPAPAN", "DINAS KOMINFO", "Jl. Sudirman"):
        assert line in words(document)
    assert len(document.inline_shapes) == (1 if logo else 0)


def test_table_repeats_its_head_and_cuts_no_row(made):
    made.table(["No.", "Nama"], [("1", "Bappeda"), ("2", "BPS")], widths=[1, 9], align=(CENTER,), height=9)
    table = read(made).tables[0]
    marks = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
    assert marks == [True, False, False]
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    assert round(table.rows[1].height.mm) == 9


def test_facts_stand_in_rows_of_label_and_value(made):
    made.facts([("Nomor", "005/12"), ("Hal", "Undangan")])
    made.facts([])
    (table,) = read(made).tables
    assert [cell.text for cell in table.rows[1].cells] == ["Hal", ":", "Undangan"]


def test_signature_holds_who_signs_or_what_is_missing(made):
    made.signature(
        Signature("Balikpapan", "1 Maret 2027", "Kepala Dinas", "Dr. Rahmat", "Pembina", "1965"),
        with_date=True,
    )
    made.signature(Signature("Balikpapan", "1 Maret 2027", ""), missing="Belum ditetapkan.")
    text = words(read(made))
    for line in (
        "Balikpapan, 1 Maret 2027",
        "Kepala Dinas,",
        "Dr. Rahmat",
        "Pembina",
        "NIP 1965",
        "Belum ditetapkan.",
    ):
        assert line in text


def test_heading_is_known_to_the_outline(made):
    made.heading("DAFTAR UNDANGAN")
    (paragraph,) = read(made).paragraphs
    assert paragraph._p.pPr.find(qn("w:outlineLvl")).get(qn("w:val")) == "0"


def test_list_has_the_marks_that_were_named(made):
    made.numbered(["program", "usulan", "lain"], marks=["KESATU:", "KEDUA:"])
    assert [line.text for line in read(made).paragraphs] == ["KESATU:\tprogram", "KEDUA:\tusulan", "3.\tlain"]


def test_pages_are_numbered_on_each_section(made):
    made.page_numbers("Undangan")
    made.new_section(A4_LANDSCAPE)
    document = read(made)
    fields = [
        field.get(qn("w:instr")) for field in document.sections[0].footer._element.iter(qn("w:fldSimple"))
    ]
    assert fields == ["PAGE", "NUMPAGES"]
    assert document.sections[1].footer.is_linked_to_previous
    assert document.sections[1].page_width > document.sections[1].page_height


def test_section_ends_right_below_its_table(made):
    """An empty line there would spill onto a page of its own where the table fills the sheet."""
    made.table(["No."], [("1",)], widths=[1])
    made.new_section(A4_LANDSCAPE)
    made.paragraph("Lampiran")
    document = read(made)
    below, annex = document.paragraphs
    assert below._p.pPr.sectPr is not None
    assert below.paragraph_format.line_spacing.pt == 1
    assert annex.text == "Lampiran"


def test_table_of_nothing_says_so(made):
    made.table(["No.", "Usulan"], [], widths=[1, 9])
    (table,) = read(made).tables
    assert [cell.text for cell in table.rows[1].cells] == ["Nihil.", "Nihil."]


def test_picture_says_what_it_shows_and_new_page_begins_one(made):
    png = io.BytesIO()
    Image.new("RGB", (2, 2)).save(png, "PNG")
    made.picture(png.getvalue(), width=25, describes="Kode QR")
    made.new_page()
    document = read(made)
    (shape,) = document.inline_shapes
    assert shape._inline.docPr.get("descr") == "Kode QR"
    assert round(shape.width.mm) == 25
    assert document.paragraphs[-1]._p.findall(".//" + qn("w:br"))
