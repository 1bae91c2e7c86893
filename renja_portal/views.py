"""The pages that belong to no app: home, the workspace, health."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from forums import schedule
from forums.models import Forum
from renja_portal import home as reads
from renja_portal.health import readiness
from renja_portal.workspace import nearest_deadlines, waiting_for


def home(request: HttpRequest) -> HttpResponse:
    """The forum of the year, what became of proposals, what is new; on a fresh installation, what to do first."""
    forum = Forum.objects.current()
    phases = list(forum.phases.all()) if forum else []
    past = reads.forum_with_results()
    context = {
        "forum": forum,
        "window": schedule.window_of_today(phases),
        "stations": schedule.stations(phases),
        "past": past,
        "figures": reads.flow(past) if past else [],
        "urusan": reads.urusan_of(forum) if forum else [],
        "newest": reads.newest_proposals(),
        "agreements": reads.last_agreements(),
    }
    return render(request, "home.html", context)


def workspace(request: HttpRequest) -> HttpResponse:
    """Pekerjaan saya: one list of what waits for this person, whatever the number of their roles."""
    context = {"tasks": waiting_for(request.user), "nearest": nearest_deadlines(request.user)}
    return render(request, "workspace.html", context)


def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked."""
    return HttpResponse("ok\n", content_type="text/plain")


def readyz(request: HttpRequest) -> HttpResponse:
    """Whether requests can be served: 200 or 503; why, and how the rest stands, for staff and on this machine alone."""
    problems = readiness.problems()
    told: dict[str, Any] = {"ready": not problems}
    if readiness.asks_here(request) or (
        "database" not in problems and request.user.has_perm("stakeholders.work")
    ):
        told["problems"] = problems
        told |= readiness.details() if "database" not in problems else {}
    response = JsonResponse(told, status=503 if problems else 200)
    response.headers["Cache-Control"] = "no-store"
    return response
