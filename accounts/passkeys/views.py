"""Pages of passkeys: allauth's own, with our frame, and with the browser's task in an attribute instead of a script."""

import json

from allauth.account.utils import passthrough_next_redirect_url
from allauth.account.views import LoginView
from allauth.mfa.base.views import AuthenticateView, ReauthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import views as webauthn
from allauth.mfa.webauthn.internal import auth
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic.edit import FormView

from accounts.passkeys.checks import are_possible
from accounts.second_factor import destination, note_second_factor, used_second_factor


def _task(options: dict) -> str:
    """What the browser is asked to do, for an attribute of the form (static/js/passkeys.js)."""
    return json.dumps(options)


def _say_errors(request: HttpRequest, form) -> None:
    for error in form.errors.get("credential", []):
        messages.error(request, error)


class AddPasskey(webauthn.AddWebAuthnView):
    """Having just made a passkey counts as having used it."""

    def get_context_data(self, **kwargs) -> dict:
        task = _task(auth.begin_registration(self.request.user, passwordless=True))
        return FormView.get_context_data(self, **kwargs) | {"task": task, "are_possible": are_possible()}

    def form_valid(self, form) -> HttpResponse:
        response = super().form_valid(form)
        note_second_factor(self.request, Authenticator.Type.WEBAUTHN)
        return response

    def get_success_url(self) -> str:
        new_codes = reverse("mfa_view_recovery_codes")
        return new_codes if self.did_generate_recovery_codes else destination(self.request)


class SignIn(LoginView):
    """The page of signing in, which offers passkeys where there can be any."""

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(**kwargs) | {"are_possible": are_possible()}


class SignInByPasskey(webauthn.LoginWebAuthnView):
    """The script asks for a task (JSON), then sends what the passkey answered."""

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if "application/json" in request.headers.get("Accept", ""):
            return JsonResponse(auth.begin_authentication())
        return redirect(passthrough_next_redirect_url(request, reverse("account_login"), "next"))

    def form_invalid(self, form) -> HttpResponse:
        _say_errors(self.request, form)
        return redirect(passthrough_next_redirect_url(self.request, reverse("account_login"), "next"))


class SecondStep(AuthenticateView):
    """Verifikasi dua langkah: by passkey where there is one, by a code otherwise."""

    def get_context_data(self, **kwargs) -> dict:
        context = super().get_context_data(**kwargs)
        kinds = Authenticator.objects.filter(user=self.stage.login.user).values_list("type", flat=True)
        task = _task(context["js_data"]["request_options"])
        has_passkey = Authenticator.Type.WEBAUTHN in kinds and are_possible()
        return context | {
            "task": task,
            "has_passkey": has_passkey,
            "has_app": Authenticator.Type.TOTP in kinds,
        }


class AnotherFactor:
    """Where the second factor itself is wanted, a password is no other way."""

    def get_reauthentication_alternatives(self) -> list[dict]:
        ways = super().get_reauthentication_alternatives()  # type: ignore[misc]
        if used_second_factor(self.request):  # type: ignore[attr-defined]
            return ways
        return [way for way in ways if way["id"] != "reauthenticate"]


class ConfirmByCode(AnotherFactor, ReauthenticateView):
    """A code of the app, or a recovery code."""


class ConfirmByPasskey(AnotherFactor, webauthn.ReauthenticateWebAuthnView):
    """The session that may do more now gets another key."""

    def get_context_data(self, **kwargs) -> dict:
        context = super().get_context_data(**kwargs)
        return context | {"task": _task(context["js_data"]["request_options"])}

    def form_valid(self, form) -> HttpResponse:
        self.request.session.cycle_key()
        return super().form_valid(form)

    def form_invalid(self, form) -> HttpResponse:
        _say_errors(self.request, form)
        return redirect(passthrough_next_redirect_url(self.request, self.request.path, "next"))


add_passkey = AddPasskey.as_view()
sign_in = SignIn.as_view()
sign_in_by_passkey = SignInByPasskey.as_view()
second_step = SecondStep.as_view()
confirm_by_code = ConfirmByCode.as_view()
confirm_by_passkey = ConfirmByPasskey.as_view()
