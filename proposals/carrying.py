"""What a forum left over comes to the next one: as a draft of its proposer, recorded for them, or let go with a reason."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from audit.services import record
from core.retrying import retried
from forums.models import Activity, Forum
from proposals import messages
from proposals.choices import ACCEPTED_STATES, Source, Status
from proposals.intake import record_proposal
from proposals.models import Proposal
from proposals.querysets.carrying import LET_GO
from proposals.workflow import StepRefused, lock, write_event

COPIED = (
    "title", "problem", "request", "kelurahan", "is_citywide", "rt", "landmark", "beneficiaries", "beneficiary_count",
    "urusan", "suggested_node", "kind", "volume", "volume_unit", "estimated_cost", "contribution", "proposer",
    "organization", "contact_name", "contact_phone", "contact_email",
)  # fmt: skip
NOT_ASKED_AGAIN = _("Pengusul tidak mengusulkannya kembali.")
PORTION = 20  # drafts that the worker prepares at a time


def carry_refusal(proposal: Proposal, forum: Forum) -> str:
    """Why this proposal does not go on to that forum, whoever asks; empty when it does."""
    earlier = forum.plan_year > proposal.forum.plan_year
    unplanned = proposal.status in ACCEPTED_STATES and proposal.forum.is_locked
    if earlier and (proposal.status == Status.DEFERRED or (unplanned and not proposal.fulfilments.exists())):
        return ""
    words = _(
        "Hanya usulan cadangan, atau usulan diterima yang tidak dimuat dalam Renja, dari forum sebelumnya "
        "yang dapat diusulkan kembali."
    )
    return str(words)


@retried(StepRefused)
@transaction.atomic
def carry_over(proposal: Proposal, forum: Forum, *, actor) -> Proposal:
    """It comes back as a draft of the next forum, and knows its past. Twice gives the same draft."""
    locked = _lock_for(proposal, forum)
    if not actor.has_perm("proposals.submit", locked):
        raise StepRefused(_("Hanya pengusulnya yang dapat mengusulkan kembali."))
    return locked.successors.filter(forum=forum).first() or _draft(locked, forum, actor=actor)


@retried(StepRefused)
@transaction.atomic
def carry_for_proposer(proposal: Proposal, forum: Forum, *, actor) -> Proposal:
    """The secretariat enters it again, for whoever has no account or did not send the draft; twice gives the same."""
    locked = _lock_for(proposal, forum)
    if not actor.has_perm("proposals.record_for_others"):
        raise StepRefused(_("Hanya sekretariat yang mencatat usulan untuk orang lain."))
    again = locked.successors.filter(forum=forum).first()
    if again and again.status != Status.DRAFT:
        return again
    draft = again or _draft(locked, forum, actor=actor)
    basis = _("Usulan %(number)s pada forum Renja %(year)d")
    draft.source, draft.recorded_by = Source.LAST_YEAR, actor
    draft.source_basis = str(basis % {"number": locked.number, "year": locked.forum.plan_year})
    draft.save(update_fields=["source", "source_basis", "recorded_by", "updated_at"])
    return record_proposal(draft, actor=actor, reason=draft.source_basis)


@retried(StepRefused)
@transaction.atomic
def let_go_for_others(proposal: Proposal, forum: Forum, *, actor, reason: str) -> Proposal:
    """The secretariat says why it is not asked for again; a draft that waits for its proposer goes."""
    locked = _lock_for(proposal, forum)
    if not actor.has_perm("proposals.record_for_others"):
        raise StepRefused(_("Hanya sekretariat yang memutuskan usulan tahun lalu."))
    if not reason.strip():
        raise StepRefused(_("Tuliskan alasannya; alasan ini dibaca oleh pengusul."))
    if locked.successors.filter(forum=forum).submitted().exists():
        raise StepRefused(_("Usulan ini sudah diusulkan kembali pada forum ini."))
    _remove_untouched(locked, forum)
    messages.tell_let_go(locked, reason)
    return let_go(locked, actor=actor, reason=reason)


def let_go(locked: Proposal, *, actor, reason: str) -> Proposal:
    """Say in its history that it is not asked for again; inside a transaction, on a locked row."""
    title = str(_("Tidak dilanjutkan ke forum berikutnya"))
    write_event(locked, LET_GO, actor=actor, title=title, reason=str(reason), before=locked.status)
    record("proposal.let_go", locked, actor=actor, reason=str(reason))
    return locked


def prepare_next_drafts() -> int:
    """Once a forum takes proposals: a draft for each author of what was left over, and a letter; a portion at a time."""
    forum = Forum.objects.uncarried()
    if forum is None:
        return 0
    waiting = Proposal.objects.left_over_before(forum).undecided().with_author().filter(has_draft=False)
    keys = list(waiting.order_by("pk").values_list("pk", flat=True)[:PORTION])
    for key in keys:
        _prepare(Proposal(pk=key), forum)
    if len(keys) < PORTION:
        Forum.objects.filter(pk=forum.pk).update(is_carried=True)
    return len(keys)


@retried(StepRefused)
@transaction.atomic
def _prepare(proposal: Proposal, forum: Forum) -> None:
    locked = lock(proposal)
    if carry_refusal(locked, forum) or locked.successors.filter(forum=forum).exists():
        return
    draft = _draft(locked, forum, actor=None)
    window = forum.window(Activity.SUBMIT)
    if window:
        messages.tell_carried(locked, draft, window.closes_at)


def _lock_for(proposal: Proposal, forum: Forum) -> Proposal:
    locked = lock(proposal)
    if problem := carry_refusal(locked, forum):
        raise StepRefused(problem)
    return locked


def _draft(locked: Proposal, forum: Forum, *, actor) -> Proposal:
    copied = {field: getattr(locked, field) for field in COPIED}
    draft = Proposal.objects.create(
        forum=forum, previous=locked, years_asked=locked.years_asked + 1, source=Source.PORTAL, **copied
    )
    record("proposal.carry_over", draft, actor=actor)
    return draft


def _remove_untouched(locked: Proposal, forum: Forum) -> None:
    """Drafts in which their proposer changed nothing; what somebody wrote or attached stays theirs."""
    locked.successors.filter(forum=forum, status=Status.DRAFT, version=1, attachments=None).delete()
