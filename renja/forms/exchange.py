"""A workbook for the plan, and which of its columns mean what."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.columnsform import ColumnsForm
from core.formlayout import bare_helper
from core.uploads import offered
from renja.exchange.columns import PARTS, REQUIRED
from renja.exchange.services import TABLES
from renja.exchange.subjects import labels
from renja.exchanged import REALISATION
from renja.models import PlanFile, Renja
from renja.structure import structure_of
from stakeholders.models import Unit

LINES, SIPD, UNIT, TABLE = "baris", "sipd", "bidang-", "tabel-"  # and REALISATION

NEEDED: dict[str, tuple[str, ...]] = {REALISATION: ("code", "quarter")}


class PlanFileForm(forms.Form):
    """What the file is for, and the file itself."""

    use_required_attribute = False
    purpose = forms.ChoiceField(
        label=_("Untuk"),
        help_text=_(
            "Berkas satu bidang hanya mengubah baris bidang itu. Perbandingan tidak mengubah apa pun."
        ),
        error_messages={"required": _("Pilih untuk apa berkas ini.")},
    )
    file = forms.FileField(
        label=_("Berkas Excel atau CSV"),
        allow_empty_file=True,  # refused where it is read, by its name
        error_messages={"required": _("Pilih berkas XLSX atau CSV.")},
        help_text=_(
            "Paling besar 10 MB. Berkas dari portal ini langsung dibandingkan; untuk susunan lain, kolomnya dipilih dahulu."
        ),
        widget=forms.FileInput(attrs={"accept": offered(TABLES)}),
    )

    def __init__(self, *args, renja: Renja, **kwargs):
        super().__init__(*args, **kwargs)
        self.units = list(Unit.objects.filter(organization__is_host=True))
        self.fields["purpose"].choices = self._purposes(renja)
        self.helper = bare_helper("purpose", "file")

    def _purposes(self, renja: Renja) -> list:
        units = [(f"{UNIT}{unit.pk}", _("Hanya baris %(unit)s") % {"unit": unit.name}) for unit in self.units]
        typed = structure_of(renja.structure).typed
        tables = [(f"{TABLE}{table.label}", _("Tabel %(label)s") % {"label": table.label}) for table in typed]
        groups = [(_("Satu bidang"), units), (_("Tabel resmi"), tables)]
        return [
            (LINES, _("Semua baris Renja (program dan pendanaan)")),
            *(group for group in groups if group[1]),
            (REALISATION, _("Realisasi triwulan")),
            (SIPD, _("Bandingkan dengan SIPD")),
        ]

    @property
    def asked(self) -> dict:
        """As `begin_file` takes it; valid forms only."""
        purpose = self.cleaned_data["purpose"]
        unit = next((unit for unit in self.units if purpose == f"{UNIT}{unit.pk}"), None)
        table = purpose.removeprefix(TABLE) if purpose.startswith((TABLE, REALISATION)) else ""
        return {
            "file": self.cleaned_data["file"], "unit": unit, "table": table, "is_comparison": purpose == SIPD,
        }  # fmt: skip


class PlanColumnsForm(ColumnsForm):
    """For each field of a line, or column of a table, the heading that gives it; and which sheets are read."""

    def __init__(self, *args, file: PlanFile, **kwargs):
        named = labels(file.renja, file.table)
        required, parts = REQUIRED, PARTS
        if file.table:
            required, parts = NEEDED.get(file.table, ()), ((_("Kolom tabel"), tuple(named)),)
        super().__init__(
            *args,
            sheets=file.sheets,
            labels=named,
            columns=file.columns,
            required=required,
            parts=parts,
            **kwargs,
        )
