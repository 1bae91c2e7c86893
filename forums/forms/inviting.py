"""An invitation that was handed over."""

from crispy_forms.layout import Field
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms import OneLineField
from core.formfields import DayField
from core.formlayout import bare_helper


class HandOverForm(forms.Form):
    """Disampaikan langsung: when, to whom."""

    use_required_attribute = False
    delivered_on = DayField(label=_("Tanggal"), error_messages={"required": _("Isi tanggal penyampaiannya.")})
    receiver = OneLineField(
        label=_("Penerima"),
        max_length=120,
        help_text=_("Nama atau jabatan yang menerima surat."),
        error_messages={"required": _("Tulis siapa yang menerima.")},
    )
    note = OneLineField(
        label=_("Keterangan"),
        max_length=250,
        required=False,
        help_text=_("Misalnya: diantar ke sekretariat, tanda terima nomor 12."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial = {"delivered_on": timezone.localdate()} | self.initial
        self.helper = bare_helper(Field("delivered_on", css_class="w-code"), "receiver", "note")

    def clean_delivered_on(self):
        day = self.cleaned_data["delivered_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("Tanggal penyampaian tidak boleh sesudah hari ini."))
        return day
