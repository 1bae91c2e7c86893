"""Sections of the printed Renja: which there are, which are typeset again, and what stands on which page of the whole."""

import os
import time
from dataclasses import replace

import pikepdf
import pytest
from pypdf import PdfReader

from reports import pdf, sections
from reports.errors import ReportRefused
from reports.sections import headings_of, sections_of
from reports.tags import read_tree
from reports.typesetting import clear_old_sections, section_folder, typeset
from tests.reports.conftest import KEY, squeeze

pytestmark = [pytest.mark.django_db, pytest.mark.no_cover]


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


def make(content, target):
    return typeset(content, target, key=KEY, report=lambda *_step: None)


def kept() -> dict[str, float]:
    return {path.name: path.stat().st_ctime_ns for path in section_folder().glob("*.pdf")}


def test_wide_tables_stand_apart_and_the_rest_together(plans):
    kinds = [section.kind for section in sections_of(plans[2028][0].content)]
    assert kinds[:2] == ["cover", "front"]
    assert kinds.count("wide") == 4  # T-C.29, T-C.30, T-C.31, T-C.33
    assert kinds[-2:] == ["chapter annexed", "chapter annexed"]


def test_table_of_many_rows_is_parted_where_programmes_begin_and_is_one_again(plans, tmp_path, monkeypatch):
    content = plans[2020][0].content
    whole = len(sections_of(content))
    monkeypatch.setattr(sections, "ROWS_OF_A_SECTION", 7)
    assert len(sections_of(content)) > whole
    make(content, tmp_path / "renja.pdf")
    with pikepdf.open(tmp_path / "renja.pdf") as opened:
        tables = [node for node in read_tree(opened).walk() if node.tag == "/Table"]
    longest = max(tables, key=lambda table: len(list(table.walk())))
    rows = [node for node in longest.walk() if node.tag == "/TR"]
    assert len({row.page for row in rows}) > 1
    assert len(rows) >= len(content.plan.rows)


def test_edit_typesets_its_section_alone(plans, tmp_path):
    content = plans[2020][0].content
    first = make(content, tmp_path / "renja.pdf")
    before = kept()
    edited = replace(content.chapters[-1], html="<p>Penutup yang lain.</p>")
    make(replace(content, chapters=(*content.chapters[:-1], edited)), tmp_path / "lain.pdf")
    assert len(kept()) == len(before) + 1
    text = "".join(page.extract_text() for page in PdfReader(tmp_path / "lain.pdf").pages)
    assert "Penutup yang lain." in text
    assert make(content, tmp_path / "renja.pdf").pages == first.pages
    assert len(kept()) == len(before) + 1


def test_contents_name_the_page_that_is_printed_and_shown(plans):
    document, _facts = plans[2028]
    reader = PdfReader(document.path)
    labels = reader.page_labels
    assert labels[:3] == ["Sampul", "i", "ii"]
    contents = squeeze(document.pages[2])
    for entry in headings_of(document.content):
        place = reader.get_destination_page_number(reader.named_destinations[entry.anchor])
        assert squeeze(f"{entry.number} {entry.title}") in contents
        assert squeeze(entry.title).lower() in squeeze(document.pages[place]).lower()
        printed = contents.split(squeeze(f"{entry.number} {entry.title}"))[1].lstrip(".")
        assert printed.startswith(labels[place])


def test_full_disk_leaves_nothing_half_made(plans, tmp_path, monkeypatch):
    def full(_file):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pdf.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        make(plans[2020][0].content, tmp_path / "baru" / "renja.pdf")
    assert list(section_folder().iterdir()) == []
    assert not (tmp_path / "baru").exists() or list((tmp_path / "baru").iterdir()) == []


def test_spoilt_section_is_thrown_away_and_made_anew(plans, tmp_path):
    content = plans[2020][0].content
    make(content, tmp_path / "renja.pdf")
    spoilt = next(section_folder().glob("*.pdf"))
    spoilt.write_bytes(b"%PDF-")
    with pytest.raises(ReportRefused, match="rusak"):
        make(content, tmp_path / "renja.pdf")
    assert not spoilt.exists()
    assert make(content, tmp_path / "renja.pdf").pages > 10


def test_sections_that_nobody_asked_for_in_a_month_go(media):
    folder = section_folder()
    folder.mkdir(parents=True)
    (folder / ".susun-x").mkdir()
    for name in ("lama.pdf", "baru.pdf"):
        (folder / name).write_bytes(b"")
    long_ago = time.time() - 40 * 24 * 3600
    for name in ("lama.pdf", ".susun-x"):
        os.utime(folder / name, (long_ago, long_ago))
    assert clear_old_sections() == 2
    assert [path.name for path in folder.iterdir()] == ["baru.pdf"]
