"""Form fields that several forms of proposals share."""

import uuid
from itertools import groupby

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.core.validators import RegexValidator
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext_lazy as _

from proposals.models import Proposal
from stakeholders.models import Kelurahan

phone_number = RegexValidator(
    r"^\+?[0-9][0-9 ().-]{6,24}$",
    _("Tulis nomor telepon dengan angka, misalnya 0812 3456 7890."),
)


class _ByKecamatan(ModelChoiceIterator):
    def __iter__(self):
        yield ("", self.field.empty_label)
        rows = self.queryset.select_related("kecamatan").order_by("kecamatan__code", "code")
        for kecamatan, kelurahan in groupby(rows, key=lambda row: row.kecamatan.name):
            yield (kecamatan, [self.choice(row) for row in kelurahan])


class KelurahanField(forms.ModelChoiceField):
    """A kelurahan, listed under its kecamatan."""

    iterator = _ByKecamatan

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("Kelurahan"))
        kwargs.setdefault("empty_label", _("Pilih kelurahan"))
        super().__init__(queryset=Kelurahan.objects.all(), **kwargs)


class OneLineField(forms.CharField):
    """Text without line breaks: whatever whitespace was typed becomes single spaces."""

    def to_python(self, value) -> str:
        return " ".join(super().to_python(value).split())


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files at once; cleans to a list. What is inside them is checked where they are stored."""

    widget = ManyFilesInput

    def clean(self, data, initial=None) -> list:
        files = data if isinstance(data, list | tuple) else [data]
        return [super(ManyFilesField, self).clean(file, initial) for file in files if file]


class VersionField(forms.Field):
    """The version that was read before typing. What is no number is nobody's version: it counts as overtaken."""

    widget = forms.HiddenInput
    NOBODYS = -1
    LONGEST = 9  # digits

    def clean(self, value) -> int:
        text = str(value or "")
        return int(text) if text.isdecimal() and len(text) <= self.LONGEST else self.NOBODYS


class SubmitKeyField(forms.Field):
    """The key that makes one form one proposal, however often it is sent."""

    widget = forms.HiddenInput

    def clean(self, value) -> uuid.UUID:
        try:
            return uuid.UUID(str(value))
        except ValueError:
            return uuid.uuid4()


class ParentField(forms.ModelChoiceField):
    """Another proposal of the same forum, named by its number."""

    widget = forms.TextInput(attrs={"autocomplete": "off", "maxlength": 20})

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("Nomor usulan induk"))
        super().__init__(queryset=Proposal.objects.none(), to_field_name="number", **kwargs)
        self.error_messages["required"] = _("Tulis nomor usulan induknya.")
        unknown = _("Tidak ada usulan dengan nomor “%(value)s” dalam forum ini. Tulis seperti ASP-2028-0001.")
        self.error_messages["invalid_choice"] = unknown

    def offer(self, proposal: Proposal) -> None:
        """What can be named: the other proposals of the same forum."""
        self.queryset = Proposal.objects.submitted().filter(forum=proposal.forum_id).exclude(pk=proposal.pk)
        self.help_text = _("Misalnya %(example)s.") % {"example": f"ASP-{proposal.forum.plan_year}-0001"}

    def to_python(self, value):
        return super().to_python(str(value).strip().upper() if value else value)


class ReadVersion:
    """What a form knows that carries the version which was read (`version = VersionField()`), and must lose nothing."""

    @property
    def seen(self) -> int:
        """The version that was read, also before anything else is checked."""
        return self.fields["version"].clean(self.data.get(self.add_prefix("version")))

    @property
    def typed(self) -> list[dict]:
        """Everything as it was typed, for reading it again (components/summary.html)."""
        shown = [self[name] for name, field in self.fields.items() if not field.widget.is_hidden]
        rows = [{"label": field.label, "value": _as_read(field)} for field in shown]
        return [row for row in rows if row["value"]]


class StaffForm(ReadVersion, forms.Form):
    """A form of a staff page. It carries the version that was read; the template writes that field itself."""

    use_required_attribute = False
    version = VersionField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = self.get_layout()

    def get_layout(self) -> Layout:
        return Layout(*(name for name, field in self.fields.items() if not field.widget.is_hidden))

    def forget(self, *names: str) -> None:
        """What the chosen step does not ask for is neither wrong nor kept."""
        for name in names:
            self.errors.pop(name, None)
            self.cleaned_data[name] = None


def _as_read(field: forms.BoundField) -> str:
    """The value of a bound field in words; the words of a choice where it is one."""
    value = field.value()
    names = {str(key): str(label) for key, label in getattr(field.field, "choices", ())}
    values = value if isinstance(value, list | tuple) else [value]
    return ", ".join(names.get(str(one), str(one)) for one in values if one not in (None, "", False))
