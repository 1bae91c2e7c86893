"""The sheet for the head and the slides for the forum as HTML, which the worker typesets like every other PDF."""

from uuid import UUID

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from reports.codes import address_of, code_of, qr_of
from reports.plan_files.overview import Overview, shortened
from reports.wording import print_moment, stage_mark

SUMMARY, SLIDES = "reports/plan_files/summary.html", "reports/plan_files/slides.html"
ON_SHEET = {"programs": 6, "urusan": 4, "sources": 6, "outcomes": 6, "gaps": 6}
ON_SLIDE = {"programs": 8, "urusan": 6, "sources": 7, "outcomes": 7, "gaps": 8}
ACCEPTED_ON_SHEET, ACCEPTED_ON_SLIDE = 5, 8


def summary_html(overview: Overview, *, key: UUID) -> str:
    """One page, whatever the size of the plan."""
    return render_to_string(
        SUMMARY, _context(overview, key, ON_SHEET) | _accepted(overview, ACCEPTED_ON_SHEET)
    )


def slides_html(overview: Overview, *, key: UUID) -> str:
    """Eight slides; their lists end where a slide does, and say how many there are."""
    return render_to_string(
        SLIDES, _context(overview, key, ON_SLIDE) | _accepted(overview, ACCEPTED_ON_SLIDE)
    )


def _accepted(overview: Overview, limit: int) -> dict:
    """The first accepted proposals, and how many come after them."""
    return {"accepted": overview.accepted[:limit], "more_accepted": len(overview.accepted[limit:])}


def _context(overview: Overview, key: UUID, limits: dict[str, int]) -> dict:
    report, code = overview.report, code_of(key)
    address = address_of(code)
    return {
        "overview": overview,
        "report": report,
        "programs": shortened(overview.programs, limits["programs"]),
        "urusan": shortened(overview.urusan, limits["urusan"]),
        "sources": shortened(overview.sources, limits["sources"]),
        "outcomes": overview.outcomes[: limits["outcomes"]],
        "gaps": overview.completeness.gaps[: limits["gaps"]],
        "more_gaps": len(overview.completeness.gaps[limits["gaps"] :]),
        "mark": stage_mark(report.stage),
        "printed": _("Kode %(code)s · data %(at)s") % {"code": code, "at": print_moment(report.read_at)},
        "address": address,
        "qr": qr_of(code),
    }
