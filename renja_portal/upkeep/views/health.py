"""Kesehatan sistem: how the installation stands, and what to do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.vary import vary_on_headers

from renja_portal.health.findings import Standing
from renja_portal.health.overview import overview
from renja_portal.upkeep.sections import sections

HEALTH = "upkeep:health"


@vary_on_headers("HX-Request")
def health(request: HttpRequest) -> HttpResponse:
    """Everything at this moment; the findings alone for a page that asks again by itself."""
    found = overview()
    context = {
        "findings": found,
        "wrong": sum(one.standing == Standing.WRONG for one in found),
        "watch": sum(one.standing == Standing.WATCH for one in found),
        "now": timezone.now(),
    }
    if request.htmx:
        return render(request, "upkeep/health.html#findings", context)
    return render(request, "upkeep/health.html", context | {"sections": sections(request.user, HEALTH)})
