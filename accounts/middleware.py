"""Ends sessions that are over, and says why on the next page that is shown."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.limits import limits_of, note_use, why_over


def session_limits(get_response):
    """The one place where the limits of `accounts.limits` are enforced; what follows sees a stranger."""

    def middleware(request: HttpRequest):
        if request.user.is_authenticated:
            _end_or_note(request)
        elif _names_a_session_that_is_gone(request):
            messages.warning(request, _("Sesi di perangkat ini sudah diakhiri. Silakan masuk lagi."))
        return get_response(request)

    return middleware


def _end_or_note(request: HttpRequest) -> None:
    over = why_over(request.session.row, limits_of(request.user))
    if not over:
        note_use(request.session)
        return
    logout(request)
    messages.warning(request, over)


def _names_a_session_that_is_gone(request: HttpRequest) -> bool:
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.session.is_empty()
