"""From what was read to the HTML that is typeset: templates under templates/reports/renja/."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from uuid import UUID

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from reports.report import RenjaReport
from reports.wording import print_moment, stage_mark

TEMPLATE = "reports/renja/document.html"
SOURCES = (
    "templates/reports/renja/*.html",
    "templates/reports/minutes/_*.html",
    "static/reports/renja.css",
    "static/reports/kesepakatan.css",
    "static/reports/sampul.svg",
    "reports/*.py",
)
NO_TIME = datetime(1, 1, 1, tzinfo=UTC)


def renja_html(report: RenjaReport, *, key: UUID) -> str:
    """The whole document as one HTML text; `key` and the moment of reading stand in each page's foot."""
    return render_to_string(
        TEMPLATE,
        {
            "report": report,
            "mark": stage_mark(report.stage),
            "running": _("Renja %(office)s Tahun %(year)s") % {"office": report.office, "year": report.year},
            "printed": _("Dokumen %(key)s · dicetak %(at)s")
            % {"key": key, "at": print_moment(report.read_at)},
            "description": report.plan.sentence,
        },
    )


def fingerprint(report: RenjaReport) -> str:
    """The same for the same document: of what it prints but the moment of reading, and of what prints it."""
    told = repr(replace(report, read_at=NO_TIME))
    return hashlib.sha256((_printed_by() + told).encode()).hexdigest()


@cache
def _printed_by() -> str:
    """Another one as soon as templates, styles, our code or the typesetter change."""
    digest = hashlib.sha256(version("weasyprint").encode())
    for pattern in SOURCES:
        for path in sorted(settings.BASE_DIR.glob(pattern)):
            digest.update(path.read_bytes())
    return digest.hexdigest()
