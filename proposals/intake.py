"""How a proposal comes in, and goes out again by its proposer's will."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from core.languages import filled_later, in_readers_words
from core.retrying import retried
from core.secret_links import hash_of
from core.uploads import OFFICE_TOO, CheckedFile, check_upload
from forums.models import Activity, Forum
from proposals import messages
from proposals.attachments import keep_file
from proposals.choices import Status
from proposals.drafting import Answer, missing_answers, missing_content
from proposals.entering import handling_unit, next_number
from proposals.events import office_of
from proposals.holder import receipt_token
from proposals.models import Proposal
from proposals.personal import sending_refusal
from proposals.windows import verify_due_on
from proposals.workflow import (
    StepRefused,
    check_seen,
    lock,
    refusal,
    sending_step,
    take_step,
)


def forum_taking_records() -> Forum | None:
    """The newest forum for which the secretariat may still record proposals: until its Renja is locked."""
    now = timezone.now()
    locked = Forum.objects.filter(phases__activities__contains=[Activity.LOCK], phases__opens_at__lte=now)
    return (
        Forum.objects.filter(is_published=True)
        .exclude(pk__in=locked.values("pk"))
        .with_earlier()
        .order_by("-plan_year")
        .first()
    )


@retried(StepRefused)
@transaction.atomic
def submit_proposal(draft: Proposal, *, actor, keeps_contacts: bool = False) -> Proposal:
    """Send a draft: it gets its number, its verifier's deadline and a receipt. Sending twice changes nothing.

    Without an account it gets number and receipt alone, and waits unpublished until somebody has called (by_phone.py).
    Raises StepRefused when the window is closed, the draft is not the actor's, answers are missing, or the public would
    read a NIK, or a telephone number or mail address that its author did not say may stay (`keeps_contacts`).
    """
    locked = lock(draft)
    is_sent = locked.status in (Status.SUBMITTED, Status.UNCONFIRMED)
    if locked.number and actor.has_perm("proposals.submit", locked) and is_sent:
        return locked
    _check_nothing_missing(missing_answers(locked))
    if problem := sending_refusal(locked, keeps_contacts=keeps_contacts):
        raise StepRefused(problem)
    step = sending_step(locked)
    return (
        _wait_for_call(locked, step, actor=actor)
        if step == "send_by_phone"
        else _enter(locked, step, actor=actor)
    )


def _check_nothing_missing(missing: list[Answer]) -> None:
    if missing:
        words = _("Usulan belum dapat dikirim. Masih perlu diisi: %(names)s.")
        raise StepRefused(filled_later(words, {"names": lazy(_names, str)(missing)}))


def _names(missing: list[Answer]) -> str:
    return ", ".join(in_readers_words(answer.label) for answer in missing)


def _enter(locked: Proposal, step: str, *, actor, reason: str = "") -> Proposal:
    """Into the verifiers' queue, with number (the first time) and deadline."""
    problem = refusal(step, locked, actor, reason)
    if problem:  # asked before a number is taken, so that the counter has no gap
        raise StepRefused(problem)
    if locked.proposer_id and locked.proposer_id == actor.pk:
        locked.proposer = actor  # the letter goes there; read already
    changes: dict[str, Any] = {"verify_due_on": verify_due_on(locked.forum), "unit": handling_unit(locked)}
    office = office_of(actor, locked)
    if not locked.number:
        changes |= _numbered(locked)
    tell = messages.tell_received
    return take_step(locked, step, actor=actor, reason=reason, office=office, then=tell, **changes)


def _wait_for_call(locked: Proposal, step: str, *, actor) -> Proposal:
    """Numbered, but in no queue and on no public page; the link of its receipt is stored as a hash alone."""
    problem = refusal(step, locked, actor)
    if problem:
        raise StepRefused(problem)
    hashed = hash_of(receipt_token(locked))
    return take_step(locked, step, actor=actor, receipt_hash=hashed, **_numbered(locked))


def _numbered(locked: Proposal) -> dict[str, Any]:
    return {"number": next_number(locked.forum), "submitted_at": timezone.now()}


@retried(StepRefused)
@transaction.atomic
def record_proposal(draft: Proposal, *, actor, reason: str) -> Proposal:
    """Enter a draft that came on paper or in speech; `reason` names its basis. Open until the Renja is locked."""
    locked = lock(draft)
    _check_nothing_missing(missing_content(locked))
    _check_no_nik(locked)
    return _enter(locked, "record", actor=actor, reason=reason)


def _check_no_nik(locked: Proposal) -> None:
    """What the secretariat writes down is read by everybody as well; telephone and mail may stay where they want that."""
    if problem := sending_refusal(locked, keeps_contacts=True):
        raise StepRefused(problem)


def record_for_others(
    forum: Forum, *, actor, submit_key: UUID, files: Iterable[UploadedFile] = (), **answers
) -> Proposal:
    """Write down what came on paper or in speech, with its scans, and enter it. One key makes one proposal.

    `answers` are fields of the proposal; its basis is the reason that the history shows. The same key sent again, also
    at the same moment, gives the proposal that is there already. Raises UploadRefused or StepRefused, and keeps nothing.
    """
    already = Proposal.objects.filter(recorded_by=actor, submit_key=submit_key)
    if first := already.first():
        return first
    files = list(files)
    if len(files) > settings.UPLOAD_MAX_FILES:
        most = {"n": settings.UPLOAD_MAX_FILES}
        raise StepRefused(filled_later(_("Paling banyak %(n)d lampiran."), most))
    checked = [check_upload(file, OFFICE_TOO) for file in files]
    draft = Proposal(forum=forum, recorded_by=actor, submit_key=submit_key, **answers)
    try:
        return _record_with_files(draft, checked, actor=actor)
    except IntegrityError:
        if first := already.first():
            return first
        raise


@retried(StepRefused)
@transaction.atomic
def _record_with_files(draft: Proposal, files: list[CheckedFile], *, actor) -> Proposal:
    draft.save()
    entered = record_proposal(draft, actor=actor, reason=draft.source_basis)
    for file in files:
        keep_file(entered, file, actor=actor, is_public=False)
    return entered


@retried(StepRefused)
@transaction.atomic
def complete_recorded(proposal: Proposal, *, actor, seen: int, reason: str = "", **answers) -> Proposal:
    """Fill in for its proposer what was asked for, and send it to the verifiers again; `reason` says how it was told."""
    locked = lock(proposal)
    check_seen(locked, seen)
    problem = refusal("complete_recorded", locked, actor)
    if problem:
        raise StepRefused(problem)
    for field, value in answers.items():
        setattr(locked, field, value)
    _check_nothing_missing(missing_content(locked))
    _check_no_nik(locked)
    locked.save(update_fields=[*answers, "updated_at"])
    return _enter(locked, "complete_recorded", actor=actor, reason=reason)


@retried(StepRefused)
@transaction.atomic
def withdraw_proposal(proposal: Proposal, *, actor, reason: str) -> Proposal:
    """The proposer takes the proposal back; a result that waits for publication falls away."""
    locked = lock(proposal)
    if locked.merged_proposals.exists():
        words = _(
            "Usulan lain sudah digabungkan dengan usulan ini, sehingga tidak dapat ditarik. Hubungi sekretariat."
        )
        raise StepRefused(words)
    step = "cancel" if locked.status == Status.UNCONFIRMED else "withdraw"
    return take_step(locked, step, actor=actor, reason=reason, then=_drop_pending)


def _drop_pending(locked: Proposal) -> None:
    locked.decisions.pending().update(state="superseded")
