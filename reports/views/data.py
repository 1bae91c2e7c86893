"""Data terbuka: what there is, what each column means, and the files."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from accounts.rates import words_of
from core.csv_export import csv_response
from reports.api.operations import openapi
from reports.open_data import catalogue, examples, hidden, licence
from reports.open_data.datasets import DATASETS
from reports.open_data.models import DataEdition
from reports.open_data.serving import MINUTES_10, YEAR, hand_out, open_to_all

SOON = 60  # seconds until a file that is being made is asked for again


def overview(request: HttpRequest) -> HttpResponse:
    """Every dataset with its files, the licence, and the frozen editions."""
    context = {"offers": catalogue.offers(), "editions": hidden.open_editions(), "licence": licence}
    return render(request, "reports/data/overview.html", context)


def dataset(request: HttpRequest, slug: str) -> HttpResponse:
    """One dataset: its files and its dictionary."""
    if slug not in DATASETS:
        raise Http404
    context = {"offer": catalogue.offers(slug)[0], "licence": licence}
    return render(request, "reports/data/dataset.html", context)


def file(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    """A whole dataset, as the worker last made it."""
    if slug not in DATASETS:
        raise Http404
    found = {one.format: one for one in catalogue.offers(slug)[0].files}
    if form in found:
        return hand_out(request, found[form], name=f"{slug}.{form}", kind=form, seconds=MINUTES_10)
    response = render(request, "reports/data/soon.html", {"dataset": DATASETS[slug]}, status=404)
    response.headers["Retry-After"] = str(SOON)
    return response


def dictionary(request: HttpRequest) -> HttpResponseBase:
    """The dictionary of all datasets as one table."""
    return open_to_all(csv_response("kamus-data.csv", licence.dictionary_head(), licence.dictionary_rows()))


def frozen(request: HttpRequest, year: int, edition: int) -> HttpResponseBase:
    """A frozen edition; to nobody while it tells what was withheld since."""
    found = get_object_or_404(DataEdition, year=year, number=edition)
    if not any(one.is_open and one.pk == found.pk for one in hidden.open_editions()):
        raise Http404(_("Edisi ini sedang tidak dibuka."))
    return hand_out(request, found, name=found.file_name, kind="zip", seconds=YEAR)


def data_json(request: HttpRequest) -> HttpResponse:
    """The catalogue for data portals."""
    response = JsonResponse(catalogue.data_json(), json_dumps_params={"ensure_ascii": False})
    response.headers["Cache-Control"] = f"public, max-age={MINUTES_10}"
    return open_to_all(response)


def api(request: HttpRequest) -> HttpResponse:
    """How programs read the same data."""
    context = {"operations": examples.operations(openapi()), "limit": words_of("api")}
    return render(request, "reports/data/api.html", context)
