"""What a session decides: the result of a proposal while it is discussed, its undoing, and proposals spoken in the room.

Results are those of `proposals.results`: pending until the head publishes them. The session is locked before the proposal.
"""

from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.services import record
from core.dates import plain_date
from core.retrying import retried
from meetings.models import AgendaItem, Sitting
from meetings.running import SittingRefused, lock_sitting
from proposals.choices import Source
from proposals.intake import record_for_others
from proposals.models import Decision, Proposal
from proposals.results import record_result, withdraw_result
from proposals.verification import verify_proposal
from proposals.workflow import refusal


@retried(SittingRefused)
@transaction.atomic
def decide_item(
    item: AgendaItem, *, actor, seen: int, seen_proposal: int | None = None, **result
) -> Decision:
    """Write down what the session decided on a proposal of its agenda; as `record_result`, and raises what that raises."""
    locked = lock_sitting(item.sitting, actor)
    if locked.state == Sitting.State.PLANNED:
        raise SittingRefused(_("Mulai sidang lebih dahulu, atau isi hasilnya dari kertas."))
    AgendaItem.objects.filter(pk=item.pk).update(discussed_at=timezone.now())
    return record_result(item.proposal, actor=actor, seen=seen, seen_proposal=seen_proposal, **result)


@retried(SittingRefused)
@transaction.atomic
def undo_decision(item: AgendaItem, *, actor, seen: int) -> Decision:
    """Take back the result of the proposal that is still being discussed. Afterwards results are changed, not undone."""
    locked = lock_sitting(item.sitting, actor)
    if locked.current_id != item.pk:
        raise SittingRefused(
            _(
                "Acara sudah berpindah, sehingga hasil ini tidak dapat dibatalkan lagi. Ubah hasilnya bila keliru."
            )
        )
    return withdraw_result(item.proposal, actor=actor, seen=seen)


@retried(SittingRefused)
@transaction.atomic
def add_spoken(sitting: Sitting, *, actor, submit_key: UUID, **answers) -> AgendaItem:
    """Record a proposal that somebody spoke out in the session, verify it where the actor may, and put it on the agenda.

    One key makes one proposal. Raises what recording raises; then nothing is kept.
    """
    locked = lock_sitting(sitting, actor)
    if locked.state != Sitting.State.RUNNING:
        raise SittingRefused(_("Usulan lisan dicatat selama sidang berlangsung."))
    proposal = record_for_others(
        locked.forum, actor=actor, submit_key=submit_key, source=Source.LISAN, source_basis=basis_of(locked),
        urusan=locked.urusan, **answers,
    )  # fmt: skip
    found = AgendaItem.objects.filter(proposal=proposal).first()
    if found:
        return found
    if not refusal("verify", proposal, actor):
        verify_proposal(proposal, actor=actor)
    last = locked.items.aggregate(last=Max("order"))["last"] or 0
    item = locked.items.create(proposal=proposal, order=last + 1, is_spoken=True)
    record("sitting.add_spoken", locked, actor=actor, data={"proposal": proposal.number})
    return item


def basis_of(sitting: Sitting) -> str:
    """Where it was spoken, for everybody: the session and its day."""
    words = _("%(sitting)s, %(date)s") % {"sitting": sitting, "date": plain_date(timezone.localdate())}
    return words[: Proposal._meta.get_field("source_basis").max_length]
