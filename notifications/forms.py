"""Pemberitahuan: what is mailed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.formlayout import bare_helper
from notifications.models import Wants

IMPORTANT = _(
    "Hanya yang penting: tanda terima, permintaan melengkapi, hasil, perubahan hasil, dan jawaban peninjauan ulang."
)
ALL = _("Semua: yang penting segera, kabar lain sekali sehari pukul 07.00 dalam satu surel.")


class PreferenceForm(forms.Form):
    wants = forms.ChoiceField(
        label=_("Surel yang Anda terima"),
        choices=[(Wants.ALL, ALL), (Wants.IMPORTANT, IMPORTANT)],
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih salah satu."), "invalid_choice": _("Pilih salah satu.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper("wants")
