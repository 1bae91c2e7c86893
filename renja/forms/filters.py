"""Which lines of the plan's table are shown; whatever stands in the address, the page answers."""

from collections.abc import Sequence

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.formlayout import bare_helper
from proposals.forms.fields import OneLineField
from renja.alignment import Aim
from renja.forms.aims import aim_label
from renja.models import Origin, RenjaLine
from renja.urgency import Urgency

ALL = [("", _("Semua"))]
NOTHING = "tanpa"  # asks for lines that name nothing of the catalogue


class LineFilterForm(forms.Form):
    """By origin, by urgency, by source of funds, by what they serve; and only what lacks something (`tampil=belum`).

    `aims` are the catalogue of the plan; without one it is not asked for.
    """

    asal = forms.ChoiceField(label=_("Asal"), required=False, choices=[*ALL, *Origin.choices])
    urgensi = forms.ChoiceField(label=_("Urgensi"), required=False, choices=[*ALL, *Urgency.choices])
    sumber = OneLineField(
        label=_("Sumber dana"),
        required=False,
        max_length=160,
        widget=forms.TextInput(attrs={"list": "sumber-dana", "autocomplete": "off"}),
    )
    dukung = forms.ChoiceField(label=_("Mendukung"), required=False)
    tampil = forms.CharField(required=False, max_length=10, widget=forms.HiddenInput)

    def __init__(self, data, *, aims: Sequence[Aim] = ()):
        super().__init__(data)
        self.aims = {str(aim.pk): aim for aim in aims}
        if aims:
            named = [(key, aim_label(aim)) for key, aim in self.aims.items()]
            self.fields["dukung"].choices = [*ALL, *named, (NOTHING, _("Belum diselaraskan"))]
        else:
            del self.fields["dukung"]
        self.is_valid()
        self.helper = bare_helper(*self.fields)

    def _asked(self, name: str) -> str:
        return self.cleaned_data.get(name) or ""

    @property
    def only_incomplete(self) -> bool:
        return self._asked("tampil") == "belum"

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but what is complete is left out."""
        return any(self._asked(name) for name in ("asal", "urgensi", "sumber", "dukung"))

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
        return self._serving(lines, all_lines)

    def _serving(self, lines: QuerySet[RenjaLine], all_lines: QuerySet[RenjaLine]) -> QuerySet[RenjaLine]:
        asked = self._asked("dukung")
        if not asked:
            return lines
        having = all_lines.not_aligned() if asked == NOTHING else all_lines.serving(self.aims[asked])
        return lines.filter(pk__in=having.values("pk"))
