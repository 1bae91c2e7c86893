"""Forms of bidang, signers and organisations."""

from typing import Any

from crispy_forms.layout import Field
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.formfields import DayField
from core.formlayout import bare_helper
from core.versions import VersionedForm
from stakeholders.models import Organization, Unit

END_BEFORE_START = _("Tanggal akhir lebih awal daripada tanggal mulai. Perbaiki salah satunya.")


class RowForm(VersionedForm):
    """A form of the settings; what is missing is called by its name."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages["required"] = _("Isi %(label)s.") % {"label": str(field.label).lower()}
            if isinstance(field, forms.TypedChoiceField):
                field.choices = [(value, label if value else _("Pilih")) for value, label in field.choices]


class UnitForm(RowForm):
    class Meta:
        model = Unit
        fields = ["name", "short_name", "urusan", "order"]
        widgets = {"urusan": forms.CheckboxSelectMultiple}
        help_texts = {
            "name": _("Contoh: Bidang Informasi dan Komunikasi Publik."),
            "short_name": _("Dipakai pada daftar yang sempit. Contoh: Bidang IKP."),
            "urusan": _("Usulan urusan ini diarahkan ke bidang ini lebih dahulu."),
            "order": _("Angka kecil tampil lebih dahulu."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper("name", "short_name", "urusan", Field("order", css_class="w-year"))

    def clean_name(self) -> str:
        """The host is not among the fields, so its own names are compared here."""
        name = self.cleaned_data["name"]
        if Unit.objects.filter(name__iexact=name).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("Bidang dengan nama ini sudah ada. Pakailah nama lain."))
        return name


class PeriodForm(RowForm):
    """Something that begins, and may end."""

    valid_from = DayField(label=_("Mulai"))
    valid_until = DayField(
        label=_("Sampai"), required=False, help_text=_("Hari terakhir. Kosongkan bila belum diketahui.")
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        start, end = cleaned.get("valid_from"), cleaned.get("valid_until")
        if start and end and end < start:
            self.add_error("valid_until", END_BEFORE_START)
        return cleaned


class OrganizationForm(RowForm):
    class Meta:
        model = Organization
        fields = ["name", "short_name", "kind", "address", "phone", "email", "website", "is_planning_agency"]
        help_texts = {
            "name": _("Nama lengkap dan resmi."),
            "short_name": _("Contoh: Dinkes."),
            "website": _("Contoh: https://dinkes.contoh.go.id"),
            "is_planning_agency": _("Anggotanya dapat menjadi pemeriksa Renja."),
        }
        error_messages = {
            "name": {"unique": _("Instansi dengan nama ini sudah ada. Ubah instansi yang ada.")}
        }

    website = forms.URLField(
        label=_("Laman"),
        required=False,
        assume_scheme="https",
        help_text=_("Contoh: https://dinkes.contoh.go.id"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper(
            "name", Field("short_name", css_class="w-money"), "kind", "address",
            Field("phone", css_class="w-money"), "email", "website", "is_planning_agency",
        )  # fmt: skip
