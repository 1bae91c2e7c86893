"""Hari libur: one day, and a list handed in."""

from crispy_forms.layout import Field
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.errors import NotAllowed
from core.formfields import DayField
from core.formlayout import bare_helper
from core.tables import read_table
from core.versions import VersionedForm
from forums.holiday_table import HolidaysRefused, Line, lines_of
from forums.models import Holiday


class HolidayForm(VersionedForm):
    day = DayField(label=_("Tanggal"))

    class Meta:
        model = Holiday
        fields = ["day", "name", "kind", "source"]
        help_texts = {
            "name": _("Contoh: Cuti bersama Hari Raya Natal."),
            "source": _(
                "Contoh: SKB Tiga Menteri tentang hari libur nasional dan cuti bersama, dengan nomornya."
            ),
        }
        error_messages = {"name": {"required": _("Isi nama hari libur.")}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["day"].error_messages |= {
            "required": _("Isi tanggalnya."),
            "unique": _("Tanggal ini sudah tercatat sebagai hari libur. Ubah yang sudah ada."),
        }
        self.helper = bare_helper(
            Field("day", css_class="w-code"), "name", Field("kind", css_class="w-money"), "source"
        )


class HolidayFileForm(forms.Form):
    """The list as a file; read at once, so that what is wrong is said here."""

    file = forms.FileField(
        label=_("Berkas daftar hari libur"),
        error_messages={"required": _("Pilih berkas CSV atau XLSX.")},
        help_text=_("CSV atau XLSX. Kolom: tanggal, nama, jenis (Libur nasional atau Cuti bersama), dasar."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )
    replaces = forms.BooleanField(
        label=_("Berkas ini lengkap: hari lain pada tahun yang sama dikeluarkan"),
        required=False,
        help_text=_("Tanpa tanda ini, hari yang tidak ada dalam berkas tetap tersimpan."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper("file", "replaces")
        self.lines: list[Line] = []

    def clean_file(self):
        upload = self.cleaned_data["file"]
        try:
            self.lines = lines_of(read_table(upload.read()))
        except HolidaysRefused as refused:
            raise ValidationError(refused.errors) from refused
        except NotAllowed as refused:
            raise ValidationError(refused.message) from refused
        return upload


class HolidayListForm(forms.Form):
    """The list once more, as it was shown before it is taken over."""

    text = forms.CharField(widget=forms.HiddenInput, max_length=200_000)
    replaces = forms.BooleanField(widget=forms.HiddenInput, required=False)

    def clean_text(self) -> list[Line]:
        try:
            return lines_of(read_table(self.cleaned_data["text"].encode()))
        except (HolidaysRefused, NotAllowed) as refused:
            raise ValidationError(refused.message) from refused
