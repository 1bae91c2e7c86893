"""Form fields that several forms of proposals share."""

from itertools import groupby

from django import forms
from django.core.validators import RegexValidator
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext_lazy as _

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
