"""Freezing a plan, recording by what act it was established, and opening its change."""

import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.upload_quota import UPLOADED, check_quota
from audit.services import record
from core.quarantine import scan_next
from core.retrying import retried
from core.uploads import CheckedFile, check_upload
from renja.errors import PlanRefused
from renja.history import last_change
from renja.models import Renja, Revision, RevisionPaper
from renja.open_points import open_points
from renja.revision_content import hash_of, read_content
from renja.services.established import drop_established, keep_established
from renja.stages import SETTLED, Stage, next_stages

FREEZE, ESTABLISH = "renja.freeze", "renja.establish"


def stages_to_freeze(renja: Renja, newest: Revision | None) -> tuple[Stage, ...]:
    """What may be frozen of this plan now, the acts that establish it included."""
    return next_stages(renja.stage, newest.stage if newest else "")


@retried(PlanRefused)
@transaction.atomic
def freeze_revision(
    renja: Renja,
    *,
    actor,
    stage: str,
    seen: int,
    number: str = "",
    dated: datetime.date | None = None,
    note: str = "",
    reason: str = "",
) -> Revision:
    """Keep the whole plan as it is now as its next revision, a draft of this stage.

    `seen` is the number of the newest revision that the person had before their eyes (0: none); `number` and `dated` are
    those of the paper that goes with it, `reason` says why although something is open. Sent twice, it is one revision.
    Whoever edits the plan waits meanwhile. Raises PlanRefused.
    """
    if not actor.has_perm(FREEZE):
        raise PlanRefused(_("Hanya perencana yang dapat membekukan revisi Renja."))
    if stage in SETTLED:
        raise PlanRefused(_("Penetapan dicatat pimpinan, beserta jenis, nomor, tanggal, dan dokumennya."))
    facts = {"document_number": number, "dated": dated, "note": note, "reason": reason}
    revision, is_new = _freeze(renja, stage, seen, facts, actor)
    if is_new:
        _record("renja.freeze", revision, actor)
    return revision


def establish_plan(
    renja: Renja,
    upload: UploadedFile,
    *,
    actor,
    seen: int,
    instrument: str,
    number: str,
    dated: datetime.date,
    note: str = "",
    reason: str = "",
) -> Revision:
    """Record by what act the plan, or its change, was established: the whole plan is frozen with it and rests from then on.

    Raises PlanRefused, or UploadRefused when the document is not a file that we take.
    """
    checked = check_upload(upload)  # reading it may take seconds: no row is held meanwhile
    facts = {
        "instrument": instrument, "document_number": number, "dated": dated, "note": note, "reason": reason,
    }  # fmt: skip
    return _establish(renja, checked, actor=actor, seen=seen, facts=facts)


@retried(PlanRefused)
@transaction.atomic
def _establish(renja: Renja, checked: CheckedFile, *, actor, seen: int, facts: dict[str, Any]) -> Revision:
    if not actor.has_perm(ESTABLISH):
        raise PlanRefused(_("Penetapan Renja dicatat oleh pimpinan."))
    stage = Stage.PERUBAHAN_DITETAPKAN if _stage_now(renja) == Stage.PERUBAHAN else Stage.DITETAPKAN
    revision, is_new = _freeze(renja, stage, seen, facts, actor)
    if is_new:
        drop_established(renja)
        paper = _keep(revision, checked, actor)
        _record("renja.establish", revision, actor, {"file": paper.sha256, UPLOADED: paper.size})
    return revision


def _stage_now(renja: Renja) -> str:
    return Renja.objects.select_for_update(of=("self",)).values_list("stage", flat=True).get(pk=renja.pk)


def keep_paper(revision: Revision, upload: UploadedFile, *, actor) -> RevisionPaper:
    """Add another scan of the document by which a plan was established; the ones before stay.

    Raises PlanRefused, or UploadRefused when it is not a file that we take.
    """
    return _add_paper(revision, check_upload(upload), actor=actor)


@transaction.atomic
def _add_paper(revision: Revision, checked: CheckedFile, *, actor) -> RevisionPaper:
    if not actor.has_perm(ESTABLISH):
        raise PlanRefused(_("Dokumen penetapan disimpan oleh pimpinan."))
    if not revision.is_settled:
        raise PlanRefused(_("Revisi ini rancangan; hanya penetapan yang disertai dokumen."))
    paper = _keep(revision, checked, actor)
    data = {"revision": revision.number, "file": paper.sha256, UPLOADED: paper.size}
    record("renja.keep_paper", revision.renja, actor=actor, data=data)
    return paper


@retried(PlanRefused)
@transaction.atomic
def open_amendment(renja: Renja, *, actor) -> Renja:
    """Let an established plan be edited once more, as Perubahan Renja; what was established stays frozen.

    Its windows do not count any more, so that it goes on beside the forum of the next year. Done twice, the second time
    changes nothing.
    """
    if not actor.has_perm("renja.edit"):
        raise PlanRefused(_("Hanya perencana yang dapat membuka Perubahan Renja."))
    locked = _locked(renja)
    if locked.stage == Stage.PERUBAHAN:
        return locked
    if locked.stage not in SETTLED:
        raise PlanRefused(_("Perubahan Renja dibuka setelah Renja ditetapkan."))
    locked.stage = Stage.PERUBAHAN
    locked.save(update_fields=["stage"])
    keep_established(locked)
    record("renja.open_amendment", locked, actor=actor)
    return locked


def scan_paper() -> int:
    """Ask the scanner about the next document that waits; 1 when there was a verdict."""
    return scan_next(RevisionPaper, _hold)


def _hold(paper: RevisionPaper, finding: str) -> None:
    data = {"revision": paper.revision.number, "sha256": paper.sha256, "finding": finding}
    record("renja.hold_paper", paper.revision.renja, data=data)


# --- What they share ---------------------------------------------------------------------------------


def _locked(renja: Renja) -> Renja:
    """The plan, fresh; nobody edits it until the transaction ends (windows.py)."""
    rows = Renja.objects.select_for_update(of=("self",)).select_related("forum", "edition")
    return rows.get(pk=renja.pk)


def _freeze(renja: Renja, stage: str, seen: int, facts: dict[str, Any], actor) -> tuple[Revision, bool]:
    """The next revision, and True; or the one that the same form made a moment ago, and False."""
    locked = _locked(renja)
    newest = locked.revisions.newest()
    content = read_content(locked)
    digest = hash_of(content)
    if newest and seen < newest.number:
        return _same(newest, facts | {"stage": stage, "content_hash": digest}), False
    _check(locked, newest, stage, digest, facts["reason"])
    revision = Revision.objects.create(
        renja=locked, number=(newest.number if newest else 0) + 1, stage=stage, content=content, content_hash=digest,
        frozen_by=actor, **facts,
    )  # fmt: skip
    if locked.stage != stage:
        locked.stage = stage
        locked.save(update_fields=["stage"])
    return revision, True


def _same(newest: Revision, facts: dict[str, Any]) -> Revision:
    if all(getattr(newest, name) == value for name, value in facts.items()):
        return newest
    raise PlanRefused(
        _("%(revision)s dibekukan %(who)s setelah Anda membuka halaman ini. Periksa dahulu, lalu ulangi.")
        % {"revision": newest.name, "who": last_change(newest)}
    )


def _check(renja: Renja, newest: Revision | None, stage: str, digest: str, reason: str) -> None:
    if stage not in stages_to_freeze(renja, newest):
        raise PlanRefused(_order_words(renja, newest))
    if newest and newest.stage == stage and newest.content_hash == digest:
        raise PlanRefused(
            _("Isi Renja masih sama dengan %(revision)s, sehingga tidak ada yang perlu dibekukan.")
            % {"revision": newest.name}
        )
    points = [] if reason else open_points(renja)
    if points:
        raise PlanRefused(
            _(
                "Masih ada yang belum selesai: %(points)s. Lengkapi, atau tulis alasan mengapa tetap dibekukan."
            )
            % {"points": "; ".join(points)}
        )


def _order_words(renja: Renja, newest: Revision | None) -> str:
    if renja.stage in SETTLED:
        return _("Renja ini sudah ditetapkan. Buka dahulu Perubahan Renja.")
    allowed = stages_to_freeze(renja, newest)
    return _("Urutannya rancangan awal, rancangan, rancangan akhir, penetapan. Berikutnya: %(next)s.") % {
        "next": _(" atau ").join(str(stage.label) for stage in allowed)
    }


def _keep(revision: Revision, checked: CheckedFile, actor) -> RevisionPaper:
    check_quota(actor, checked.size)
    paper = RevisionPaper(
        revision=revision, original_name=checked.original_name, sha256=checked.sha256, size=checked.size, uploaded_by=actor
    )  # fmt: skip
    paper.file.save(checked.content.name, checked.content, save=False)
    paper.save()
    return paper


def _record(action: str, revision: Revision, actor, more: dict[str, Any] | None = None) -> None:
    data = {
        "number": revision.number, "stage": revision.stage, "sha256": revision.content_hash,
        "document_number": revision.document_number, **(more or {}),
    }  # fmt: skip
    record(action, revision, actor=actor, reason=revision.reason, data=data)
