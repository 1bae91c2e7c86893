"""From what was read to the HTML that is typeset: templates under templates/reports/renja/."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from uuid import UUID

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from reports.codes import address_of, code_of, qr_of
from reports.report import RenjaReport
from reports.sections import Entry, Piece, Section, headings_of, sections_of, tables_of
from reports.wording import print_moment, stage_mark

TEMPLATE, FURNITURE, FOOT = (f"reports/renja/{name}.html" for name in ("document", "furniture", "foot"))
SOURCES = (
    "templates/reports/renja/*.html",
    "templates/reports/minutes/_*.html",
    "static/reports/*.css",
    "static/reports/sampul.svg",
    "reports/*.py",
)
NO_TIME = datetime(1, 1, 1, tzinfo=UTC)


def renja_html(report: RenjaReport) -> str:
    """All that is printed as one HTML text, lists of contents without their numbers."""
    cover, preface, *chapters = sections_of(report)
    return _html(report.title, (cover, preface, *_lists(report, {}), *chapters))


def section_html(section: Section) -> str:
    """One section by itself."""
    return _html("Renja", (section,))


def lists_html(report: RenjaReport, *, labels: Mapping[str, str], first: int) -> str:
    """Daftar isi and daftar tabel, which begin on page `first` of the front; `labels` are the page numbers of places."""
    return _html("Renja", _lists(report, labels), first=first)


def _lists(report: RenjaReport, labels: Mapping[str, str]) -> tuple[Section, ...]:
    contents = {"entries": _numbered(headings_of(report), labels), "preface": report.preface}
    tables = {"entries": _numbered(tables_of(report), labels)}
    return (
        Section("front", (Piece("reports/renja/_contents.html", contents),)),
        Section("front", (Piece("reports/renja/_contents_tables.html", tables),)),
    )


def _numbered(entries: Sequence[Entry], labels: Mapping[str, str]) -> list[tuple[Entry, str]]:
    return [(entry, labels.get(entry.anchor, "")) for entry in entries]


def _html(title: str, sections: Sequence[Section], *, first: int = 0) -> str:
    return render_to_string(TEMPLATE, {"title": title, "sections": sections, "first": first})


def furniture_html(report: RenjaReport, sheets: Sequence[tuple[str, bool]]) -> str:
    """A sheet for each page behind the cover, with its number and whether it lies on its side."""
    running = _("Renja %(office)s Tahun %(year)s") % {"office": report.office, "year": report.year}
    return render_to_string(
        FURNITURE, {"sheets": sheets, "running": running, "mark": stage_mark(report.stage)}
    )


def foot_html(report: RenjaReport, *, key: UUID | None) -> str:
    """What tells one document from another: a sheet for the cover, one for upright pages, one for those on their side.

    The code that follows from `key` stands in each foot, and beside a QR on the cover; a document that nobody keeps has none.
    """
    code, at = (code_of(key) if key else ""), print_moment(report.read_at)
    address = address_of(code) if code else ""
    context = {
        "printed": printed_foot(code, at),
        "proof": _("Keaslian: %(address)s") % {"address": address} if code else "",
        "code": code,
        "address": address.removeprefix("https://"),
        "qr": qr_of(code) if code else "",
    }
    return render_to_string(FOOT, context)


def printed_foot(code: str, at: str) -> str:
    """What a page's foot says of the document."""
    if not code:
        return _("Cetakan tanpa kode verifikasi · data %(at)s") % {"at": at}
    return _("Kode %(code)s · data %(at)s") % {"code": code, "at": at}


def fingerprint(report: RenjaReport) -> str:
    """The same for the same document: of what it prints but the moment of reading, and of what prints it."""
    return _mark(replace(report, read_at=NO_TIME))


def section_mark(section: Section) -> str:
    """The same for the same section."""
    return _mark(section)


def html_mark(html: str) -> str:
    """The same for the same HTML."""
    return _mark(html)


def _mark(told: object) -> str:
    return hashlib.sha256((printed_by() + repr(told)).encode()).hexdigest()


@cache
def printed_by() -> str:
    """Another one as soon as templates, styles, our code or the typesetter change."""
    digest = hashlib.sha256(version("weasyprint").encode())
    for pattern in SOURCES:
        for path in sorted(settings.BASE_DIR.glob(pattern)):
            digest.update(path.read_bytes())
    return digest.hexdigest()
