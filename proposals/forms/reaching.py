"""Belum tersampaikan: which kelurahan, and when it was told."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.formfields import DayField, PlainSelect

CITYWIDE = "kota"


class PlaceFilter(forms.Form):
    """The kelurahan of which there is somebody, each with how many; whatever stands in the address, the list answers."""

    kelurahan = forms.ChoiceField(label=_("Kelurahan"), required=False, widget=PlainSelect)

    def __init__(self, *args, places, **kwargs):
        super().__init__(*args, **kwargs)
        total = sum(place["n"] for place in places)
        everywhere = ("", _("Semua (%(n)d)") % {"n": total})
        self.fields["kelurahan"].choices = [everywhere, *map(_choice, places)]
        self.is_valid()

    @property
    def chosen(self) -> str:
        return self.cleaned_data.get("kelurahan", "")

    @property
    def place(self) -> str:
        """The name of what was chosen, without its number."""
        names = dict(self.fields["kelurahan"].choices)
        return str(names.get(self.chosen, "")).rpartition(" (")[0] if self.chosen else ""

    def apply(self, rows):
        if self.chosen == CITYWIDE:
            return rows.filter(kelurahan=None)
        return rows.filter(kelurahan=self.chosen) if self.chosen else rows


def _choice(place: dict) -> tuple[str, str]:
    if place["kelurahan"] is None:
        return CITYWIDE, _("Seluruh kota (%(n)d)") % {"n": place["n"]}
    names = {
        "kecamatan": place["kelurahan__kecamatan__name"],
        "name": place["kelurahan__name"],
        "n": place["n"],
    }
    return str(place["kelurahan"]), _("%(kecamatan)s, %(name)s (%(n)d)") % names


class ToldForm(forms.Form):
    told_on = DayField(label=_("Tanggal penyampaian"))
    version = forms.IntegerField(required=False)

    def clean_told_on(self):
        day = self.cleaned_data["told_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("Tanggal penyampaian tidak boleh sesudah hari ini."))
        return day
