"""The pages that belong to no app: home."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from forums.models import Forum
from renja_portal import home as reads


def home(request: HttpRequest) -> HttpResponse:
    """The forum of the year, what became of proposals, what is new; on a fresh installation, what to do first."""
    forum = Forum.objects.current()
    phases = list(forum.phases.all()) if forum else []
    past = reads.forum_with_results()
    context = {
        "forum": forum,
        "window": reads.window_of_today(phases),
        "stations": reads.stations(phases),
        "past": past,
        "figures": reads.flow(past) if past else [],
        "urusan": reads.urusan_of(forum) if forum else [],
        "newest": reads.newest_proposals(),
        "agreements": reads.last_agreements(),
    }
    return render(request, "home.html", context)
