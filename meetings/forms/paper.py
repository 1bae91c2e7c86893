"""Isi hasil dari kertas: a row for each proposal of a session, in one form."""

from typing import cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from core.formfields import DecimalIdField
from core.versions import VersionedForm
from meetings.entering_paper import PaperRow
from meetings.models import AgendaItem, Sitting
from meetings.sentences import prepared
from proposals.choices import Outcome, Status
from proposals.drafting import quantity
from proposals.forms.fields import ParentField, VersionField
from proposals.forms.results import ASKED, SOMETIMES
from proposals.models import Decision, Proposal, ReasonCode
from proposals.results import RESULT_FIELDS, possible_outcomes
from proposals.workflow import not_permitted
from stakeholders.models import Organization

NEEDED = {
    "agreed_volume": _("Tulis volume yang disepakati."),
    "office": _("Pilih instansi tujuan."),
    "parent": _("Tulis nomor usulan induknya."),
    "reason_code": _("Pilih alasan bakunya."),
}
MUST = {
    Outcome.ACCEPTED_WITH_CHANGES: ("agreed_volume",),
    Outcome.FORWARDED: ("office",),
    Outcome.MERGED: ("parent",),
    Outcome.REJECTED: ("reason_code",),
}


class OfficeField(forms.ModelChoiceField):
    """An office by its name, which the page offers once for all rows (`<datalist id="instansi">`)."""

    widget = forms.TextInput(attrs={"list": "instansi", "autocomplete": "off"})

    def __init__(self, **kwargs):
        super().__init__(queryset=Organization.objects.none(), to_field_name="name", **kwargs)
        self.error_messages["invalid_choice"] = _("Instansi “%(value)s” tidak dikenal. Pilih dari daftar.")

    def to_python(self, value):
        return super().to_python(" ".join(str(value).split()) if value else value)


class PaperRowForm(VersionedForm):
    """One proposal. A row without an outcome records none; reason and response are filled in where they are empty."""

    seen_result = VersionField()
    seen_proposal = VersionField()
    outcome = forms.ChoiceField(label=_("Hasil"), required=False)
    agreed_volume = DecimalIdField(
        label=_("Volume disepakati"), required=False, min_value=0, max_digits=14, decimal_places=2
    )
    reason_code = forms.ModelChoiceField(
        label=_("Alasan baku"), queryset=ReasonCode.objects.none(), required=False, empty_label="–"
    )
    office = OfficeField(label=_("Diteruskan kepada"), required=False)
    parent = ParentField(label=_("Digabungkan dengan"), required=False)
    reason = forms.CharField(
        label=_("Alasan"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2})
    )

    class Meta:
        model = AgendaItem
        fields = ("notes",)
        labels = {"notes": _("Catatan")}
        widgets = {"notes": forms.Textarea(attrs={"rows": 2})}

    use_required_attribute = False

    def __init__(self, *args, lists: "Lists", actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.proposal = self.instance.proposal
        self.pending: Decision | None = next(iter(self.proposal.pending), None)
        self.saved_now: list[tuple[str, str]] = []
        self.problem = row_refusal(self.proposal, actor)
        outcomes = possible_outcomes(self.proposal)
        self.fields["outcome"].choices = [
            ("", "–"),
            *(choice for choice in Outcome.choices if choice[0] in outcomes),
        ]
        lists.give(self)
        self.initial |= {
            "seen_result": self.pending.version if self.pending else 0,
            "seen_proposal": self.proposal.version,
        }
        self.asked = quantity(self.proposal.volume, self.proposal.volume_unit)
        for field in self.fields.values():
            look = "form-select" if isinstance(field.widget, forms.Select) else "form-control"
            field.widget.attrs["class"] = look
        if self.pending:
            self.initial |= {name: getattr(self.pending, name) for name in RESULT_FIELDS}

    def clean(self) -> dict:
        cleaned = super().clean()
        outcome = cleaned.get("outcome")
        asked = ASKED.get(outcome, ())
        for name in SOMETIMES:
            if name not in asked:
                self.errors.pop(name, None)
                cleaned[name] = None
        for name in MUST.get(outcome, ()):
            if cleaned.get(name) is None and name not in self.errors:
                self.add_error(name, NEEDED[name])
        return cleaned

    def row_for(self, sitting: Sitting) -> PaperRow:
        """The row as the verb takes it; a result that is there already and was not touched is none."""
        given = self.cleaned_data
        return PaperRow(
            self.instance, self.values["notes"], self.based_on, given["seen_result"], given["seen_proposal"],
            self._result(sitting) if given.get("outcome") and self._is_touched else {},
        )  # fmt: skip

    @property
    def first_errors(self) -> list[str]:
        """All that is wrong in this row, in sentences."""
        return [str(error) for errors in self.errors.values() for error in errors]

    @property
    def _is_touched(self) -> bool:
        return bool(set(self.changed_data) & set(RESULT_FIELDS))

    def _result(self, sitting: Sitting) -> dict:
        given = self.cleaned_data
        words = prepared(given["outcome"], given["reason_code"], sitting)
        result = {name: given.get(name) for name in RESULT_FIELDS}
        told = self.pending.response if self._is_same_kind(given) else words["response"]
        return result | {"reason": given["reason"] or words["reason"], "response": told}

    def _is_same_kind(self, given: dict) -> bool:
        before = self.pending
        return bool(before) and (before.outcome, before.reason_code) == (
            given["outcome"],
            given["reason_code"],
        )

    def stands_now(self, fresh: AgendaItem) -> None:
        """Somebody else was quicker: what is saved is shown beside what was typed, and counts as read from now on."""
        pending = next(iter(fresh.proposal.pending), None)
        if fresh.notes != self.values["notes"] and fresh.version != self.based_on:
            self.saved_now.append((self.fields["notes"].label, fresh.notes))
        if pending and pending.version != self.cleaned_data["seen_result"]:
            words = f"{pending.get_outcome_display()} ({pending.decided_by})"
            self.saved_now.append((self.fields["outcome"].label, words))
        self.data = cast(QueryDict, self.data).copy()
        versions = {
            "version": fresh.version,
            "seen_result": pending.version if pending else 0,
            "seen_proposal": fresh.proposal.version,
        }
        for name, value in versions.items():
            self.data[self.add_prefix(name)] = str(value)


class Lists:
    """What all rows choose from, read once for the whole page."""

    def __init__(self, sitting: Sitting) -> None:
        self.reasons = ReasonCode.objects.all()
        self.offices = Organization.objects.proposers()
        self.codes = [("", "–"), *((code.pk, str(code)) for code in self.reasons)]

    def give(self, form: PaperRowForm) -> None:
        form.fields["reason_code"].queryset = self.reasons
        form.fields["reason_code"].widget.choices = self.codes
        form.fields["office"].queryset = self.offices
        form.fields["parent"].offer(form.proposal)


def row_refusal(proposal: Proposal, actor) -> str:
    """Why no result of this proposal is entered from paper, as far as the row itself tells; the verb asks the rest."""
    if proposal.status != Status.VERIFIED:
        state = proposal.get_status_display()
        return str(_("Usulan berstatus “%(state)s” tidak menunggu hasil pembahasan.") % {"state": state})
    if not actor.has_perm("proposals.record_result", proposal):
        return not_permitted(proposal, actor, "proposals.record_result")
    return ""


def paper_forms(sitting: Sitting, items, *, actor, data: QueryDict | None = None) -> list[PaperRowForm]:
    """The rows in the order of the agenda; without `data` as they stand."""
    lists = Lists(sitting)
    return [
        PaperRowForm(data, instance=item, prefix=f"baris-{item.pk}", lists=lists, actor=actor)
        for item in items
    ]
