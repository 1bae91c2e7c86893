"""Forms of people and their roles."""

from typing import Any

from crispy_forms.layout import Div
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.formlayout import bare_helper
from stakeholders.forms.rows import PeriodForm
from stakeholders.models import Membership, Organization, Role, Unit

UNIT_NEEDED = _("Pilih bidang yang usulannya diperiksa oleh verifikator ini.")


class RoleForm(PeriodForm):
    """A role with its period; bidang count for a verifikator alone."""

    units = forms.ModelMultipleChoiceField(
        label=_("Bidang"),
        queryset=Unit.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Hanya untuk verifikator."),
    )

    class Meta:
        model = Membership
        fields = ["role", "units", "position", "valid_from", "valid_until"]
        help_texts = {
            "role": _("Anggota mengusulkan atas nama instansinya. Pemeriksa untuk Bappeda, yang lain untuk penyelenggara."),
            "position": _("Contoh: Analis Kebijakan Ahli Muda."),
        }  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        period = Div("valid_from", "valid_until", css_class="field field-row")
        self.helper = bare_helper(*self.first_fields, "role", "units", "position", period)

    first_fields: tuple[str, ...] = ()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("role") == Role.VERIFIKATOR and not cleaned.get("units"):
            self.add_error("units", UNIT_NEEDED)
        elif cleaned.get("role") != Role.VERIFIKATOR and "units" in cleaned:
            cleaned["units"] = Unit.objects.none()
        return cleaned


class AddMemberForm(RoleForm):
    email = forms.EmailField(
        label=_("Surel"),
        help_text=_(
            "Orang ini masuk dengan surel ini. Bila belum terdaftar, akunnya dibuat dan cara masuk dikirim."
        ),
        error_messages={
            "invalid": _("Alamat surel ini tidak lengkap. Contoh yang benar: nama@contoh.go.id.")
        },
    )
    name = forms.CharField(
        label=_("Nama lengkap"), max_length=120, help_text=_("Nama orang yang sudah terdaftar tidak diubah.")
    )

    class Meta(RoleForm.Meta):
        fields = ["organization", *RoleForm.Meta.fields]
        labels = {"organization": _("Instansi")}

    first_fields = ("email", "name", "organization")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organization"].queryset = Organization.objects.active()
        self.fields["organization"].empty_label = _("Pilih instansi")
        self.initial.setdefault("valid_from", timezone.localdate())
        self.initial.setdefault("organization", Organization.objects.host())

    @property
    def who(self) -> dict[str, Any]:
        """The person and the role, apart from the role's other fields."""
        return {name: self.cleaned_data[name] for name in ("email", "name", "organization", "role")}

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("units", "position", "valid_from", "valid_until")}
