"""Which results the head publishes, each with the version that they read."""

import re

from django import forms

from proposals.waiting import Choice

CODE = re.compile(r"[2-9A-Z]{4,12}")
READ = re.compile(r"(\d{1,9})-(\d{1,9})")


class ReadResultsField(forms.Field):
    """Values such as `12-3` (result 12 as it was in its version 3); cleans to {12: 3}. What is none is left out."""

    widget = forms.MultipleHiddenInput

    def clean(self, value) -> dict[int, int]:
        found = (READ.fullmatch(part) for one in value or [] for part in str(one).split())
        return {int(match[1]): int(match[2]) for match in found if match}


class DocumentsField(forms.Field):
    """The codes of the final berita acara that were on the page; what is none is left out."""

    widget = forms.MultipleHiddenInput

    def clean(self, value) -> frozenset[str]:
        found = (CODE.fullmatch(part) for one in value or [] for part in str(one).split())
        return frozenset(match[0] for match in found if match)


class ApprovalForm(forms.Form):
    """One alone (`satu`); all that were read (`semua`) but those left out; or the ticked ones (`pilih`).

    Left out is what has no tick on the page that was sent (`tampak`), and what was left out on other pages (`lepas`).
    `naskah`: the final berita acara that these are published with, where the head presses that button.
    """

    satu = ReadResultsField()
    semua = ReadResultsField()
    tampak = ReadResultsField()
    pilih = ReadResultsField()
    lepas = ReadResultsField()
    naskah = DocumentsField()

    @property
    def choice(self) -> Choice:
        given = self.cleaned_data
        if given["satu"] or not given["semua"]:
            return Choice(given["satu"] or given["pilih"])
        elsewhere = given["lepas"].keys() - given["tampak"].keys()
        here = given["tampak"].keys() - given["pilih"].keys()
        return Choice(given["semua"], frozenset(elsewhere | here))
