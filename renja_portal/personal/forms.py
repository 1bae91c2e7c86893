"""The one question before an account is erased."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.formlayout import bare_helper


class EraseForm(forms.Form):
    understood = forms.BooleanField(
        label=_("Saya mengerti bahwa akun saya dihapus dan tidak dapat dikembalikan."),
        error_messages={"required": _("Centang pernyataan ini bila Anda memang ingin menghapus akun.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper("understood")
