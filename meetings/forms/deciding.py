"""The result of one proposal in its session: the outcome is chosen by a button, and its sentences are there already."""

from crispy_forms.layout import Field, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.models import Sitting
from meetings.sentences import prepared, usual_code
from proposals.choices import Outcome
from proposals.forms.results import ASKED, SOMETIMES, ResultForm
from proposals.models import Decision, Proposal

WIDTHS = {"agreed_volume": "w-code", "parent": "w-money", "office": "", "reason_code": ""}


class ItemResultForm(ResultForm):
    """Saved as it opens, it is a whole result; sentences that were emptied are filled in again."""

    def __init__(
        self, *args, proposal: Proposal, pending: Decision | None, outcome: str, sitting: Sitting, **kwargs
    ):
        self.chosen, self.sitting = outcome, sitting
        super().__init__(*args, proposal=proposal, pending=pending, **kwargs)
        self.fields["outcome"].widget = forms.HiddenInput()
        code = self.fields["reason_code"]
        code.help_text = ""
        if outcome == Outcome.REJECTED:
            code.required, code.empty_label = True, _("Pilih alasan")
            code.error_messages["required"] = _("Pilih alasan bakunya.")
        for name in SOMETIMES:
            if name not in ASKED[outcome]:
                del self.fields[name]
        if not (pending and pending.outcome == outcome):
            self.initial |= self._usual(proposal)
        self.initial["outcome"] = outcome

    def _usual(self, proposal: Proposal) -> dict:
        code = usual_code(self.chosen)
        return prepared(self.chosen, code, self.sitting) | {
            "reason_code": code,
            "agreed_volume": proposal.volume,
        }

    def get_layout(self) -> Layout:
        asked = [Field(name, wrapper_class=WIDTHS[name]) for name in ASKED[self.chosen]]
        return Layout("outcome", *asked, Field("reason", rows=2), Field("response", rows=4))

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("outcome") != self.chosen:
            return cleaned
        words = prepared(self.chosen, cleaned.get("reason_code"), self.sitting)
        for name in ("reason", "response"):
            if self.has_error(name, "required"):
                self.forget(name)
                cleaned[name] = words[name]
        return cleaned


def chosen_outcome(data, possible: tuple[str, ...]) -> str:
    """The outcome that a button named, where it can be recorded now; else ""."""
    asked = data.get("hasil") or data.get("outcome") or ""
    return Outcome(asked).value if asked in possible else ""
