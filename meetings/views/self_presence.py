"""Presensi mandiri: the poster for the screen, and the page behind its QR code, for whoever is in the room or follows online."""

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.vary import vary_on_headers

from accounts.quotas import QuotaReached, count_use
from core.versions import attempt
from forums.models import Forum
from forums.sections import sections
from forums.views.manage import managed_forum
from meetings import hours, screen_words
from meetings.forms.self_presence import SelfForm
from meetings.models import Attendance
from meetings.self_presence import admit_self


@vary_on_headers("HX-Request")
def poster(request: HttpRequest, year: int) -> HttpResponse:
    """Poster untuk layar: QR code and the word of this minute; htmx asks for the word alone."""
    forum = managed_forum(request, year)
    address = reverse("meetings:self_presence", args=[screen_words.token_of(forum)])
    context = {
        "forum": forum,
        "word": screen_words.word_at(forum),
        "address": settings.PUBLIC_URL + address,
        "is_open": hours.is_open(forum),
        "opens_at": hours.opens_at(forum),
        "count": forum.attendances.order_by().count(),
        "sections": sections(forum, "meetings:poster"),
    }
    return render(request, "meetings/poster.html#word" if request.htmx else "meetings/poster.html", context)


def self_presence(request: HttpRequest, token: str) -> HttpResponse:
    """One enters oneself: nobody else's name is shown, whatever is typed."""
    forum = _forum(token)
    form = SelfForm(request.POST or None)
    is_open = hours.is_open(forum)
    if request.method == "POST" and is_open and form.is_valid() and _entered(request, forum, form):
        return redirect("meetings:self_presence_done", token)
    context = {
        "forum": forum,
        "form": form,
        "is_open": is_open,
        "opens_at": hours.opens_at(forum),
        "is_over": bool(forum.held_on and forum.held_on < timezone.localdate()),
    }
    response = render(request, "meetings/self_presence.html", context)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _entered(request: HttpRequest, forum: Forum, form: SelfForm) -> bool:
    try:
        count_use("attend", user=request.user, address=get_adapter().get_client_ip(request))
    except QuotaReached:
        words = _(
            "Terlalu banyak percobaan dari jaringan ini hari ini. Sampaikan kehadiran Anda kepada petugas."
        )
        form.add_error(None, words)
        return False
    arrival = form.arrival(means=Attendance.Means.SELF)
    return attempt(form, lambda: admit_self(forum, arrival, form.cleaned_data["word"]))


def self_presence_done(request: HttpRequest, token: str) -> HttpResponse:
    """Tercatat: says so, and nothing about anybody."""
    return render(request, "meetings/self_presence_done.html", {"forum": _forum(token)})


def _forum(token: str) -> Forum:
    forum = screen_words.forum_of(token)
    if forum is None:
        raise Http404(_("Alamat presensi ini tidak dikenal."))
    return forum
