"""The day of a forum for people's own calendars."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from core.calendar_file import CalendarEvent, calendar_file
from forums.day import programme_minutes
from forums.models import Forum


def calendar(request: HttpRequest, year: int) -> HttpResponse:
    """The day as a calendar file; imported again after it moved, it takes the place of the earlier one."""
    dated = Forum.objects.visible_to(request.user).exclude(held_on=None)
    forum = get_object_or_404(dated, plan_year=year)
    answer = HttpResponse(calendar_file(event_of(forum)), content_type="text/calendar; charset=utf-8")
    name = f"forum-renja-{year}.ics"
    answer.headers["Content-Disposition"] = content_disposition_header(True, name)
    return answer


def event_of(forum: Forum) -> CalendarEvent:
    """The forum's day; its version counts every change, so a calendar knows the newest."""
    notes = [
        _("Tema: %(theme)s") % {"theme": forum.theme} if forum.theme else "",
        _("Jadwal berubah: %(why)s") % {"why": forum.note} if forum.note else "",
    ]
    return CalendarEvent(
        uid=f"forum-renja-{forum.plan_year}@{urlsplit(settings.PUBLIC_URL).hostname}",
        sequence=forum.version,
        summary=_("Forum Perangkat Daerah, Renja %(year)d") % {"year": forum.plan_year},
        day=forum.held_on,
        begins=forum.starts_at,
        minutes=programme_minutes(forum),
        location=forum.place,
        description="\n".join(note for note in notes if note),
        url=settings.PUBLIC_URL + reverse("forums:detail", args=[forum.plan_year]),
    )
