"""Surat penerusan: who waits for one, the letters so far, writing, watching and handing out one."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from core.paging import page_of
from core.serving import file_response
from reports.errors import ReportRefused
from reports.forms.letters import LetterForm
from reports.letters import offices_without_letter, remake_letter, without_letter, write_letter
from reports.models import ForwardingLetter

PAGE_SIZE = 30
SHOWN = 200
PDF = "application/pdf"


def letters(request: HttpRequest) -> HttpResponse:
    rows = ForwardingLetter.objects.visible_to(request.user).for_listing()
    page = page_of(rows, request.GET.get("page"), PAGE_SIZE)
    context = {"page": page, "offices": list(offices_without_letter()[:SHOWN])}
    return render(request, "reports/letters.html", context)


def letter_new(request: HttpRequest, office: int) -> HttpResponse:
    """What stands in the letter, and what is still to be filled in."""
    found = get_object_or_404(offices_without_letter(), pk=office)
    form = LetterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            letter = write_letter(found, actor=request.user, **form.cleaned_data)
            return redirect("reports:letter", letter.key)
        except ReportRefused as refused:
            form.add_error(None, refused.message)
    rows = without_letter().filter(forwarded_to=found).with_people().order_by("number")[:SHOWN]
    return render(request, "reports/letter_new.html", {"office": found, "form": form, "rows": rows})


def letter(request: HttpRequest, key) -> HttpResponse:
    """How far it is, its file, and what it names."""
    found = get_object_or_404(ForwardingLetter.objects.visible_to(request.user), key=key)
    return render(request, "reports/letter.html", {"letter": found, "rows": found.content["rows"]})


def letter_file(request: HttpRequest, key) -> HttpResponseBase:
    found = get_object_or_404(ForwardingLetter.objects.visible_to(request.user), key=key)
    if not found.file:
        raise Http404(_("Surat ini belum selesai disusun."))
    return file_response(found.file, name=found.file_name, content_type=PDF)


def letter_remake(request: HttpRequest, key) -> HttpResponse:
    """Susun ulang, such as after a failure."""
    found = get_object_or_404(ForwardingLetter.objects.visible_to(request.user), key=key)
    try:
        remake_letter(found, actor=request.user)
    except ReportRefused as refused:
        messages.error(request, refused.message)
    return redirect("reports:letter", key)
