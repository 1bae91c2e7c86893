"""Why a handover to Bappeda is withdrawn."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.formlayout import bare_helper
from renja.models import Examination


class WithdrawForm(forms.Form):
    """The reason, which the examiners read."""

    reason = forms.CharField(
        label=_("Alasan penarikan"),
        max_length=Examination._meta.get_field("withdrawn_reason").max_length,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Dibaca pemeriksa dalam pemberitahuannya."),
        error_messages={"required": _("Tulis alasan penarikan.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper("reason")
