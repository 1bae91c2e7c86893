"""Pages of accounts that allauth does not have, and the few of its own that go another way here."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows, resume_request
from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url, passthrough_next_redirect_url
from allauth.mfa.base.views import IndexView
from allauth.mfa.recovery_codes.views import DownloadRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from accounts.adapter import note_confirmation
from accounts.consent import DUE, VERSION, agree, template_of
from accounts.devices import devices_of
from accounts.email_codes import CodeRefused, check_code, is_code_awaited, send_code
from accounts.forms import ConfirmationCodeForm, ProfileForm, SetPasswordForm
from accounts.invitations import accept_invitation, invited_user
from accounts.passkeys.checks import are_possible
from accounts.second_factor import destination, note_second_factor, remember_destination
from accounts.services import change_profile, end_other_sessions, end_session
from accounts.signup_forms import ConsentForm


def second_factor(request: HttpRequest) -> HttpResponse:
    """Why staff need a second factor, and what will happen; from here to the set-up."""
    remember_destination(request)
    return render(request, "account/second_factor.html", {"are_possible": are_possible()})


class ActivateApp(ActivateTOTPView):
    """Having just set up the app counts as having used it."""

    def form_valid(self, form) -> HttpResponse:
        response = super().form_valid(form)
        note_second_factor(self.request, "totp")
        return response

    def get_success_url(self) -> str:
        new_codes = reverse("mfa_view_recovery_codes")
        return new_codes if self.did_generate_recovery_codes else destination(self.request)


class Security(IndexView):
    """Keamanan akun: what protects this account, and what could."""

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(**kwargs) | {"are_possible": are_possible()}


class RecoveryCodes(ViewRecoveryCodesView):
    """The codes, and the way on to where the person was going."""

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(**kwargs) | {"destination": destination(self.request)}


class DownloadRecoveryCodes(DownloadRecoveryCodesView):
    def render_to_response(self, context, **kwargs) -> HttpResponse:
        response = super().render_to_response(context, **kwargs)
        response["Content-Disposition"] = 'attachment; filename="kode-cadangan.txt"'
        return response


security = Security.as_view()
activate_app = ActivateApp.as_view()
recovery_codes = RecoveryCodes.as_view()
download_recovery_codes = DownloadRecoveryCodes.as_view()


def confirm_by_code(request: HttpRequest) -> HttpResponse:
    """Before a sensitive change, for those who have only their mailbox: a fresh code, then on."""
    if get_reauthentication_flows(request.user):
        return redirect(passthrough_next_redirect_url(request, reverse("account_reauthenticate"), "next"))
    if "kirim" in request.POST:
        return _send_confirmation_code(request)
    form = ConfirmationCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            check_code(request, form.cleaned_data["code"])
        except CodeRefused as refused:
            form.add_error("code", refused.message)
        else:
            return _confirmed(request)
    context = {"form": form, "is_sent": is_code_awaited(request), "next": get_next_redirect_url(request)}
    return render(request, "account/confirm_by_code.html", context)


def _send_confirmation_code(request: HttpRequest) -> HttpResponse:
    try:
        send_code(request)
    except CodeRefused as refused:
        messages.error(request, refused.message)
    return redirect(passthrough_next_redirect_url(request, request.path, "next"))


def _confirmed(request: HttpRequest) -> HttpResponse:
    note_confirmation(request)
    record_authentication(request, request.user, "code", reauthenticated=True)
    return resume_request(request) or redirect("mfa_index")


@never_cache
@sensitive_post_parameters("password1", "password2")
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """A one-time link: set a password and be signed in (a second factor is still asked for)."""
    user = invited_user(token)
    if user is None:
        return render(request, "account/invitation_over.html", status=410)
    form = SetPasswordForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        accept_invitation(user, form.cleaned_data["password1"])
        record_authentication(request, user, "password")
        return perform_login(request, Login(user=user))
    return render(request, "account/invitation.html", {"form": form, "invited": user})


def profile(request: HttpRequest) -> HttpResponse:
    """Data diri: name and phone number."""
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        change_profile(request.user, **form.cleaned_data)
        messages.success(request, _("Data diri Anda sudah disimpan."))
        return redirect("account_profile")
    return render(request, "account/profile.html", {"form": form})


def consent(request: HttpRequest) -> HttpResponse:
    """The text of today: asked for after signing in where it was not agreed to, and to be read again later."""
    form = ConsentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        agree(request.user)
        request.session.pop(DUE, None)
        return redirect(get_next_redirect_url(request) or get_adapter().get_login_redirect_url(request))
    given = {row.version: row for row in request.user.consents.all()}
    if VERSION in given and request.session.pop(DUE, False):  # agreed to in another browser meanwhile
        return redirect(get_next_redirect_url(request) or "account_consent")
    context = {
        "form": form,
        "agreed": given.get(VERSION),
        "is_new_text": bool(given) and VERSION not in given,
        "consent": template_of(VERSION),
        "version": VERSION,
        "next": get_next_redirect_url(request),
    }
    return render(request, "account/consent.html", context)


def sessions(request: HttpRequest) -> HttpResponse:
    """Perangkat yang masuk: where this person is signed in."""
    devices = devices_of(request.user, request.session.session_key)
    return render(request, "account/sessions.html", {"devices": devices, "others": len(devices) - 1})


def session_end(request: HttpRequest) -> HttpResponse:
    """Sign out one browser."""
    if end_session(request.user, request.POST.get("perangkat", "")):
        messages.success(request, _("Perangkat itu sudah dikeluarkan."))
    else:
        messages.info(request, _("Perangkat itu sudah tidak masuk lagi."))
    return redirect("account_sessions")


def sessions_end(request: HttpRequest) -> HttpResponse:
    """Sign out all browsers but this one."""
    end_other_sessions(request.user, keep=request.session.session_key)
    messages.success(request, _("Semua perangkat lain sudah dikeluarkan."))
    return redirect("account_sessions")
