"""What the pages of the settings share: a page with one form, and a list with its filter."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from core.errors import NotAllowed
from core.paging import page_of
from core.versions import VersionedForm, attempt
from stakeholders.forms.filters import FilterForm
from stakeholders.sections import sections

PAGE_SIZE = 30


def form_page(
    request: HttpRequest, form: VersionedForm, verb: Callable[[], Any], *, section: str, done: str, page: dict
) -> HttpResponse:
    """Show a form, call the verb when it is sent, go back to the list; what is refused stays in the form.

    `page`: title, lead, button, and what else the template (`template`, else the plain one) shows.
    """
    if request.method == "POST" and form.is_valid() and attempt(form, verb):
        messages.success(request, done)
        return redirect(section)
    context = {"form": form, "sections": sections(section), "back": section, **page}
    template = page.get("template", "stakeholders/form.html")
    return render(request, template, context, status=409 if form.conflict else 200)


def list_page(
    request: HttpRequest, filters: FilterForm, rows: QuerySet, *, section: str, template: str
) -> HttpResponse:
    """The rows that are asked for, a page at a time; the rows alone for search-as-you-type."""
    page = page_of(filters.apply(rows), request.GET.get("page"), PAGE_SIZE)
    context = {"filters": filters, "page": page, "sections": sections(section)}
    return render(request, f"{template}#rows" if request.htmx else template, context)


def act(
    request: HttpRequest, verb: Callable[[], Any], *, done: str, back: str, args: tuple = ()
) -> HttpResponse:
    """Call a verb that needs no form, say what came of it, and go back."""
    try:
        verb()
    except NotAllowed as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, done)
    return redirect(back, *args)
