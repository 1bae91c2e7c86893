"""Ends sessions that are over, and says why on the next page that is shown; asks for the consent that is still due."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.consent import DUE
from accounts.limits import limits_of, note_use, why_over
from accounts.password_age import redirect_with_old_password
from accounts.second_factor import redirect_whole_page, way_back

ASKED_BY_ITSELF = "sejak"  # in the address: a page asks whether anything is new, nobody uses it
OPEN_WITHOUT_CONSENT = ("/akun/", "/bantuan/", "/logo/", "/favicon.ico")


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
    limits = limits_of(request.user)
    over = why_over(request.session.row, limits, request.path_info)
    if not over:
        if ASKED_BY_ITSELF not in request.GET:
            note_use(request.session, limits)
        return
    logout(request)
    messages.warning(request, over)


def _names_a_session_that_is_gone(request: HttpRequest) -> bool:
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.session.is_empty()


class ConsentMiddleware:
    """Who has not agreed to the text of today reads it first, whose password is too old makes a new one; the account stays open."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        if not request.user.is_authenticated:
            return None
        return self._ask_for_consent(request) or redirect_with_old_password(request)

    def _ask_for_consent(self, request: HttpRequest) -> HttpResponse | None:
        if DUE not in request.session:
            return None
        if request.path.startswith(OPEN_WITHOUT_CONSENT):
            return None
        address = f"{reverse('account_consent')}?{urlencode({'next': way_back(request)})}"
        return redirect_whole_page(request, address)
