"""Layar: what the projector shows to the room, behind a secret link; and the page on which staff make that link."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from core.errors import NotAllowed
from core.secret_links import hash_of
from meetings import running
from meetings.picture import drawn
from meetings.running import screen_token
from meetings.views.console import run_sitting

DEEDS = {"buat": running.renew_screen, "tutup": running.close_screen}


def screen_link(request: HttpRequest, pk: int) -> HttpResponse:
    """The address for the projector; made anew, the one before leads nowhere."""
    sitting = run_sitting(request, pk)
    verb = DEEDS.get(request.POST.get("tindakan", "")) if request.method == "POST" else None
    if verb:
        try:
            verb(sitting, actor=request.user)
        except NotAllowed as refused:
            messages.error(request, refused.message)
        else:
            messages.success(request, _("Tautan layar diperbarui."))
        return redirect("meetings:screen_link", pk)
    token = screen_token(sitting)
    address = settings.PUBLIC_URL + reverse("meetings:screen", args=[token]) if token else ""
    return render(request, "meetings/screen_link.html", {"sitting": sitting, "address": address})


@sensitive_variables("token")
def screen(request: HttpRequest, token: str) -> HttpResponse:
    """The whole page; without scripts it loads itself again."""
    picture = drawn(hash_of(token))
    if picture is None:
        raise Http404
    context = {
        "picture": picture,
        "token": token,
        "is_dark": request.GET.get("tema") == "gelap",
    }
    return _unseen_by_robots(render(request, "meetings/screen.html", context))


@sensitive_variables("token")
def screen_part(request: HttpRequest, token: str) -> HttpResponse:
    """What changes on it; 304 as long as the picture is the same."""
    picture = drawn(hash_of(token))
    if picture is None:
        raise Http404
    etag = quote_etag(picture.mark)
    response = get_conditional_response(request, etag=etag) or HttpResponse(picture.html)
    if response.status_code in (200, 304):
        response.headers["ETag"] = etag
    return _unseen_by_robots(response)


def _unseen_by_robots(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "private, no-cache"
    return response
