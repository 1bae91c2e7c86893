"""Bahan sidang: the working paper of a session and the empty form for its results, as PDF and Excel."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from core.excel_export import excel_response
from core.serving import file_response
from forums.sections import sections
from jobs.models import Job
from meetings.models import Sitting
from meetings.tabs import tabs
from meetings.views.sittings import prepared_sitting
from reports.errors import ReportRefused
from reports.working_paper.content import read_working_paper, table_head, table_rows
from reports.working_paper.making import SITTING_PAPER, key_of, request_paper
from reports.working_paper.models import PaperKind, SittingPaper

PDF = "application/pdf"


def papers(request: HttpRequest, year: int, pk: int) -> HttpResponse:
    """What was typeset, what is being typeset, and the same data as a table."""
    sitting = prepared_sitting(request, year, pk)
    shown = [_shown(sitting, kind) for kind in PaperKind]
    context = {
        "forum": sitting.forum,
        "sitting": sitting,
        "papers": shown,
        "is_active": any(one["job"] and one["job"].is_active for one in shown),
        "has_items": sitting.items.exists(),
        "tabs": tabs(sitting, "reports:sitting_papers", request.user),
        "sections": sections(sitting.forum, "meetings:sittings"),
    }
    return render(request, "reports/sitting_papers.html", context)


def _shown(sitting: Sitting, kind: PaperKind) -> dict:
    """The newest file of this kind, and the newest job unless it is done."""
    jobs = Job.objects.filter(kind=SITTING_PAPER, key=key_of(sitting, kind)).order_by("-created_at")
    job = jobs.first()
    paper = sitting.papers.filter(kind=kind).select_related("made_for").first()
    return {
        "kind": kind,
        "label": kind.label,
        "paper": paper,
        "job": None if job and job.state == "done" else job,
    }


def request_pdf(request: HttpRequest, year: int, pk: int, kind: str) -> HttpResponse:
    """Start typesetting, or join the job that does so already."""
    sitting = prepared_sitting(request, year, pk)
    if kind not in PaperKind.values:
        raise Http404
    try:
        request_paper(sitting, kind, actor=request.user)
    except ReportRefused as refused:
        messages.error(request, refused.message)
    return redirect("reports:sitting_papers", year, pk)


def file(request: HttpRequest, year: int, pk: int, kind: str) -> HttpResponseBase:
    sitting = prepared_sitting(request, year, pk)
    found = get_object_or_404(
        SittingPaper.objects.select_related("sitting__forum"), sitting=sitting, kind=kind
    )
    return file_response(found.file, name=found.file_name, content_type=PDF)


def excel(request: HttpRequest, year: int, pk: int) -> HttpResponseBase:
    """The same data as a table."""
    sitting = prepared_sitting(request, year, pk)
    try:
        paper = read_working_paper(sitting)
    except ReportRefused as refused:
        messages.error(request, refused.message)
        return redirect("reports:sitting_papers", year, pk)
    name = f"bahan-sidang-{year}-{pk}.xlsx"
    return excel_response(name, _("Bahan sidang"), table_head(), table_rows(paper))
