"""What the list of codes can be narrowed by. Whatever stands in the address, the list answers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.formlayout import bare_helper
from urusan.models import Edition, Level


class CodeFilterForm(forms.Form):
    """Edition, words or a code, level."""

    q = forms.CharField(
        label=_("Cari kode atau kata"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "class": "form-control", "autocomplete": "off"}),
    )
    edisi = forms.ModelChoiceField(
        label=_("Edisi"),
        queryset=Edition.objects.newest_first(),
        to_field_name="slug",
        required=False,
        empty_label=None,
    )
    tingkat = forms.ChoiceField(
        label=_("Tingkat"), required=False, choices=[("", _("Semua tingkat")), *Level.choices]
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper("edisi", "tingkat")
        self.helper.form_show_errors = False
        self.full_clean()

    @property
    def is_narrowed(self) -> bool:
        return bool(self.cleaned_data.get("q") or self.cleaned_data.get("tingkat"))
