"""The facts of a session."""

from crispy_forms.layout import Div
from django import forms
from django.utils.translation import gettext_lazy as _

from core.formlayout import bare_helper
from core.versions import VersionedForm
from forums.forms.inputs import MomentField
from meetings.models import Sitting


class SittingForm(VersionedForm):
    starts_at = MomentField(label=_("Mulai"), required=False)
    ends_at = MomentField(label=_("Selesai"), required=False)

    class Meta:
        model = Sitting
        fields = [
            "urusan", "name", "chair", "chair_position", "secretary", "secretary_position", "room", "starts_at", "ends_at",
            "is_blind",
        ]  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["urusan"].empty_label = _("Pilih urusan")
        self.helper = bare_helper(
            "urusan",
            "name",
            Div("chair", "chair_position", css_class="field-row"),
            Div("secretary", "secretary_position", css_class="field-row"),
            "room",
            Div("starts_at", "ends_at", css_class="field-row"),
            "is_blind",
        )

    def clean(self):
        cleaned = super().clean()
        starts, ends = cleaned.get("starts_at"), cleaned.get("ends_at")
        if ends and not starts:
            self.add_error("starts_at", _("Isi juga kapan sidang mulai."))
        elif starts and ends and ends <= starts:
            self.add_error("ends_at", _("Waktu selesai harus sesudah waktu mulai."))
        return cleaned

    def validate_constraints(self):
        """The table's constraint says the same as `clean`, in words for nobody."""


class TransferForm(forms.Form):
    """Pindahkan ke sidang lain."""

    target = forms.ModelChoiceField(
        queryset=Sitting.objects.none(),
        error_messages={
            "required": _("Pilih sidang tujuan."),
            "invalid_choice": _("Sidang tujuan itu tidak ada lagi. Pilih sidang lain."),
        },
    )

    def __init__(self, data, *, sitting: Sitting) -> None:
        super().__init__(data)
        self.fields["target"].queryset = sitting.forum.sittings.exclude(pk=sitting.pk)


class SeenForm(forms.Form):
    """Whatever puts the agenda in another order names the version that was seen."""

    seen = forms.IntegerField(min_value=0, max_value=2_000_000_000)


class MoveForm(SeenForm):
    """Naik, turun: one place up (-1) or down (1)."""

    direction = forms.TypedChoiceField(choices=[("-1", "-1"), ("1", "1")], coerce=int)
