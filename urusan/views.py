"""The staff's page of official codes."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.vary import vary_on_headers

from urusan.forms import CodeFilterForm
from urusan.models import Edition, Nomenclature

PAGE_SIZE = 50


@vary_on_headers("HX-Request")
def codes(request: HttpRequest) -> HttpResponse:
    """The codes of one edition as a tree, or what a search finds in it; the rows alone for search-as-you-type."""
    filters = CodeFilterForm(request.GET)
    asked = filters.cleaned_data
    edition = asked.get("edisi") or Edition.objects.newest_first().first()
    rows = Nomenclature.objects.of_edition(edition).search(asked.get("q") or "")
    if asked.get("tingkat"):
        rows = rows.filter(level=asked["tingkat"])
    context = {
        "filters": filters,
        "edition": edition,
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page")),
    }
    return render(request, "urusan/codes.html#rows" if request.htmx else "urusan/codes.html", context)
