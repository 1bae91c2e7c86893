"""Which proposals are forwarded, and for each group to which office and why."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.formlayout import bare_helper
from proposals.choices import Source
from proposals.forms.approval import ReadResultsField
from proposals.forms.verification import WorkFilterForm
from stakeholders.models import Kecamatan, Organization

MOST_GROUPS, MOST_CHOSEN = 40, 200


class ForwardFilterForm(WorkFilterForm):
    """Words, urusan, kecamatan and source, over what can be forwarded."""

    kecamatan = forms.ModelChoiceField(
        label=_("Kecamatan"),
        queryset=Kecamatan.objects.all(),
        to_field_name="code",
        required=False,
        empty_label=_("Semua kecamatan"),
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    sumber = forms.ChoiceField(
        label=_("Sumber"),
        required=False,
        choices=[("", _("Semua sumber")), *Source.choices],
        widget=forms.Select(attrs={"class": "form-select"}),
    )

    def apply(self, proposals, *order: str):
        rows = super().apply(proposals, *order)
        if kecamatan := self.cleaned_data.get("kecamatan"):
            rows = rows.filter(kelurahan__kecamatan=kecamatan)
        if source := self.cleaned_data.get("sumber"):
            rows = rows.filter(source=source)
        return rows


class ChosenForm(forms.Form):
    """The ticked proposals, each with the version that was read."""

    pilih = ReadResultsField()

    def clean_pilih(self) -> dict[int, int]:
        seen = self.cleaned_data["pilih"]
        if not seen:
            raise ValidationError(_("Pilih sekurang-kurangnya satu usulan yang akan diteruskan."))
        if len(seen) > MOST_CHOSEN:
            raise ValidationError(_("Pilih paling banyak %(n)d usulan sekaligus.") % {"n": MOST_CHOSEN})
        return seen


class NamedField(ReadResultsField):
    """The proposals of a group in one hidden field."""

    widget = forms.HiddenInput

    def clean(self, value) -> dict[int, int]:
        return super().clean([value or ""])


class GroupForm(forms.Form):
    """One group: its proposals, the office that is competent, and why."""

    use_required_attribute = False
    pilih = NamedField()
    office = forms.ModelChoiceField(
        label=_("Instansi tujuan"),
        queryset=Organization.objects.proposers(),
        empty_label=_("Pilih instansi"),
        help_text=_("Instansi yang belum ada ditambahkan oleh admin."),
        error_messages={"required": _("Pilih instansi tujuan.")},
    )
    reason = forms.CharField(
        label=_("Alasan"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Tuliskan alasannya; alasan ini dibaca oleh pengusul.")},
        help_text=_("Dibaca setiap pengusul dan tampil pada riwayat usulannya."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper("office", "reason")


GroupFormSet = forms.formset_factory(
    GroupForm, extra=0, max_num=MOST_GROUPS, absolute_max=MOST_GROUPS, validate_max=True
)
