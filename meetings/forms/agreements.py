"""One agreement of a forum, and the proposals that it is about."""

import re

from crispy_forms.layout import Div, Field
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.formfields import DayField
from core.formlayout import bare_helper
from core.versions import VersionedForm
from meetings.models import Agreement
from proposals.models import Proposal
from stakeholders.models import Organization, Unit

MOST_PROPOSALS = 50


class ProposalNumbersField(forms.CharField):
    """Numbers of proposals, apart by commas or lines; cleans to the proposals."""

    def prepare_value(self, value):
        if value is None or isinstance(value, str):
            return value
        return ", ".join(
            sorted(str(proposal) if isinstance(proposal, str) else proposal.number for proposal in value)
        )

    def clean(self, value) -> QuerySet[Proposal]:
        numbers = {part.upper() for part in re.split(r"[\s,;]+", super().clean(value)) if part}
        if len(numbers) > MOST_PROPOSALS:
            raise ValidationError(_("Paling banyak %(n)d usulan.") % {"n": MOST_PROPOSALS}, code="many")
        found = Proposal.objects.submitted().filter(number__in=numbers)
        unknown = numbers - {proposal.number for proposal in found}
        if unknown:
            named = ", ".join(sorted(unknown)[:5])
            raise ValidationError(
                _("Usulan %(numbers)s tidak ditemukan. Periksa nomornya.") % {"numbers": named}
            )
        return found


class AgreementForm(VersionedForm):
    order = forms.IntegerField(
        label=_("Urutan"),
        required=False,
        min_value=0,
        max_value=999,
        help_text=_("Kosongkan agar ditaruh paling akhir."),
    )
    due_on = DayField(
        label=_("Tenggat"), required=False, help_text=_("Penanggung jawab diingatkan sebelum dan sesudahnya.")
    )
    proposals = ProposalNumbersField(
        label=_("Usulan terkait"),
        required=False,
        max_length=1200,
        help_text=_("Nomor usulan, dipisahkan koma, misalnya: ASP-2028-0001, ASP-2028-0014."),
    )

    class Meta:
        model = Agreement
        fields = [
            "urusan", "text", "partners", "partner_note", "contribution", "responsible", "unit", "due_on", "proposals",
            "order",
        ]  # fmt: skip
        widgets = {
            "text": forms.Textarea(attrs={"rows": 5}),
            "contribution": forms.Textarea(attrs={"rows": 3}),
            "partners": forms.CheckboxSelectMultiple,
        }
        help_texts = {
            "text": _("Satu kesepakatan dalam kalimat yang utuh: siapa mendukung atau melakukan apa."),
            "partners": _("Instansi yang menyatakan dukungannya."),
            "partner_note": _(
                "Diisi bila mitra disebut lain pada hari forum; menggantikan nama dari daftar instansi."
            ),
            "contribution": _("Yang disediakan mitra: tenaga, tempat, perangkat, data, atau dana."),
            "unit": _("Verifikator bidang ini ikut mencatat tindak lanjutnya."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["urusan"].empty_label = _("Pilih urusan")
        self.fields["unit"].empty_label = _("Belum ditentukan")
        self.fields["unit"].queryset = Unit.objects.filter(organization__is_host=True)
        self.fields["partners"].queryset = self._possible_partners()
        self.helper = bare_helper(
            "urusan", "text", "partners", "partner_note", "contribution", "responsible",
            Div("unit", "due_on", css_class="pair"), "proposals", Field("order", css_class="w-year"),
        )  # fmt: skip

    def _possible_partners(self):
        """Those who take part in the forum, and those who are named already; with no participants yet, everybody."""
        participants = Organization.objects.filter(participations__forum=self.instance.forum_id)
        if not participants.exists():
            return Organization.objects.active()
        named = (
            Organization.objects.filter(agreements=self.instance.pk)
            if self.instance.pk
            else participants.none()
        )
        return (participants | named).distinct()

    def clean_order(self) -> int:
        return self.cleaned_data["order"] or 0
