"""Asking for a document, watching it being made, handing it out."""

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.serving import file_response
from jobs.models import Job
from renja.models import Renja
from reports.errors import ReportRefused
from reports.models import GeneratedDocument
from reports.services import RENJA_PDF, request_renja_pdf

PDF = "application/pdf"


@require_safe
def export(request, year: int):
    """What is still missing, the button that makes the document, and the documents made so far."""
    renja = get_object_or_404(Renja.objects.visible_to(request.user), forum__plan_year=year)
    return render(request, "reports/export.html", {"renja": renja, "year": year})


@require_POST
def request_pdf(request, year: int):
    """Start making the PDF, or join the job that already makes it."""
    renja = get_object_or_404(Renja.objects.visible_to(request.user), forum__plan_year=year)
    try:
        job = request_renja_pdf(renja, actor=request.user)
    except ReportRefused as refused:
        messages.error(request, refused.message)
        return redirect("reports:export", year)
    return redirect("reports:job", job=job.pk)


@require_safe
def job(request, job):
    """How far the document is; htmx asks for the fragment alone."""
    found = get_object_or_404(Job, pk=job, kind=RENJA_PDF)
    document = (
        GeneratedDocument.objects.visible_to(request.user).filter(key=found.result.get("document")).first()
    )
    template = "reports/job.html#status" if request.htmx else "reports/job.html"
    response = render(request, template, {"job": found, "document": document, "year": found.payload["year"]})
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_safe
def document(request, key):
    """A stored document, to staff."""
    found = get_object_or_404(GeneratedDocument.objects.visible_to(request.user), key=key)
    return file_response(found.file, name=found.file_name, content_type=PDF)


@require_safe
def public_pdf(request, year: int):
    """The newest document of a published plan, to anybody."""
    renja = get_object_or_404(Renja.objects.visible_to(AnonymousUser()), forum__plan_year=year)
    found = GeneratedDocument.objects.for_public(renja).first()
    if found is None:
        raise Http404(_("Dokumen Renja tahun ini belum tersedia."))
    return file_response(found.file, name=found.file_name, content_type=PDF)
