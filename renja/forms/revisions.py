"""Freezing a plan, recording its penetapan, and choosing two states to compare."""

from typing import Any

from crispy_forms.layout import Div, Field
from django import forms
from django.utils.translation import gettext_lazy as _

from core.formfields import DayField
from core.formlayout import bare_helper
from core.uploads import PAPERS_AND_PICTURES, offered
from renja.models import Instrument, Revision
from renja.stages import SETTLED, Stage

PRESENT = "kini"
PAPER_HINT = _("Pindaian yang ditandatangani: PDF, JPG, atau PNG; paling besar 10 MB.")


def paper_field() -> forms.FileField:
    """The scan of the act; what it is not, is refused where it is stored, by its name."""
    return forms.FileField(
        label=_("Dokumen penetapan"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": offered(PAPERS_AND_PICTURES)}),
        help_text=PAPER_HINT,
        error_messages={"required": _("Pilih pindaian dokumen penetapannya.")},
    )


class _RevisionForm(forms.Form):
    """What every revision may say of itself. A reason is asked for where `points` name what is open."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    note = forms.CharField(
        label=_("Catatan"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    reason = forms.CharField(
        label=_("Alasan tetap dibekukan"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Tersimpan pada revisi ini dan dalam catatan perubahan."),
        error_messages={"required": _("Masih ada yang belum selesai. Tulis mengapa tetap dibekukan.")},
    )

    def __init__(self, *args, points: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        if not points:
            del self.fields["reason"]

    def lay_out(self, *parts) -> None:
        """The form's own fields, then what is common to all."""
        self.helper = bare_helper(*parts, "note", *(["reason"] if "reason" in self.fields else []))

    @property
    def values(self) -> dict[str, Any]:
        """What the verb is told, the upload left out."""
        return {name: value for name, value in self.cleaned_data.items() if name != "file"}


class FreezeForm(_RevisionForm):
    """A draft's next revision."""

    stage = forms.ChoiceField(label=_("Tahap yang dibekukan"))
    number = forms.CharField(
        label=_("Nomor dokumen"),
        max_length=80,
        required=False,
        help_text=_("Nomor naskah atau surat pengantarnya, bila ada."),
    )
    dated = DayField(label=_("Tanggal dokumen"), required=False)

    def __init__(self, *args, stages: tuple[Stage, ...], **kwargs):
        super().__init__(*args, **kwargs)
        drafts = [stage for stage in stages if stage not in SETTLED]
        self.fields["stage"].choices = [(str(stage), stage.label) for stage in drafts]
        self.fields["note"].help_text = _("Misalnya: disampaikan kepada Bappeda untuk diverifikasi.")
        self.lay_out("stage", "number", Field("dated", css_class="w-code"))


class EstablishForm(_RevisionForm):
    """By what act the plan was established; its document comes with it."""

    instrument = forms.ChoiceField(label=_("Jenis penetapan"), choices=Instrument.choices)
    number = forms.CharField(
        label=_("Nomor"),
        max_length=80,
        help_text=_("Seperti tertulis pada dokumennya, misalnya 188.45/120/2027."),
        error_messages={"required": _("Isi nomor dokumen penetapannya.")},
    )
    dated = DayField(label=_("Tanggal penetapan"))
    file = paper_field()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.lay_out("instrument", "number", Field("dated", css_class="w-code"), "file")


class PaperForm(forms.Form):
    """One more scan of the document."""

    file = paper_field()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper("file")


class CompareForm(forms.Form):
    """Which two states are compared: revisions by their numbers, or the plan as it is now."""

    dari = forms.ChoiceField(label=_("Dari"))
    ke = forms.ChoiceField(label=_("Menjadi"))

    def __init__(self, *args, revisions: list[Revision], **kwargs):
        super().__init__(*args, **kwargs)
        known = [(str(one.number), one.name) for one in revisions]
        self.fields["dari"].choices = known
        self.fields["ke"].choices = [(PRESENT, _("Naskah kerja sekarang")), *known]
        self.helper = bare_helper(Div("dari", "ke", css_class="field field-row"))
