"""The child process: what it makes, and how it fails without taking anybody with it."""

import os
import time
from pathlib import Path

import pytest
from pypdf import PdfReader

from reports import pdf
from reports.errors import ReportRefused
from reports.pdf import typesetter, write_pdf

SMALL = '<!doctype html><html lang="id"><title>Contoh</title><h1>Halo</h1><p>Isi</p></html>'
ENDLESS = (
    "<!doctype html><html lang='id'><title>x</title><table>"
    + "<tr><td colspan='65534'>a</td><td rowspan='65534'>b</td></tr>" * 60
    + "</table></html>"
)
HUGE = "<!doctype html><html lang='id'><title>x</title><p>" + "baris " * 10_000_000


@pytest.fixture
def target(tmp_path):
    return tmp_path / "hasil" / "renja.pdf"


def left_behind(target) -> list:
    return sorted(path.name for path in target.parent.iterdir())


def test_pdf_is_written_with_its_facts(target):
    seen = []
    facts = write_pdf(SMALL, target, report=lambda *step: seen.append(step))
    assert len(PdfReader(target).pages) == facts.pages == 1
    assert facts.size == target.stat().st_size
    assert left_behind(target) == ["renja.pdf"]
    assert (5, pdf.STEPS, "Menata halaman 1") in seen
    assert [done for done, _total, _text in seen] == sorted(done for done, _total, _text in seen)


def test_i05_too_little_memory_kills_only_the_child(settings, target):
    settings.PDF_MEMORY_MB = 250
    with pytest.raises(ReportRefused, match="terlalu besar"):
        write_pdf(HUGE, target)
    assert left_behind(target) == []


def test_i05_too_slow_a_document_is_killed_with_its_group(settings, target):
    settings.PDF_SECONDS = 2
    began = time.monotonic()
    with pytest.raises(ReportRefused, match="batas waktu 2 detik"):
        write_pdf(ENDLESS, target)
    assert time.monotonic() - began < 10
    assert left_behind(target) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_f12_full_disk_is_no_fault_of_the_document(tmp_path):
    """F12: whoever ordered it tries again later, instead of being told that the document cannot be made."""
    source = tmp_path / "naskah.html"
    source.write_text(SMALL)
    with pytest.raises(OSError, match="No space left"), typesetter() as child:
        child._order(documents=[(str(source), "/dev/full")])


@pytest.mark.parametrize(
    "bad",
    [
        '<img src="file:///etc/passwd" alt="x">',
        '<img src="http://127.0.0.1:1/x.png" alt="x">',
        '<link rel="stylesheet" href="../manage.py">',
        '<link rel="attachment" href="file:///etc/hostname">',
        "<style>@import url(file:///etc/passwd);</style>",
    ],
)
def test_i05_files_from_outside_stop_the_document(target, bad):
    with pytest.raises(ReportRefused, match="berkas dari luar"):
        write_pdf(SMALL.replace("<p>", bad + "<p>"), target)
    assert left_behind(target) == []


def test_older_document_stays_when_a_new_one_fails(settings, target):
    write_pdf(SMALL, target)
    before = target.read_bytes()
    with pytest.raises(ReportRefused):
        write_pdf(SMALL.replace("<p>", '<img src="file:///etc/passwd" alt="x"><p>'), target)
    assert target.read_bytes() == before


def test_i05_child_gets_no_secrets(monkeypatch, target):
    monkeypatch.setenv("SECRET_KEY", "rahasia" * 10)
    seen = {}
    start = pdf.subprocess.Popen

    def spy(*args, **kwargs):
        seen.update(kwargs["env"])
        return start(*args, **kwargs)

    monkeypatch.setattr(pdf.subprocess, "Popen", spy)
    write_pdf(SMALL, target)
    assert set(seen) <= set(pdf.KEPT_ENVIRONMENT)
    assert "PATH" in seen or "PATH" not in os.environ
