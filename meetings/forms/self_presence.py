"""Presensi mandiri: what strangers fill in who are in the room or follow online."""

from crispy_forms.layout import Field
from django import forms
from django.utils.translation import gettext_lazy as _

from core.formlayout import InlineChoices, bare_helper
from core.guardedform import GuardedForm
from forums.models import Gender
from meetings.forms.door import PersonForm
from proposals.forms.fields import OneLineField


class SelfForm(GuardedForm, PersonForm):
    word = OneLineField(
        label=_("Kata di layar"),
        max_length=40,
        help_text=_("Kata dan angka yang sedang tampil di layar ruang forum, misalnya KAPAL 472."),
        error_messages={"required": _("Salin kata dan angka yang tampil di layar.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    name = OneLineField(
        label=_("Nama lengkap"),
        max_length=120,
        error_messages={"required": _("Tuliskan nama Anda.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    organization_name = OneLineField(
        label=_("Instansi atau lembaga"),
        max_length=160,
        required=False,
        help_text=_("Kosongkan bila Anda hadir sebagai warga."),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    gender = forms.ChoiceField(
        label=_("L/P"),
        choices=Gender.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih laki-laki atau perempuan.")},
    )
    is_online = forms.BooleanField(label=_("Saya hadir daring"), required=False)

    def __init__(self, *args, **kwargs):
        self.helper = bare_helper(
            Field("word", css_class="w-money"),
            "name",
            "organization_name",
            InlineChoices("gender"),
            "is_online",
            "nonce",
        )
        super().__init__(*args, **kwargs)
