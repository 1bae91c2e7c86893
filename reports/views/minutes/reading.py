"""The page of a berita acara or notulen, its prints and files."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from core.errors import NotAllowed
from core.quarantine import ScanState
from core.serving import file_response
from forums.models import Forum
from jobs.models import Job
from meetings.models import Minutes, MinutesFile
from reports.minutes import summary
from reports.minutes.data import paper_of
from reports.minutes.docx import SHEETS, minutes_docx
from reports.minutes.making import MINUTES_PDF, PASSING_KINDS, request_print
from reports.minutes.outline import outline_of
from reports.minutes.publishing import published_file
from reports.views.minutes.frame import frame, home_of, minutes_or_404
from reports.word import DOCX

PDF = "application/pdf"


def berita_acara(request: HttpRequest, year: int) -> HttpResponse:
    return _home(request, year, Minutes.Kind.BERITA_ACARA)


def notulen(request: HttpRequest, year: int) -> HttpResponse:
    return _home(request, year, Minutes.Kind.NOTULEN)


def _home(request: HttpRequest, year: int, kind: str) -> HttpResponse:
    """The text with its parts, what is missing, its files and signers."""
    minutes = minutes_or_404(request, year, kind)
    try:
        outline = outline_of(minutes)
    except NotAllowed as refused:
        messages.error(request, refused.message)
        return redirect("forums:manage", year)
    context = frame(request, minutes) | summary.of(minutes, outline)
    return render(request, "reports/minutes_pages/home.html", context)


def minutes_print(request: HttpRequest, year: int, kind: str, what: str) -> HttpResponse:
    """Start typesetting a draft, the signature sheet, or the public version once more."""
    minutes = minutes_or_404(request, year, kind)
    if what not in (*PASSING_KINDS, MinutesFile.Kind.PUBLIC):
        raise Http404
    try:
        job = request_print(minutes, actor=request.user, kind=what)
    except NotAllowed as refused:
        messages.error(request, refused.message)
        return redirect(home_of(minutes))
    return redirect("reports:minutes_job", year, kind, job.pk)


def minutes_job(request: HttpRequest, year: int, kind: str, job) -> HttpResponse:
    """How far it is; htmx asks for the fragment alone."""
    minutes = minutes_or_404(request, year, kind)
    found = get_object_or_404(Job, pk=job, kind=MINUTES_PDF, payload__minutes=minutes.pk)
    files = (
        minutes.files.filter(kind__in=found.payload["kinds"]).order_by("kind", "-made_at").distinct("kind")
    )
    template = "reports/minutes_pages/job.html#status" if request.htmx else "reports/minutes_pages/job.html"
    is_done = found.state == "done"
    context = frame(request, minutes) | {"job": found, "files": list(files) if is_done else []}
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def minutes_word(request: HttpRequest, year: int, kind: str) -> HttpResponse:
    """The text as DOCX, to go on with in Word; `?kertas=f4` on the longer paper of many offices."""
    minutes = minutes_or_404(request, year, kind)
    sheets = SHEETS.get(request.GET.get("kertas", ""), SHEETS["a4"])
    try:
        content = minutes_docx(paper_of(minutes), is_final=minutes.is_final, sheets=sheets)
    except NotAllowed as refused:
        messages.error(request, refused.message)
        return redirect("forums:manage", year)
    name = f"{minutes.slug}-forum-renja-{year}.docx"
    headers = {
        "Content-Disposition": content_disposition_header(True, name),
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(content, content_type=DOCX, headers=headers)


def minutes_file(request: HttpRequest, key) -> HttpResponseBase:
    """One file of it, to staff."""
    found = get_object_or_404(MinutesFile.objects.visible_to(request.user), key=key, scan=ScanState.CLEAN)
    kinds = {"jpg": "image/jpeg", "png": "image/png"}
    content_type = kinds.get(found.file.name.rpartition(".")[2], PDF)
    return file_response(found.file, name=found.file_name, content_type=content_type)


def minutes_public(request: HttpRequest, year: int) -> HttpResponseBase:
    """The public version of the newest final berita acara, to anybody."""
    forum = get_object_or_404(Forum.objects.visible_to(request.user), plan_year=year, is_published=True)
    file = published_file(forum)
    if file is None:
        raise Http404(_("Berita acara forum ini belum tersedia."))
    return file_response(file.file, name=file.file_name, content_type=PDF)
