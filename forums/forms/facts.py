"""A forum's year and its facts."""

from crispy_forms.layout import Div, Field
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.formfields import DayField
from core.formlayout import bare_helper
from core.versions import VersionedForm
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
    plan_year = forms.IntegerField(
        label=_("Tahun rencana"),
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        error_messages={"required": _("Isi tahun rencana; kolom ini tidak boleh kosong.")},
        help_text=_(
            "Tahun yang direncanakan, bukan tahun penyelenggaraan: Forum Renja 2028 diselenggarakan tahun 2027."
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("plan_year", next_plan_year())
        self.helper = bare_helper(Field("plan_year", css_class="w-code"))


class FactsForm(VersionedForm):
    held_on = DayField(label=_("Tanggal forum"), required=False)
    starts_at = HourField(label=_("Pukul"), required=False)

    class Meta:
        model = Forum
        fields = ["theme", "held_on", "starts_at", "place", "summary"]
        help_texts = {
            "theme": _("Seperti tertulis pada undangan dan spanduk."),
            "place": _("Nama gedung dan alamat singkat; untuk forum daring, sebutkan sarananya."),
            "summary": _("Beberapa kalimat untuk pembaca: tujuan forum, siapa yang hadir, apa yang dibahas."),
        }
        widgets = {"summary": forms.Textarea(attrs={"rows": 8})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper(
            "theme",
            Div("held_on", "starts_at", css_class="field field-row"),
            "place",
            "summary",
        )
