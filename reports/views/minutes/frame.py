"""What all pages of a berita acara or notulen have in common."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from forums.sections import sections
from forums.views.manage import managed_forum
from meetings.minutes_writing import MANAGE, SIGN, current_minutes
from meetings.models import Minutes

NAMES = {Minutes.Kind.BERITA_ACARA: "reports:berita_acara", Minutes.Kind.NOTULEN: "reports:notulen"}


def minutes_or_404(request: HttpRequest, year: int, kind: str) -> Minutes:
    """The newest edition, of a forum that this person can see."""
    return current_minutes(managed_forum(request, year), kind)


def home_of(minutes: Minutes) -> str:
    """The address of its page."""
    return reverse(NAMES[Minutes.Kind(minutes.kind)], args=[minutes.forum.plan_year])


def frame(request: HttpRequest, minutes: Minutes) -> dict[str, Any]:
    """The tabs of the forum are for who manages it."""
    may_manage = request.user.has_perm(MANAGE)
    return {
        "forum": minutes.forum,
        "minutes": minutes,
        "home": home_of(minutes),
        "may_manage": may_manage,
        "may_sign": request.user.has_perm(SIGN),
        "sections": sections(minutes.forum, NAMES[Minutes.Kind(minutes.kind)]) if may_manage else (),
    }
