"""Berita acara and notulen of all forums: the way in for everybody who reads, remarks or signs."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from forums.models import Forum
from meetings.models import Minutes
from reports.views.minutes.frame import home_of


def records(request: HttpRequest) -> HttpResponse:
    """By forum, the newest first; of each kind its newest edition."""
    rows = Minutes.objects.for_listing()
    newest: dict[tuple[int, str], Minutes] = {}
    for row in rows:
        newest.setdefault((row.forum_id, row.kind), row)
    forums = Forum.objects.visible_to(request.user).order_by("-plan_year")
    told = [(forum, [_told(forum, kind, newest) for kind in Minutes.Kind]) for forum in forums]
    return render(request, "reports/minutes_pages/records.html", {"forums": told})


def _told(forum: Forum, kind: str, newest: dict[tuple[int, str], Minutes]) -> tuple[Minutes, str]:
    """The row, not saved where nobody has begun it, and its address."""
    minutes = newest.get((forum.pk, kind)) or Minutes(forum=forum, kind=kind)
    minutes.forum = forum
    return minutes, home_of(minutes)
