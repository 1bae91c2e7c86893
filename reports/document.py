"""From what was read to the HTML that is typeset: templates under templates/reports/renja/."""

from uuid import UUID

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from reports.report import RenjaReport, TableHead
from reports.tables import programs_table, sources_table
from reports.wording import print_moment, stage_mark
from urusan.models import Level

TEMPLATE = "reports/renja/document.html"


def renja_html(report: RenjaReport, *, key: UUID) -> str:
    """The whole document as one HTML text; `key` and the moment of reading stand in each page's foot."""
    leaf = Level.SUB_KEGIATAN if report.plan.counts.get(Level.SUB_KEGIATAN) else Level.KEGIATAN
    programs, sources = programs_table(report.year), sources_table(report.year)
    recaps: list[TableHead] = [programs, sources] if report.plan.programs else []
    return render_to_string(
        TEMPLATE,
        {
            "report": report,
            "mark": stage_mark(report.stage),
            "running": _("Renja %(office)s Tahun %(year)s") % {"office": report.office, "year": report.year},
            "printed": _("Dokumen %(key)s · dicetak %(at)s")
            % {"key": key, "at": print_moment(report.read_at)},
            "description": report.plan.sentence,
            "tables": [report.proposal_table, report.plan_table, *recaps],
            "programs_table": programs,
            "sources_table": sources,
            "next_year": report.year + 1,
            "leaf_label": Level(leaf).label,
            "leaf_count": report.plan.counts.get(leaf, 0),
        },
    )
