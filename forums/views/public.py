"""What everybody may read of a forum."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render

from core.quarantine import ScanState
from core.serving import file_response
from forums import overview, schedule
from forums.day import timetable
from forums.models import Document, Forum
from forums.presence_counts import presence_of


def detail(request: HttpRequest, year: int) -> HttpResponse:
    """Facts, path, participants, what was asked and agreed for each urusan, papers, other years."""
    visible = Forum.objects.visible_to(request.user).select_related("renja")
    forums = {forum.plan_year: forum for forum in visible}
    forum = forums.pop(year, None)
    if forum is None:
        raise Http404
    phases = list(forum.phases.all())
    parts = overview.urusan_parts(forum)
    context = {
        "forum": forum,
        "window": schedule.window_of_today(phases),
        "stations": schedule.stations(phases),
        "moved": [phase for phase in phases if phase.note],
        "programme": timetable(forum, forum.programme.all()),
        "parts": parts,
        "has_agreements": any(part.agreements for part in parts),
        "groups": overview.participant_groups(forum),
        "documents": forum.documents.visible_to(request.user),
        "plan": overview.published_plan(forum),
        "others": list(forums.values()),
        "presence": presence_of(forum),
    }
    return render(request, "forums/detail.html", context)


def document(request: HttpRequest, year: int, pk: int) -> HttpResponseBase:
    """One paper as download; unpublished ones only for host staff, to nobody before the scanner has called it clean."""
    visible = Document.objects.visible_to(request.user)
    found = get_object_or_404(visible, pk=pk, forum__plan_year=year, scan=ScanState.CLEAN)
    return file_response(found.file, name=found.original_name, content_type=found.content_type)
