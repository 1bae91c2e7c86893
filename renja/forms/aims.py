"""The catalogue of priorities, tujuan and sasaran: its rows, choosing from it, and which lines serve one of them."""

from collections import Counter
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from core.formlayout import bare_helper
from core.formsets import DeletableRows, row_limits
from proposals.forms.fields import OneLineField
from renja.alignment import Aim, AimKind
from renja.models import RenjaLine
from renja.services.aims import MOST_AIMS, AimEdit
from urusan.codes import code_order, display_code

EMPTY_ROWS = 3
PREFIX = "baris"
SHOWN = 110  # characters of an aim in a list of choices


def aim_label(aim: Aim) -> str:
    """`Sasaran 1.2: Meningkatnya …`, short enough for a list of choices."""
    return Truncator(str(aim)).chars(SHOWN)


def offer_aims(form: forms.ModelForm) -> bool:
    """Let a line choose from the catalogue of its plan; without one its fields are left out. Whether there is one."""
    aims = form.instance.renja.aims.in_order()
    for name in ("priority", "aim"):
        rows = [aim for aim in aims if aim.field == name]
        if not rows:
            del form.fields[name]
            continue
        field = form.fields[name]
        field.queryset = form.instance.renja.aims.filter(pk__in=[aim.pk for aim in rows])
        field.choices = [("", _("Belum ditentukan")), *((aim.pk, aim_label(aim)) for aim in rows)]
    return bool(aims)


class AimForm(forms.Form):
    """One row of the catalogue; an empty one is left out."""

    id = forms.IntegerField(required=False, widget=forms.HiddenInput, max_value=2**63 - 1)
    kind = forms.ChoiceField(
        label=_("Jenis"),
        choices=[("", _("Pilih")), *AimKind.choices],
        error_messages={"required": _("Pilih jenisnya.")},
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    code = OneLineField(
        label=_("Nomor"),
        max_length=20,
        error_messages={"required": _("Tulis nomornya, misalnya 1 atau 1.2.")},
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
    )
    text = OneLineField(
        label=_("Uraian"),
        max_length=500,
        error_messages={"required": _("Tulis uraiannya, atau centang “Hapus”.")},
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 2}),
    )

    use_required_attribute = False

    def clean_code(self) -> str:
        return self.cleaned_data["code"].strip(".")

    def edit(self, *, is_removed: bool) -> AimEdit:
        """What the verb is asked for; valid forms only."""
        data = self.cleaned_data
        return AimEdit(
            data.get("kind", ""), data.get("code", ""), data.get("text", ""), data.get("id"), is_removed
        )


class BaseAimFormSet(DeletableRows, forms.BaseFormSet):
    delete_words = _("Hapus")

    def clean(self) -> None:
        """A number stands once among the rows of its kind."""
        rows = [
            form for form in self.forms if form not in self.deleted_forms and form.cleaned_data.get("code")
        ]
        counts = Counter((form.cleaned_data.get("kind"), form.cleaned_data["code"]) for form in rows)
        for form in rows:
            if counts[form.cleaned_data.get("kind"), form.cleaned_data["code"]] > 1:
                text = _("Nomor %(code)s sudah dipakai baris lain dengan jenis yang sama.")
                form.add_error("code", ValidationError(text, params={"code": form.cleaned_data["code"]}))

    @property
    def edits(self) -> list[AimEdit]:
        """What the verb takes; valid formsets only."""
        filled_in = [
            form for form in self.forms if form.cleaned_data and (form.has_changed() or form.initial)
        ]
        return [form.edit(is_removed=form in self.deleted_forms) for form in filled_in]


AimFormSet: Any = forms.formset_factory(
    AimForm, formset=BaseAimFormSet, **row_limits(extra=EMPTY_ROWS, most=MOST_AIMS + EMPTY_ROWS)
)


def aim_rows(aims: list[Aim]) -> list[dict]:
    """The rows as the formset begins with them."""
    return [{"id": aim.pk, "kind": aim.kind, "code": aim.code, "text": aim.text} for aim in aims]


class ServingForm(forms.Form):
    """Which lines of the plan serve an aim. `was` are those that did when the page was read, so that no more is changed."""

    lines = forms.ModelMultipleChoiceField(
        label=_("Baris Renja"),
        queryset=RenjaLine.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Centang setiap baris yang mendukung. Dalam kurung: yang kini dipilih baris itu."),
    )

    def __init__(self, data=None, *, aim: Aim):
        super().__init__(data)
        self.aim = aim
        leaves = aim.renja.lines.leaves()
        rows = [(self._code(line), line) for line in leaves.select_related("node", aim.field)]
        rows.sort(key=lambda row: code_order(row[0]))
        self.fields["lines"].queryset = leaves
        self.fields["lines"].choices = [(line.pk, self._label(code, line)) for code, line in rows]
        self.by_key = {line.pk: line for _code, line in rows}
        serving = [pk for pk, line in self.by_key.items() if self._of(line) == aim]
        self.initial["lines"] = serving
        self.was = self._posted_was() if self.is_bound else serving
        self.helper = bare_helper("lines")

    def _posted_was(self) -> list[int]:
        known = {str(pk): pk for pk in self.by_key}
        return [known[value] for value in self.data.getlist("was") if value in known]

    def _of(self, line: RenjaLine) -> Aim | None:
        return getattr(line, self.aim.field)

    def _code(self, line: RenjaLine) -> str:
        return display_code(line.node.code, self.aim.renja.bidang_code)

    def _label(self, code: str, line: RenjaLine) -> str:
        other = self._of(line)
        label = f"{code} {line.node.name}"
        return f"{label} ({other.tag})" if other and other != self.aim else label

    @property
    def changes(self) -> dict[str, list[RenjaLine]]:
        """The lines that shall serve it from now on, and those that shall no longer; valid forms only."""
        chosen = {line.pk for line in self.cleaned_data["lines"]}
        return {
            "add": [line for pk, line in self.by_key.items() if pk in chosen - set(self.was)],
            "drop": [line for pk, line in self.by_key.items() if pk in set(self.was) - chosen],
        }
