"""Entering a list: the step `record` for many at once, and corrections of what is still submitted. All of it or nothing."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.services import record, record_many
from core.retrying import retried
from forums.models import Forum
from proposals import messages
from proposals.choices import Status
from proposals.drafting import missing_content
from proposals.entering import handling_unit, next_numbers
from proposals.events import office_of
from proposals.importing.plan import CHANGED, NEW, SAME, UNTOUCHED, WRONG, Plan, Planned, plan_of
from proposals.models import Event, ImportBatch, Proposal
from proposals.steps import STEPS
from proposals.windows import verify_due_on
from proposals.workflow import StepRefused, refusal

CHUNK = 500


@retried(StepRefused)
@transaction.atomic
def enter_batch(batch: ImportBatch, *, actor) -> ImportBatch:
    """Enter the whole list as it was shown; a second time changes nothing.

    Raises StepRefused, and keeps nothing, where a row is wrong or something changed since the list was checked.
    """
    locked = lock_batch(batch)
    if locked.is_entered:
        return locked
    # One list at a time for a forum, so that no number of a list comes in twice.
    forum = Forum.objects.select_for_update(no_key=True).get(pk=locked.forum_id)
    locked.forum = Forum.objects.prefetch_related("phases").get(pk=forum.pk)
    plan = plan_of(locked)
    _check(locked, plan)
    changed = [_corrected(row, actor) for row in plan.rows if row.kind == CHANGED]
    new = _entered(locked, [row for row in plan.rows if row.kind == NEW], actor)
    _keep_outcome(locked, plan)
    for row, fields in changed:
        reason = locked.source_basis
        record("proposal.correct_from_list", row, actor=actor, reason=reason, changed=fields)
    record_many("proposal.record", new, actor=actor, reason=locked.source_basis, changed=_RECORDED)
    counts = {"new": locked.new_count, "changed": locked.changed_count, "same": locked.same_count}
    record(
        "proposal.import",
        locked,
        actor=actor,
        reason=locked.source_basis,
        data=counts | {"sha256": locked.sha256},
    )
    return locked


_RECORDED = ("status", "verify_due_on", "unit", "number", "submitted_at")


def lock_batch(batch: ImportBatch) -> ImportBatch:
    return (
        ImportBatch.objects.select_for_update(of=("self",)).select_related("forum", "urusan").get(pk=batch.pk)
    )


def _check(batch: ImportBatch, plan: Plan) -> None:
    if not batch.is_checked or plan.mark != batch.report.get("mark"):
        raise StepRefused(
            _("Keadaan usulan berubah sejak daftar ini diperiksa. Periksa kembali sebelum mengimpor.")
        )
    if plan.counts[WRONG]:
        raise StepRefused(_("Masih ada baris yang salah. Perbaiki berkasnya, lalu unggah kembali."))
    if not plan.counts[NEW] and not plan.counts[CHANGED]:
        raise StepRefused(_("Tidak ada yang perlu diimpor: semua usulan dalam daftar ini sudah tercatat."))


def _entered(batch: ImportBatch, rows: list[Planned], actor) -> list[Proposal]:
    """The new ones, each with what `record_proposal` gives: number, deadline, bidang, event, receipt."""
    if not rows:
        return []
    drafts = [_draft(batch, row.line.values, actor) for row in rows]
    _check_enterable(drafts, actor)
    step, due, unit, now = (
        STEPS["record"],
        verify_due_on(batch.forum),
        handling_unit(drafts[0]),
        timezone.now(),
    )
    for draft, number in zip(drafts, next_numbers(batch.forum, len(drafts)), strict=True):
        draft.status, draft.number, draft.submitted_at = str(step.target), number, now
        draft.verify_due_on, draft.unit, draft.version = due, unit, draft.version + 1
    Proposal.objects.bulk_create(drafts, batch_size=CHUNK)
    office = office_of(actor, drafts[0])
    told = {
        "step": "record",
        "title": str(step.title),
        "office": office,
        "actor": actor,
        "reason": batch.source_basis,
    }
    events = [
        Event(proposal=draft, from_status=Status.DRAFT, to_status=draft.status, **told) for draft in drafts
    ]
    Event.objects.bulk_create(events, batch_size=CHUNK)
    for draft in drafts:
        messages.tell_received(draft)
    return drafts


def _draft(batch: ImportBatch, values: dict[str, Any], actor) -> Proposal:
    return Proposal(
        forum=batch.forum, source=batch.source, source_basis=batch.source_basis, urusan=batch.urusan,
        recorded_by=actor, import_batch=batch, **values,
    )  # fmt: skip


def _check_enterable(drafts: list[Proposal], actor) -> None:
    """What the step asks of state, person, time and source is the same for all of them."""
    problem = refusal("record", drafts[0], actor, drafts[0].source_basis)
    if problem:
        raise StepRefused(problem)
    if any(missing_content(draft) for draft in drafts):
        raise StepRefused(_("Ada usulan yang belum lengkap. Periksa kembali daftar ini."))


def _corrected(row: Planned, actor) -> tuple[Proposal, list[str]]:
    """What the list says otherwise than before, as long as nobody has worked on the proposal."""
    proposal = (
        Proposal.objects.select_for_update(of=("self",)).select_related("forum").get(pk=row.proposal.pk)
    )
    if proposal.status != Status.SUBMITTED or not actor.has_perm("proposals.record_for_others", proposal):
        raise StepRefused(
            _("%(number)s tidak dapat diperbarui lagi. Periksa kembali daftar ini.")
            % {"number": proposal.number}
        )
    for name, (_old, new) in row.changes.items():
        setattr(proposal, name, new)
    proposal.version += 1
    proposal.save(update_fields=[*row.changes, "version", "updated_at"])
    Event.objects.create(
        proposal=proposal, step="correct_from_list", title=_("Diperbarui menurut daftar asal"), actor=actor,
        office=office_of(actor, proposal), reason=proposal.source_basis, from_status=proposal.status, to_status=proposal.status,
    )  # fmt: skip
    return proposal, list(row.changes)


def _keep_outcome(batch: ImportBatch, plan: Plan) -> None:
    """What came of it stays; what the file held goes."""
    counts = plan.counts
    batch.new_count, batch.changed_count = counts[NEW], counts[CHANGED]
    batch.same_count, batch.untouched_count = counts[SAME], counts[UNTOUCHED]
    batch.report = {
        kind: [row.proposal.number for row in plan.rows if row.kind == kind] for kind in (CHANGED, UNTOUCHED)
    }
    batch.sheets, batch.entered_at = [], timezone.now()
    batch.save()
