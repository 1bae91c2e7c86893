"""What changes a proposal without moving its state: drafts, support, disposisi, withholding. Files: attachments.py."""

from functools import partial

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from audit.services import record
from core.retrying import retried
from forums.models import Forum
from proposals.carrying import NOT_ASKED_AGAIN, let_go
from proposals.choices import Status
from proposals.models import Proposal, Support
from proposals.workflow import StepRefused, check_seen, lock, lock_with_children, not_permitted, write_event
from stakeholders.models import Organization, Unit
from stakeholders.rules import standing_of


def begin_draft(forum: Forum, *, actor, organization: Organization | None = None) -> Proposal:
    """An empty draft on the server, so that nothing typed is ever lost; contact taken from the account."""
    return Proposal.objects.create(
        forum=forum, proposer=actor, organization=organization, contact_name=actor.name,
        contact_phone=actor.phone, contact_email=actor.email,
    )  # fmt: skip


@retried(StepRefused)
@transaction.atomic
def delete_draft(draft: Proposal, *, actor) -> None:
    """Throw away a draft that was never submitted, with its files."""
    locked = lock(draft)
    if locked.status != Status.DRAFT or not actor.has_perm("proposals.edit", locked):
        raise StepRefused(_("Hanya draf milik sendiri yang dapat dihapus."))
    stored = [(a.file.storage, a.file.name) for a in locked.attachments.all()]
    if locked.previous:
        let_go(locked.previous, actor=actor, reason=NOT_ASKED_AGAIN)
    record("proposal.delete_draft", locked, actor=actor)
    locked.delete()
    for storage, name in stored:
        transaction.on_commit(partial(storage.delete, name))


@retried(StepRefused)
@transaction.atomic
def propose_as_citizen(draft: Proposal, *, actor) -> Proposal:
    """A draft begun in the name of an organisation becomes its writer's own."""
    locked = lock(draft)
    if locked.status != Status.DRAFT or locked.proposer_id != actor.pk:
        raise StepRefused(_("Hanya draf yang Anda mulai sendiri yang dapat menjadi usulan warga."))
    locked.organization = None
    locked.version += 1
    locked.save(update_fields=["organization", "version", "updated_at"])
    record("proposal.as_citizen", locked, actor=actor, changed=["organization"])
    return locked


@retried(StepRefused)
@transaction.atomic
def support_proposal(proposal: Proposal, *, actor, organization: Organization | None = None) -> Support:
    """Dukung usulan ini: once a person; on a merged proposal it counts for the parent.

    `organization`: in whose name; members of today alone speak for it.
    """
    supported = lock(proposal.root)  # so that two supporters at once are both counted
    if not actor.has_perm("proposals.support", supported):
        raise StepRefused(_("Usulan sendiri, dan usulan yang sudah ditarik atau diteruskan, tidak didukung."))
    if organization and organization.pk not in standing_of(actor).organization_ids:
        raise StepRefused(_("Anda tidak terdaftar sebagai anggota lembaga ini. Dukung sebagai warga."))
    support, new = Support.objects.get_or_create(
        proposal=supported, user=actor, defaults={"organization": organization}
    )
    if new:
        Proposal.objects.filter(pk=supported.pk).recount_supports()
        record("proposal.support", supported, actor=actor)
    return support


@retried(StepRefused)
@transaction.atomic
def withdraw_support(proposal: Proposal, *, actor) -> None:
    """Take one's support back, also where it was given to a proposal merged with this one."""
    supported = lock_with_children(proposal.root)[proposal.root.pk]
    removed, _rows = Support.objects.counting_for(supported.pk).filter(user=actor).delete()
    if removed:
        Proposal.objects.family_of(supported).recount_supports()
        record("proposal.withdraw_support", supported, actor=actor)


@retried(StepRefused)
@transaction.atomic
def assign_unit(proposal: Proposal, *, actor, unit: Unit, seen: int | None = None) -> Proposal:
    """Disposisi: name the bidang that handles it."""
    locked = lock(proposal)
    check_seen(locked, seen)
    problem = assign_refusal(locked, actor)
    if problem:
        raise StepRefused(problem)
    locked.unit = unit
    locked.version += 1
    locked.save(update_fields=["unit", "version", "updated_at"])
    title = _("Didisposisikan kepada %(unit)s") % {"unit": unit}
    write_event(locked, "assign", actor=actor, title=str(title), before=locked.status)
    record("proposal.assign", locked, actor=actor, changed=["unit"])
    return locked


def assign_refusal(proposal: Proposal, actor) -> str:
    """Why this person cannot name the bidang now; empty when they can."""
    if not actor.has_perm("proposals.assign", proposal):
        return not_permitted(proposal, actor, "proposals.assign")
    if proposal.status not in (Status.SUBMITTED, Status.VERIFIED):
        return str(_("Hanya usulan yang sedang diperiksa atau dibahas yang dapat didisposisikan."))
    return ""


@retried(StepRefused)
@transaction.atomic
def withhold_proposal(proposal: Proposal, *, actor, reason: str, seen: int | None = None) -> Proposal:
    """Close the content to the public with a reason (UU 14/2008 Pasal 17), or open it again with an empty one."""
    locked = lock(proposal)
    check_seen(locked, seen)
    if not actor.has_perm("proposals.withhold", locked):
        raise StepRefused(_("Hanya sekretariat yang dapat mengecualikan informasi."))
    locked.withheld_reason = reason.strip()
    locked.version += 1
    locked.save(update_fields=["withheld_reason", "version", "updated_at"])
    title = _("Dikecualikan dari publik") if locked.is_withheld else _("Dibuka kembali untuk publik")
    write_event(
        locked, "withhold", actor=actor, title=str(title), reason=locked.withheld_reason, before=locked.status,
        is_public=False,
    )  # fmt: skip
    record(
        "proposal.withhold", locked, actor=actor, reason=locked.withheld_reason, changed=["withheld_reason"]
    )
    return locked
