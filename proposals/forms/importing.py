"""A list handed in as a file, and which of its columns mean what."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.columnsform import ColumnsForm
from core.formlayout import InlineChoices, bare_helper
from core.uploads import offered
from proposals.choices import ImportSource
from proposals.forms.fields import OneLineField
from proposals.importing.columns import LABELS, REQUIRED
from proposals.importing.services import TABLES
from proposals.models import ImportBatch
from urusan.models import Urusan

PARTS = (
    (_("Apa yang diusulkan"), ("external_number", "title", "problem", "request")),
    (_("Di mana"), ("kecamatan", "kelurahan", "rt", "landmark")),
    (_("Berapa"), ("volume", "volume_unit", "estimated_cost")),
    (_("Dari siapa"), ("organization", "dapil", "council_member")),
)


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


class ImportColumnsForm(ColumnsForm):
    """For each field of a proposal the heading that gives it; and which sheets are read."""

    def __init__(self, *args, batch: ImportBatch, **kwargs):
        given = {
            "sheets": batch.sheets,
            "labels": LABELS,
            "columns": batch.columns,
            "required": REQUIRED,
            "parts": PARTS,
        }
        super().__init__(*args, **given, **kwargs)
