"""The official PDF: sections typeset by two processes, each kept by its hash, and made one document.

A section that says the same is typeset once, whatever changes elsewhere: page numbers, heads and feet are laid under the pages
when the document is put together.
"""

import os
import shutil
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from pikepdf import PdfError

from reports.codes import code_of
from reports.document import furniture_html, lists_html, section_html, section_mark
from reports.errors import ReportRefused
from reports.merging import Measured, measure
from reports.pdf import PdfFacts, Report, write_merged, write_pdfs
from reports.report import RenjaReport
from reports.sections import Section, bookmarks_of, headings_of, sections_of, tables_of

PROCESSES = 2
KEPT_DAYS = 30
STEPS = 4
ROMANS = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def section_folder() -> Path:
    return Path(settings.MEDIA_ROOT, "reports", "bagian")


def typeset(content: RenjaReport, target: Path, *, key: UUID | None, report: Report) -> PdfFacts:
    """Write the document to `target`, whole or not at all; its code follows from `key`.

    Raises ReportRefused with the reason for people.
    """
    sections = sections_of(content)
    report(1, STEPS, _("Menata bagian yang berubah"))
    paths = _typeset_sections(sections)
    report(2, STEPS, _("Menomori halaman"))
    _cover, preface, *chapters = [_measured(path) for path in paths]
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
    report(3, STEPS, _("Menyatukan dokumen"))
    return write_merged(
        lists=lists_html(content, labels=labels, first=preface.pages + 1),
        furniture=furniture_html(content, sheets, key=key),
        plan=_plan(content, paths, front, key),
        target=target,
    )


def _most_lists(content: RenjaReport) -> int:
    """More pages than the lists of contents can have."""
    return 4 + (len(headings_of(content)) + len(tables_of(content))) // 8


def _plan(content: RenjaReport, paths: Sequence[Path], sheets_of_front: int, key: UUID | None) -> dict:
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
    return {
        "front": [str(path) for path in paths[:2]],
        "chapters": [str(path) for path in paths[2:]],
        "sheets_of_front": sheets_of_front,
        "bookmarks": rows,
        "information": information,
    }


def _typeset_sections(sections: Sequence[Section]) -> list[Path]:
    """Where each is; those that are not there yet are typeset, by two processes at once."""
    folder = section_folder()
    paths = [folder / f"{section_mark(section)}.pdf" for section in sections]
    missing = {path: section for path, section in zip(paths, sections, strict=True) if not path.exists()}
    jobs = [(section_html(section), path) for path, section in missing.items()]
    jobs.sort(key=lambda job: len(job[0]), reverse=True)
    shares = [share for n in range(PROCESSES) if (share := jobs[n::PROCESSES])]
    with ThreadPoolExecutor(PROCESSES) as pool:
        list(pool.map(write_pdfs, shares))
    for path in paths:
        os.utime(path)
    return paths


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
    folder = section_folder()
    old = _older(folder.glob("*.pdf"), days=KEPT_DAYS)
    left = _older((*folder.glob(".susun-*"), *folder.parent.glob(".susun-*")), days=1)
    for path in old:
        path.unlink(missing_ok=True)
    for path in left:
        shutil.rmtree(path, ignore_errors=True)
    return len(old) + len(left)


def _older(paths: Iterable[Path], *, days: int) -> list[Path]:
    limit = (timezone.now() - timedelta(days=days)).timestamp()
    return [path for path in paths if path.stat().st_mtime < limit]
