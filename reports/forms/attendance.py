"""Which daftar hadir is printed, and on what paper."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.formlayout import bare_helper
from reports.models import AttendanceSheet


class AttendanceSheetForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Isi"),
        choices=AttendanceSheet.Kind.choices,
        initial=AttendanceSheet.Kind.EMPTY,
        widget=forms.RadioSelect,
    )
    empty_rows = forms.IntegerField(
        label=_("Baris kosong"),
        min_value=0,
        max_value=200,
        initial=20,
        required=False,
        help_text=_("Untuk lembar yang ditandatangani: baris bagi yang datang tanpa disebut namanya."),
        widget=forms.NumberInput(attrs={"class": "w-year"}),
    )
    is_landscape = forms.BooleanField(label=_("Kertas mendatar"), required=False)

    use_required_attribute = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper("kind", "empty_rows", "is_landscape")

    def clean_empty_rows(self) -> int:
        return self.cleaned_data["empty_rows"] or 0
