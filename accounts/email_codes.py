"""A fresh code by e-mail, for people who have neither password nor second factor, before a sensitive change."""

import time

from allauth.account.adapter import get_adapter
from allauth.core import ratelimit
from allauth.core.internal.cryptokit import normalize_user_code
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from core.errors import NotAllowed

KEY = "confirmation_code"
LIFE_SECONDS = 15 * 60
ATTEMPTS = 3


class CodeRefused(NotAllowed):
    """No code can be sent, or the one that was typed does not help."""


def is_code_awaited(request: HttpRequest) -> bool:
    """Whether a code was sent that can still be used."""
    held = request.session.get(KEY)
    return held is not None and held["left"] > 0 and time.time() - held["at"] < LIFE_SECONDS


def send_code(request: HttpRequest) -> None:
    """Mail a new code; the one before is void. Raises CodeRefused when asked too often."""
    email = request.user.email
    if not ratelimit.consume(request, action="request_login_code", key=email):
        raise CodeRefused(_("Terlalu sering meminta kode. Tunggu satu menit, lalu coba lagi."))
    adapter = get_adapter(request)
    code = adapter.generate_login_code()
    request.session[KEY] = {"digest": _digest(code), "at": time.time(), "left": ATTEMPTS}
    adapter.send_mail("account/email/confirmation_code", email, {"code": code})


def check_code(request: HttpRequest, typed: str) -> None:
    """Use the code up. Raises CodeRefused for a wrong one; after three of them a new one must be sent."""
    if not is_code_awaited(request):
        raise CodeRefused(_("Kode sudah tidak berlaku. Minta kode baru."))
    held = request.session[KEY]
    if constant_time_compare(held["digest"], _digest(typed)):
        del request.session[KEY]
        return
    request.session[KEY] = held | {"left": held["left"] - 1}
    raise CodeRefused(_("Kode tidak cocok. Periksa surel terbaru dari kami, lalu tulis kodenya lagi."))


def _digest(code: str) -> str:
    return salted_hmac(KEY, normalize_user_code(code)).hexdigest()
