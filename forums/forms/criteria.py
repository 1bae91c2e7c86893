"""By what the proposals of a forum are scored, all on one page."""

from typing import Any, cast

from crispy_forms.layout import Div
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.formlayout import bare_helper
from core.versions import VersionedForm
from forums.criteria import weights_refusal
from forums.forms.rows import RowFormSet, row_formset
from forums.models import MARKS, Criterion, Forum

MOST_CRITERIA = 20
LONGEST = Criterion._meta.get_field("meanings").base_field.max_length


class MeaningsWidget(forms.MultiWidget):
    def decompress(self, value) -> list[str]:
        return value or [""] * MARKS


class MeaningsField(forms.MultiValueField):
    """What each mark means: one line of text for each, all of them."""

    def __init__(self, **kwargs):
        fields = [forms.CharField(max_length=LONGEST) for _mark in range(MARKS)]
        super().__init__(fields, widget=MeaningsWidget([forms.TextInput] * MARKS), **kwargs)

    def compress(self, data_list: list[str]) -> list[str]:
        return data_list


class CriterionForm(VersionedForm):
    meanings = MeaningsField(
        label=_("Arti nilai"), error_messages={"required": _("Isi arti setiap nilai, dari 1 sampai 5.")}
    )

    class Meta:
        model = Criterion
        fields = ["name", "weight", "meanings"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["weight"].error_messages |= {
            "min_value": _("Bobot sekurang-kurangnya 1."),
            "max_value": _("Bobot paling besar 100."),
        }
        self.helper = bare_helper(Div("name", "weight", css_class="field-row first-wide"))

    @property
    def more_helper(self):
        """Taking the criterion away."""
        helper = bare_helper("DELETE")
        helper.render_hidden_fields = False
        return helper

    @property
    def longest(self) -> int:
        return LONGEST

    @property
    def inputs(self) -> list[dict[str, Any]]:
        """The inputs of the five meanings, the lowest mark first: name, id, value."""
        parts = self["meanings"].subwidgets[0].data["subwidgets"]
        return [
            {"mark": mark, "name": part["name"], "id": part["attrs"]["id"], "value": part["value"] or ""}
            for mark, part in enumerate(parts, start=1)
        ]


class BaseCriterionFormSet(RowFormSet):
    gone_words = _("Kriteria ini sudah dihapus orang lain. Muat ulang halaman ini.")
    delete_words = _("Hapus kriteria ini")

    def clean(self) -> None:
        super().clean()
        kept = [form for form in self.forms if form not in self.deleted_forms and form.cleaned_data]
        problem = weights_refusal(sum(form.cleaned_data.get("weight") or 0 for form in kept))
        if problem and not any(self.errors):
            raise ValidationError(problem)


CriterionFormSet = row_formset(Criterion, CriterionForm, BaseCriterionFormSet, extra=1, most=MOST_CRITERIA)


def criterion_forms(forum: Forum, data=None) -> BaseCriterionFormSet:
    """One form for each criterion and an empty one."""
    return cast(
        BaseCriterionFormSet, CriterionFormSet(data, queryset=forum.criteria.all(), prefix="kriteria")
    )
