"""What the forum decided on one proposal, as it is written down for publication."""

from crispy_forms.layout import Field, Layout
from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from core.formfields import DecimalIdField
from proposals.choices import Outcome
from proposals.drafting import quantity
from proposals.forms.fields import ParentField, StaffForm, VersionField
from proposals.models import Decision, Proposal, ReasonCode
from proposals.results import RESULT_FIELDS, possible_outcomes
from stakeholders.models import Organization

# What each outcome asks for beside reason and response; everything else is left alone.
ASKED = {
    Outcome.ACCEPTED: (),
    Outcome.ACCEPTED_WITH_CHANGES: ("agreed_volume",),
    Outcome.DEFERRED: ("reason_code",),
    Outcome.FORWARDED: ("reason_code", "office"),
    Outcome.MERGED: ("reason_code", "parent"),
    Outcome.REJECTED: ("reason_code",),
}
SOMETIMES = ("reason_code", "agreed_volume", "office", "parent")


class ResultForm(StaffForm):
    """The outcome with what it needs. A standard reason fills in its sentence where no other reason is written."""

    seen_result = VersionField()
    outcome = forms.ChoiceField(
        label=_("Hasil pembahasan"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih hasil pembahasannya.")},
    )
    agreed_volume = DecimalIdField(
        label=_("Volume disepakati"), required=False, min_value=0, max_digits=14, decimal_places=2
    )
    office = forms.ModelChoiceField(
        label=_("Diteruskan kepada"),
        queryset=Organization.objects.proposers(),
        empty_label=_("Pilih instansi"),
        error_messages={"required": _("Pilih instansi tujuan.")},
    )
    parent = ParentField(label=_("Digabungkan dengan (nomor usulan induk)"))
    reason_code = forms.ModelChoiceField(
        label=_("Alasan baku"),
        queryset=ReasonCode.objects.all(),
        required=False,
        empty_label=_("Tanpa alasan baku"),
        help_text=_(
            "Wajib untuk “Belum dapat diakomodasi”. Bila alasan di bawah dikosongkan, kalimat bakunya yang dipakai."
        ),
    )
    reason = forms.CharField(
        label=_("Alasan"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Mengapa forum memutuskan demikian. Dibaca pengusul setelah hasil disahkan."),
        error_messages={"required": _("Tuliskan alasannya; alasan ini dibaca oleh pengusul.")},
    )
    response = forms.CharField(
        label=_("Tanggapan resmi"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Jawaban atas nama dinas kepada pengusul, dalam kalimat lengkap."),
        error_messages={"required": _("Tulis tanggapan resminya; tanggapan ini dibaca oleh pengusul.")},
    )

    def __init__(self, *args, proposal: Proposal, pending: Decision | None, **kwargs):
        super().__init__(*args, **kwargs)
        outcomes = possible_outcomes(proposal)
        self.fields["outcome"].choices = [choice for choice in Outcome.choices if choice[0] in outcomes]
        self.fields["parent"].offer(proposal)
        asked = quantity(proposal.volume, proposal.volume_unit)
        if asked:
            # crispy prints hints as they are: what people typed must be escaped here
            self.fields["agreed_volume"].help_text = format_html(str(_("Diusulkan: {}.")), asked)
        if pending:
            self.initial |= {name: getattr(pending, name) for name in RESULT_FIELDS}

    def get_layout(self) -> Layout:
        return Layout(
            "outcome",
            Field("agreed_volume", wrapper_class="w-code for-volume"),
            Field("office", wrapper_class="for-office"),
            Field("parent", wrapper_class="w-money for-parent"),
            Field("reason_code", wrapper_class="for-code"),
            "reason",
            "response",
        )

    @property
    def seen_decision(self) -> int:
        """The version of the pending result that was read (0: there was none), also before anything is checked."""
        return self.fields["seen_result"].clean(self.data.get("seen_result"))

    @property
    def result(self) -> dict:
        return {name: self.cleaned_data[name] for name in RESULT_FIELDS}

    def clean(self) -> dict:
        cleaned = super().clean()
        outcome = cleaned.get("outcome")
        self.forget(*(name for name in SOMETIMES if name not in ASKED.get(outcome, ())))
        code = cleaned.get("reason_code")
        if outcome == Outcome.REJECTED and not code and "reason_code" not in self.errors:
            self.add_error("reason_code", _("Pilih alasan bakunya."))
        if code and self.has_error("reason", "required"):
            self.forget("reason")
            cleaned["reason"] = code.sentence
        return cleaned
