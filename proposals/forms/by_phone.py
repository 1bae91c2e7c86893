"""Who has no e-mail: name, telephone number, and the consent that is needed to keep them. And why a call led nowhere."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.consent import BY_PHONE, template_of
from accounts.signup_forms import CONSENT, ConsentField, ConsentWidget
from core.formfields import PhoneField
from core.guardedform import GuardedForm
from proposals.forms.fields import OneLineField


class _PlainForm(forms.Form):
    use_required_attribute = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout("name", "phone")


class ByPhoneForm(GuardedForm, _PlainForm):
    """The template shows the text of consent between the fields and its box."""

    name = OneLineField(
        label=_("Nama lengkap"),
        max_length=120,
        help_text=_("Dipakai untuk menyapa dan menghubungi Anda; tidak ditampilkan kepada publik."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Tuliskan nama Anda.")},
    )
    phone = PhoneField(help_text=_("Kami menelepon nomor ini sebelum usulan Anda diumumkan."))
    consent = ConsentField(
        label=CONSENT.label,
        widget=ConsentWidget(version=BY_PHONE),
        error_messages={"required": CONSENT.missing},  # type: ignore[dict-item]
    )

    consent_version = BY_PHONE
    consent_template = template_of(BY_PHONE)


class UnreachedForm(forms.Form):
    """Why its proposer could not be reached; read on the receipt."""

    reason = forms.CharField(
        max_length=1000,
        error_messages={
            "required": _("Tuliskan alasannya; alasan ini dibaca pengusul pada tanda terimanya.")
        },
    )
