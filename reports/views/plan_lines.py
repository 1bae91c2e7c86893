"""The lines of one published plan as a table, in the columns of the open data."""

from collections.abc import Iterator

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from core.columns import as_cells, read_row
from core.csv_export import csv_response
from core.excel_export import excel_response
from renja.models import Renja
from renja.readable import readable
from reports.open_data.datasets import DATASETS, Dataset
from reports.open_data.reads import urusan_names

CSV, XLSX = "csv", "xlsx"
LINES = "baris-renja"


def plan_lines(request: HttpRequest, year: int, form: str) -> HttpResponseBase:
    """What the public reads of each line, by code; XLSX or CSV. As long as a change is drafted, what was established."""
    if form not in (CSV, XLSX):
        raise Http404
    renja = get_object_or_404(Renja.objects.visible_to(AnonymousUser()), forum__plan_year=year)
    dataset = DATASETS[LINES]
    head = [str(column.label) for column in dataset.columns]
    values = _established(renja, dataset) if renja.is_amended else dataset.values(renja.year)
    rows = (as_cells(one) for one in values)
    name = f"renja-{year}-baris.{form}"
    if form == CSV:
        return csv_response(name, head, rows)
    return excel_response(name, _("Baris Renja"), head, rows)


def _established(renja: Renja, dataset: Dataset) -> Iterator[list[object]]:
    """In place of the draft, before anything is sent."""
    plan = readable(renja)
    if plan is None:
        raise Http404
    lines = plan.outline.lines
    named = urusan_names(plan.renja.edition, [line.node.code for line in lines])
    for line in lines:
        line.urusan_name = named.get(line.node.code)
    return (read_row(dataset.columns, line) for line in lines)
