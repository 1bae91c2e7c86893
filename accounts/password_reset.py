"""A code for a new password dies when the password or the address is changed in another way meanwhile."""

from collections.abc import Callable
from functools import wraps

from allauth.account.internal.flows.password_reset_by_code import PASSWORD_RESET_VERIFICATION_SESSION_KEY
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts.models import User

MARK = "password_reset_mark"  # in the session, beside allauth's own state of the reset


def begins_reset(view: Callable) -> Callable:
    """Around the page that sends the code: remember how the account was when it was sent."""

    @wraps(view)
    def marked(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if request.method == "POST" and PASSWORD_RESET_VERIFICATION_SESSION_KEY in request.session:
            request.session[MARK] = _mark(request)
        return response

    return marked


def continues_reset(view: Callable) -> Callable:
    """Around the pages that take the code and the new password: nothing is left of a reset that is overtaken."""

    @wraps(view)
    def checked(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if constant_time_compare(request.session.get(MARK, ""), _mark(request)):
            return view(request, *args, **kwargs)
        if request.session.pop(PASSWORD_RESET_VERIFICATION_SESSION_KEY, None):
            messages.warning(request, _("Kode ini tidak berlaku lagi. Minta kode baru."))
        return redirect("account_reset_password")

    return checked


def _mark(request: HttpRequest) -> str:
    """Of what a finished reset, a change of password or of address changes."""
    state = request.session.get(PASSWORD_RESET_VERIFICATION_SESSION_KEY) or {}
    user = User.objects.filter(pk=state.get("user_id", 0)).first()
    held = f"{user.pk} {user.email} {user.password}" if user else ""
    return salted_hmac("accounts.password_reset", held).hexdigest()
