"""The portal's addresses, and some under which things go wrong."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.pages import page
from renja_portal.urls import urlpatterns as portal


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("so that somebody sees the page for failures")


def shown(request: HttpRequest, name: str) -> HttpResponse:
    """The page for an error that is hard to come by: `503`, `403_csrf`."""
    return render(request, f"{name}.html", {"reference": "A1B2"}, status=int(name[:3]))


urlpatterns = [*portal, page("rusak/", broken, "broken"), page("galat/<slug:name>/", shown, "shown")]
