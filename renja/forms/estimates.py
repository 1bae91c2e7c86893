"""With which factor forward estimates are counted, and for what."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.formlayout import bare_helper
from renja.estimating import Estimate, programs_of, read_estimate
from renja.forms.previews import PreviewForm, factor_field
from renja.models import Renja
from urusan.models import Nomenclature


class EstimateForm(PreviewForm):
    """The factor, for all of the plan or one program."""

    faktor = factor_field(
        _("Faktor"),
        _("Misalnya 1,1: prakiraan maju menjadi pagu kali 1,1, dibulatkan ke rupiah penuh."),
        missing=_("Isi faktornya, misalnya 1,1."),
    )
    program = forms.TypedChoiceField(label=_("Untuk"), required=False, coerce=int, empty_value=None)
    hanya_kosong = forms.BooleanField(label=_("Hanya yang prakiraan majunya masih kosong"), required=False)

    def __init__(self, data, *, renja: Renja):
        super().__init__(data)
        self.renja = renja
        self.fields["program"].choices = [("", _("Semua program")), *programs_of(renja)]
        self.helper = bare_helper("faktor", "program", "hanya_kosong")

    @property
    def values(self) -> dict:
        """What the verb is asked for; valid forms only."""
        pk = self.cleaned_data["program"]
        return {
            "factor": self.cleaned_data["faktor"],
            "program": Nomenclature.objects.get(pk=pk) if pk else None,
            "only_empty": self.cleaned_data["hanya_kosong"],
        }

    def preview(self) -> Estimate:
        return read_estimate(self.renja, **self.values)
