"""Tanpa surel: a proposal with a name and a telephone number alone. It stays unpublished until somebody has called.

Sending it is `intake.submit_proposal`, as for everybody; what its proposer does later goes the same ways, too.
"""

import datetime
from functools import partial

from django.db import transaction
from django.utils import timezone

from accounts.consent import BY_PHONE
from audit.services import record
from core.retrying import retried
from forums.models import Forum
from proposals.entering import handling_unit
from proposals.models import Proposal
from proposals.windows import verify_due_on
from proposals.workflow import StepRefused, lock, take_step

DRAFT_LIFE = datetime.timedelta(days=14)  # as long as the session that holds it
CLOSED_LIFE = datetime.timedelta(days=90)  # the proposer can still read why it was closed
PORTION = 50


@transaction.atomic
def begin_by_phone(forum: Forum, *, name: str, phone: str) -> Proposal:
    """An empty draft of somebody without an account, who agreed to the text for that; nobody but its holder reaches it."""
    draft = Proposal.objects.create(
        forum=forum, contact_name=name, contact_phone=phone, consent_version=BY_PHONE
    )
    record("proposal.begin_by_phone", draft, data={"version": BY_PHONE})
    return draft


@retried(StepRefused)
@transaction.atomic
def confirm_phone(proposal: Proposal, *, actor) -> Proposal:
    """Nomor sudah dikonfirmasi: now it is public, and the verifier's days are counted from today."""
    locked = lock(proposal)
    changes = {"verify_due_on": verify_due_on(locked.forum), "unit": handling_unit(locked)}
    return take_step(locked, "confirm_phone", actor=actor, **changes)


@retried(StepRefused)
@transaction.atomic
def close_unreached(proposal: Proposal, *, actor, reason: str) -> Proposal:
    """Tidak dapat dihubungi: it never becomes public; its proposer reads the reason on the receipt."""
    return take_step(lock(proposal), "close_unreached", actor=actor, reason=reason)


def clear_by_phone() -> int:
    """What nobody needs any more goes: abandoned drafts with their files; name, number and link of what was closed."""
    now = timezone.now()
    drafts = Proposal.objects.abandoned_by_phone(now - DRAFT_LIFE)[:PORTION]
    closed = Proposal.objects.closed_by_phone(now - CLOSED_LIFE)[:PORTION]
    return sum(map(_delete_abandoned, drafts)) + sum(map(_forget_closed, closed))


@transaction.atomic
def _delete_abandoned(draft: Proposal) -> int:
    found = Proposal.objects.abandoned_by_phone(timezone.now() - DRAFT_LIFE)
    locked = found.select_for_update(of=("self",)).filter(pk=draft.pk).first()
    if locked is None:  # gone on with meanwhile
        return 0
    for file in locked.attachments.all():
        transaction.on_commit(partial(file.file.storage.delete, file.file.name))
    record("proposal.clear_draft", locked)
    locked.delete()
    return 1


@transaction.atomic
def _forget_closed(proposal: Proposal) -> int:
    locked = lock(proposal)
    for file in locked.attachments.all():  # nobody published them, and they may show whom it came from
        transaction.on_commit(partial(file.file.storage.delete, file.file.name))
    locked.attachments.all().delete()
    locked.contact_name, locked.contact_phone, locked.receipt_hash = "", "", None
    locked.save(update_fields=["contact_name", "contact_phone", "receipt_hash"])
    record("proposal.forget_contact", locked, changed=["contact_name", "contact_phone", "receipt_hash"])
    return 1
