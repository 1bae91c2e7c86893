"""The phases of a forum, all on one page."""

import datetime
from typing import cast

from crispy_forms.layout import Div
from django import forms
from django.utils.translation import gettext_lazy as _

from core.dates import local_date
from core.formlayout import InlineChoices, bare_helper
from core.versions import VersionedForm
from forums.forms.inputs import MomentField
from forums.forms.rows import RowFormSet, row_formset
from forums.models import Activity, Forum, Phase
from forums.schedule import moves_public_dates
from forums.workdays import day_warning

MOST_PHASES = 40


class PhaseForm(VersionedForm):
    activities = forms.MultipleChoiceField(
        label=_("Yang dibuka pada tahap ini"),
        choices=Activity.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    opens_at = MomentField(label=_("Dibuka"))
    closes_at = MomentField(label=_("Ditutup"))

    class Meta:
        model = Phase
        fields = ["name", "opens_at", "closes_at", "activities", "note"]
        labels = {"note": _("Alasan tanggalnya digeser")}

    def __init__(self, *args, forum: Forum, **kwargs):
        super().__init__(*args, **kwargs)
        self.forum = forum

    @property
    def helper(self):
        """Name and dates, and why they moved where the public knows them."""
        row = Div("name", "opens_at", "closes_at", css_class="field-row")
        return bare_helper(row, *(["note"] if self.shows_note else []))

    @property
    def more_helper(self):
        """What is seldom changed: what the phase opens, and taking it away."""
        helper = bare_helper(InlineChoices("activities"), *(["DELETE"] if "DELETE" in self.fields else []))
        helper.render_hidden_fields = False
        return helper

    @property
    def shows_note(self) -> bool:
        return bool(self.instance.pk and (self.forum.is_published or self.instance.note))

    @property
    def opened_names(self) -> str:
        """What the phase opens now, in words."""
        return ", ".join(str(name) for value, name in Activity.choices if value in self.instance.activities)

    @property
    def day_warnings(self) -> list[str]:
        """Saved days of opening and closing that are holidays or fall on a weekend; nothing is forbidden."""
        phase = self.instance
        told = (
            (_("Dibuka"), phase.opens_at),
            (_("Ditutup"), phase.closes_at - datetime.timedelta(microseconds=1)),
        )
        warnings = [(label, day_warning(local_date(moment))) for label, moment in told]
        return [f"{label}: {words}" for label, words in warnings if words]

    @property
    def has_wrong_choices(self) -> bool:
        return "activities" in self.errors

    def clean_opens_at(self):
        return self._as_stored("opens_at")

    def clean_closes_at(self):
        return self._as_stored("closes_at")

    def _as_stored(self, name: str):
        """The input shows minutes; the stored moment may hold seconds and did not move because of them."""
        typed, stored = self.cleaned_data[name], getattr(self.instance, name)
        return stored if stored and stored.replace(second=0, microsecond=0) == typed else typed

    def clean(self) -> dict:
        super().clean()
        cleaned = self.cleaned_data
        opens_at, closes_at = cleaned.get("opens_at"), cleaned.get("closes_at")
        if opens_at and closes_at:
            self._check_dates(opens_at, closes_at)
        return cleaned

    def _check_dates(self, opens_at, closes_at) -> None:
        if closes_at <= opens_at:
            self.add_error("closes_at", _("Waktu tutup harus sesudah waktu buka."))
        elif (
            self.instance.pk
            and moves_public_dates(self.instance, opens_at, closes_at)
            and not self._has_new_note()
        ):
            self.add_error("note", _("Tulis alasan perubahan tanggal ini; semua orang membacanya."))

    def _has_new_note(self) -> bool:
        return self.cleaned_data.get("note", "") not in ("", self.instance.note)


class BasePhaseFormSet(RowFormSet):
    gone_words = _("Tahap ini sudah dihapus orang lain. Muat ulang halaman ini.")
    delete_words = _("Hapus tahap ini")


PhaseFormSet = row_formset(Phase, PhaseForm, BasePhaseFormSet, extra=1, most=MOST_PHASES)


def phase_forms(forum: Forum, data=None) -> BasePhaseFormSet:
    """One form for each phase and an empty one."""
    phases = forum.phases.select_related("forum")
    formset = PhaseFormSet(data, queryset=phases, prefix="tahap", form_kwargs={"forum": forum})
    return cast(BasePhaseFormSet, formset)
