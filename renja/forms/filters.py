"""Which lines of the plan's table are shown; whatever stands in the address, the page answers."""

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.formlayout import bare_helper
from proposals.forms.fields import OneLineField
from renja.models import Origin, RenjaLine
from renja.urgency import Urgency

ALL = [("", _("Semua"))]


class LineFilterForm(forms.Form):
    """By origin, by urgency, by source of funds; and only what lacks something (`tampil=belum`)."""

    asal = forms.ChoiceField(label=_("Asal"), required=False, choices=[*ALL, *Origin.choices])
    urgensi = forms.ChoiceField(label=_("Urgensi"), required=False, choices=[*ALL, *Urgency.choices])
    sumber = OneLineField(
        label=_("Sumber dana"),
        required=False,
        max_length=160,
        widget=forms.TextInput(attrs={"list": "sumber-dana", "autocomplete": "off"}),
    )
    tampil = forms.CharField(required=False, max_length=10, widget=forms.HiddenInput)

    def __init__(self, data):
        super().__init__(data)
        self.is_valid()
        self.helper = bare_helper("asal", "urgensi", "sumber", "tampil")

    def _asked(self, name: str) -> str:
        return self.cleaned_data.get(name) or ""

    @property
    def only_incomplete(self) -> bool:
        return self._asked("tampil") == "belum"

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but what is complete is left out."""
        return any(self._asked(name) for name in ("asal", "urgensi", "sumber"))

    def apply(self, lines: QuerySet[RenjaLine], all_lines: QuerySet[RenjaLine]) -> QuerySet[RenjaLine]:
        """Those of `lines` that are asked for; `all_lines` are the plan's, without annotations."""
        if self.only_incomplete:
            lines = lines.filter(pk__in=all_lines.incomplete().values("pk"))
        if self._asked("asal"):
            lines = lines.filter(origin=self._asked("asal"))
        if self._asked("urgensi"):
            lines = lines.filter(urgency__contains=[self._asked("urgensi")])
        if self._asked("sumber"):
            having = all_lines.filter(fundings__source__iexact=self._asked("sumber"))
            lines = lines.filter(pk__in=having.values("pk"))
        return lines
