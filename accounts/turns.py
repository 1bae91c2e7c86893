"""Tables are written while somebody waits for them: one at a time for each person, so that nobody takes all processes for themselves.

A turn is a row, so that all web processes know of it. It ends with the answer, or by itself where a process died.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from functools import wraps

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.db import connection
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Turn

ADDRESS_TIMES = 4  # strangers behind one address are several people
LONGEST = timedelta(seconds=120)  # after which a turn is over in any case
RETRY_SECONDS = 10
WORDS = _("Tabel yang Anda minta sebelumnya masih disusun. Tunggu sampai selesai, lalu unduh lagi.")
TAKE = """
    INSERT INTO accounts_turn AS held (who, place, ends_at) VALUES (%(who)s, %(place)s, %(ends_at)s)
    ON CONFLICT (who, place) DO UPDATE SET ends_at = EXCLUDED.ends_at WHERE held.ends_at <= %(now)s
    RETURNING id
"""


def one_at_a_time(view: Callable) -> Callable:
    """For a table that is written while one waits: a second one meanwhile is answered with 429."""

    @wraps(view)
    def waited(request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        turn = _take_turn(request)
        if turn is None:
            return please_wait(request, WORDS, RETRY_SECONDS)
        try:
            response = view(request, *args, **kwargs)
        except BaseException:
            _end(turn)
            raise
        if isinstance(response, StreamingHttpResponse) and not isinstance(response, FileResponse):
            response.streaming_content = _until_told(response.streaming_content, turn)
        else:
            _end(turn)
        return response

    return waited


def please_wait(request: HttpRequest, words: str | Promise, seconds: int) -> HttpResponse:
    """429 with a sentence and when one can go on."""
    response = render(request, "account/wait.html", {"words": words}, status=429)
    response.headers["Retry-After"] = str(seconds)
    response.headers["Cache-Control"] = "no-store"
    return response


def _take_turn(request: HttpRequest) -> Turn | None:
    """The turn that is ours now; None where all are taken. One statement where the first place is free."""
    who, places = _places(request)
    return next((turn for place in range(places) if (turn := _take(who, place))), None)


def _take(who: str, place: int) -> Turn | None:
    now = timezone.now()
    told = {"who": who, "place": place, "ends_at": now + LONGEST}
    with connection.cursor() as cursor:
        cursor.execute(TAKE, told | {"now": now})
        taken = cursor.fetchone()
    return Turn(pk=taken[0], **told) if taken else None


def _end(turn: Turn) -> None:
    """Nobody else's: where it was over and taken by the next one, that one stays."""
    Turn.objects.filter(pk=turn.pk, ends_at=turn.ends_at).delete()


def _places(request: HttpRequest) -> tuple[str, int]:
    """Who holds them, and how many there are."""
    most = settings.TABLES_AT_ONCE
    if request.user.is_authenticated:
        return f"user:{request.user.pk}", most
    address = str(get_adapter().get_client_ip(request))
    mark = salted_hmac(f"accounts.turns.{timezone.localdate()}", address).hexdigest()[:24]
    return mark, most * ADDRESS_TIMES


def _until_told(lines: Iterable, turn: Turn) -> Iterator:
    """The same lines; the turn ends after the last one, and when the reader goes away before."""
    try:
        yield from lines
    finally:
        _end(turn)
