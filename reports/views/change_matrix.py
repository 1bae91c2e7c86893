"""Matriks perubahan: ordered for two states of a plan, watched, handed out."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from core.serving import file_response
from jobs.models import Job
from renja.forms.revisions import PRESENT, CompareForm
from renja.models import Renja, Revision
from renja.views.fetching import get_plan
from reports.change_matrix.making import CHANGE_MATRIX, key_of, request_matrix
from reports.change_matrix.models import ChangeMatrix
from reports.errors import ReportRefused

PDF = "application/pdf"
Pair = tuple[Revision, Revision | None]


def matrix(request: HttpRequest, year: int) -> HttpResponse:
    """The file of the two states that `?dari=` and `?ke=` name, and how far a newer one is."""
    renja = get_plan(request, year)
    before, after = _pair(renja, request.GET)
    job = Job.objects.filter(kind=CHANGE_MATRIX, key=key_of(before, after)).order_by("-created_at").first()
    context = {
        "renja": renja, "year": year, "before": before, "after": after, "present": PRESENT,
        "job": None if job and job.state == "done" else job,
        "matrix": ChangeMatrix.objects.filter(before=before, after=after).select_related("made_for").first(),
    }  # fmt: skip
    return render(request, "reports/change_matrix.html", context)


def _pair(renja: Renja, asked) -> Pair:
    """The two states that were named; 404 where they are none of this plan's."""
    found = {str(one.number): one for one in renja.revisions.for_listing()}
    form = CompareForm(asked, revisions=list(found.values()))
    if not form.is_valid():
        raise Http404
    return found[form.cleaned_data["dari"]], found.get(form.cleaned_data["ke"])


def request_pdf(request: HttpRequest, year: int) -> HttpResponse:
    """Start typesetting, or join the job that does so already."""
    renja = get_plan(request, year)
    before, after = _pair(renja, request.POST)
    try:
        request_matrix(renja, before, after, actor=request.user)
    except ReportRefused as refused:
        messages.error(request, refused.message)
    told = {"dari": before.number, "ke": after.number if after else PRESENT}
    return redirect(f"{reverse('reports:change_matrix', args=[year])}?{urlencode(told)}")


def file(request: HttpRequest, year: int, key) -> HttpResponseBase:
    renja = get_plan(request, year)
    rows = ChangeMatrix.objects.select_related("before__renja__forum", "after")
    found = get_object_or_404(rows, key=key, before__renja=renja)
    return file_response(found.file, name=found.file_name, content_type=PDF)
