"""One agreement of a forum."""

from crispy_forms.layout import Field
from django import forms
from django.utils.translation import gettext_lazy as _

from core.formlayout import bare_helper
from core.versions import VersionedForm
from meetings.models import Agreement
from stakeholders.models import Organization


class AgreementForm(VersionedForm):
    order = forms.IntegerField(
        label=_("Urutan"),
        required=False,
        min_value=0,
        max_value=999,
        help_text=_("Kosongkan agar ditaruh paling akhir."),
    )

    class Meta:
        model = Agreement
        fields = ["urusan", "text", "partners", "partner_note", "order"]
        widgets = {"text": forms.Textarea(attrs={"rows": 5}), "partners": forms.CheckboxSelectMultiple}
        help_texts = {
            "text": _("Satu kesepakatan dalam kalimat yang utuh: siapa mendukung atau melakukan apa."),
            "partners": _("Instansi yang menyatakan dukungannya."),
            "partner_note": _(
                "Diisi bila mitra disebut lain pada hari forum; menggantikan nama dari daftar instansi."
            ),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["urusan"].empty_label = _("Pilih urusan")
        self.fields["partners"].queryset = self._possible_partners()
        self.helper = bare_helper(
            "urusan", "text", "partners", "partner_note", Field("order", css_class="w-year")
        )

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
