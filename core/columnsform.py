"""For each field of a list the heading that gives it; and which of several sheets are read."""

from collections.abc import Mapping, Sequence

from crispy_forms.layout import Div, Fieldset
from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.formlayout import bare_helper
from core.mapped import Stored, chosen_of, names_of
from core.tables import as_text

SHOWN_EXAMPLE = 30  # characters
LOOKED_AT = 20  # rows

Words = str | Promise


class ColumnsForm(forms.Form):
    """Which heading gives which field. `parts` are groups of fields with their legends, as the page shows them."""

    use_required_attribute = False

    def __init__(
        self,
        *args,
        sheets: Sequence[Stored],
        labels: Mapping[str, Words],
        columns: Mapping[str, str],
        required: Sequence[str],
        parts: Sequence[tuple[Words, Sequence[str]]],
        **kwargs,
    ):
        super().__init__(*args, **kwargs)
        self.labels = labels
        names, examples = names_of(sheets), _examples(sheets)
        choices = [("", _("Tidak ada"))] + [(name, _with_example(name, examples)) for name in names]
        for field, label in labels.items():
            self.fields[field] = forms.ChoiceField(
                label=label,
                choices=choices,
                required=field in required,
                initial=columns.get(field, ""),
                error_messages={"required": _("Pilih kolom untuk “%(field)s”.") % {"field": label}},
            )
        self.readable = [sheet["name"] for sheet in sheets if sheet["names"]]
        if len(self.readable) > 1:
            self.fields["sheets"] = forms.MultipleChoiceField(
                label=_("Lembar yang dibaca"),
                widget=forms.CheckboxSelectMultiple,
                choices=[(name, name) for name in self.readable],
                initial=[sheet["name"] for sheet in chosen_of(sheets)],
                error_messages={"required": _("Pilih sekurang-kurangnya satu lembar.")},
            )
        groups = [Fieldset(legend, Div(*fields, css_class="field grid2")) for legend, fields in parts]
        self.helper = bare_helper(*(["sheets"] if "sheets" in self.fields else []), *groups)

    @property
    def columns(self) -> dict[str, str]:
        return {field: self.cleaned_data[field] for field in self.labels if self.cleaned_data[field]}

    @property
    def chosen(self) -> list[str]:
        """The sheets to be read; all where there is one alone."""
        return self.cleaned_data.get("sheets") or self.readable

    def clean(self) -> dict:
        cleaned = super().clean() or {}
        taken: dict[str, str] = {}
        for field in self.labels:
            name = cleaned.get(field)
            if name and name in taken:
                words = _("Kolom ini sudah dipakai untuk “%(other)s”. Pilih kolom lain.")
                self.add_error(field, words % {"other": self.labels[taken[name]]})
            elif name:
                taken[name] = field
        return cleaned


def _examples(sheets: Sequence[Stored]) -> dict[str, str]:
    """The first cell below each heading that holds anything."""
    found: dict[str, str] = {}
    for sheet in sheets:
        for cells in list(sheet["rows"].values())[:LOOKED_AT]:
            for name, cell in zip(sheet["names"], cells, strict=False):
                if name and name not in found and as_text(cell):
                    found[name] = " ".join(as_text(cell).split())
    return found


def _with_example(name: str, examples: Mapping[str, str]) -> str:
    example = examples.get(name, "")
    if not example:
        return name
    return _("%(name)s (misalnya %(example)s)") % {"name": name, "example": example[:SHOWN_EXAMPLE]}
