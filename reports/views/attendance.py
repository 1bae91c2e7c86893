"""Daftar hadir on paper: ordered, watched, handed out."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.vary import vary_on_headers

from core.serving import file_response
from core.versions import attempt
from forums.sections import sections
from forums.views.manage import managed_forum
from reports.attendance_list import order_attendance_list
from reports.forms.attendance import AttendanceSheetForm

PDF = "application/pdf"
SHOWN = 10


@vary_on_headers("HX-Request")
def sheets(request: HttpRequest, year: int) -> HttpResponse:
    """What is printed, and what was printed in the last days; htmx asks how far it is."""
    forum = managed_forum(request, year)
    form = AttendanceSheetForm(request.POST or None)

    def order():
        order_attendance_list(forum, actor=request.user, **form.cleaned_data)

    if request.method == "POST" and form.is_valid() and attempt(form, order):
        return redirect("reports:attendance_sheets", year)
    rows = list(forum.attendance_sheets.select_related("job", "forum", "created_by")[:SHOWN])
    context = {
        "forum": forum,
        "form": form,
        "sheets": rows,
        "is_busy": any(row.job and row.job.is_active for row in rows),
        "sections": sections(forum, "meetings:presence"),
    }
    template = "reports/attendance.html#sheets" if request.htmx else "reports/attendance.html"
    return render(request, template, context)


def sheet_file(request: HttpRequest, year: int, key) -> HttpResponseBase:
    forum = managed_forum(request, year)
    found = get_object_or_404(forum.attendance_sheets.select_related("forum"), key=key)
    if not found.file:
        raise Http404(_("Daftar hadir ini belum selesai disusun."))
    return file_response(found.file, name=found.file_name, content_type=PDF)
