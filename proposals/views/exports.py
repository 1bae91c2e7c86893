"""Unduh: the list as it is filtered, as CSV or Excel."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from core.csv_export import csv_response
from core.excel_export import excel_response
from core.paging import count_up_to
from proposals.export import MOST_IN_CSV, MOST_IN_EXCEL, headings, table_rows
from proposals.forms.filters import FilterForm
from proposals.models import Proposal
from proposals.querysets import ProposalQuerySet


def _asked(request: HttpRequest) -> tuple[FilterForm, ProposalQuerySet]:
    filters = FilterForm(request.GET, user=request.user)
    return filters, filters.apply(Proposal.objects.submitted().newest_first())


def export_csv(request: HttpRequest) -> HttpResponseBase:
    """Up to MOST_IN_CSV rows; all of them together are open data."""
    filters, rows = _asked(request)
    if count_up_to(rows, MOST_IN_CSV) > MOST_IN_CSV:
        return _too_many(request, filters, MOST_IN_CSV)
    return csv_response("usulan.csv", headings(), table_rows(rows))


def export_excel(request: HttpRequest) -> HttpResponseBase:
    """Up to MOST_IN_EXCEL rows; more are offered as CSV."""
    filters, rows = _asked(request)
    if count_up_to(rows, MOST_IN_EXCEL) > MOST_IN_EXCEL:
        return _too_many(request, filters, MOST_IN_EXCEL)
    return excel_response("usulan.xlsx", "Usulan", headings(), table_rows(rows))


def _too_many(request: HttpRequest, filters: FilterForm, most: int) -> HttpResponse:
    context = {"filters": filters, "most": most, "fits_csv": most < MOST_IN_CSV}
    return render(request, "proposals/export_too_many.html", context, status=422)
