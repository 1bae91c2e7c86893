"""allauth's forms in our words and our look, and the few of our own."""

from typing import NamedTuple

from allauth.account import forms as account
from allauth.account.internal.flows.login import perform_password_login
from allauth.core import context
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms
from django.core.cache import cache
from django.core.validators import RegexValidator
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class Words(NamedTuple):
    """What stands at a field: its label, a hint, and what is said when it is empty."""

    label: str | Promise
    hint: str | Promise = ""
    missing: str | Promise = ""


EMAIL = Words(_("Surel"), "", _("Tuliskan alamat surel Anda, misalnya nama@contoh.id."))
NEW_PASSWORD = Words(
    _("Kata sandi baru"),
    _("Paling sedikit 15 karakter. Sebuah kalimat yang mudah Anda ingat adalah kata sandi yang baik."),
    _("Tuliskan kata sandi baru."),
)
SAME_PASSWORD = Words(_("Kata sandi baru, sekali lagi"), "", _("Tuliskan kata sandi baru sekali lagi."))
MAILED_CODE = Words(
    _("Kode dari surel"), _("Delapan angka, misalnya 1234-5678."), _("Tuliskan kode dari surel kami.")
)
APP_CODE = Words(
    _("Kode dari aplikasi"),
    _("Enam angka yang sedang tampil di aplikasi autentikator Anda."),
    _("Tuliskan kode dari aplikasi autentikator Anda."),
)
EITHER_CODE = Words(
    _("Kode"),
    _("Enam angka dari aplikasi autentikator, atau salah satu kode cadangan Anda."),
    _("Tuliskan kode dari aplikasi autentikator, atau kode cadangan."),
)
MISTYPED_EMAIL = _("Alamat surel ini tidak lengkap. Contoh yang benar: nama@contoh.id.")


class OurForm:
    """Mixed in before a form: our words, our look, the fields in the order of `words`."""

    words: dict[str, Words] = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, words in self.words.items():
            self._say(self.fields[name], words)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(*(Field(name, css_class=_width(name)) for name in self.words))

    @staticmethod
    def _say(field: forms.Field, words: Words) -> None:
        field.label, field.help_text = words.label, words.hint  # type: ignore[assignment]
        field.error_messages["required"] = words.missing  # type: ignore[assignment]
        if isinstance(field, forms.EmailField):
            field.error_messages["invalid"] = MISTYPED_EMAIL
        field.widget.attrs.pop("placeholder", None)


def _width(name: str) -> str:
    return "w-code" if name == "code" else ""


class CodeForm(OurForm):
    """A form that asks for a code, with the keys for numbers on a phone."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "autocomplete": "one-time-code"}


class OneLineField(forms.CharField):
    """Text without line breaks: whatever whitespace was typed becomes single spaces."""

    def to_python(self, value) -> str:
        return " ".join(super().to_python(value).split())


# Signing in (up: accounts/signup_forms.py)


class LoginForm(OurForm, account.LoginForm):
    """E-mail with password; without one, or by the other button ("kode"), a code is mailed."""

    words = {
        "login": EMAIL,
        "password": Words(
            _("Kata sandi"),
            _("Belum punya atau lupa? Kosongkan saja, kami kirim kode masuk ke surel Anda."),
        ),
    }

    def _setup_password_field(self) -> None:
        self.fields["password"].required = False

    def clean_password(self) -> str:
        return "" if "kode" in self.data else self.cleaned_data["password"]

    def _login_with_password(self, request: HttpRequest, redirect_url, credentials):
        """Without allauth's own length of a session: `AccountAdapter.login` has set it."""
        self._login.redirect_url = redirect_url
        return perform_password_login(request, credentials, self._login)


class RequestLoginCodeForm(OurForm, account.RequestLoginCodeForm):
    words = {"email": EMAIL}


class ConfirmLoginCodeForm(CodeForm, account.ConfirmLoginCodeForm):
    words = {"code": MAILED_CODE}


class ConfirmEmailCodeForm(CodeForm, account.ConfirmEmailVerificationCodeForm):
    words = {"code": MAILED_CODE}


# E-mail and password


class ChangeEmailForm(OurForm, account.AddEmailForm):
    words = {"email": Words(_("Surel baru"), _("Kami kirim kode ke surel baru ini."), EMAIL.missing)}


class SetPasswordForm(OurForm, account.SetPasswordForm):
    words = {"password1": NEW_PASSWORD, "password2": SAME_PASSWORD}


class ChangePasswordForm(OurForm, account.ChangePasswordForm):
    words = {
        "oldpassword": Words(_("Kata sandi saat ini"), "", _("Tuliskan kata sandi Anda saat ini.")),
        "password1": NEW_PASSWORD,
        "password2": SAME_PASSWORD,
    }


class ResetPasswordForm(OurForm, account.ResetPasswordForm):
    words = {"email": EMAIL}


class ConfirmPasswordResetCodeForm(CodeForm, account.ConfirmPasswordResetCodeForm):
    words = {"code": MAILED_CODE}


class ResetPasswordKeyForm(OurForm, account.ResetPasswordKeyForm):
    words = {"password1": NEW_PASSWORD, "password2": SAME_PASSWORD}


class ReauthenticateForm(OurForm, account.ReauthenticateForm):
    words = {"password": Words(_("Kata sandi"), "", _("Tuliskan kata sandi Anda."))}


class ConfirmationCodeForm(CodeForm, forms.Form):
    code = forms.CharField(max_length=20)

    words = {"code": MAILED_CODE}


# Second factor


class OnceOnlyCode(CodeForm):
    """A code of the app counts once in all the time that it would be valid (allauth remembers it for one step only)."""

    def clean_code(self) -> str:
        code = super().clean_code()  # type: ignore[misc]
        if self.authenticator.type == Authenticator.Type.TOTP and not self._is_first_use(code):
            raise get_adapter().validation_error("incorrect_code")
        return code

    def _is_first_use(self, code: str) -> bool:
        steps = 2 * app_settings.TOTP_TOLERANCE + 1
        key = f"accounts.totp.{self.user.pk}.{normalize_user_code(code)}"
        return cache.add(key, 1, timeout=steps * app_settings.TOTP_PERIOD)


class AuthenticateForm(OnceOnlyCode, mfa.AuthenticateForm):
    words = {"code": EITHER_CODE}


class ReauthenticateByFactorForm(OnceOnlyCode, mfa.ReauthenticateForm):
    words = {"code": EITHER_CODE}

    def save(self) -> None:
        """The session that may do more now gets another key."""
        super().save()
        context.request.session.cycle_key()


class ActivateAppForm(CodeForm, ActivateTOTPForm):
    words = {"code": APP_CODE}


# Data diri


class ProfileForm(OurForm, forms.ModelForm):
    phone = forms.CharField(
        required=False,
        max_length=30,
        validators=[
            RegexValidator(
                r"^\+?[0-9][0-9 ().-]{6,24}$",
                _("Tulis nomor telepon dengan angka, misalnya 0812 3456 7890."),
            )
        ],
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    name = OneLineField(max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))

    words = {
        "name": Words(_("Nama lengkap"), "", _("Tuliskan nama Anda.")),
        "phone": Words(
            _("Nomor telepon"), _("Hanya dilihat petugas, untuk menghubungi Anda tentang usulan.")
        ),
    }

    class Meta:
        model = User
        fields = ["name", "phone"]
