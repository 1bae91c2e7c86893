"""The whole Renja in Word: sound, with real headings, contents and tables, and nothing but what the database says."""

import io
from uuid import UUID

import pytest
from docx import Document
from docx.oxml.ns import qn

from core.money import number
from reports.codes import code_of
from reports.plan_files.word import renja_docx
from reports.plan_files.word_file import PlanWord
from reports.plan_files.word_text import add_text
from tests.reports.word_schema import problems_of

pytestmark = [pytest.mark.django_db, pytest.mark.no_cover]
KEY = UUID("12345678-1234-5678-1234-567812345678")


@pytest.fixture(scope="session")
def content(read) -> bytes:
    return renja_docx(read.report, key=KEY)


@pytest.fixture(scope="session")
def document(content):
    return Document(io.BytesIO(content))


@pytest.fixture(scope="session")
def text(document) -> str:
    return "\n".join(
        "".join((run.text or "") for run in one.iter(qn("w:t")))
        for one in document.element.body.iter(qn("w:p"))
    )


def test_file_is_sound(content):
    assert problems_of(content) == []


def test_headings_are_those_of_the_declared_structure(document, read):
    told = [one.text for one in document.paragraphs if one.style.name == "Heading 1"]
    chapters = [f"{part.number}\n{part.title}" for part in read.report.chapters]
    assert told == [read.report.preface.title, "Daftar Isi", "Daftar Tabel", *chapters]


def test_every_line_is_there_with_its_amounts(text, read):
    for code, (pagu, forward) in zip(read.facts["codes"], read.facts["amounts"], strict=True):
        assert code.replace("X.XX", "2.16") in text
        assert number(pagu) in text
        assert number(forward) in text
    for name in read.facts["names"]:
        assert name in text


def test_every_proposal_is_there_and_nothing_withheld_is_told(text, read):
    assert all(one in text for one in read.facts["numbers"])
    assert not [one for one in read.facts["withdrawn"] if one in text]
    assert "RAHASIA" not in text


def test_heads_come_back_with_their_numbering_row(document, read):
    tables = {table.label: table for table in read.report.tables}
    grids = [
        grid._tbl
        for grid in document.tables
        if grid._tbl.find(qn("w:tr")).find(f".//{qn('w:tblHeader')}") is not None
    ]
    repeated = [len(list(grid.iter(qn("w:tblHeader")))) for grid in grids]
    expected = [len(table.rows) + bool(table.numbers) for table in tables.values()]
    assert [count for count in repeated if count] == expected


def test_contents_lead_to_bookmarks_that_exist(document):
    body = document.element.body
    names = {one.get(qn("w:name")) for one in body.iter(qn("w:bookmarkStart"))}
    targets = [one.get(qn("w:anchor")) for one in body.iter(qn("w:hyperlink"))]
    assert len(targets) > 20
    assert set(targets) <= names
    fields = [one.text.split()[0] for one in body.iter(qn("w:instrText"))]
    assert fields.count("TOC") == 2
    assert fields.count("SEQ") == 8


def test_pages_are_counted_in_roman_before_the_chapters(document):
    counted = [section._sectPr.find(qn("w:pgNumType")) for section in document.sections]
    formats = [None if one is None else (one.get(qn("w:fmt")), one.get(qn("w:start"))) for one in counted]
    assert formats[:3] == [None, ("lowerRoman", "1"), ("decimal", "1")]
    assert set(formats[3:]) == {("decimal", None)}


def test_code_stands_in_the_foot_and_beside_the_qr(document, text):
    assert code_of(KEY) in document.sections[1].footer.paragraphs[0].text
    assert f"/verifikasi/{code_of(KEY)}/" in text


def made_of(html: str):
    word = PlanWord(title="", author="")
    add_text(word, html)
    content = word.as_bytes()
    assert problems_of(content) == []
    return Document(io.BytesIO(content))


def test_marks_of_words_stay():
    (paragraph,) = made_of("<p>Satu <strong>dua <em>tiga</em></strong> empat</p>").paragraphs
    assert paragraph.text == "Satu dua tiga empat"
    assert [(run.text, run.bold, run.italic) for run in paragraph.runs if run.bold] == [
        ("dua ", True, None),
        ("tiga", True, True),
    ]


def test_lists_become_lists_that_count_from_one():
    document = made_of("<ol><li>a<ul><li>b</li></ul></li></ol><p>lalu</p><ol><li><p>c</p><p>d</p></li></ol>")
    told = [(one.style.name, one.text) for one in document.paragraphs]
    assert told == [
        ("List Number", "a"), ("List Bullet 2", "b"), ("Normal", "lalu"), ("List Number", "c"), ("List Continue", "d"),
    ]  # fmt: skip
    first, second = (document.paragraphs[place]._p.pPr.numPr.numId.val for place in (0, 3))
    assert first != second


def test_tables_of_texts_keep_their_spans_and_heads():
    html = "<table><tr><th colspan='2'>Kepala</th></tr><tr><td rowspan='2'>a</td><td>b</td></tr><tr><td>c</td></tr></table>"
    (table,) = made_of(html).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Kepala", "Kepala"],
        ["a", "b"],
        ["a", "c"],
    ]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>a<br>b</p>", "a\nb"),
        ("lepas", "lepas"),
        ("<h3>Judul</h3>", "Judul"),
        ("<blockquote><p>kutipan</p></blockquote>", "kutipan"),
        ("", ""),
    ],
)
def test_other_elements(html, text):
    assert "\n".join(one.text for one in made_of(html).paragraphs) == text


def test_links_lead_where_they_did():
    document = made_of('<p><a href="https://contoh.go.id/a">laman</a> <a href="https://b.id">lain</a></p>')
    fields = [one.get(qn("w:instr")) for one in document.element.body.iter(qn("w:fldSimple"))]
    assert fields == ['HYPERLINK "https://contoh.go.id/a"', 'HYPERLINK "https://b.id"']
    assert "".join(one.text or "" for one in document.element.body.iter(qn("w:t"))) == "laman lain"
