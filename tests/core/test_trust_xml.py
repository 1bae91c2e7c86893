"""U06 of what the portal promises: no document type in any XML, and tables that are imported pass the same checks."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from core import xml_check
from core.tables import TableRefused, read_table
from core.uploads import OFFICE_TOO, UploadRefused, check_upload
from tests.corpus.packages import (
    BARE,
    DOCUMENT,
    DOCUMENT_LINKS,
    FETCHED,
    LAUGHS,
    REMOTE,
    SHEET_PART,
    TYPES,
    content_types,
    deep_xml,
    deflate_bomb,
    document,
    docx_with,
    lying_bomb,
    make_docx,
    relations,
    sheet,
    with_doctype,
    xlsx_with,
)


def why(content: bytes) -> str:
    with pytest.raises(UploadRefused) as refused:
        check_upload(SimpleUploadedFile("a.docx", content), OFFICE_TOO)
    return refused.value.messages[0]


@pytest.mark.parametrize(
    "declared", [LAUGHS, FETCHED, REMOTE, BARE], ids=["laughs", "file", "remote", "bare"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("part", [DOCUMENT, DOCUMENT_LINKS, TYPES, "customXml/item1.xml"])
def test_u06_document_type_is_refused_wherever_it_stands(declared, encoding, part):
    """U06: no DTD, hence no entity, in any part, in any encoding."""
    text = {DOCUMENT: document(), DOCUMENT_LINKS: relations(), TYPES: content_types("docx")}.get(
        part, document()
    )
    assert "DTD" in why(docx_with({part: with_doctype(text, declared, encoding=encoding)}))


@pytest.mark.parametrize("declared", [LAUGHS, FETCHED, REMOTE], ids=["laughs", "file", "remote"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_u06_imported_table_with_a_document_type_is_refused(declared, encoding):
    """U06: tables that staff import pass the same check."""
    with pytest.raises(TableRefused, match="DTD"):
        read_table(xlsx_with({SHEET_PART: with_doctype(sheet(), declared, encoding=encoding)}))


@pytest.mark.parametrize(
    "bomb",
    [lambda: deflate_bomb(120_000_000), lambda: lying_bomb(150_000_000, 1_000)],
    ids=["size", "lie"],
)
def test_u05_imported_table_that_is_a_bomb_is_refused(bomb):
    """U05: tables that staff import pass the same check."""
    raw = bomb()
    with pytest.raises(TableRefused, match="terlalu besar"):
        read_table(raw)


def test_u06_depth_and_number_of_elements_are_limited(monkeypatch):
    """U06: nesting without end and elements without number are refused."""
    assert "terlalu rumit" in why(docx_with({DOCUMENT: deep_xml(5_000)}))
    monkeypatch.setattr(xml_check, "MAX_ELEMENTS", 3)
    assert "terlalu rumit" in why(make_docx())
