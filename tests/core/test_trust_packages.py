"""U05 of what the portal promises: DOCX and XLSX that would fill the memory, act, fetch, or deceive a reader."""

from io import BytesIO
from time import monotonic

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from core import zip_check
from core.uploads import OFFICE_TOO, UploadRefused, check_upload
from tests.corpus.packages import (
    DOCUMENT,
    DOCUMENT_LINKS,
    JAR,
    LOCATION_LINKS,
    PICTURE,
    PLAIN_ZIP,
    SHEET_PART,
    TOP,
    TYPES,
    content_types,
    deflate_bomb,
    document,
    docx_with,
    field,
    lying_bomb,
    make_docx,
    make_xlsx,
    many_entries,
    many_repetitions,
    overlapping_bomb,
    relations,
    sheet,
    xlsx_with,
    zipped,
)

SECONDS = 10


def upload(name: str, content: bytes):
    return check_upload(SimpleUploadedFile(name, content), OFFICE_TOO)


def why(content: bytes, name: str = "a.docx") -> str:
    begun = monotonic()
    with pytest.raises(UploadRefused) as refused:
        upload(name, content)
    assert monotonic() - begun < SECONDS
    return refused.value.messages[0]


def workbook() -> bytes:
    book = Workbook()
    book.active.append(["kode", "nama"])
    book.active.append(["2.16", "=SUM(A1:A2)"])
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def test_u05_usual_files_are_taken_as_they_are():
    """U05: what Word and Excel write is taken unchanged."""
    for name, raw in (("a.docx", make_docx()), ("a.xlsx", make_xlsx()), ("b.xlsx", workbook())):
        assert upload(name, raw).content.read() == raw


@pytest.mark.parametrize(
    "part",
    [
        {PICTURE: b"\x89PNG"},
        {"word/theme/theme1.xml": "<a/>", "docProps/core.xml": "<a/>"},
        {DOCUMENT_LINKS: relations(("hyperlink", "https://contoh.id/a", "External"))},
        {DOCUMENT_LINKS: relations(("hyperlink", "mailto:a@contoh.id", "External"))},
        {DOCUMENT: field(' HYPERLINK "https://contoh.id/dde"')},
        {DOCUMENT: field(" PAGE \\* MERGEFORMAT")},
    ],
    ids=["picture", "theme", "link", "address", "link as field", "page number"],
)
def test_u05_usual_parts_are_taken(part):
    """U05: pictures, themes, plain links and page numbers are no danger."""
    assert upload("a.docx", docx_with(part)).extension == "docx"


def test_u05_printer_settings_of_a_workbook_are_taken():
    """U05: Excel keeps a small binary of the printer's own; nothing reads it as a program."""
    assert upload("a.xlsx", xlsx_with({"xl/printerSettings/printerSettings1.bin": b"\x00\x01"}))


@pytest.mark.parametrize(
    "bomb",
    [
        lambda: many_entries(2_001),
        lambda: deflate_bomb(120_000_000),
        lambda: deflate_bomb(20_000_000),
        lambda: many_repetitions(40, 900_000),
        lambda: lying_bomb(150_000_000, 1_000),
    ],
    ids=["entries", "size", "ratio", "small ratios", "lie"],
)
def test_u05_bomb_is_refused_before_it_fills_the_memory(bomb):
    """U05: entries ≤ 2,000, unpacked ≤ 100 MB, ratio ≤ 100, as declared and as really read."""
    assert "terlalu besar setelah dibuka" in why(bomb())


def test_u05_limits_are_those_that_were_promised():
    """U05: the numbers."""
    limits = (zip_check.MAX_ENTRIES, zip_check.MAX_UNPACKED, zip_check.MAX_RATIO)
    assert limits == (2_000, 100 * 1024 * 1024, 100)
    assert upload("a.docx", many_entries(1_990))


def test_u05_one_packed_part_under_many_rows_is_refused():
    """U05: rows of the directory that overlap would count one packed part many times."""
    assert "rusak" in why(overlapping_bomb(300))


def test_u05_declared_sizes_that_are_lies_are_refused():
    """U05: a part that unpacks to something else than it declares is refused even where it is small."""
    assert "rusak" in why(lying_bomb(5_000, 1_000))
    assert "rusak" in why(lying_bomb(5_000, 1_000, checksum_of=5_000))


@pytest.mark.parametrize(
    "name",
    ["../a.xml", "a/../../b.xml", "/etc/a.xml", "C:/a.xml", "a\\b.xml", "..", "a/./b.xml", "a\x01.xml", "x" * 300 + ".xml"],
)  # fmt: skip
def test_u05_path_that_leaves_the_package_is_refused(name):
    """U05: no step upwards, no drive, no control character, no absurd length in a part's name."""
    assert "rusak" in why(docx_with({name: "<a/>"}))


def test_u05_parts_that_differ_in_capitals_alone_are_refused():
    """U05: one reader would take the first, another the second."""
    assert "rusak" in why(docx_with({"word/Document.xml": document()}))


@pytest.mark.parametrize(
    "raw",
    [
        b"#!/bin/sh\n" + make_docx(),
        make_docx() + b"<script>jahat()</script>",
        make_docx()[:-2] + b"\x05\x00jahat",
        make_docx()[: len(make_docx()) // 2],
        zipped({}),
        PLAIN_ZIP,
        JAR,
        b"PK\x03\x04" + b"\xff" * 500,
        make_docx().replace(b"\x08\x00", b"\x63\x00"),
    ],
    ids=["before", "behind", "remark", "half", "empty", "zip", "jar", "noise", "unknown packing"],
)  # fmt: skip
def test_u05_package_that_is_not_whole_or_not_alone_is_refused(raw):
    """U05, U01: a package begins with the first byte and ends with the last, and holds a document."""
    assert "Berkas “a.docx” tidak dapat diterima" in why(raw) or "bukan DOCX" in why(raw)


def test_u05_each_kind_is_refused_under_the_name_of_the_other():
    """U05, U01: the part that a package opens with says what it is."""
    assert "isinya bukan DOCX" in why(make_xlsx())
    assert "isinya bukan XLSX" in why(make_docx(), "a.xlsx")


@pytest.mark.parametrize(
    "part",
    [
        {TOP: relations()},
        {TOP: None},
        {TYPES: None},
        {TOP: relations(("officeDocument", "word/lain.xml", ""))},
        {TOP: relations(("officeDocument", DOCUMENT, ""), ("officeDocument", "b.xml", ""))},
        {DOCUMENT: None},
        {DOCUMENT: "bukan XML"},
        {DOCUMENT: document()[:-5]},
        {DOCUMENT: b"<?xml version='1.0' encoding='jahat'?><a/>"},
        {DOCUMENT_LINKS: "<Relationships"},
    ],
    ids=range(10),
)
def test_u05_document_that_lacks_a_part_is_refused(part):
    """U05, U01: the whole package is read: what it names is there, and every part is XML."""
    assert "tidak dapat diterima" in why(docx_with(part))


@pytest.mark.parametrize(
    "part",
    [
        {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"},
        {TYPES: content_types("docx", ("word/x.xml", "application/vnd.ms-office.vbaProject"))},
        {TYPES: content_types("docx").replace("document.main", "document.macroEnabled.main")},
        {DOCUMENT_LINKS: relations(("vbaProject", "x.xml", ""))},
        {"word/activeX/activeX1.xml": "<a/>"},
        {"customUI/customUI.xml": "<a/>"},
        {"xl/macrosheets/sheet1.xml": "<a/>"},
    ],
    ids=["project", "type of a part", "type of the document", "relation", "activeX", "ribbon", "macro sheet"],
)
def test_u05_macros_are_refused(part):
    """U05: no macro, under whatever name it comes."""
    assert "makro" in why(docx_with(part))


@pytest.mark.parametrize(
    "part",
    [
        {"word/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0"},
        {"word/embeddings/Buku.xlsx": make_xlsx()},
        {"word/media/arsip.zip": PLAIN_ZIP},
        {PICTURE: PLAIN_ZIP},
        {PICTURE: b"MZ\x90\x00"},
        {PICTURE: b"\x1f\x8b\x08\x00"},
        {"word/a.html": "<script>jahat()</script>"},
        {"word/a.js": "jahat()"},
        {DOCUMENT_LINKS: relations(("oleObject", "a.xml", ""))},
        {DOCUMENT_LINKS: relations(("aFChunk", "a.xml", ""))},
        {DOCUMENT_LINKS: relations(("control", "a.xml", ""))},
    ],
    ids=range(11),
)
def test_u05_archive_or_object_inside_is_refused(part):
    """U05: nothing nested: no archive, no OLE object, no program, also not as a picture."""
    assert "objek lain di dalamnya" in why(docx_with(part))


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("image", "https://jahat.contoh.id/a.png"),
        ("attachedTemplate", "file:///c:/jahat.dotm"),
        ("attachedTemplate", "https://jahat.contoh.id/a.dotm"),
        ("oleLink", "\\\\jahat\\a"),
        ("frame", "https://jahat.contoh.id/"),
        ("hyperlink", "javascript:jahat()"),
        ("hyperlink", "file://jahat/a"),
        ("hyperlink", "\\\\jahat\\a"),
        ("hyperlink", "ms-word:ofe|u|https://jahat.contoh.id"),
    ],
)
def test_u05_what_comes_from_outside_is_refused(kind, target):
    """U05: plain links to follow are allowed; whatever is fetched by itself is not."""
    assert "dari tempat lain" in why(docx_with({DOCUMENT_LINKS: relations((kind, target, "External"))}))


@pytest.mark.parametrize(
    "code", ["DDEAUTO c:\\\\cmd.exe", " dde x", ' INCLUDEPICTURE "https://x"', "LINK Excel"]
)
def test_u05_field_that_fetches_is_refused(code):
    """U05: a field that fetches or starts something is refused, although its code is spread over single letters."""
    assert "dari tempat lain" in why(docx_with({DOCUMENT: field(code)}))
    simple = document(f"<w:fldSimple w:instr='{code}'/>")
    assert "dari tempat lain" in why(docx_with({DOCUMENT: simple}))


@pytest.mark.parametrize(
    "part",
    [
        {"xl/externalLinks/externalLink1.xml": "<a/>", LOCATION_LINKS: relations(("externalLink", "a.xml", ""))},
        {LOCATION_LINKS: relations(("connections", "connections.xml", ""))},
        {SHEET_PART: sheet("cmd|'/C calc'!A0")},
        {SHEET_PART: sheet('_xlfn.WEBSERVICE("https://jahat.contoh.id")')},
    ],
    ids=["other book", "connection", "dde", "web service"],
)  # fmt: skip
def test_u05_workbook_that_fetches_is_refused(part):
    """U05: links to other books, data connections and formulas that fetch are refused."""
    assert "dari tempat lain" in why(xlsx_with(part), "a.xlsx")


def test_u05_bar_inside_quotes_is_no_program():
    """U05: words in a formula are words."""
    assert upload("a.xlsx", xlsx_with({SHEET_PART: sheet('IF(A1="a|b",1,0)')}))
