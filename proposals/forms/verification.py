"""What a verifier decides on one page, and what the secretariat does there: disposisi, withholding, searching."""

from crispy_forms.layout import Div, Field, Fieldset, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from core.formfields import DecimalIdField, RupiahField
from proposals.choices import Kind
from proposals.forms.fields import OneLineField, ParentField, StaffForm
from proposals.models import Proposal
from proposals.steps import STEPS
from proposals.verification import CHECKLIST, COMPLETED_WHERE_OPEN
from stakeholders.models import Organization, Unit
from urusan.models import Urusan


class VerificationForm(StaffForm):
    """One decision with what it needs; the answers that other decisions would need are left alone."""

    checked = forms.MultipleChoiceField(
        label=_("Daftar periksa"),
        widget=forms.CheckboxSelectMultiple,
        choices=list(CHECKLIST.items()),
        required=False,
        help_text=_("Panduan. Yang Anda centang tercatat bersama putusan Anda."),
    )
    step = forms.ChoiceField(
        label=_("Putusan"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih putusannya.")},
    )
    urusan = forms.ModelChoiceField(
        label=_("Urusan"),
        queryset=Urusan.objects.all(),
        empty_label=_("Pilih urusan"),
        error_messages={"required": _("Pilih urusannya.")},
    )
    kind = forms.ChoiceField(
        label=_("Jenis usulan"), required=False, choices=[("", _("Belum ditentukan")), *Kind.choices]
    )
    volume = DecimalIdField(label=_("Volume"), required=False, min_value=0, max_digits=14, decimal_places=2)
    volume_unit = OneLineField(label=_("Satuan"), required=False, max_length=60)
    estimated_cost = RupiahField(label=_("Perkiraan biaya (rupiah)"), required=False)
    office = forms.ModelChoiceField(
        label=_("Instansi tujuan"),
        queryset=Organization.objects.proposers(),
        empty_label=_("Pilih instansi"),
        help_text=_("Instansi yang belum ada ditambahkan oleh admin."),
        error_messages={"required": _("Pilih instansi tujuan.")},
    )
    parent = ParentField()
    reason = forms.CharField(
        label=_("Alasan"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Tuliskan alasannya; alasan ini dibaca oleh pengusul.")},
        help_text=_(
            "Wajib, kecuali untuk “Nyatakan terverifikasi”. Dibaca pengusul dan tampil pada riwayat usulan."
        ),
    )

    def __init__(self, *args, proposal: Proposal, steps: list[str], **kwargs):
        self.open_fields = [f for f in COMPLETED_WHERE_OPEN if getattr(proposal, f) in (None, "")]
        super().__init__(*args, **kwargs)
        self.fields["step"].choices = [(name, STEPS[name].label) for name in steps]
        self.fields["parent"].offer(proposal)
        self.initial.setdefault("urusan", proposal.urusan_id)
        for name in set(COMPLETED_WHERE_OPEN) - set(self.open_fields):
            del self.fields[name]

    def get_layout(self) -> Layout:
        shown = set(self.open_fields)
        amount = [name for name in ("volume", "volume_unit") if name in shown]
        details = [
            "urusan",
            *(["kind"] if "kind" in shown else []),
            *([Div(*amount, css_class="field grid2")] if amount else []),
            *([Field("estimated_cost", wrapper_class="w-money")] if "estimated_cost" in shown else []),
        ]
        return Layout(
            "checked",
            "step",
            Fieldset(_("Lengkapi yang belum diisi pengusul"), *details, css_class="for-verify"),
            Field("office", wrapper_class="for-office"),
            Field("parent", wrapper_class="w-money for-parent"),
            "reason",
        )

    def clean(self) -> dict:
        cleaned = super().clean()
        details = ["urusan", *self.open_fields]
        step = cleaned.get("step")
        asked = {"verify": details, "forward": ["office"], "merge": ["parent"]}.get(step, [])
        self.forget(*(name for name in ("office", "parent", *details) if name not in asked))
        if step in (None, "verify") and self.has_error("reason", "required"):
            self.forget("reason")
            cleaned["reason"] = ""
        return cleaned

    @property
    def completed(self) -> dict:
        """What was filled in of the fields that the proposer left open, and the urusan."""
        filled = {name: self.cleaned_data[name] for name in ("urusan", *self.open_fields)}
        return {name: value for name, value in filled.items() if value not in (None, "")}


class AssignForm(StaffForm):
    """Disposisi: which bidang of the host handles it."""

    unit = forms.ModelChoiceField(
        label=_("Bidang yang menangani"),
        queryset=Unit.objects.filter(organization__is_host=True),
        empty_label=_("Pilih bidang"),
        error_messages={"required": _("Pilih bidangnya.")},
    )

    def __init__(self, *args, proposal: Proposal, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("unit", proposal.unit_id)


class WithholdForm(StaffForm):
    """Why the public may not read it; emptied, it is open again."""

    withheld_reason = OneLineField(
        label=_("Alasan pengecualian"),
        required=False,
        max_length=250,
        help_text=_(
            "Dibaca publik sebagai ganti isi usulan (UU 14/2008 Pasal 17). Kosongkan untuk membukanya kembali."
        ),
    )

    def __init__(self, *args, proposal: Proposal, **kwargs):
        super().__init__(*args, **kwargs)
        self.was = proposal.withheld_reason
        self.initial.setdefault("withheld_reason", self.was)

    def clean(self) -> dict:
        cleaned = super().clean()
        if not self.was and cleaned.get("withheld_reason") == "":
            self.add_error("withheld_reason", _("Tulis alasannya; publik membaca alasan ini."))
        return cleaned


class WorkFilterForm(forms.Form):
    """Words and urusan, for the lists that staff work through. What is no choice is left out."""

    q = forms.CharField(
        label=_("Cari kata atau nomor usulan"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "class": "form-control", "autocomplete": "off"}),
    )
    urusan = forms.ModelChoiceField(
        label=_("Urusan"),
        queryset=Urusan.objects.all(),
        to_field_name="slug",
        required=False,
        empty_label=_("Semua urusan"),
        widget=forms.Select(attrs={"class": "form-select"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.full_clean()

    @property
    def is_narrowed(self) -> bool:
        return any(self.cleaned_data.values())

    def apply(self, proposals, *order: str):
        """The proposals that are asked for, in the order of the list."""
        asked = self.cleaned_data
        rows = proposals.search(asked.get("q") or "", withheld_too=True)
        if asked.get("urusan"):
            rows = rows.filter(urusan=asked["urusan"])
        return rows.order_by(*order)
