"""What was done of lines in a quarter: the rows of a programme, one line with its texts, the work on a proposal, a proof."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.formfields import DayField, RupiahField
from core.formlayout import bare_helper
from core.money import number
from core.uploads import PAPERS_AND_PICTURES, offered
from core.versions import Difference, in_words
from proposals.forms.fields import VersionField
from renja.declared_tables import plain
from renja.forms.tables import NumberOrWordField, PercentField
from renja.models import Fulfilment, Realisation, RenjaLine
from renja.realisation.quarters import Quarter, begun
from renja.realisation.reading import WorkState
from renja.realisation.table import ROWS, RealisedPart, RealisedRow
from renja.services.realisation import RealisationEdit


def values_of(row: Realisation | None) -> dict[str, Any]:
    """What is stored, by the names of the forms' fields."""
    if row is None:
        return {}
    achieved = row.output_label or row.output
    told = {name: getattr(row, name) for name in ("physical", "spent", "note", "hindrance")}
    return told | {"output": achieved, "version": row.version}


def mark_of(values: dict[str, Any]) -> str:
    """The same for the same content, however it is written."""
    told = [values.get(name) for name in ("physical", "output", "spent")]
    return "|".join(plain(one) if isinstance(one, Decimal) else one or "" for one in told)


class RealisationFields(forms.Form):
    """What is said of a line in one quarter."""

    use_required_attribute = False
    physical = PercentField(
        required=False, min_value=0, max_value=100, max_digits=5, decimal_places=2, label=_("Fisik (%)")
    )
    output = NumberOrWordField(required=False, label=_("Capaian"))
    spent = RupiahField(required=False, label=_("Keuangan (Rp)"))
    version = VersionField(required=False)

    def __init__(self, *args, line: RenjaLine | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.line = line
        if line and not line.carries_money:
            del self.fields["spent"]

    @property
    def values(self) -> dict[str, Any]:
        """By the model's fields; valid forms only."""
        cleaned = {name: self.cleaned_data[name] for name in self.fields if name in TYPED}
        achieved = cleaned.pop("output", None)
        is_word = isinstance(achieved, str)
        cleaned |= {"output": None if is_word else achieved, "output_label": achieved if is_word else ""}
        return {
            name: value.replace("\r\n", "\n").strip() if isinstance(value, str) else value
            for name, value in cleaned.items()
        }

    @property
    def based_on(self) -> int:
        return self.cleaned_data.get("version") or 0

    def differences(self, stored: Realisation) -> list[Difference]:
        """What was typed beside what is stored now; saved again, what was typed counts."""
        now, told = values_of(stored), []
        for name in self.fields:
            field = self.fields[name]
            pair = [in_words(one, field) for one in (now.get(name), self.cleaned_data.get(name))]
            if name in TYPED and pair[0] != pair[1]:
                told.append(Difference(self._label(field), *pair))
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = str(stored.version if stored.pk else 0)
        return told

    def _label(self, field: forms.Field) -> str:
        return str(field.label)


TYPED = ("physical", "output", "spent", "note", "hindrance")


class RowForm(RealisationFields):
    """A row of the table. What nobody touched is not sent on, whoever changed it meanwhile."""

    id = forms.IntegerField(widget=forms.HiddenInput, max_value=2**63 - 1)
    mark = forms.CharField(required=False, max_length=120, widget=forms.HiddenInput)

    def __init__(self, *args, rows: dict[str, RealisedRow], **kwargs):
        super().__init__(*args, **kwargs)
        self.row = rows.get(str(self["id"].value() or ""))
        self.line = self.row.line if self.row else None
        if self.row and not self.row.row.is_leaf:
            del self.fields["spent"]
        for name in ("physical", "output", "spent"):
            if name in self.fields:
                self.fields[name].widget.attrs["class"] = "form-control"
        self._hint_at_before()

    def _hint_at_before(self) -> None:
        """What the quarters before said, where nothing is typed yet."""
        for row in self.row.before if self.row else ():
            if row.physical is not None:
                self.fields["physical"].widget.attrs["placeholder"] = number(row.physical)
            if row.achieved:
                self.fields["output"].widget.attrs["placeholder"] = row.achieved

    def clean(self):
        if self.row is None:
            raise ValidationError(
                _("Baris ini bukan bagian program ini, atau sudah dihapus. Muat ulang halaman.")
            )
        return super().clean()

    @property
    def is_touched(self) -> bool:
        return mark_of(self.cleaned_data) != self.cleaned_data.get("mark", "")

    @property
    def edit(self) -> RealisationEdit:
        return RealisationEdit(self.cleaned_data["id"], self.values, self.based_on)

    def _label(self, field: forms.Field) -> str:
        code = self.row.row.code if self.row else ""
        return f"{code}, {field.label}"


RowFormSet: Any = forms.formset_factory(
    RowForm, extra=0, max_num=ROWS, validate_max=True, absolute_max=ROWS + 5
)


def part_forms(part: RealisedPart, user, data=None):
    """The forms of the lines of a part that this person answers for."""
    rows = [row for row in part.typed if user.has_perm("renja.realise", row.line)]
    initial = [_initial(row) for row in rows]
    known = {"rows": {str(row.line.pk): row for row in rows}}
    return RowFormSet(data, initial=initial, prefix=part.key, form_kwargs=known)


def _initial(row: RealisedRow) -> dict[str, Any]:
    values = values_of(row.own)
    shown = {"output": row.own.achieved if row.own else "", "version": values.get("version", 0)}
    return values | shown | {"id": row.line.pk, "mark": mark_of(values)}


class LineRealisationForm(RealisationFields):
    """One line in one quarter, with what is said besides."""

    note = forms.CharField(
        label=_("Catatan"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Apa yang dikerjakan, dan dengan hasil apa. Hanya dibaca pegawai."),
    )  # fmt: skip
    hindrance = forms.CharField(
        label=_("Kendala"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Yang menghambat, dan tindak lanjutnya; bahan evaluasi triwulan berikutnya. Hanya dibaca pegawai."),
    )  # fmt: skip

    def __init__(self, *args, line: RenjaLine, row: Realisation | None, **kwargs):
        initial = values_of(row) | {
            "version": row.version if row else 0,
            "output": row.achieved if row else "",
        }
        super().__init__(*args, line=line, initial=initial, **kwargs)
        first = line.indicators.first()
        self.fields["physical"].label = _("Fisik sampai dengan triwulan ini (%)")
        self.fields["output"].label = _("Capaian sampai dengan triwulan ini")
        if first:
            self.fields["output"].help_text = _("%(indicator)s, target %(target)s. Predikat ditulis apa adanya.") % {
                "indicator": first.text, "target": first.target_text or "–",
            }  # fmt: skip
        if "spent" in self.fields:
            self.fields["spent"].label = _("Keuangan dalam triwulan ini (Rp)")
            self.fields["spent"].help_text = _(
                "Yang dibelanjakan dalam tiga bulan ini saja; jumlah setahun dihitung sendiri."
            )
        shown = [name for name in ("physical", "output", "spent", "note", "hindrance") if name in self.fields]
        self.helper = bare_helper(*shown)


class WorkForm(forms.Form):
    """How the work on one proposal stands."""

    use_required_attribute = False
    state = forms.ChoiceField(
        label=_("Keadaan"), choices=WorkState.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Pilih keadaannya.")},
    )  # fmt: skip
    day = DayField(
        label=_("Sejak tanggal"), initial=timezone.localdate,
        error_messages={"required": _("Isi tanggal sejak keadaan ini berlaku.")},
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Alasan atau keterangan"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Dibaca semua orang pada halaman usulan. Wajib bila belum dimulai, tidak dilaksanakan, atau belum selesai pada "
            "akhir tahun."
        ),
    )  # fmt: skip
    version = VersionField(required=False)

    def __init__(self, *args, answer: Fulfilment, **kwargs):
        work = getattr(answer, "work", None)
        initial = {"version": work.version if work else 0, "state": work.state if work else ""}
        super().__init__(*args, initial=initial, **kwargs)
        self.helper = bare_helper("state", "day", "reason")

    @property
    def based_on(self) -> int:
        return self.cleaned_data.get("version") or 0

    @classmethod
    def refused(cls, typed, answer: Fulfilment, message: str) -> "WorkForm":
        """What was typed, upon how the work stands now; sent again, it counts."""
        data = typed.copy()
        work = getattr(answer, "work", None)
        data["version"] = str(work.version if work else 0)
        form = cls(data, answer=answer)
        form.full_clean()
        form.add_error(None, message)
        return form


class ProofForm(forms.Form):
    """A picture or paper, of which quarter it is, and who may see it."""

    use_required_attribute = False
    file = forms.FileField(
        label=_("Berkas"), allow_empty_file=True,  # refused where it is stored, by its name
        widget=forms.FileInput(attrs={"accept": offered(PAPERS_AND_PICTURES)}),
        help_text=_("Foto atau dokumen: PDF, JPG, atau PNG; paling besar 10 MB. Tempat dan perangkat dihapus dari foto."),
        error_messages={"required": _("Pilih berkasnya.")},
    )  # fmt: skip
    caption = forms.CharField(
        label=_("Keterangan"), max_length=160,
        help_text=_("Apa yang terlihat, misalnya “Titik internet di Balai RT 12 terpasang”."),
        error_messages={"required": _("Tulis apa yang diperlihatkan berkas ini.")},
    )  # fmt: skip
    quarter = forms.TypedChoiceField(label=_("Triwulan"), coerce=int)
    proposal: forms.ModelChoiceField = forms.ModelChoiceField(
        label=_("Untuk usulan"), queryset=None, required=False, empty_label=_("Seluruh baris"),
        help_text=_("Bukti seluruh baris tampil pada setiap usulan yang dijawabnya."),
    )  # fmt: skip
    is_public = forms.BooleanField(
        label=_("Tampilkan kepada publik"), required=False,
        help_text=_("Tampil pada halaman usulan dan baris Renja. Pastikan tidak memuat data pribadi, dan orang yang terlihat setuju."),
    )  # fmt: skip

    def __init__(self, *args, line: RenjaLine, **kwargs):
        super().__init__(*args, **kwargs)
        self.line = line
        self.fields["quarter"].choices = [(one, Quarter(one).label) for one in begun(line.renja.year)]
        self.fields["proposal"].queryset = _answered(line)
        self.helper = bare_helper("file", "caption", "quarter", "proposal", "is_public")

    def clean_is_public(self) -> bool:
        shown = self.cleaned_data["is_public"]
        if shown and self.line.is_withheld:
            raise ValidationError(
                _("Informasi baris ini dikecualikan, sehingga buktinya tidak dapat ditampilkan.")
            )
        return shown


def _answered(line: RenjaLine):
    from_line = line.fulfilments.values("proposal")
    return (
        Fulfilment._meta.get_field("proposal")
        .related_model.objects.filter(pk__in=from_line)
        .order_by("number")
    )
