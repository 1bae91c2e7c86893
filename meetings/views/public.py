"""What everybody may read of what a forum agreed on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from forums.models import Forum
from meetings.models import Agreement


def agreements(request: HttpRequest, year: int) -> HttpResponse:
    """Kesepakatan dan dukungan mitra: how far each is, and what it is about; then what earlier forums left open."""
    forum = get_object_or_404(Forum.objects.visible_to(request.user), plan_year=year)
    context = {
        "forum": forum,
        "agreements": forum.agreements.for_listing().with_links().with_lines_of_acts(),
        "earlier": Agreement.objects.public()
        .tracked()
        .open_before(forum)
        .for_listing()
        .with_links()
        .with_lines_of_acts(),
    }
    return render(request, "meetings/public_agreements.html", context)
