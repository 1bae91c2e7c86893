"""What a result can be, and what it must say."""

from django.utils.translation import gettext_lazy as _

from proposals.choices import Outcome, Status
from proposals.models import Proposal
from proposals.verification import check_parent
from proposals.workflow import StepRefused

# What a published result may still become, until the Renja is locked (penetapan).
CORRECTIONS: dict[str, tuple[Outcome, ...]] = {
    Status.ACCEPTED: (Outcome.ACCEPTED_WITH_CHANGES, Outcome.DEFERRED),
    Status.ACCEPTED_WITH_CHANGES: (Outcome.ACCEPTED, Outcome.ACCEPTED_WITH_CHANGES, Outcome.DEFERRED),
    Status.DEFERRED: (Outcome.ACCEPTED, Outcome.ACCEPTED_WITH_CHANGES),
}
RESULT_FIELDS = ("outcome", "reason_code", "reason", "response", "agreed_volume", "office", "parent")


def possible_outcomes(proposal: Proposal) -> tuple[str, ...]:
    """The outcomes that can be recorded for a proposal in its present state."""
    if proposal.status == Status.VERIFIED:
        return tuple(Outcome.values)
    return tuple(CORRECTIONS.get(proposal.status, ()))


def completed(proposal: Proposal, result: dict) -> dict:
    """All RESULT_FIELDS, with only what belongs to the outcome, and the asked volume where all of it is accepted."""
    full = {field: result.get(field) for field in RESULT_FIELDS}
    outcome = full["outcome"]
    full["office"] = full["office"] if outcome == Outcome.FORWARDED else None
    full["parent"] = full["parent"] if outcome == Outcome.MERGED else None
    if outcome == Outcome.ACCEPTED:
        full["agreed_volume"] = proposal.volume
    elif outcome != Outcome.ACCEPTED_WITH_CHANGES:
        full["agreed_volume"] = None
    return full


def check_result(proposal: Proposal, result: dict) -> None:
    outcome = result["outcome"]
    if outcome not in possible_outcomes(proposal):
        raise StepRefused(_("Hasil ini tidak dapat dipilih untuk usulan dengan status sekarang."))
    missing = {
        Outcome.FORWARDED: (result["office"], _("Pilih instansi tujuan.")),
        Outcome.MERGED: (result["parent"], _("Pilih usulan induk.")),
        Outcome.REJECTED: (result["reason_code"], _("Pilih alasan baku.")),
    }.get(outcome)
    if missing and not missing[0]:
        raise StepRefused(missing[1])
    if not (result["reason"] or "").strip() or not (result["response"] or "").strip():
        raise StepRefused(_("Isi alasan dan tanggapan resmi; keduanya dibaca oleh pengusul."))
    if outcome == Outcome.MERGED:
        check_parent(proposal, result["parent"])
