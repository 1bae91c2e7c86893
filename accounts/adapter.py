"""How allauth behaves here."""

import logging
import time
from uuid import uuid4

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from accounts.consent import ask_when_due
from accounts.devices import note_device
from accounts.models import User
from accounts.password_age import OLD, ask_when_old
from accounts.quotas import daily_mark
from accounts.services import end_sessions
from audit.refusals import record_refusal
from audit.services import record
from notifications.services import notify

logger = logging.getLogger("renja.accounts")

CONFIRMED_AT = "confirmed_at"  # in the session: when this person last proved who they are
RECENT_SECONDS = 300
CONFIRMED_BY = {
    "reauthenticate": _("Pakai kata sandi"),
    "mfa_reauthenticate": _("Pakai kode aplikasi atau kode cadangan"),
    "mfa_reauthenticate:webauthn": _("Pakai passkey"),
}


def note_confirmation(request: HttpRequest) -> None:
    """Remember that the person has just proved who they are."""
    request.session[CONFIRMED_AT] = time.time()


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in by e-mail. Letters go through the outbox; their links begin with PUBLIC_URL, whatever the Host header says."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("Akun ini sudah dinonaktifkan."),
        "duplicate_email": _("Surel ini sudah menjadi surel akun Anda. Tuliskan surel yang lain."),
        "email_password_mismatch": _(
            "Surel atau kata sandi tidak cocok. Periksa lagi, atau pakai tombol “Kirim kode ke surel”."
        ),
        "email_taken": _("Surel ini tidak dapat dipakai. Tuliskan surel yang lain."),
        "enter_current_password": _("Kata sandi saat ini tidak cocok. Periksa lagi."),
        "incorrect_code": _("Kode tidak cocok. Periksa surel terbaru dari kami, lalu tulis kodenya lagi."),
        "incorrect_password": _("Kata sandi tidak cocok. Periksa lagi."),
        "too_many_login_attempts": _("Terlalu banyak percobaan. Tunggu beberapa menit, lalu coba lagi."),
        "rate_limited": _("Terlalu sering meminta kode. Tunggu satu menit, lalu coba lagi."),
    }

    def is_ajax(self, request: HttpRequest) -> bool:
        """Every answer is a page."""
        return False

    def is_safe_url(self, url: str) -> bool:
        """`next` may name a path of this portal, nothing else."""
        return url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def save_user(self, request: HttpRequest, user: User, form, commit: bool = True) -> User:
        user.name = form.cleaned_data["name"]
        return super().save_user(request, user, form, commit)

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Into the outbox, in plain text, and blanked there once it is sent."""
        letter = context | {"email": email, "portal": settings.PUBLIC_URL}
        notify(
            to=email,
            kind=_kind(template_prefix),
            subject=" ".join(render_to_string(f"{template_prefix}_subject.txt", letter).split()),
            body=render_to_string(f"{template_prefix}_message.txt", letter).strip(),
            key=f"account:{uuid4()}",
            is_private=True,
        )

    def send_notification_mail(self, template_prefix: str, user: User, context=None, email=None) -> None:
        """What changed in somebody's account is told to them, and recorded."""
        super().send_notification_mail(template_prefix, user, context, email)
        record(_kind(template_prefix), user, actor=user)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Staff begin with their work, everybody else with their own proposals."""
        return reverse("workspace" if request.user.has_perm("stakeholders.work") else "proposals:mine")

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return self.get_login_redirect_url(request)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("mfa_index")

    def get_email_verification_redirect_url(self, email_address) -> str:
        return reverse("account_email")

    def login(self, request: HttpRequest, user: User) -> None:
        """Signed in and recently confirmed; how long that lasts is said in `accounts.limits`."""
        super().login(request, user)
        note_confirmation(request)
        note_device(request)
        ask_when_due(request, user)
        ask_when_old(request, user)
        record("account.sign_in", user, actor=user)

    def set_password(self, user: User, password: str) -> None:
        """Every other browser of this person is signed out."""
        super().set_password(user, password)
        self.request.session.pop(OLD, None)
        end_sessions(user, keep=self.request.session.session_key)

    def authentication_failed(self, request: HttpRequest, **credentials) -> None:
        address = self.get_client_ip(request)
        logger.warning("wrong password, from %s", daily_mark(address))
        known = User.objects.filter(email__iexact=credentials.get("email") or "").first()
        record_refusal("account.sign_in_failed", known, address=address)

    def is_reauthentication_required(self, *, app: str, **kwargs) -> bool:
        """Sensitive changes need a proof of the last five minutes, also from those who have nothing but their mailbox."""
        if settings.DEMO:
            return False  # one becomes anybody there by pressing a button
        if time.time() - self.request.session.get(CONFIRMED_AT, 0) < RECENT_SECONDS:
            return False
        if not get_reauthentication_flows(self.request.user):
            raise ReauthenticationRequired  # allauth would let them pass
        return True

    def get_reauthentication_methods(self, user) -> list[dict]:
        """Password, authenticator app or passkey; an e-mailed code for those who have none of them."""
        known = super().get_reauthentication_methods(user)
        if known or not user.is_authenticated:
            return [method | {"description": CONFIRMED_BY[method["id"]]} for method in known]
        return [
            {"id": "code", "description": _("Kode melalui surel"), "url": reverse("account_confirm_by_code")}
        ]


def _kind(template_prefix: str) -> str:
    return "account." + template_prefix.rpartition("/")[2]
