"""Finding a code, and what a line holds."""

from collections.abc import Iterable

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Fieldset, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from core.formfields import DecimalIdField
from core.formlayout import InlineChoices
from core.formsets import DeletableRows, row_limits
from proposals.forms.fields import OneLineField
from renja.forms.aims import offer_aims
from renja.models import Indicator, RenjaLine
from renja.services.lines import FIELDS, INDICATOR_FIELDS
from renja.urgency import Urgency
from stakeholders.models import Unit

MOST_INDICATORS = 40


class CodeSearchForm(forms.Form):
    """Search among the official codes; whatever stands in the address, the page answers."""

    q = forms.CharField(
        label=_("Cari kode atau kata"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "class": "form-control", "autocomplete": "off"}),
    )
    atas = forms.BooleanField(
        label=_("Tampilkan juga program dan kegiatan (untuk indikatornya, tanpa pagu)"), required=False
    )

    @property
    def text(self) -> str:
        self.is_valid()
        return self.cleaned_data.get("q", "")

    @property
    def with_upper(self) -> bool:
        self.is_valid()
        return bool(self.cleaned_data.get("atas"))


class LineForm(forms.ModelForm):
    """One line of the plan, without its money: that has rows of its own (fundings.py)."""

    location = OneLineField(
        label=_("Lokasi"),
        required=False,
        max_length=250,
        help_text=_("Kelurahan atau kecamatan, misalnya: Balikpapan Utara, Karang Joang."),
    )
    target_group = OneLineField(
        label=_("Kelompok sasaran"),
        required=False,
        max_length=200,
        help_text=_("Siapa yang menerima manfaat, misalnya: Masyarakat, Perangkat Daerah."),
    )
    urgency = forms.MultipleChoiceField(
        label=_("Urgensi"),
        required=False,
        choices=Urgency.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Centang semua yang sesuai. Dicetak pada Catatan Penting."),
    )
    note = OneLineField(label=_("Catatan penting"), required=False, max_length=300)
    withheld_reason = OneLineField(
        label=_("Alasan informasi dikecualikan"),
        required=False,
        max_length=250,
        help_text=_("Kosongkan bila terbuka. Bila diisi, publik hanya membaca kode, pagu, dan alasan ini."),
    )

    class Meta:
        model = RenjaLine
        fields = FIELDS

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.filter(organization__is_host=True)
        self.fields["unit"].empty_label = _("Belum ditentukan")
        self.has_aims = offer_aims(self)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = self._layout()

    def _layout(self) -> Layout:
        source = Div("origin", "unit", css_class="pair")
        aims = [Fieldset(_("Keselarasan"), "priority", "aim")] if self.has_aims else []
        return Layout(
            Fieldset(_("Lokasi dan sasaran"), "location", "target_group"),
            *aims,
            Fieldset(_("Keterangan"), source, InlineChoices("urgency"), "note", "withheld_reason"),
        )


class IndicatorForm(forms.Form):
    """One indicator of a line; an empty one is left out."""

    id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Indikator"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Tulis indikatornya, atau centang “Hapus indikator ini”.")},
    )
    target = DecimalIdField(label=_("Target"), required=False, max_digits=18, decimal_places=4)
    satuan = OneLineField(
        label=_("Satuan"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"list": "satuan", "autocomplete": "off"}),
    )
    target_label = OneLineField(
        label=_("Atau predikat"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"placeholder": "BB"}),
    )
    forward_target = DecimalIdField(
        label=_("Target tahun depan"), required=False, max_digits=18, decimal_places=4
    )

    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    helper.layout = Layout(
        "id", "text", Div("target", "satuan", "target_label", "forward_target", css_class="quad")
    )

    def clean(self) -> dict:
        data = super().clean()
        if data.get("target") is not None and data.get("target_label"):
            self.add_error("target_label", _("Isi salah satu: target berupa angka, atau predikat."))
        return data


class BaseIndicatorFormSet(DeletableRows, forms.BaseFormSet):
    delete_words = _("Hapus indikator ini")

    @property
    def wanted(self) -> list[dict]:
        """What the line shall promise afterwards, in order; valid formsets only."""
        kept = [form for form in self.forms if form not in self.deleted_forms and form.cleaned_data]
        return [{k: v for k, v in form.cleaned_data.items() if k != "DELETE"} for form in kept]


IndicatorFormSet = forms.formset_factory(
    IndicatorForm, formset=BaseIndicatorFormSet, **row_limits(extra=1, most=MOST_INDICATORS)
)


def indicator_rows(line: RenjaLine) -> list[dict]:
    """The indicators of a line as the formset begins with them."""
    fields = ("text", "target", "satuan", "target_label", "forward_target")
    rows: list[Indicator] = list(line.indicators.all())
    return [{"id": row.pk} | {name: getattr(row, name) for name in fields} for row in rows]


def official_rows(line: RenjaLine, rows: Iterable[dict]) -> list[dict]:
    """The official indicator of the line's code as a further row; none where it has none, or `rows` say it already."""
    node = line.node
    if not node.indikator or any(row["text"] == node.indikator for row in rows):
        return []
    return [
        dict.fromkeys(INDICATOR_FIELDS) | {"text": node.indikator, "satuan": node.satuan, "target_label": ""}
    ]
