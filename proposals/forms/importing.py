"""A list handed in as a file, and which of its columns mean what."""

from collections.abc import Mapping
from typing import Any

from crispy_forms.layout import Div, Fieldset
from django import forms
from django.utils.translation import gettext_lazy as _

from core.formlayout import InlineChoices, bare_helper
from core.tables import as_text
from core.uploads import offered
from proposals.choices import ImportSource
from proposals.forms.fields import OneLineField
from proposals.importing.columns import LABELS, REQUIRED
from proposals.importing.rows import chosen_sheets
from proposals.importing.services import TABLES, names_of
from proposals.models import ImportBatch
from urusan.models import Urusan

SHOWN_EXAMPLE = 30  # characters


class ImportFileForm(forms.Form):
    """Where the list comes from, and the list itself."""

    use_required_attribute = False
    source = forms.ChoiceField(
        label=_("Sumber"),
        widget=forms.RadioSelect,
        choices=ImportSource.choices,
        error_messages={"required": _("Pilih dari mana daftar ini datang.")},
    )
    source_basis = OneLineField(
        label=_("Dasar"),
        max_length=200,
        help_text=_(
            "Nomor dan tanggal surat pengantar daftar ini. Dibaca publik pada riwayat setiap usulan."
        ),
        error_messages={"required": _("Tulis dasarnya, misalnya nomor dan tanggal surat.")},
    )
    urusan = forms.ModelChoiceField(
        label=_("Urusan semua usulan dalam daftar ini"),
        queryset=Urusan.objects.all(),
        required=False,
        empty_label=_("Belum ditentukan"),
        help_text=_("Bila dipilih, usulan langsung masuk ke bidang yang menanganinya."),
    )
    file = forms.FileField(
        label=_("Berkas daftar usulan"),
        allow_empty_file=True,  # refused where it is read, by its name
        error_messages={"required": _("Pilih berkas XLSX atau CSV.")},
        help_text=_(
            "XLSX atau CSV, paling besar 10 MB dan paling banyak 5.000 baris. Judul di atas tabel boleh tetap ada."
        ),
        widget=forms.FileInput(attrs={"accept": offered(TABLES)}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = bare_helper(InlineChoices("source"), "source_basis", "urusan", "file")


class ImportColumnsForm(forms.Form):
    """For each field the heading that gives it; and which sheets are read."""

    use_required_attribute = False

    def __init__(self, *args, batch: ImportBatch, **kwargs):
        super().__init__(*args, **kwargs)
        names, examples = names_of(batch.sheets), _examples(batch.sheets)
        choices = [("", _("Tidak ada"))] + [(name, _with_example(name, examples)) for name in names]
        for field, label in LABELS.items():
            self.fields[field] = forms.ChoiceField(
                label=label,
                choices=choices,
                required=field in REQUIRED,
                initial=batch.columns.get(field, ""),
                error_messages={"required": _("Pilih kolom untuk “%(field)s”.") % {"field": label}},
            )
        self.readable = [sheet["name"] for sheet in batch.sheets if sheet["names"]]
        if len(self.readable) > 1:
            self.fields["sheets"] = forms.MultipleChoiceField(
                label=_("Lembar yang dibaca"),
                widget=forms.CheckboxSelectMultiple,
                choices=[(name, name) for name in self.readable],
                initial=[sheet["name"] for sheet in chosen_sheets(batch)],
                error_messages={"required": _("Pilih sekurang-kurangnya satu lembar.")},
            )
        self.helper = bare_helper(*self._parts())

    def _parts(self) -> list:
        groups = (
            (_("Apa yang diusulkan"), ("external_number", "title", "problem", "request")),
            (_("Di mana"), ("kecamatan", "kelurahan", "rt", "landmark")),
            (_("Berapa"), ("volume", "volume_unit", "estimated_cost")),
            (_("Dari siapa"), ("organization", "dapil", "council_member")),
        )
        parts = [Fieldset(legend, Div(*names, css_class="field grid2")) for legend, names in groups]
        return ["sheets", *parts] if "sheets" in self.fields else parts

    @property
    def columns(self) -> dict[str, str]:
        return {field: self.cleaned_data[field] for field in LABELS if self.cleaned_data[field]}

    @property
    def sheets(self) -> list[str]:
        return self.cleaned_data.get("sheets") or self.readable

    def clean(self) -> dict:
        cleaned = super().clean()
        taken: dict[str, str] = {}
        for field in LABELS:
            name = cleaned.get(field)
            if name and name in taken:
                words = _("Kolom ini sudah dipakai untuk “%(other)s”. Pilih kolom lain.")
                self.add_error(field, words % {"other": LABELS[taken[name]]})
            elif name:
                taken[name] = field
        return cleaned


def _examples(sheets: list[Mapping[str, Any]]) -> dict[str, str]:
    """The first cell below each heading that holds anything."""
    found: dict[str, str] = {}
    for sheet in sheets:
        for cells in list(sheet["rows"].values())[:20]:
            for name, cell in zip(sheet["names"], cells, strict=False):
                if name and name not in found and as_text(cell):
                    found[name] = " ".join(as_text(cell).split())
    return found


def _with_example(name: str, examples: Mapping[str, str]) -> str:
    example = examples.get(name, "")
    if not example:
        return name
    return _("%(name)s (misalnya %(example)s)") % {"name": name, "example": example[:SHOWN_EXAMPLE]}
