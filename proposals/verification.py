"""What a verifikator does with a submitted proposal: ask for more, verify, forward, merge.

`seen` is the version that the actor had before their eyes; where somebody was quicker, nothing is done (Overtaken).
`checked` names the entries of CHECKLIST that the actor ticked; they go to the record and to the staff's history.
"""

from collections.abc import Collection
from functools import partial

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.retrying import retried
from proposals import messages
from proposals.choices import ACCEPTED_STATES, Status
from proposals.entering import handling_unit
from proposals.models import Proposal
from proposals.workflow import (
    StepRefused,
    check_seen,
    lock,
    lock_with_children,
    take_step,
    write_event,
)  # fmt: skip
from stakeholders.models import Organization

CHECKLIST = {
    "lengkap": _("Lengkap: masalah, usulan, dan penerima manfaatnya jelas"),
    "kewenangan": _("Sesuai kewenangan dinas"),
    "tunggal": _("Tidak sama dengan usulan lain"),
    "lokasi": _("Lokasinya jelas"),
}
# What the verifier completes where the proposer left it open; the urusan may also be put right.
COMPLETED_WHERE_OPEN = ("kind", "volume", "volume_unit", "estimated_cost")
ALIVE = (Status.SUBMITTED, Status.VERIFIED, *ACCEPTED_STATES, Status.DEFERRED)


@retried(StepRefused)
@transaction.atomic
def return_proposal(
    proposal: Proposal, *, actor, reason: str, seen: int | None = None, checked: Collection[str] = ()
) -> Proposal:
    """Ask the proposer to complete it; the reason says what is missing."""
    locked = lock(proposal)
    check_seen(locked, seen)
    tell, noted = partial(messages.tell_returned, reason=reason), _noted(locked, checked, actor)
    return take_step(locked, "return", actor=actor, reason=reason, data=noted, then=tell)


@retried(StepRefused)
@transaction.atomic
def verify_proposal(
    proposal: Proposal,
    *,
    actor,
    reason: str = "",
    seen: int | None = None,
    checked: Collection[str] = (),
    **completed,
) -> Proposal:
    """Declare it complete and within the host's competence; `completed` fills what the proposer left open."""
    locked = lock(proposal)
    check_seen(locked, seen)
    completed = _completions(locked, completed)
    for field, value in completed.items():
        setattr(locked, field, value)
    if locked.urusan is None:
        raise StepRefused(_("Pilih urusannya lebih dahulu."))
    return take_step(
        locked, "verify", actor=actor, reason=reason, data=_noted(locked, checked, actor), then=messages.tell_verified,
        **completed, unit=handling_unit(locked),
    )  # fmt: skip


def _completions(proposal: Proposal, completed: dict) -> dict:
    """What may be filled in: the urusan, and of the rest what is still open. What the proposer wrote stays."""
    unknown = completed.keys() - {"urusan", *COMPLETED_WHERE_OPEN}
    if unknown:
        raise ValueError(f"not for a verifier to fill in: {sorted(unknown)}")
    return {
        field: value
        for field, value in completed.items()
        if field == "urusan" or getattr(proposal, field) in (None, "")
    }


@retried(StepRefused)
@transaction.atomic
def forward_proposal(
    proposal: Proposal,
    *,
    actor,
    office: Organization,
    reason: str,
    seen: int | None = None,
    checked: Collection[str] = (),
) -> Proposal:
    """Hand it to the office that is competent; that ends it here, also for what was merged into it."""
    locked = lock_with_children(proposal)[proposal.pk]
    check_seen(locked, seen)
    tell, noted = partial(_tell_forwarded, actor=actor, reason=reason), _noted(locked, checked, actor)
    return take_step(
        locked, "forward", actor=actor, reason=reason, forwarded_to=office, data=noted, then=tell
    )


def _tell_forwarded(locked: Proposal, *, actor, reason: str) -> None:
    messages.tell_forwarded(locked, reason)
    for child in locked.merged_proposals.all():
        title = str(_("Usulan induk %(number)s diteruskan") % {"number": locked.number})
        write_event(child, "parent_forwarded", actor=actor, title=title, reason=reason, before=child.status)
        messages.tell_forwarded(child, reason)


@retried(StepRefused)
@transaction.atomic
def merge_proposal(
    proposal: Proposal,
    *,
    actor,
    parent: Proposal,
    reason: str,
    seen: int | None = None,
    checked: Collection[str] = (),
) -> Proposal:
    """Join it to another proposal of the same forum, whose result it will share."""
    locked_rows = lock_with_children(proposal, parent)
    locked, target = locked_rows[proposal.pk], locked_rows[parent.pk]
    check_seen(locked, seen)
    check_parent(locked, target)
    join, noted = partial(_join, target=target, actor=actor, reason=reason), _noted(locked, checked, actor)
    return take_step(locked, "merge", actor=actor, reason=reason, parent=target, data=noted, then=join)


def _join(locked: Proposal, *, target: Proposal, actor, reason: str) -> None:
    adopt_children(locked, target, actor=actor)
    Proposal.objects.family_of(target).recount_supports()
    messages.tell_merged(locked, reason)


def _noted(locked: Proposal, checked: Collection[str], actor) -> dict:
    """The checklist for the record; what was ticked also stands in the history that staff read."""
    ticked = [key for key in CHECKLIST if key in checked]
    if ticked:
        words = "\n".join(f"✓ {CHECKLIST[key]}" for key in ticked)
        write_event(
            locked, "checklist", actor=actor, title=str(_("Daftar periksa")), reason=words,
            before=locked.status, is_public=False,
        )  # fmt: skip
    return {"checklist": ticked}


def check_parent(child: Proposal, parent: Proposal) -> None:
    """Raise StepRefused unless `parent` can carry the result of `child`."""
    if parent.pk == child.pk:
        raise StepRefused(_("Usulan tidak dapat digabungkan dengan dirinya sendiri."))
    if parent.status == Status.MERGED:
        words = _("%(number)s sudah digabungkan dengan %(root)s; pilih %(root)s sebagai usulan induk.")
        raise StepRefused(words % {"number": parent.number, "root": parent.parent.number})
    if parent.forum_id != child.forum_id or parent.status not in ALIVE:
        words = _(
            "%(number)s tidak dapat menjadi usulan induk: pilih usulan forum yang sama yang masih berjalan."
        )
        raise StepRefused(words % {"number": parent.number or _("Draf")})


def adopt_children(child: Proposal, parent: Proposal, *, actor, office: str = "") -> None:
    """What was merged into `child` now follows `parent`, so that every merged proposal has a living parent."""
    title = str(_("Usulan induk digabungkan dengan %(number)s") % {"number": parent.number})
    for grandchild in child.merged_proposals.all():
        write_event(
            grandchild, "parent_merged", actor=actor, title=title, before=grandchild.status, office=office
        )
    child.merged_proposals.update(parent=parent)
