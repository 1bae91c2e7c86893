"""HTML in, PDF out, by a child process with limits; never in a web worker.

The child is killed with its group when it takes too long or grows too large; this process goes on and says why.
"""

import errno
import hashlib
import json
import logging
import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from typing import IO

from django.conf import settings
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _
from pikepdf import Pdf

from reports.errors import ReportRefused
from reports.render_child import DONE, NO_ROOM, REFUSED, TOO_LARGE

logger = logging.getLogger("renja.reports")

Report = Callable[[int, int, str], None]

STEPS = 7  # as the typesetting library counts them
STEP = re.compile(r"Step (\d) - (.*)")
PAGE = re.compile(r"Page (\d+)")
PAGES = re.compile(r"PAGES (\d+)")
# Signals by which a process dies that was refused memory; SIGXCPU means that its CPU time was used up.
OUT_OF_MEMORY = {-signal.SIGABRT, -signal.SIGSEGV, -signal.SIGTRAP, -signal.SIGBUS, -signal.SIGKILL}
KEPT_ENVIRONMENT = ("PATH", "HOME", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "XDG_CACHE_HOME", "TMPDIR")


@dataclass(frozen=True)
class PdfFacts:
    """What was written: pages, bytes, SHA-256 in hex."""

    pages: int
    size: int
    sha256: str


def write_pdf(html: str, target: Path, *, report: Report | None = None) -> PdfFacts:
    """Typeset the HTML into `target`, which appears whole or not at all.

    `report(done, total, text)` is called as the steps and pages go by. Raises ReportRefused (too large, too slow, a
    file that documents may not use, or a failure of the typesetter), OSError where the disk is full, and leaves nothing behind.
    """
    return write_pdfs([(html, target)], report=report)[0]


def write_pdfs(documents: Sequence[tuple[str, Path]], *, report: Report | None = None) -> list[PdfFacts]:
    """As `write_pdf`, for many small documents (all for the same folder) in one child: all of them appear, or none."""
    with typesetter(report=report) as child:
        return child.write(documents)


@contextmanager
def typesetter(*, report: Report | None = None) -> Iterator["Typesetter"]:
    """A child process that typesets as long as the block lasts; it loads its libraries while its orders are prepared.

    The limits are those of all that it does.
    """
    with tempfile.TemporaryFile("w+") as complaints, _child(_command(), complaints) as (child, watch):
        made = Typesetter(child, watch, complaints, report or _nobody)
        yield made
        made.end()


class Typesetter:
    """Gives orders to the child; whatever goes wrong there becomes a ReportRefused here."""

    def __init__(self, child: subprocess.Popen, watch: "_Watch", complaints: IO[str], report: Report) -> None:
        self.child, self.watch, self.complaints, self.report = child, watch, complaints, report

    def write(self, documents: Sequence[tuple[str, Path]]) -> list[PdfFacts]:
        """Typeset HTML into files of one folder: all of them appear, or none."""
        folder = documents[0][1].parent
        with _scratch(folder) as scratch:
            pairs = [
                (Path(scratch, f"naskah-{n}.html"), Path(scratch, f"naskah-{n}.pdf"))
                for n in range(len(documents))
            ]
            for (source, _draft), (html, _target) in zip(pairs, documents, strict=True):
                source.write_text(html, encoding="utf-8")
            pages = self._order(documents=[(str(source), str(draft)) for source, draft in pairs])
            drafts = [draft for _source, draft in pairs]
            facts = [_facts(draft, count) for draft, count in zip(drafts, pages, strict=True)]
            for draft, (_html, target) in zip(drafts, documents, strict=True):
                default_storage.put(draft, target)
        return facts

    def merge(self, plan: dict, target: Path) -> PdfFacts:
        """Put sections together as `reports.merging` does."""
        with _scratch(target.parent) as scratch:
            told, draft = Path(scratch, "susunan.json"), Path(scratch, "dokumen.pdf")
            told.write_text(json.dumps(plan), encoding="utf-8")
            (pages,) = self._order(merge=(str(told), str(draft)))
            facts = _facts(draft, pages)
            default_storage.put(draft, target)
        return facts

    def _order(self, **order) -> list[int]:
        """How many pages each file has that the order asks for."""
        with suppress(BrokenPipeError):  # why it ended is said below
            self.child.stdin.write(json.dumps(order) + "\n")
            self.child.stdin.flush()
        pages: list[int] = []
        for line in self.child.stdout:
            if line.rstrip() == DONE:
                return pages
            if count := _read_line(line, self.report):
                pages.append(count)
        raise self._refusal(self.child.wait())

    def end(self) -> None:
        """No more orders; what it complained of is logged."""
        self.child.stdin.close()
        if (code := self.child.wait()) or self.watch.fired:
            raise self._refusal(code)
        if complaints := self._complaints():
            logger.warning("typesetter: %s", complaints)

    def _refusal(self, code: int) -> ReportRefused | OSError:
        """A full disk is nobody's document: whoever ordered it may try again later."""
        fired = self.watch.fired
        logger.error("typesetter ended with %s (timed out: %s): %s", code, fired, self._complaints())
        if code == NO_ROOM:
            return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return ReportRefused(_reason(code, fired))

    def _complaints(self) -> str:
        self.complaints.seek(0)
        return self.complaints.read(4000)


@contextmanager
def _scratch(folder: Path) -> Iterator[str]:
    """A place beside the target, so that finished files are only renamed."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".susun-", dir=folder) as scratch:
        yield scratch


def take_file(path: Path, target: Path) -> PdfFacts:
    """A finished file becomes `target`, as if it had been made now."""
    with Pdf.open(path) as pdf:
        facts = _facts(path, len(pdf.pages))
    target.parent.mkdir(parents=True, exist_ok=True)
    default_storage.put(path, target)
    return facts


def _facts(path: Path, pages: int) -> PdfFacts:
    return PdfFacts(pages=pages, size=path.stat().st_size, sha256=_sha256(path))


def _nobody(done: int, total: int, text: str) -> None:
    """Who reports to nobody."""


def _command() -> list[str]:
    folders = [argument for folder in settings.STATICFILES_DIRS for argument in ("--static", str(folder))]
    limits = ["--memory-mb", str(settings.PDF_MEMORY_MB), "--seconds", str(settings.PDF_SECONDS)]
    return [sys.executable, "-m", "reports.render_child", *folders, *limits]


class _Watch(Timer):
    """Kills the child's group when the wall clock says so, and remembers that it did."""

    def __init__(self, seconds: float, child: subprocess.Popen):
        super().__init__(seconds, self._fire)
        self.daemon, self.child, self.fired = True, child, False

    def _fire(self) -> None:
        self.fired = True
        _kill(self.child)


@contextmanager
def _child(command: list[str], complaints) -> Iterator[tuple[subprocess.Popen, _Watch]]:
    """The running child; whatever happens to us, it does not outlive this block."""
    environment = {name: os.environ[name] for name in KEPT_ENVIRONMENT if name in os.environ}
    with subprocess.Popen(  # noqa: S603 (our own module, no shell)
        command, cwd=settings.BASE_DIR, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=complaints, text=True, encoding="utf-8", errors="replace", start_new_session=True,
    ) as child:  # fmt: skip
        watch = _Watch(settings.PDF_SECONDS, child)
        watch.start()
        try:
            yield child, watch
        finally:
            watch.cancel()
            _kill(child)
            with suppress(BrokenPipeError):  # an order that it did not read any more
                child.stdin.close()


def _kill(child: subprocess.Popen) -> None:
    if child.poll() is None:
        os.killpg(child.pid, signal.SIGKILL)


def _read_line(line: str, report: Report) -> int:
    """Pass a step on; the number of pages if this ends a document, else 0."""
    if last := PAGES.match(line):
        return int(last[1])
    if step := STEP.match(line):
        report(int(step[1]), STEPS, _step_text(int(step[1]), step[2]))
    return 0


def _step_text(number: int, detail: str) -> str:
    page = PAGE.search(detail)
    if page:
        return _("Menata halaman %(page)s") % {"page": page[1]}
    if number <= 3:
        return _("Membaca naskah dan gaya cetak")
    return _("Menata halaman") if number <= 5 else _("Menulis berkas PDF")


def _reason(code: int, timed_out: bool) -> str:
    if timed_out or code == -signal.SIGXCPU:
        return _(
            "Penyusunan PDF melewati batas waktu %(seconds)s detik. Periksa apakah ada tabel yang sangat besar di "
            "dalam isi bab, ringkas, lalu coba lagi."
        ) % {"seconds": settings.PDF_SECONDS}
    if code == TOO_LARGE or code in OUT_OF_MEMORY:
        return _(
            "Dokumen terlalu besar untuk disusun (batas memori %(mb)s MB). Ringkas isi bab yang sangat panjang, atau "
            "minta admin menaikkan batas PDF_MEMORY_MB."
        ) % {"mb": settings.PDF_MEMORY_MB}
    if code == REFUSED:
        return _(
            "Naskah memuat berkas dari luar yang tidak boleh dibaca. Hapus gambar atau tautan berkas itu."
        )
    return _("PDF tidak dapat disusun. Coba lagi; bila tetap gagal, sampaikan kepada admin.")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
