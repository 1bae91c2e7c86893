"""How often data is fetched from one network address: within a minute for programs, within an hour for downloads.

Counted in the database, so that all web processes share the count. Staff are counted by person, and may more.
"""

from collections.abc import Callable
from functools import wraps

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from accounts.daily_counts import Enough, count_up
from core.money import number

SECONDS = {"api": 60, "download": 3_600}
STAFF_TIMES = 10
WORDS: dict[str, str | Promise] = {
    "api": gettext_lazy("Paling banyak %(n)s permintaan dalam satu menit dari satu alamat."),
    "download": gettext_lazy("Paling banyak %(n)s unduhan dalam satu jam dari satu alamat."),
}


def wait_for(kind: str, request: HttpRequest) -> int:
    """Count one fetch; 0 where it may be had, else after how many seconds the next one may."""
    who, most = _who(kind, request)
    now = timezone.localtime()
    second = now.hour * 3_600 + now.minute * 60 + now.second
    window, passed = divmod(second, SECONDS[kind])
    try:
        count_up({who: most}, deed=f"{kind} {window}", day=now.date())
    except Enough:
        return SECONDS[kind] - passed
    return 0


def words_of(kind: str) -> str:
    """The limit, in a sentence."""
    return str(WORDS[kind]) % {"n": number(settings.RATE_LIMITS[kind])}


def limited(view: Callable) -> Callable:
    """For a download: too many within an hour are answered with 429 and when one can go on."""

    @wraps(view)
    def counted(request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        seconds = wait_for("download", request)
        return too_many(request, seconds) if seconds else view(request, *args, **kwargs)

    return counted


def too_many(request: HttpRequest, seconds: int) -> HttpResponse:
    context = {"words": words_of("download"), "minutes": -(-seconds // 60)}
    response = render(request, "account/rate.html", context, status=429)
    response.headers["Retry-After"] = str(seconds)
    response.headers["Cache-Control"] = "no-store"
    return response


def _who(kind: str, request: HttpRequest) -> tuple[str, int]:
    most = settings.RATE_LIMITS[kind]
    if request.user.is_authenticated and request.user.has_perm("stakeholders.work"):
        return f"user:{request.user.pk}", most * STAFF_TIMES
    address = get_adapter().get_client_ip(request)
    return salted_hmac(f"accounts.rates.{timezone.localdate()}", str(address)).hexdigest()[:24], most
