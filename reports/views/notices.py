"""Pemberitahuan hasil usulan: each to its proposer, all of a publication to the secretariat's printer."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from core.paging import page_of
from core.serving import file_response
from reports.forms.notices import NoticeFilter
from reports.models import ResultNotice
from reports.notices import MOST_PRINTED, joined

PDF = "application/pdf"
PAGE_SIZE = 20


def notice(request: HttpRequest, key) -> HttpResponseBase:
    """One document: to its proposer, the members of their organisation, and staff."""
    found = get_object_or_404(ResultNotice.objects.visible_to(request.user), key=key)
    return file_response(found.file, name=found.file_name, content_type=PDF)


def notices(request: HttpRequest) -> HttpResponse:
    """What was made, day by day, to print and hand over."""
    filters, found = _filtered(request)
    page = page_of(found, request.GET.get("page"), PAGE_SIZE, whole=ResultNotice.objects.by_place())
    context = {"filters": filters, "page": page, "most": MOST_PRINTED}
    return render(request, "reports/notices.html", context)


def notices_print(request: HttpRequest) -> HttpResponse:
    """Those that the list shows, as one PDF."""
    _filters, found = _filtered(request)
    chosen = list(found[:MOST_PRINTED])
    if not chosen:
        messages.error(request, _("Tidak ada pemberitahuan untuk dicetak."))
        return redirect("reports:notices")
    name = content_disposition_header(True, "pemberitahuan-hasil-usulan.pdf")
    headers = {"Content-Disposition": name, "Cache-Control": "private, no-store"}
    return HttpResponse(joined(chosen), content_type=PDF, headers=headers)


def _filtered(request: HttpRequest):
    filters = NoticeFilter(request.GET, days=ResultNotice.objects.by_day())
    return filters, filters.apply(ResultNotice.objects.by_place())
