"""Handing a revision over, writing remarks and answers, and taking remarks in from elsewhere."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from core.formfields import DayField, PlainSelect
from core.formlayout import bare_helper
from core.tables import TableRefused
from core.uploads import check_upload, offered
from proposals.forms.fields import OneLineField
from renja.remarks.content import WHOLE, Examined, Spot
from renja.remarks.models import LONGEST, Place, Side, State
from renja.remarks.pasting import as_pasted, file_rows, pasted_rows, read_remarks
from stakeholders.models import Organization

TABLES = ("xlsx", "csv")
LONGEST_PASTE = 400_000


class HandOverForm(forms.Form):
    """To which agency, until when, and what it should know."""

    organization = forms.ModelChoiceField(
        label=_("Diserahkan kepada"),
        queryset=Organization.objects.none(),
        empty_label=None,
        error_messages={"required": _("Pilih badan perencanaan yang memeriksa.")},
    )
    due_on = DayField(label=_("Catatan ditunggu sampai"), required=False)
    note = forms.CharField(
        label=_("Pengantar"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Misalnya nomor surat pengantar, atau bagian yang perlu perhatian."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organization"].queryset = Organization.objects.active().filter(is_planning_agency=True)
        self.helper = bare_helper("organization", "due_on", "note")

    def clean_due_on(self):
        day = self.cleaned_data["due_on"]
        if day and day < timezone.localdate():
            raise ValidationError(_("Tanggal ini sudah lewat. Isi tanggal hari ini atau sesudahnya."))
        return day


class RemarkForm(forms.Form):
    """What a remark is about, and the remark. A line is chosen where the revision is read, as there may be thousands."""

    place = forms.ChoiceField(label=_("Tentang"), widget=PlainSelect)
    text = forms.CharField(
        label=_("Catatan"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Sebutkan apa yang perlu diperbaiki, dan menurut ketentuan mana."),
        error_messages={"required": _("Tulis catatannya.")},
    )

    def __init__(self, *args, examined: Examined, chosen: Spot = WHOLE, **kwargs):
        super().__init__(*args, **kwargs)
        self.examined = examined
        choices = [(WHOLE.value, Place.WHOLE.label), *((one.value, one.label) for one in examined.part_spots)]
        if chosen.place == Place.LINE:
            choices.append((chosen.value, chosen.label))
        self.fields["place"].choices = choices
        self.fields["place"].initial = chosen.value
        self.helper = bare_helper("place", "text")

    @property
    def spot(self) -> Spot:
        """The place that was chosen; valid forms only."""
        return self.examined.find(self.cleaned_data["place"]) or WHOLE


class AnswerForm(forms.Form):
    """What became of a remark; which states there are depends on who speaks."""

    state = forms.ChoiceField(
        label=_("Status"), widget=forms.RadioSelect, error_messages={"required": _("Pilih statusnya.")}
    )
    text = forms.CharField(
        label=_("Uraian"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Tulis uraiannya.")},
    )

    STATES = {
        Side.OFFICE: (
            (State.FOLLOWED, _("Ditindaklanjuti: perbaikan sedang atau akan dikerjakan")),
            (State.DONE, _("Selesai: perbaikan sudah dimuat dalam rancangan sekarang")),
        ),
        Side.BAPPEDA: (
            (State.DONE, _("Selesai: tindak lanjutnya cukup")),
            (State.OPEN, _("Terbuka lagi: tindak lanjutnya belum cukup")),
        ),
    }
    HELP = {
        Side.OFFICE: _("Apa yang diperbaiki dan di mana, atau mengapa tidak diubah."),
        Side.BAPPEDA: _("Tulis apa yang masih kurang bila catatan dibuka lagi."),
    }

    def __init__(self, *args, side: Side, **kwargs):
        super().__init__(*args, **kwargs)
        self.side = side
        self.fields["state"].choices = self.STATES[side]
        self.fields["text"].help_text = self.HELP[side]
        self.fields["text"].required = side == Side.OFFICE
        self.helper = bare_helper("state", "text")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("state") == State.OPEN and not data.get("text"):
            self.add_error("text", _("Tulis uraiannya."))
        return data


class PasteForm(forms.Form):
    """Rows copied from a spreadsheet, or the file itself."""

    rows = forms.CharField(
        label=_("Tempel catatan"),
        required=False,
        strip=False,
        max_length=LONGEST_PASTE,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_(
            "Salin baris dari Excel lalu tempel di sini: kolom bagian atau kode, dan kolom catatan. Satu baris satu catatan."
        ),
    )
    file = forms.FileField(
        label=_("Atau unggah berkasnya"),
        required=False,
        allow_empty_file=True,  # refused where it is read, by its name
        help_text=_("XLSX atau CSV, paling banyak 500 catatan."),
        widget=forms.FileInput(attrs={"accept": offered(TABLES)}),
    )

    def __init__(self, *args, examined: Examined, **kwargs):
        super().__init__(*args, **kwargs)
        self.examined = examined
        self.helper = bare_helper("rows", "file")

    def clean(self) -> dict[str, Any]:
        """Adds `found`, the remarks with what each is about, and `carried`, the same rows for a form to carry along."""
        data = super().clean() or {}
        if self.errors:
            return data
        try:
            rows = self._rows(data)
            data["found"] = read_remarks(rows, self.examined)
        except TableRefused as refused:
            raise ValidationError(refused.message) from None
        if not data["found"]:
            raise ValidationError(_t("Tidak ada catatan di bawah judul kolomnya."))
        data["carried"] = as_pasted(rows)
        return data

    def _rows(self, data: dict[str, Any]) -> list[list[str]]:
        if data.get("file"):
            return file_rows(check_upload(data["file"], TABLES).content.read())
        return pasted_rows(data.get("rows", ""))


class RemarkFilterForm(forms.Form):
    """Which remarks are listed; whatever stands in the address, the page answers."""

    tentang = forms.ChoiceField(
        label=_("Tentang"), required=False, choices=[("", _("Semua")), *Place.choices], widget=PlainSelect
    )
    q = OneLineField(
        label=_("Cari kata"), required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
    tampil = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def __init__(self, data):
        super().__init__(data)
        self.is_valid()
        self.helper = bare_helper("tentang", "q", "tampil")

    def asked(self, name: str) -> str:
        return self.cleaned_data.get(name) or ""
