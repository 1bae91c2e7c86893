"""What the three lists share: a page of rows, and going back to the list that was narrowed."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse

from core.errors import NotAllowed

PAGE_SIZE = 50


def page_of(request: HttpRequest, rows: QuerySet) -> Page:
    return Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))


def do_and_return(request: HttpRequest, verb: Callable[[], Any], *, done: str, back: str) -> HttpResponse:
    """Call a verb, say what came of it, and show the list again as it was narrowed (`daftar`)."""
    try:
        verb()
    except NotAllowed as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, done)
    narrowed = QueryDict(request.POST.get("daftar", "")[:1000]).urlencode()
    return redirect(reverse(back) + (f"?{narrowed}" if narrowed else ""))
