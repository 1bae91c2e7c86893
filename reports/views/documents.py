"""Asking for a document, watching it being made, handing it out."""

import logging

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
from reports.models import DocumentKind, GeneratedDocument
from reports.plan_files.kinds import FORMS, FURTHER, PDF
from reports.plan_files.making import PLAN_FILE, request_plan_file
from reports.plan_files.offer import offers
from reports.revision_files.copies import copy_for_everybody
from reports.revision_files.making import REVISION_PDF
from reports.services import RENJA_PDF, request_renja_pdf

logger = logging.getLogger("renja.reports")


@require_safe
def export(request, year: int):
    """What is still missing, the button that makes the document, and the documents made so far."""
    renja = get_object_or_404(Renja.objects.visible_to(request.user), forum__plan_year=year)
    context = {"renja": renja, "year": year, "offers": offers(renja, request.user)}
    return render(request, "reports/export.html", context)


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


@require_POST
def request_file(request, year: int, form: str):
    """Start making another form of the plan, or join the job that already makes it."""
    renja = get_object_or_404(Renja.objects.visible_to(request.user), forum__plan_year=year)
    kind = next((one.kind for one in FURTHER if one.slug == form), None)
    if kind is None:
        raise Http404(_("Bentuk dokumen ini tidak ada."))
    try:
        job = request_plan_file(renja, kind=kind, actor=request.user)
    except ReportRefused as refused:
        messages.error(request, refused.message)
        return redirect("reports:export", year)
    return redirect("reports:job", job=job.pk)


@require_safe
def job(request, job):
    """How far the document is; htmx asks for the fragment alone."""
    found = get_object_or_404(Job, pk=job, kind__in=(RENJA_PDF, PLAN_FILE, REVISION_PDF))
    form = FORMS[found.payload.get("kind", DocumentKind.RENJA_PDF)]
    documents = GeneratedDocument.objects.visible_to(request.user)
    document = documents.filter(key=found.result.get("document")).first()
    template = "reports/job.html#status" if request.htmx else "reports/job.html"
    context = {"job": found, "document": document, "year": found.payload["year"], "form": form}
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_safe
def document(request, key):
    """A stored document, to staff."""
    found = get_object_or_404(GeneratedDocument.objects.visible_to(request.user), key=key)
    return file_response(found.file, name=found.file_name, content_type=FORMS[found.kind].content_type)


@require_safe
def public_pdf(request, year: int):
    """The signed copy of a published plan, else its newest document, to anybody."""
    renja = get_object_or_404(Renja.objects.visible_to(AnonymousUser()), forum__plan_year=year)
    found = copy_for_everybody(renja)
    if found is None:
        raise Http404(_("Dokumen Renja tahun ini belum tersedia."))
    if not found.is_whole:
        logger.error("signed plan is not what was kept: %s", found.file.name)
        raise Http404(
            _(
                "Salinan bertanda tangan di penyimpanan tidak lagi utuh, sehingga tidak dibagikan. Hubungi penyelenggara."
            )
        )
    return file_response(found.file, name=found.file_name, content_type=PDF)
