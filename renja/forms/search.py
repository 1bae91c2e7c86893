"""Looking for something in the published plan; whatever stands in the address, the page answers."""

from django import forms
from django.utils.translation import gettext_lazy as _


class PlanSearchForm(forms.Form):
    q = forms.CharField(
        label=_("Cari kata atau kode"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "class": "form-control", "autocomplete": "off"}),
    )

    @property
    def text(self) -> str:
        self.is_valid()
        return self.cleaned_data.get("q", "")
