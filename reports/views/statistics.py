"""What everybody may count: a forum's figures, and each table as a download."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render

from core.csv_export import csv_response
from forums.models import Forum
from reports import statistics


def overview(request: HttpRequest, year: int) -> HttpResponse:
    """Participation, states, time to answer, and where proposals come from and what became of them."""
    visible = Forum.objects.visible_to(request.user)
    figures = statistics.statistics(get_object_or_404(visible, plan_year=year))
    context = {
        "figures": figures,
        "citizens": statistics.few(figures.participation.citizens),
        "supporters": statistics.few(figures.participation.supporters),
        "others": visible.exclude(pk=figures.forum.pk),
    }
    return render(request, "reports/statistics.html", context)


def table(request: HttpRequest, year: int, slug: str) -> HttpResponseBase:
    """One table as CSV."""
    if slug not in statistics.TITLES:
        raise Http404
    forum = get_object_or_404(Forum.objects.visible_to(request.user), plan_year=year)
    head, rows = statistics.as_table(statistics.breakdown(forum, slug).rows)
    return csv_response(f"statistik-{year}-{slug}.csv", head, rows)
