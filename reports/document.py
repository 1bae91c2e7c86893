"""From what was read to the HTML that is typeset: templates under templates/reports/renja/."""

from uuid import UUID

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from reports.report import RenjaReport
from reports.wording import print_moment, stage_mark

TEMPLATE = "reports/renja/document.html"


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
