"""Which documents somebody prints: those of one day of publication, and of these those that nobody was told of."""

from django import forms
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from core.dates import plain_date
from core.formfields import PlainSelect

YEAR = "proposal__forum__plan_year"


class NoticeFilter(forms.Form):
    """The days on which results were published, each with how many; whatever stands in the address, the list answers."""

    tanggal = forms.ChoiceField(label=_("Tanggal pengumuman"), required=False, widget=PlainSelect)
    belum = forms.BooleanField(label=_("Hanya yang belum tersampaikan"), required=False)

    def __init__(self, *args, days, **kwargs):
        super().__init__(*args, **kwargs)
        words = _("%(day)s, Renja %(year)s (%(n)d)")
        named = [
            (
                f"{one['dated']:%Y-%m-%d}",
                words % {"day": plain_date(one["dated"]), "year": one[YEAR], "n": one["n"]},
            )
            for one in days
        ]
        self.fields["tanggal"].choices = [("", _("Semua tanggal")), *named]
        self.is_valid()

    @property
    def query(self) -> str:
        """For an address that finds the same."""
        day, only = self.cleaned_data.get("tanggal", ""), self.cleaned_data.get("belum")
        return f"tanggal={day}{'&belum=on' if only else ''}"

    def apply(self, notices):
        if day := parse_date(self.cleaned_data.get("tanggal", "")):
            notices = notices.filter(dated=day)
        return notices.unreached() if self.cleaned_data.get("belum") else notices
