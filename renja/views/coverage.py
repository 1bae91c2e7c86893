"""How much of what was asked reached the plan, and which lines say that they come from the forum but answer nobody."""

from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from core.csv_export import csv_response
from core.excel_export import excel_response
from renja.coverage_table import as_table, read_parts, total_of
from renja.views.fetching import get_plan
from renja.windows import edit_refusal

CSV, XLSX = "csv", "xlsx"


def coverage(request: HttpRequest, year: int) -> HttpResponse:
    """By urusan, kecamatan and group, in number and rupiah; each number leads to its list."""
    renja = get_plan(request, year)
    parts = read_parts(renja.forum)
    total = total_of(parts[0])
    context = {
        "renja": renja, "year": year, "parts": parts, "total": total, "coverage": total,
        "orphans": renja.lines.orphans().count(),
    }  # fmt: skip
    return render(request, "renja/coverage.html", context)


def coverage_file(request: HttpRequest, year: int, form: str) -> HttpResponseBase:
    """All of it as one table, XLSX or CSV."""
    if form not in (CSV, XLSX):
        raise Http404
    parts = read_parts(get_plan(request, year).forum)
    head, rows = as_table(total_of(parts[0]), parts)
    name = f"cakupan-renja-{year}.{form}"
    if form == CSV:
        return csv_response(name, head, rows)
    return excel_response(name, _("Cakupan usulan"), head, rows)


def orphans(request: HttpRequest, year: int) -> HttpResponse:
    """Lines of origin forum that answer no accepted proposal."""
    renja = get_plan(request, year)
    prefetch_related_objects([renja.forum], "phases")
    lines = renja.lines.orphans().select_related("renja", "node__parent", "unit").order_by("node__code")
    context = {
        "renja": renja, "year": year, "lines": lines, "refusal": edit_refusal(renja.forum, request.user),
    }  # fmt: skip
    return render(request, "renja/orphans.html", context)
