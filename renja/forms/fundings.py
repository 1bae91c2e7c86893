"""The sources of funds of a line, as rows of its page."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.formfields import RupiahField
from core.formsets import DeletableRows, row_limits
from proposals.forms.fields import OneLineField
from renja.funding import MOST_FUNDINGS
from renja.models import RenjaLine
from renja.services.money import FUNDING_FIELDS


class FundingForm(forms.Form):
    """One source with what it gives; a row of which nothing is filled in is left out."""

    source = OneLineField(
        label=_("Sumber dana"),
        required=False,
        max_length=160,
        widget=forms.TextInput(attrs={"list": "sumber-dana", "autocomplete": "off"}),
    )
    amount = RupiahField(label=_("Pagu indikatif (Rp)"), required=False)
    forward = RupiahField(label=_("Prakiraan maju (Rp)"), required=False)

    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    helper.layout = Layout(Div("source", "amount", "forward", css_class="quad"))

    def has_changed(self) -> bool:
        """Always read: a form that is sent twice says what is stored already, and means it."""
        return True

    @property
    def told(self) -> dict:
        """What the row says; {} where it says nothing. Valid forms only."""
        row = {name: self.cleaned_data.get(name) for name in FUNDING_FIELDS}
        return (
            {}
            if all(value in (None, "") for value in row.values())
            else row | {"source": row["source"] or ""}
        )


class BaseFundingFormSet(DeletableRows, forms.BaseFormSet):
    delete_words = _("Hapus sumber dana ini")

    @property
    def wanted(self) -> list[dict]:
        """What shall pay for the line afterwards, in order; valid formsets only."""
        kept = [form for form in self.forms if form not in self.deleted_forms]
        return [form.told for form in kept if form.told]

    def clean(self) -> None:
        """Each source once: what it gives would otherwise be typed in two places."""
        if any(self.errors):
            return
        sources = [row["source"] for row in self.wanted]
        names = [source.casefold() for source in sources]
        for place, source in enumerate(sources):
            if names[place] in names[:place]:
                raise ValidationError(_twice(source), code="twice")


def _twice(source: str):
    if not source:
        return _("Ada beberapa dana tanpa sumber. Isi sumbernya, atau gabungkan jumlahnya dalam satu baris.")
    return _("Sumber dana “%(name)s” tertulis dua kali. Gabungkan jumlahnya dalam satu baris.") % {
        "name": source
    }


FundingFormSet = forms.formset_factory(
    FundingForm, formset=BaseFundingFormSet, **row_limits(extra=1, most=MOST_FUNDINGS)
)


def funding_rows(line: RenjaLine) -> list[dict]:
    """The fundings of a line as the formset begins with them."""
    return list(line.fundings.values(*FUNDING_FIELDS))
