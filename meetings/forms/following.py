"""What was done about an agreement, and its state."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.formfields import DayField
from core.formlayout import bare_helper
from meetings.models import Agreement


class FollowUpForm(forms.Form):
    day = DayField(
        label=_("Tanggal"),
        initial=timezone.localdate,
        error_messages={"required": _("Isi tanggal tindak lanjutnya.")},
    )
    text = forms.CharField(
        label=_("Catatan"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Apa yang dilakukan, oleh siapa, dan hasilnya."),
        error_messages={"required": _("Tulis apa yang dilakukan.")},
    )
    file = forms.FileField(
        label=_("Berkas bukti"),
        required=False,
        allow_empty_file=True,  # refused where it is stored, by its name
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        help_text=_(
            "Foto, notulen, atau surat. PDF, JPG, atau PNG; paling besar 10 MB. Hanya dibaca pegawai."
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper("day", "text", "file")

    def clean_day(self):
        day = self.cleaned_data["day"]
        if day > timezone.localdate():
            raise ValidationError(_("Tanggal tindak lanjut tidak boleh sesudah hari ini."))
        return day


class StateForm(forms.Form):
    state = forms.ChoiceField(
        label=_("Keadaan"),
        choices=Agreement.State.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih keadaannya.")},
    )
    reason = forms.CharField(
        label=_("Alasan"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Tersimpan dalam riwayat kesepakatan."),
        error_messages={"required": _("Tulis alasannya; alasan ini tersimpan dalam riwayat.")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, agreement: Agreement, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = agreement.version
        others = [choice for choice in Agreement.State.choices if choice[0] != agreement.state]
        self.fields["state"].choices = others
        self.helper = bare_helper("state", "reason")

    @classmethod
    def refused(cls, typed, agreement: Agreement, message: str) -> "StateForm":
        """What was typed, upon how the agreement stands now; sent again, it counts."""
        data = typed.copy()
        data["version"] = str(agreement.version)
        form = cls(data, agreement=agreement)
        form.full_clean()
        form.add_error(None, message)
        return form

    @property
    def based_on(self) -> int:
        """The version that was read; a form that names none is based on nothing."""
        return self.cleaned_data.get("version") or 0
