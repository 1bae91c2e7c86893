"""A forum's year and its facts."""

from typing import Any

from crispy_forms.layout import Div, Field
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.formfields import DayField
from core.formlayout import bare_helper
from core.versions import VersionedForm
from forums.cloning import Part
from forums.day import is_day_known, moves_known_day
from forums.forms.inputs import HourField
from forums.models import Forum

FIRST_YEAR, LAST_YEAR = 2000, 2100
JUNE = 6


def next_plan_year() -> int:
    """The year after the newest forum's; on a new installation the one that is planned at this time of the year."""
    newest = Forum.objects.newest()
    today = timezone.localdate()
    return newest.plan_year + 1 if newest else today.year + (2 if today.month >= JUNE else 1)


class CreateForm(forms.Form):
    """A new forum: its year, and what it takes over from the forum `source` (None: the usual ones)."""

    plan_year = forms.IntegerField(
        label=_("Tahun rencana"),
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        error_messages={"required": _("Isi tahun rencana; kolom ini tidak boleh kosong.")},
        help_text=_(
            "Tahun yang direncanakan, bukan tahun penyelenggaraan: Forum Renja 2028 diselenggarakan tahun 2027."
        ),
    )
    bagian = forms.MultipleChoiceField(
        label=_("Yang diambil alih"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, parts: list[Part], **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("plan_year", next_plan_year())
        self.initial.setdefault("bagian", [part.name for part in parts])
        self.fields["bagian"].choices = [(part.name, f"{part.label} ({len(part.rows)})") for part in parts]
        self.helper = bare_helper(Field("plan_year", css_class="w-code"), "bagian")


class FactsForm(VersionedForm):
    held_on = DayField(label=_("Tanggal forum"), required=False)
    starts_at = HourField(label=_("Pukul"), required=False)

    class Meta:
        model = Forum
        fields = ["theme", "held_on", "starts_at", "place", "note", "summary"]
        help_texts = {
            "theme": _("Seperti tertulis pada undangan dan spanduk."),
            "place": _("Nama gedung dan alamat singkat; untuk forum daring, sebutkan sarananya."),
            "note": _(
                "Wajib bila tanggal, pukul, atau tempat yang sudah diketahui orang diubah. Alasan ini tampil di halaman "
                "forum dan dikirim kepada instansi yang sudah diundang."
            ),
            "summary": _("Beberapa kalimat untuk pembaca: tujuan forum, siapa yang hadir, apa yang dibahas."),
        }
        widgets = {"summary": forms.Textarea(attrs={"rows": 8})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.shows_note = bool(self.instance.pk and (self.instance.note or is_day_known(self.instance)))
        if not self.shows_note:
            del self.fields["note"]
        self.helper = bare_helper(
            "theme",
            Div("held_on", "starts_at", css_class="field field-row"),
            "place",
            *(["note"] if self.shows_note else []),
            "summary",
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        moves = self.shows_note and moves_known_day(self.instance, cleaned)
        if moves and cleaned.get("note") in ("", self.instance.note):
            self.add_error("note", _("Tulis alasan perubahan jadwal ini; semua orang membacanya."))
        return cleaned
