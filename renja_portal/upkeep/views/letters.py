"""Surat keluar: what left, what waits, what did not arrive and why."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.vary import vary_on_headers

from notifications.models import Message
from notifications.services import cancel_message, retry_message
from renja_portal.upkeep.forms import LetterFilter
from renja_portal.upkeep.rows import letter_rows
from renja_portal.upkeep.sections import sections
from renja_portal.upkeep.views.listing import do_and_return, page_of

LETTERS = "upkeep:letters"


@vary_on_headers("HX-Request")
def letters(request: HttpRequest) -> HttpResponse:
    """All letters, newest first; the rows alone for search-as-you-type."""
    filters = LetterFilter(request.GET)
    page = page_of(request, filters.apply(Message.objects.for_listing()))
    context = {"filters": filters, "page": page, "rows": letter_rows(page, request.user)}
    if request.htmx:
        return render(request, "upkeep/letters.html#rows", context)
    context |= {
        "sections": sections(request.user, LETTERS),
        "oldest": Message.objects.oldest_unsent(),
        "waiting": Message.objects.pending().count(),
        "undelivered": Message.objects.undelivered().count(),
    }
    return render(request, "upkeep/letters.html", context)


def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Kirim lagi."""
    found = get_object_or_404(Message, pk=pk)
    done = _("Surat masuk antrean lagi.")
    return do_and_return(request, lambda: retry_message(found, actor=request.user), done=done, back=LETTERS)


def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Batalkan."""
    found = get_object_or_404(Message, pk=pk)
    done = _("Surat dibatalkan.")
    return do_and_return(request, lambda: cancel_message(found, actor=request.user), done=done, back=LETTERS)
