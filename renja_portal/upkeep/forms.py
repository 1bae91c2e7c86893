"""What the lists of upkeep can be narrowed by. Whatever stands in the address, the list answers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.formfields import DayField
from jobs.models import State as JobState
from notifications.models import State as LetterState
from renja_portal.upkeep.subjects import WAYS
from renja_portal.upkeep.wording import JOBS, action_choices, kind_words
from stakeholders.forms.filters import FilterForm

ALL = ("", _("Semua"))
UNDELIVERED = "tidak_sampai"


def _kinds() -> list[tuple[str, str]]:
    return sorted(((kind, kind_words(kind)) for kind in WAYS), key=lambda choice: choice[1])


class RecordFilter(FilterForm):
    search_label = _("Cari objek atau alasan")
    pelaku = forms.CharField(label=_("Nama, surel, nomor akun"), required=False, max_length=120)
    jenis = forms.ChoiceField(label=_("Jenis objek"), required=False, choices=lambda: [ALL, *_kinds()])
    tindakan = forms.ChoiceField(
        label=_("Tindakan"), required=False, choices=lambda: [ALL, *action_choices()]
    )
    dari = DayField(label=_("Dari tanggal"), required=False)
    sampai = DayField(label=_("Sampai tanggal"), required=False)

    def apply(self, entries):
        asked = self.cleaned_data.get
        return (
            entries.of_action(asked("tindakan", ""))
            .of_kind(asked("jenis", ""))
            .by_person(asked("pelaku", ""))
            .between(asked("dari"), asked("sampai"))
            .search(asked("q", ""))
        )

    @property
    def used(self) -> list[str]:
        """The names of the fields that narrow the list."""
        return sorted(name for name, value in self.cleaned_data.items() if value)


class JobFilter(FilterForm):
    q = None  # type: ignore[assignment]
    keadaan = forms.ChoiceField(label=_("Keadaan"), required=False, choices=[ALL, *JobState.choices])
    jenis = forms.ChoiceField(label=_("Jenis"), required=False, choices=[ALL, *JOBS.items()])

    def apply(self, jobs):
        asked = {"state": self.cleaned_data.get("keadaan"), "kind": self.cleaned_data.get("jenis")}
        return jobs.filter(**{name: value for name, value in asked.items() if value})


class LetterFilter(FilterForm):
    search_label = _("Cari alamat atau perihal")
    keadaan = forms.ChoiceField(
        label=_("Keadaan"),
        required=False,
        choices=[ALL, (UNDELIVERED, _("Gagal atau tidak sampai")), *LetterState.choices],
    )

    def apply(self, letters):
        rows, state = letters.search(self.cleaned_data.get("q", "")), self.cleaned_data.get("keadaan")
        if state == UNDELIVERED:
            return rows.undelivered()
        return rows.filter(state=state) if state else rows
