"""The pages of papers."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from forums.models import Document
from tests.corpus.pdfs import make_pdf
from tests.factories.forums import CeilingFactory, DocumentFactory, ForumFactory
from tests.forums.conftest import address, page


def pdf() -> SimpleUploadedFile:
    return SimpleUploadedFile("rancangan.pdf", make_pdf(), "application/pdf")


def test_paper_is_uploaded(staff):
    assert "Belum ada dokumen" in page(staff, "documents")
    data = {"title": "Rancangan Renja", "file": pdf(), "is_published": "on"}
    assert staff.post(address("documents"), data).url == address("documents")
    assert Document.objects.get().is_published
    assert "Rancangan Renja" in page(staff, "documents")


@pytest.mark.parametrize(
    ("upload", "words"),
    [
        (SimpleUploadedFile("kosong.pdf", b""), "Berkas “kosong.pdf” kosong"),
        (SimpleUploadedFile("palsu.pdf", b"<html>"), "Isi berkas “palsu.pdf” bukan PDF"),
        (SimpleUploadedFile("halaman.html", b"<script>"), "Berkas “halaman.html” tidak dapat diterima"),
        (None, "Isian ini wajib diisi."),
    ],
)
def test_refused_paper_says_why(staff, upload, words):
    data = {"title": "Rancangan Renja", "is_published": "on"} | ({"file": upload} if upload else {})
    text = staff.post(address("documents"), data).content.decode()
    assert words in text
    assert 'value="Rancangan Renja"' in text
    assert not Document.objects.exists()


def test_paper_is_hidden_shown_and_deleted(staff, forum):
    document = DocumentFactory(forum=forum)
    staff.post(address("document_publish", document.pk), {"sembunyikan": "1"})
    assert not Document.objects.get().is_published
    assert "Hanya pegawai" in page(staff, "documents")
    staff.post(address("document_publish", document.pk))
    assert Document.objects.get().is_published
    assert "Hapus dokumen ini?" in page(staff, "document_delete", document.pk)
    staff.post(address("document_delete", document.pk))
    assert not Document.objects.exists()


@pytest.mark.parametrize(
    ("name", "factory"),
    [
        ("ceiling", CeilingFactory),
        ("ceiling_delete", CeilingFactory),
        ("document_publish", DocumentFactory),
        ("document_delete", DocumentFactory),
    ],
)
def test_parts_of_another_forum_are_not_found(staff, name, factory):
    row = factory(forum=ForumFactory(plan_year=2027))
    assert staff.post(address(name, row.pk)).status_code == 404
    assert type(row).objects.exists()
