"""Tables are written while somebody waits for them: one at a time for each person, so that nobody takes all processes for themselves.

A turn is a row of the shared cache, so that all web processes know of it. It ends with the answer, or by itself where a process died.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import wraps

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ADDRESS_TIMES = 4  # strangers behind one address are several people
LONGEST = 120  # seconds after which a turn is over in any case
RETRY_SECONDS = 10
WORDS = _("Tabel yang Anda minta sebelumnya masih disusun. Tunggu sampai selesai, lalu unduh lagi.")


def one_at_a_time(view: Callable) -> Callable:
    """For a table that is written while one waits: a second one meanwhile is answered with 429."""

    @wraps(view)
    def waited(request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        turn = _take_turn(request)
        if not turn:
            return please_wait(request, WORDS, RETRY_SECONDS)
        try:
            response = view(request, *args, **kwargs)
        except BaseException:
            cache.delete(turn)
            raise
        if isinstance(response, StreamingHttpResponse) and not isinstance(response, FileResponse):
            response.streaming_content = _until_told(response.streaming_content, turn)
        else:
            cache.delete(turn)
        return response

    return waited


def please_wait(request: HttpRequest, words: str | Promise, seconds: int) -> HttpResponse:
    """429 with a sentence and when one can go on."""
    response = render(request, "account/wait.html", {"words": words}, status=429)
    response.headers["Retry-After"] = str(seconds)
    response.headers["Cache-Control"] = "no-store"
    return response


def _take_turn(request: HttpRequest) -> str:
    """The key of the turn that is ours now; empty where all are taken."""
    return next((key for key in _places(request) if cache.add(key, 1, LONGEST)), "")


def _places(request: HttpRequest) -> list[str]:
    most = settings.TABLES_AT_ONCE
    if request.user.is_authenticated:
        return [f"turn:user:{request.user.pk}:{place}" for place in range(most)]
    address = str(get_adapter().get_client_ip(request))
    mark = salted_hmac(f"accounts.turns.{timezone.localdate()}", address).hexdigest()[:24]
    return [f"turn:{mark}:{place}" for place in range(most * ADDRESS_TIMES)]


def _until_told(lines: Iterable, turn: str) -> Iterator:
    """The same lines; the turn ends after the last one, and when the reader goes away before."""
    try:
        yield from lines
    finally:
        cache.delete(turn)
