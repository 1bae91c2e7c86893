"""The PDF of a frozen revision: ordered and downloaded by staff; of what was established by everybody."""

import logging

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from core.serving import file_response
from renja.models import Renja, Revision
from renja.readable import acts_of
from reports.errors import ReportRefused
from reports.plan_files.kinds import PDF
from reports.plan_signing.publishing import PublicCopy
from reports.revision_files.copies import copy_of
from reports.revision_files.making import request_revision_pdf

logger = logging.getLogger("renja.reports")


def _plan(request: HttpRequest, year: int) -> Renja:
    return get_object_or_404(Renja.objects.visible_to(request.user), forum__plan_year=year)


def _revision(request: HttpRequest, year: int, number: int) -> Revision:
    rows = _plan(request, year).revisions.defer("content").select_related("renja__forum")
    return get_object_or_404(rows, number=number)


def order(request: HttpRequest, year: int, revision: int) -> HttpResponse:
    """Start making it, or join the job that already does."""
    found = _revision(request, year, revision)
    try:
        job = request_revision_pdf(found, actor=request.user)
    except ReportRefused as refused:
        messages.error(request, refused.message)
        return redirect("renja:revision", year, revision)
    return redirect("reports:job", job=job.pk)


def file(request: HttpRequest, year: int, revision: int) -> HttpResponseBase:
    """That of any revision, to staff."""
    return _handed(copy_of(_revision(request, year, revision)))


def public_file(request: HttpRequest, year: int, revision: int) -> HttpResponseBase:
    """That of an act, to everybody, as long as nothing can be read in it that is withheld."""
    found = get_object_or_404(acts_of(_plan(request, year)).defer("content"), number=revision)
    return _handed(copy_of(found, for_everybody=True))


def _handed(copy: PublicCopy | None) -> HttpResponseBase:
    if copy is None:
        raise Http404(_("PDF revisi ini belum disusun."))
    if not copy.is_whole:
        logger.error("signed plan is not what was kept: %s", copy.file.name)
        raise Http404(_("Salinan bertanda tangan di penyimpanan tidak lagi utuh, sehingga tidak dibagikan."))
    return file_response(copy.file, name=copy.file_name, content_type=PDF)
