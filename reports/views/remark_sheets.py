"""Catatan Verifikasi dan Tindak Lanjut as PDF and Excel, for Bappeda and the office alike."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from core.excel_export import excel_response
from core.serving import file_response
from jobs.models import Job
from renja.views.examining import get_examination
from reports.errors import ReportRefused
from reports.remark_sheet.content import read_sheet, table_head, table_rows
from reports.remark_sheet.making import REMARK_SHEET, request_sheet
from reports.remark_sheet.models import RemarkSheet, file_stem

PDF = "application/pdf"


def sheet(request: HttpRequest, key) -> HttpResponse:
    """What was typeset, what is being typeset, and the same as a table."""
    examination = get_examination(request, key)
    newest = Job.objects.filter(kind=REMARK_SHEET, key=str(examination.pk)).order_by("-created_at").first()
    job = None if newest and newest.state == "done" else newest
    context = {
        "examination": examination,
        "year": examination.year,
        "sheet": RemarkSheet.objects.filter(examination=examination).first(),
        "job": job,
        "is_active": bool(job and job.is_active),
        "has_remarks": examination.remarks.sent().exists(),
    }
    return render(request, "reports/remarks.html", context)


def order(request: HttpRequest, key) -> HttpResponse:
    """Start typesetting, or join the job that does so already."""
    examination = get_examination(request, key)
    try:
        request_sheet(examination, actor=request.user)
    except ReportRefused as refused:
        messages.error(request, refused.message)
    return redirect("reports:remarks_print", key)


def file(request: HttpRequest, key) -> HttpResponseBase:
    examination = get_examination(request, key)
    found = get_object_or_404(
        RemarkSheet.objects.select_related("examination__revision__renja__forum").defer(
            "examination__revision__content"
        ),
        examination=examination,
    )
    return file_response(found.file, name=found.file_name, content_type=PDF)


def excel(request: HttpRequest, key) -> HttpResponseBase:
    """The same as a table."""
    examination = get_examination(request, key)
    try:
        content = read_sheet(examination, timezone.now())
    except ReportRefused as refused:
        messages.error(request, refused.message)
        return redirect("reports:remarks_print", key)
    name = f"{file_stem(examination)}.xlsx"
    return excel_response(name, _("Catatan verifikasi"), table_head(), table_rows(content))
