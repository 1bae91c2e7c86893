"""What is taken over from an earlier plan, and with which amounts."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from core.formlayout import bare_helper
from renja.copying import Basis, PlanCopyPreview, earlier_plans, read_copy
from renja.forms.previews import PreviewForm, factor_field
from renja.models import Renja


class CopyForm(PreviewForm):
    """Read from the address for the preview, and sent again with the ticked lines to copy them."""

    dari = forms.TypedChoiceField(
        label=_("Salin dari"), coerce=int, error_messages={"required": _("Pilih Renja yang disalin.")}
    )
    dasar = forms.ChoiceField(
        label=_("Pagu diisi dari"),
        choices=Basis.choices,
        error_messages={"required": _("Pilih asal pagunya.")},
    )
    faktor = factor_field(
        _("Dikalikan"),
        _("1 berarti sama; 1,05 berarti naik lima persen. Dibulatkan ke rupiah penuh."),
        missing=_("Isi pengalinya; 1 bila tidak berubah."),
    )

    def __init__(self, data, *, renja: Renja):
        super().__init__(data, initial={"faktor": Decimal(1)})
        self.renja = renja
        self.sources = {plan.year: plan for plan in earlier_plans(renja)}
        self.fields["dari"].choices = [(year, f"Renja {year}") for year in self.sources]
        self.helper = bare_helper("dari", "dasar", "faktor")

    @property
    def source(self) -> Renja:
        return self.sources[self.cleaned_data["dari"]]

    @property
    def values(self) -> dict:
        """What the verb is asked for; valid forms only."""
        return {"basis": self.cleaned_data["dasar"], "factor": self.cleaned_data["faktor"]}

    def preview(self) -> PlanCopyPreview:
        return read_copy(self.renja, self.source, **self.values)
