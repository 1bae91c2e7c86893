"""What an invited organisation answers, and whom it sends."""

from collections.abc import Mapping
from typing import Any, cast

from crispy_forms.layout import Div
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import OneLineField
from core.formfields import PhoneField
from core.formlayout import bare_helper
from core.guardedform import GuardedForm
from forums.answering import MOST_DELEGATES, Person
from forums.models import Gender, Participant

ADD_ROW = "tambah"
PEOPLE = "wakil"


class DelegateForm(forms.Form):
    """One person. `kept` is the row of an earlier answer, whose number stays where none is typed."""

    use_required_attribute = False
    kept = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = OneLineField(label=_("Nama lengkap"), max_length=120, required=False)
    position = OneLineField(label=_("Jabatan"), max_length=120, required=False)
    phone = PhoneField(label=_("Nomor HP"), required=False, help_text="")
    gender = forms.ChoiceField(
        label=_("L/P"), required=False, choices=[("", _("Tidak diisi")), *Gender.choices]
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.initial.get("kept"):
            self.fields["phone"].help_text = _("Kosongkan bila tidak berubah.")
        self.fields["name"].is_needed = True  # in each row that names somebody
        for name in ("name", "phone"):
            self.fields[name].widget.attrs["autocomplete"] = "off"
        self.helper = bare_helper(
            Div("name", "position", css_class="field grid2"), Div("phone", "gender", css_class="field grid2")
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        typed = any(cleaned.get(one) for one in ("position", "phone", "gender"))
        if typed and not cleaned.get("name") and not cleaned.get("kept"):
            self.add_error("name", _("Tulis namanya, atau kosongkan barisnya."))
        return cleaned

    @property
    def person(self) -> Person | None:
        """Whom the row names; None for an empty one."""
        return Person(**self.cleaned_data) if self.cleaned_data.get("name") else None


class BaseDelegateFormSet(forms.BaseFormSet):
    @property
    def people(self) -> list[Person]:
        return [form.person for form in self.forms if form.person]


DelegateFormSet = forms.formset_factory(
    DelegateForm,
    formset=BaseDelegateFormSet,
    extra=1,
    max_num=MOST_DELEGATES,
    validate_max=True,
    absolute_max=MOST_DELEGATES + 5,
)


def delegate_forms(data, people: list[dict[str, Any]]) -> BaseDelegateFormSet:
    """The people of an earlier answer, and an empty row."""
    return cast(BaseDelegateFormSet, DelegateFormSet(data, initial=people, prefix=PEOPLE))


def typed_people(data: Mapping[str, str]) -> list[dict[str, Any]]:
    """What stands in the rows of a form that was sent to have one row more."""
    total = data.get(f"{PEOPLE}-TOTAL_FORMS", "")
    count = min(int(total), MOST_DELEGATES) if total.isascii() and total.isdigit() else 0
    return [
        {name: data.get(f"{PEOPLE}-{row}-{name}", "") for name in DelegateForm.base_fields}
        for row in range(count)
    ]


class AnswerForm(GuardedForm, forms.Form):
    """Hadir, diwakilkan, or tidak hadir with the reason."""

    use_required_attribute = False
    answer = forms.ChoiceField(
        label=_("Apakah instansi Anda hadir?"),
        widget=forms.RadioSelect,
        choices=[
            (Participant.Answer.ATTENDS, _("Hadir")),
            (Participant.Answer.REPRESENTED, _("Diwakilkan")),
            (Participant.Answer.ABSENT, _("Tidak hadir")),
        ],
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), _("Pilih hadir, diwakilkan, atau tidak hadir.")
        ),
    )
    note = forms.CharField(
        label=_("Keterangan"),
        max_length=250,
        required=False,
        help_text=_("Bila tidak hadir, tulis alasannya."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, **kwargs):
        self.helper = bare_helper("answer")
        super().__init__(*args, **kwargs)
        self.note_helper = bare_helper("note")
        self.note_helper.render_hidden_fields = False

    def clean_note(self) -> str:
        return " ".join(self.cleaned_data["note"].split())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("answer") == Participant.Answer.ABSENT and not cleaned.get("note"):
            self.add_error("note", _("Tulis alasan tidak hadir, misalnya: bersamaan dengan rapat lain."))
        return cleaned

    def check_people(self, people: list[Person]) -> bool:
        """Somebody is named where somebody represents."""
        if self.cleaned_data["answer"] == Participant.Answer.REPRESENTED and not people:
            self.add_error(None, _("Tulis nama yang mewakili, sekurang-kurangnya satu orang."))
            return False
        return True
