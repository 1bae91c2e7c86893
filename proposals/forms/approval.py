"""Which results the head publishes, each with the version that they read."""

import re

from django import forms

READ = re.compile(r"(\d{1,9})-(\d{1,9})")


class ReadResultsField(forms.Field):
    """Values such as `12-3` (result 12 as it was in its version 3); cleans to {12: 3}. What is none is left out."""

    widget = forms.MultipleHiddenInput

    def clean(self, value) -> dict[int, int]:
        found = (READ.fullmatch(part) for one in value or [] for part in str(one).split())
        return {int(match[1]): int(match[2]) for match in found if match}


class ApprovalForm(forms.Form):
    """One by one (`satu`), all of an urusan (`semua`), or the ticked ones (`pilih`): the button pressed decides."""

    satu = ReadResultsField()
    semua = ReadResultsField()
    pilih = ReadResultsField()

    @property
    def chosen(self) -> dict[int, int]:
        given = self.cleaned_data
        return given["satu"] or given["semua"] or given["pilih"]
