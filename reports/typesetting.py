"""The official PDF: sections typeset by two processes, each kept by its hash, and made one document.

A section that says the same is typeset once, whatever changes elsewhere: page numbers, heads and feet are laid under the pages
when the document is put together.
"""

import os
import shutil
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from pikepdf import PdfError

from reports.codes import code_of
from reports.document import foot_html, furniture_html, html_mark, lists_html, section_html, section_mark
from reports.errors import ReportRefused
from reports.merging import Measured, measure
from reports.pdf import PdfFacts, Report, Typesetter, typesetter
from reports.report import RenjaReport
from reports.sections import Section, bookmarks_of, headings_of, sections_of, tables_of

PROCESSES = 2
LITTLE = 8_000  # characters of HTML: what one process typesets before another one is there
Job = tuple[str, Path]  # HTML, and where its PDF is kept
KEPT_DAYS = 30
STEPS = 4
ROMANS = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def kept_folder() -> Path:
    """What can be made again; whoever looks for files without rows passes by folders with a dot."""
    return Path(settings.MEDIA_ROOT, "reports", ".susunan")


def section_folder() -> Path:
    return kept_folder() / "bagian"


def typeset(content: RenjaReport, target: Path, *, key: UUID | None, report: Report) -> PdfFacts:
    """Write the document to `target`, whole or not at all; its code follows from `key`.

    Raises ReportRefused with the reason for people.
    """
    sections = sections_of(content)
    with Workshop() as workshop:
        report(1, STEPS, _("Menata bagian yang berubah"))
        paths = workshop.keep([(section_mark(one), partial(section_html, one)) for one in sections])
        report(2, STEPS, _("Menomori halaman"))
        pages = _numbered(content, sections, [_measured(path) for path in paths])
        around = (
            lists_html(content, labels=pages.labels, first=pages.first_of_lists),
            furniture_html(content, pages.sheets),
        )
        lists, furniture = workshop.keep([(html_mark(html), partial(str, html)) for html in around])
        report(3, STEPS, _("Menyatukan dokumen"))
        cover, preface, *chapters = paths
        plan = _plan(content, key, pages) | {
            "front": [str(cover), str(preface), str(lists)],
            "chapters": [str(path) for path in chapters],
            "furniture": str(furniture),
        }
        return workshop.merge(plan, foot_html(content, key=key), target)


class Numbered(NamedTuple):
    """The page that is printed for each place, and the sheets of furniture; the first `sheets_of_front` are numbered i ii iii."""

    labels: dict[str, str]
    first_of_lists: int
    sheets_of_front: int
    sheets: list[tuple[str, bool]]


def _numbered(content: RenjaReport, sections: Sequence[Section], parts: Sequence[Measured]) -> Numbered:
    _cover, preface, *chapters = parts
    labels: dict[str, str] = {}
    number = 1
    for part in chapters:
        labels |= {place: str(number + page) for place, page in part.places.items()}
        number += part.pages
    front = preface.pages + _most_lists(content)
    sheets = [(_roman(place), False) for place in range(1, front + 1)]
    wide = [
        section.is_wide
        for section, part in zip(sections[2:], chapters, strict=True)
        for _n in range(part.pages)
    ]
    sheets += [(str(place), is_wide) for place, is_wide in enumerate(wide, start=1)]
    return Numbered(labels, preface.pages + 1, front, sheets)


def _most_lists(content: RenjaReport) -> int:
    """More pages than the lists of contents can have."""
    return 4 + (len(headings_of(content)) + len(tables_of(content))) // 8


def _plan(content: RenjaReport, key: UUID | None, pages: Numbered) -> dict:
    rows = [(one.level, f"{one.number} {one.title}".strip(), one.anchor) for one in bookmarks_of(content)]
    words = ["Renja", str(content.year), content.host.region]
    if key:
        words.append(_("kode %(code)s") % {"code": code_of(key)})
    information = {
        "Title": content.title,
        "Author": f"{content.host.organization} {content.host.region}",
        "Subject": content.plan.sentence,
        "Keywords": ", ".join(words),
    }
    return {"sheets_of_front": pages.sheets_of_front, "bookmarks": rows, "information": information}


class Workshop:
    """Up to two processes that typeset what is not kept yet; one that was begun goes on with what comes next."""

    def __init__(self) -> None:
        self.opened = ExitStack()
        self.children: list[Typesetter] = []

    def __enter__(self) -> "Workshop":
        self._child(0)  # it loads its libraries while we find out what changed
        return self

    def __exit__(self, *failure) -> None:
        self.opened.__exit__(*failure)

    def _child(self, place: int) -> Typesetter:
        while len(self.children) <= place:
            self.children.append(self.opened.enter_context(typesetter()))
        return self.children[place]

    def keep(self, wanted: Sequence[tuple[str, Callable[[], str]]]) -> list[Path]:
        """The kept file of each mark; what is not there yet is typeset of its HTML."""
        folder = section_folder()
        paths = [folder / f"{mark}.pdf" for mark, _html in wanted]
        missing = {path: html for path, (_mark, html) in zip(paths, wanted, strict=True) if not path.exists()}
        jobs = [(html(), path) for path, html in missing.items()]
        shares = _shares(jobs)
        children = [self._child(place) for place in range(len(shares))]
        with ThreadPoolExecutor(PROCESSES) as pool:
            list(pool.map(Typesetter.write, children, shares))
        for path in paths:
            os.utime(path)
        return paths

    def merge(self, plan: dict, foot: str, target: Path) -> PdfFacts:
        """All of it as one document; `foot` is the HTML of what this document alone prints."""
        target.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".susun-", dir=target.parent) as scratch:
            path = Path(scratch, "kaki.pdf")
            self._child(0).write([(foot, path)])
            return self._child(0).merge(plan | {"foot": str(path)}, target)


def _shares(jobs: Sequence[Job]) -> list[list[Job]]:
    """The work for each process, alike in length; little work stays with one."""
    count = PROCESSES if sum(len(html) for html, _path in jobs) > LITTLE else 1
    shares: list[list[Job]] = [[] for _n in range(count)]
    lengths = [0] * count
    for job in sorted(jobs, key=lambda job: len(job[0]), reverse=True):
        least = lengths.index(min(lengths))
        shares[least].append(job)
        lengths[least] += len(job[0])
    return [share for share in shares if share]


def _measured(path: Path) -> Measured:
    """A file that the disk spoilt goes, so that the next try makes it anew."""
    try:
        return measure(path)
    except PdfError as error:
        path.unlink(missing_ok=True)
        raise ReportRefused(
            _("Satu bagian dokumen yang tersimpan rusak dan sudah dibuang. Coba lagi.")
        ) from error


def _roman(number: int) -> str:
    text = ""
    for value, letters in ROMANS:
        while number >= value:
            text, number = text + letters, number - value
    return text


def clear_old_sections() -> int:
    """Delete those that no document asked for in a month, and what killed workers left; how many they were."""
    folder = kept_folder()
    old = _older(folder.glob("*/*.pdf"), days=KEPT_DAYS)
    left = _older((*folder.glob("*/.susun-*"), *folder.parent.glob(".susun-*")), days=1)
    for path in old:
        path.unlink(missing_ok=True)
    for path in left:
        shutil.rmtree(path, ignore_errors=True)
    return len(old) + len(left)


def _older(paths: Iterable[Path], *, days: int) -> list[Path]:
    limit = (timezone.now() - timedelta(days=days)).timestamp()
    return [path for path in paths if path.stat().st_mtime < limit]
