"""Forms of signing up, and of the consent that it needs."""

from uuid import uuid4

from allauth.account import forms as account
from allauth.account.models import EmailAddress
from allauth.core import context
from crispy_forms.layout import Field
from django import forms
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.consent import VERSION, agree, template_of
from accounts.forms import EMAIL, OneLineField, OurForm, Words
from accounts.models import User
from core.guardedform import UnhurriedForm

TRAP = settings.ACCOUNT_SIGNUP_FORM_HONEYPOT_FIELD


class ConsentWidget(forms.CheckboxInput):
    """Ticked for the version of the text that was shown; an outdated page is not ticked."""

    def __init__(self, attrs=None, *, version: str = VERSION):
        super().__init__((attrs or {}) | {"value": version})
        self.version = version

    def value_from_datadict(self, data, files, name) -> bool:
        return data.get(name) == self.version


class ConsentField(forms.BooleanField):
    """A box that must be ticked, below the text of `accounts.consent`."""

    widget = ConsentWidget


CONSENT = Words(
    _("Saya sudah membaca dan menyetujui penggunaan data pribadi saya seperti tertulis di atas."),
    "",
    _("Centang persetujuan ini. Tanpa persetujuan kami tidak boleh menyimpan data Anda."),
)


class ConsentForm(OurForm, forms.Form):
    """The text of today, asked of somebody who has an account already."""

    consent = ConsentField()

    words = {"consent": CONSENT}


class SignupForm(UnhurriedForm, OurForm, account.SignupForm):
    """Name, e-mail and consent; `stakeholders.forms.signup` adds for whom somebody speaks."""

    name = OneLineField(max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    consent = ConsentField()

    field_order = ["name", "email"]
    words = {
        "name": Words(_("Nama lengkap"), _("Dipakai untuk menyapa dan menghubungi Anda."), _("Tuliskan nama Anda.")),
        "email": Words(EMAIL.label, _("Kami kirim kode ke surel ini. Tidak perlu kata sandi."), EMAIL.missing),
    }  # fmt: skip

    def __init__(self, *args, **kwargs):
        """With a trap for robots: people do not see the field, and whoever fills it in gets no account."""
        super().__init__(*args, **kwargs)
        trap = self.fields[TRAP]
        trap.label = _("Kosongkan isian ini")
        trap.widget.attrs = {"tabindex": "-1", "autocomplete": "off"}
        self._say(self.fields["consent"], CONSENT)
        self.helper.layout.append(Field(TRAP, wrapper_class="visually-hidden"))

    consent_version = VERSION
    consent_template = template_of(VERSION)

    def try_save(self, request: HttpRequest):
        """In one transaction; and an address that is known takes as long as one that is not."""
        with transaction.atomic():
            if self.account_already_exists:
                self._work_for_nothing()
            return super().try_save(request)

    def _work_for_nothing(self) -> None:
        with transaction.atomic():
            user = User.objects.create_user(f"{uuid4()}@contoh.invalid", name=self.cleaned_data["name"])
            self.custom_signup(context.request, user)
            EmailAddress.objects.add_email(None, user, user.email)
            transaction.set_rollback(True)

    def custom_signup(self, request: HttpRequest, user: User) -> None:
        """Called with the new account, before its address is kept."""
        agree(user)
