"""The lines of one published plan as a table, in the columns of the open data."""

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from core.columns import as_cells
from core.csv_export import csv_response
from core.excel_export import excel_response
from renja.models import Renja
from reports.open_data.datasets import DATASETS

CSV, XLSX = "csv", "xlsx"
LINES = "baris-renja"


def plan_lines(request: HttpRequest, year: int, form: str) -> HttpResponseBase:
    """What the public reads of each line, by code; XLSX or CSV."""
    if form not in (CSV, XLSX):
        raise Http404
    renja = get_object_or_404(Renja.objects.visible_to(AnonymousUser()), forum__plan_year=year)
    dataset = DATASETS[LINES]
    head = [str(column.label) for column in dataset.columns]
    rows = (as_cells(values) for values in dataset.values(renja.year))
    name = f"renja-{year}-baris.{form}"
    if form == CSV:
        return csv_response(name, head, rows)
    return excel_response(name, _("Baris Renja"), head, rows)
