"""allauth's forms of passkeys: answers that are no answers are refused in one sentence, and more is checked."""

import struct

from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import forms as webauthn
from allauth.mfa.webauthn.internal import auth
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.forms import OneLineField, OurForm, Words
from accounts.passkeys.checks import check_form, check_origin, refused, take_counter
from audit.refusals import record_refusal

MOST = 10
# What the library's parsers raise for bytes that nobody's passkey made.
MALFORMED = (
    ArithmeticError,
    AttributeError,
    LookupError,
    NotImplementedError,
    TypeError,
    ValueError,
    struct.error,
)
NAME = Words(
    _("Nama passkey"),
    _("Agar Anda mengenalinya nanti, misalnya “Ponsel saya” atau “Laptop kantor”."),
    _("Tuliskan nama untuk passkey ini."),
)  # fmt: skip


def in_our_words(error: ValidationError) -> ValidationError:
    """The library speaks of a wrong code; nobody has typed one."""
    return refused() if getattr(error, "code", None) == "incorrect_code" else error


class AddPasskeyForm(OurForm, webauthn.AddWebAuthnForm):
    """A name, and what the browser made."""

    passwordless = None  # every passkey here can also sign in
    name = OneLineField(max_length=60, required=False)

    words = {"name": NAME}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["credential"].error_messages["required"] = refused().message

    def clean_credential(self) -> dict:
        if Authenticator.objects.filter(user=self.user, type=Authenticator.Type.WEBAUTHN).count() >= MOST:
            raise ValidationError(_("Paling banyak sepuluh passkey. Hapus dahulu yang tidak dipakai lagi."))
        return check_form(self.cleaned_data["credential"], "create")

    def clean(self) -> dict:
        try:
            cleaned = super().clean()
            if "credential" in cleaned:
                made = auth.parse_registration_response(cleaned["credential"])
                check_origin(made.response.client_data.origin)
        except ValidationError as error:
            raise in_our_words(error) from error
        except MALFORMED as error:
            raise refused() from error
        return cleaned


class CheckedPasskey:
    """Mixed in before a form that takes the answer of a passkey."""

    def clean_credential(self) -> Authenticator:
        answer = check_form(self.cleaned_data["credential"], "get")  # type: ignore[attr-defined]
        try:
            authenticator = super().clean_credential()  # type: ignore[misc]
            self._check_more(authenticator, answer)
        except ValidationError as error:
            raise in_our_words(error) from error
        except MALFORMED as error:
            raise refused() from error
        return authenticator

    @staticmethod
    def _check_more(authenticator: Authenticator, answer: dict) -> None:
        response = auth.parse_authentication_response(answer).response
        try:
            check_origin(response.client_data.origin)
            take_counter(authenticator, response.authenticator_data.counter)
        except ValidationError:
            address = get_adapter().get_client_ip(context.request)
            record_refusal("account.passkey_refused", authenticator.user, address=address)
            raise


class PasskeySecondForm(CheckedPasskey, webauthn.AuthenticateWebAuthnForm):
    """After password or mailed code."""


class PasskeySignInForm(CheckedPasskey, webauthn.LoginWebAuthnForm):
    """Instead of both."""


class PasskeyConfirmForm(CheckedPasskey, webauthn.ReauthenticateWebAuthnForm):
    """Before something that matters."""


class RenamePasskeyForm(OurForm, webauthn.EditWebAuthnForm):
    name = OneLineField(max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"}))

    words = {"name": NAME}
