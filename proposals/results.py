"""What the forum decides, and what the head publishes.

A result is a pending `Decision`: the proposal keeps its state, and nobody outside reads the outcome, until the head
publishes. Publishing alone moves the state, writes the official answer and tells every proposer.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audit.services import record
from core.dates import long_datetime
from core.retrying import retried
from forums.models import Activity
from proposals import messages
from proposals.choices import Status
from proposals.models import Decision, OfficialAnswer, Proposal
from proposals.publisher import NO_DOCUMENT, publisher_of
from proposals.result_content import CORRECTIONS, RESULT_FIELDS, check_result, completed, possible_outcomes
from proposals.rules import is_own
from proposals.verification import adopt_children, check_parent
from proposals.windows import closed_words, is_open, is_reviewed
from proposals.workflow import (
    Overtaken,
    StepRefused,
    check_seen,
    lock,
    lock_with_children,
    not_permitted,
    take_step,
    write_event,
)

OFFICE_LENGTH = OfficialAnswer._meta.get_field("office").max_length
PUBLISHED_FIELDS = ("state", "published_by", "published_at", "notice_due", "minutes_code", "minutes_name")


@retried(StepRefused)
@transaction.atomic
def record_result(
    proposal: Proposal, *, actor, seen: int = 0, seen_proposal: int | None = None, **result
) -> Decision:
    """Write down the forum's result as a pending decision, or change the pending one.

    `result` holds RESULT_FIELDS; `seen` is the version of the pending decision that the actor had before their eyes
    (0: none), `seen_proposal` that of the proposal. Raises Overtaken where somebody else was quicker, StepRefused where
    the result is not allowed, and changes nothing.
    """
    locked = lock(proposal)
    pending = check_not_overtaken(locked, seen=seen, seen_proposal=seen_proposal)
    _check_may_decide(locked, actor)
    result = completed(locked, result)
    check_result(locked, result)
    decision = pending or Decision(proposal=locked, is_correction=locked.status != Status.VERIFIED, version=0)
    for field in RESULT_FIELDS:
        setattr(decision, field, result[field])
    decision.version += 1
    decision.decided_by, decision.decided_at = actor, timezone.now()
    decision.save()
    write_event(
        locked, "record_result", actor=actor, is_public=False, reason=result["reason"], before=locked.status,
        title=str(_("Hasil dicatat: %(outcome)s") % {"outcome": decision.get_outcome_display()}),
    )  # fmt: skip
    record(
        "proposal.record_result",
        locked,
        actor=actor,
        reason=result["reason"],
        data={"outcome": decision.outcome},
    )
    return decision


@retried(StepRefused)
@transaction.atomic
def withdraw_result(proposal: Proposal, *, actor, seen: int) -> Decision:
    """Take back the pending result, which nobody outside has read; the proposal waits to be decided again."""
    locked = lock(proposal)
    pending = check_not_overtaken(locked, seen=seen)
    _check_may_decide(locked, actor)
    if pending is None:
        raise StepRefused(_("Tidak ada hasil yang dapat dibatalkan."))
    pending.state = Decision.State.SUPERSEDED
    pending.save(update_fields=["state"])
    write_event(
        locked, "withdraw_result", actor=actor, is_public=False, before=locked.status,
        title=str(_("Hasil dibatalkan sebelum disahkan: %(outcome)s") % {"outcome": pending.get_outcome_display()}),
    )  # fmt: skip
    record("proposal.withdraw_result", locked, actor=actor, data={"outcome": pending.outcome})
    return pending


def result_refusal(proposal: Proposal, actor) -> str:
    """Why this person cannot record a result for this proposal now; empty when they can."""
    problem = first_result_refusal(proposal, actor)
    return problem or ("" if proposal.status in CORRECTIONS else _second_judge_refusal(proposal, actor))


def first_result_refusal(proposal: Proposal, actor) -> str:
    """The same for one that never had a result; asks nothing of the database for each."""
    correction = proposal.status in CORRECTIONS
    permission = "proposals.correct_result" if correction else "proposals.record_result"
    if not possible_outcomes(proposal):
        state = proposal.get_status_display()
        return str(_("Usulan berstatus “%(state)s” tidak menunggu hasil pembahasan.") % {"state": state})
    if not actor.has_perm(permission, proposal):
        return not_permitted(proposal, actor, permission)
    if correction:
        locked = proposal.forum.is_locked
        return str(_("Renja sudah dikunci; hasil tidak dapat diubah lagi.")) if locked else ""
    if not is_open(proposal, Activity.DECIDE):
        return closed_words(proposal.forum, Activity.DECIDE)
    return ""


def _second_judge_refusal(proposal: Proposal, actor) -> str:
    """After a peninjauan ulang somebody else decides."""
    reviewed = proposal.decisions.published().first()
    if reviewed and reviewed.decided_by_id == actor.pk:
        return str(_("Peninjauan ulang diputuskan oleh orang lain daripada pencatat hasil yang pertama."))
    return ""


def _check_may_decide(proposal: Proposal, actor) -> None:
    problem = result_refusal(proposal, actor)
    if problem:
        raise StepRefused(problem)


def check_not_overtaken(
    proposal: Proposal, *, seen: int, seen_proposal: int | None = None
) -> Decision | None:
    """The pending result, if there is one; Overtaken, with who did what, unless all is as it was read."""
    pending = proposal.decisions.pending().select_related("decided_by").first()
    if (pending.version if pending else 0) == seen:
        check_seen(proposal, seen_proposal)
        return pending
    if pending is None:
        raise Overtaken(_("Hasil yang Anda buka sudah disahkan atau dibatalkan. Isian Anda belum disimpan."))
    words = _(
        "Hasil usulan ini sudah dicatat oleh %(who)s pada %(when)s: %(outcome)s. Isian Anda belum disimpan."
    )
    raise Overtaken(
        words
        % {
            "who": pending.decided_by or _("petugas lain"),
            "when": long_datetime(pending.decided_at),
            "outcome": pending.get_outcome_display(),
        }
    )


@retried(StepRefused)
@transaction.atomic
def publish_result(
    decision: Decision, *, actor, seen: int, documents: Collection[str] = NO_DOCUMENT
) -> Proposal:
    """Sahkan dan umumkan: move the state, write the official answer, tell the proposers.

    `seen` is the version that the head read, `documents` the codes of the final berita acara that it is published with
    (none: per urusan); a result that its document does not say is published without. Raises StepRefused when the result
    was changed meanwhile, was published already, or when the head may not publish it (own proposal, or recorded by
    themselves).
    """
    involved = [decision.proposal, *([decision.parent] if decision.parent_id else [])]
    rows = lock_with_children(*involved)
    locked = rows[decision.proposal_id]
    current = Decision.objects.select_for_update(of=("self",)).select_related("office").get(pk=decision.pk)
    current.proposal = locked
    _check_publishable(current, actor, seen)
    now = timezone.now()
    called = str(_("Catatan penyempurnaan, hasil peninjauan ulang")) if is_reviewed(locked) else ""
    publisher = publisher_of(current, locked, actor, documents)
    office = publisher.office[:OFFICE_LENGTH]
    if current.parent_id:
        current.parent = rows[current.parent_id]
        check_parent(locked, current.parent)
        adopt_children(locked, current.parent, actor=actor, office=office)
    for one in (current, decision):  # the caller's own row tells it, too
        one.minutes_code, one.minutes_name = publisher.document
    answer = partial(_answer, current=current, actor=actor, office=office, now=now)
    return take_step(
        locked, step_of(current), actor=actor, reason=current.reason, target=current.outcome, called=called,
        data=publisher.data, office=office, decision=current, published_at=now, agreed_volume=current.agreed_volume,
        parent=current.parent, forwarded_to=current.office, then=answer,
    )  # fmt: skip


def _answer(locked: Proposal, *, current: Decision, actor, office: str, now: datetime) -> None:
    """The result is published, with its official answer, and everybody concerned is told."""
    if current.parent:
        Proposal.objects.family_of(current.parent).recount_supports()
    locked.decisions.published().update(state=Decision.State.SUPERSEDED)
    current.state, current.published_by, current.published_at = Decision.State.PUBLISHED, actor, now
    current.notice_due = True
    current.save(update_fields=PUBLISHED_FIELDS)
    answer = OfficialAnswer.objects.create(
        proposal=locked, decision=current, text=current.response, office=office, published_at=now
    )  # fmt: skip
    _tell_everybody(locked, answer, actor)


def step_of(decision: Decision) -> str:
    """The step that publishing this result takes."""
    return "publish_correction" if decision.is_correction else "publish"


def _check_publishable(decision: Decision, actor, seen: int) -> None:
    if decision.state != Decision.State.PENDING:
        raise StepRefused(_("Hasil ini sudah %(state)s.") % {"state": decision.get_state_display().lower()})
    if decision.version != seen:
        raise StepRefused(_("Hasil ini diubah setelah Anda membacanya. Baca kembali sebelum mengesahkan."))
    problem = publisher_refusal(decision, actor)
    if problem:
        raise StepRefused(problem)


def publisher_refusal(decision: Decision, actor) -> str:
    """Why this result is for another person to publish; empty where it is not."""
    if is_own(actor, decision.proposal):
        return str(_("Anda atau lembaga Anda mengusulkannya; hasilnya disahkan oleh pejabat lain."))
    if decision.decided_by_id == actor.pk:
        return str(_("Hasil disahkan oleh orang lain daripada pencatatnya (prinsip empat mata)."))
    return ""


def _tell_everybody(proposal: Proposal, answer: OfficialAnswer, actor) -> None:
    messages.tell_result(proposal, answer)
    words = _("Usulan induk %(number)s: %(state)s")
    title = str(words % {"number": proposal.number, "state": proposal.get_status_display()})
    told = "" if proposal.is_withheld else answer.text
    for child in proposal.merged_proposals.select_related("organization", "proposer", "kelurahan"):
        write_event(
            child, "parent_published", actor=actor, title=title, reason=told, before=child.status,
            office=answer.office, decision=answer.decision,
        )  # fmt: skip
        messages.tell_result(child, answer)


@dataclass(frozen=True)
class PublishRow:
    """What became of one row of a publication: `problem` is empty when it was published."""

    decision: Decision
    problem: str = ""


def publish_results(
    seen: dict[int, int], *, actor, documents: Collection[str] = NO_DOCUMENT
) -> list[PublishRow]:
    """Publish many results (id → version that was read), with what became of each, by their numbers."""
    rows = publish_each(seen, actor=actor, documents=documents)
    return sorted(rows, key=lambda row: row.decision.proposal.number or "")


def publish_each(
    seen: dict[int, int], *, actor, documents: Collection[str] = NO_DOCUMENT
) -> Iterator[PublishRow]:
    """Publish results one after the other, each in its own transaction, as long as the actor may.

    What joins a proposal to another goes first: afterwards that other may have no place for it any more.
    """
    found = Decision.objects.filter(pk__in=seen).select_related(
        "proposal__forum", "proposal__urusan", "parent"
    )
    for decision in sorted(found, key=lambda one: (one.parent_id is None, one.proposal.number)):
        now = User.objects.get(pk=actor.pk)  # a right that ends meanwhile ends here, too
        try:
            publish_result(decision, actor=now, seen=seen[decision.pk], documents=documents)
        except StepRefused as refused:
            yield PublishRow(decision, refused.message)
        else:
            yield PublishRow(decision)


@retried(StepRefused)
@transaction.atomic
def ask_review(proposal: Proposal, *, actor, reason: str) -> Proposal:
    """Peninjauan ulang: once, within five working days of publication; somebody else decides again."""
    return take_step(lock(proposal), "ask_review", actor=actor, reason=reason)
