"""One cell of the plan's table: read by the same field as on the page of its line, so that both say the same."""

from copy import deepcopy

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.keys import key_of
from renja.forms.fundings import FundingForm
from renja.forms.lines import IndicatorForm, LineForm
from renja.models import RenjaLine
from renja.services.money import OF_FUNDING

OF_LINE = ("location", "target_group", "note")
OF_INDICATOR = ("text", "target", "satuan", "forward_target")


class TargetField(forms.Field):
    """A target as the table shows it: a number, or the word that stands for one (BB); gives the values of both fields."""

    def clean(self, value) -> dict:
        number, word = IndicatorForm.base_fields["target"], IndicatorForm.base_fields["target_label"]
        if any(character.isdigit() for character in value or ""):
            return {"target": number.clean(value), "target_label": ""}
        return {"target": None, "target_label": word.clean(value)}


def cell_field(name: str) -> forms.Field | None:
    """The field that reads this column; None for what cannot be changed in the table."""
    if name == "target":
        return TargetField(required=False)
    known = (
        {field: LineForm.base_fields[field] for field in OF_LINE}
        | {field: IndicatorForm.base_fields[field] for field in OF_INDICATOR}
        | {field: FundingForm.base_fields[own] for field, own in OF_FUNDING.items()}
    )
    if name not in known:
        return None
    field = deepcopy(known[name])
    field.required = False  # a cell may be emptied; what then lacks is marked
    return field


class CellForm(forms.Form):
    """What was typed in one cell (`value`), and what stood there before (`was`)."""

    value = forms.CharField(required=False)

    def __init__(self, data) -> None:
        super().__init__(data)
        self.cell = data.get("field", "")
        self.known = cell_field(self.cell)
        if self.known:
            self.fields["value"] = self.known

    def clean(self) -> dict:
        if not self.known:
            raise ValidationError(_("Isian ini tidak dapat diubah di tabel. Buka halaman barisnya."))
        return super().clean()

    @property
    def is_money(self) -> bool:
        return self.cell in ("pagu", "forward_pagu")

    @property
    def problem(self) -> str:
        """What is wrong with it, in one text."""
        return " ".join(str(message) for messages in self.errors.values() for message in messages)

    @property
    def values(self) -> dict:
        """What was typed, by the model's fields; valid forms only."""
        return self._by_name(self.cleaned_data["value"])

    @property
    def was(self) -> dict | None:
        """What the person saw before typing, with the indicator that it belonged to; None where it cannot be read."""
        try:
            seen = self._by_name(self.known.clean(self.data.get("was", "")))
        except ValidationError:
            return None
        return seen | self._indicator() if self.cell in OF_INDICATOR else seen

    @property
    def touched(self) -> list[str]:
        """The names under which the record keeps changes of this cell."""
        return [*self.values, "indicators"] if self.cell in OF_INDICATOR else [*self.values]

    def stored(self, line: RenjaLine) -> dict:
        """What this cell of a line holds now."""
        row = line.indicators.first() if self.cell in OF_INDICATOR else line
        return {name: getattr(row, name, None) for name in self.values}

    def _by_name(self, cleaned) -> dict:
        return cleaned if isinstance(cleaned, dict) else {self.cell: cleaned}

    def _indicator(self) -> dict:
        return {"id": key_of(self.data.get("indicator", ""))}
