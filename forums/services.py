"""What the secretariat does with a forum: every change is one verb, in one transaction, kept in the record."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.upload_quota import UPLOADED, check_quota
from audit.services import record
from core.quarantine import scan_next
from core.uploads import CheckedFile, check_upload
from core.versions import take_over
from forums.day import day_facts, moves_known_day
from forums.errors import ForumRefused
from forums.locking import locked_forum as _locked
from forums.models import Ceiling, Document, Forum, Participant, Phase
from forums.schedule import moves_public_dates
from forums.telling import Move, tell_moved_day, tell_moved_phases
from stakeholders.models import Organization

DATES = ("opens_at", "closes_at")


@transaction.atomic
def edit_forum(forum: Forum, *, actor, values: dict[str, Any], version: int | None = None) -> Forum:
    """Change the facts. A day, hour or place that people know of moves only with a new note; they are told.
    The sessions of a day that moves go with it.

    Raises ForumRefused, or StaleSave when the facts were changed meanwhile.
    """
    locked = _locked(forum, actor)
    moved, before, old_note = moves_known_day(locked, values), day_facts(locked), locked.note
    changed = take_over(locked, values, version=version)
    if moved and locked.note in ("", old_note):
        raise ForumRefused(_("Tulis alasan perubahan jadwal; semua orang membacanya."))
    if "held_on" in changed and before["held_on"] and locked.held_on:
        locked.sittings.follow_day(before["held_on"], locked.held_on)
    if moved:
        tell_moved_day(locked, before)
        data = {"before": before, "after": day_facts(locked)}
        record("forum.move", locked, actor=actor, reason=locked.note, changed=changed, data=data)
    elif changed:
        record("forum.edit", locked, actor=actor, changed=changed)
    return locked


@transaction.atomic
def publish_forum(forum: Forum, *, actor, is_published: bool = True) -> Forum:
    """Show the forum to the public, or hide it again."""
    locked = _locked(forum, actor)
    if locked.is_published != is_published:
        locked.is_published = is_published
        locked.save(update_fields=["is_published"])
        record("forum.publish" if is_published else "forum.hide", locked, actor=actor)
    return locked


# --- Phases ------------------------------------------------------------------------------------------


@transaction.atomic
def add_phase(forum: Forum, *, actor, values: dict[str, Any]) -> Phase:
    locked = _locked(forum, actor)
    phase = Phase(forum=locked, **values)
    _check_dates(values)
    phase.save()
    _set_order(locked)
    record("phase.add", phase, actor=actor, data=_dates(phase))
    return phase


@transaction.atomic
def change_phase(phase: Phase, *, actor, values: dict[str, Any], version: int | None = None) -> Phase:
    """Change a phase. A date that the public knows moves only with a new note that everyone sees; proposers are told.

    Raises ForumRefused, or StaleSave when the phase was changed meanwhile.
    """
    change = _write_phase(phase, actor=actor, values=values, version=version)
    tell_moved_phases(change.phase.forum, [change.move] if change.is_known else [])
    _record_phase(change, actor)
    return change.phase


@dataclass(frozen=True)
class _PhaseChange:
    """A phase as it stands now, the names of what changed, and its dates of before; whether people knew these."""

    phase: Phase
    changed: list[str]
    before: dict[str, datetime.datetime]
    is_known: bool

    @property
    def move(self) -> Move:
        return Move(self.phase, **self.before)


def _write_phase(phase: Phase, *, actor, values: dict[str, Any], version: int | None) -> _PhaseChange:
    forum = _locked(phase.forum, actor)
    locked = Phase.objects.select_for_update().get(pk=phase.pk)
    locked.forum = forum
    _check_dates(values)
    moved = moves_public_dates(locked, values["opens_at"], values["closes_at"])
    before, old_note = _dates(locked), locked.note
    changed = take_over(locked, values, version=version)
    if moved and (not locked.note or locked.note == old_note):
        raise ForumRefused(_("Tulis alasan perubahan tanggal; semua orang membacanya."))
    return _PhaseChange(locked, changed, before, moved)


def _record_phase(change: _PhaseChange, actor) -> None:
    phase = change.phase
    if not change.changed:
        return
    _set_order(phase.forum)
    verb = "phase.move" if set(change.changed) & set(DATES) else "phase.change"
    data = {"before": change.before, "after": _dates(phase)} if verb == "phase.move" else {}
    why = phase.note if change.is_known else ""
    record(verb, phase, actor=actor, reason=why, changed=change.changed, data=data)


@transaction.atomic
def save_phases(forum: Forum, *, actor, added=(), changed=(), deleted=()) -> None:
    """All phases of a page at once, or none: `added` values, `changed` (phase, values, version), `deleted` phases."""
    locked = _locked(forum, actor)
    changes = [_write_phase(phase, actor=actor, values=new, version=old) for phase, new, old in changed]
    tell_moved_phases(locked, [change.move for change in changes if change.is_known])
    for phase in deleted:
        delete_phase(phase, actor=actor)
    for change in changes:
        _record_phase(change, actor)
    for values in added:
        add_phase(locked, actor=actor, values=values)


@transaction.atomic
def delete_phase(phase: Phase, *, actor) -> None:
    forum = _locked(phase.forum, actor)
    for stored in forum.phases.filter(pk=phase.pk):  # none where somebody was quicker
        record("phase.delete", stored, actor=actor, data=_dates(stored))
        stored.delete()
    _set_order(forum)


def _check_dates(values: dict[str, Any]) -> None:
    if values["closes_at"] <= values["opens_at"]:
        raise ForumRefused(_("Waktu tutup harus sesudah waktu buka."))


def _dates(phase: Phase) -> dict[str, datetime.datetime]:
    return {name: timezone.localtime(getattr(phase, name)) for name in DATES}


def _set_order(forum: Forum) -> None:
    """The path follows the dates."""
    rows = list(forum.phases.order_by("opens_at", "closes_at", "pk"))
    for order, row in enumerate(rows, start=1):
        row.order = order
    Phase.objects.bulk_update(rows, ["order"])


# --- Ceilings ----------------------------------------------------------------------------------------


@transaction.atomic
def add_ceiling(forum: Forum, *, actor, values: dict[str, Any]) -> Ceiling:
    """A new ceiling; the newest of each source of funds counts from now on. Raises ForumRefused."""
    locked = _locked(forum, actor)
    _check_ceiling(locked.ceilings.all(), values)
    ceiling = Ceiling.objects.create(forum=locked, **values)
    record("ceiling.add", ceiling, actor=actor, data=values)
    return ceiling


@transaction.atomic
def change_ceiling(ceiling: Ceiling, *, actor, values: dict[str, Any], version: int | None = None) -> Ceiling:
    """Correct a ceiling. Raises ForumRefused, or StaleSave when it was changed meanwhile."""
    forum = _locked(ceiling.forum, actor)
    locked = Ceiling.objects.select_for_update().get(pk=ceiling.pk)
    _check_ceiling(forum.ceilings.exclude(pk=locked.pk), values)
    changed = take_over(locked, values, version=version)
    if changed:
        record("ceiling.change", locked, actor=actor, changed=changed, data=values)
    return locked


@transaction.atomic
def delete_ceiling(ceiling: Ceiling, *, actor) -> None:
    _locked(ceiling.forum, actor)
    data = {"amount": ceiling.amount, "source_of_funds": ceiling.source_of_funds, "dated": ceiling.dated}
    record("ceiling.delete", ceiling, actor=actor, data=data)
    ceiling.delete()


def _check_ceiling(others, values: dict[str, Any]) -> None:
    source, dated = values["source_of_funds"], values["dated"]
    if others.filter(source_of_funds=source, dated=dated).exists():
        raise ForumRefused(
            _("Pagu untuk sumber dana dan tanggal ini sudah ada. Ubah pagu itu, atau pilih tanggal lain.")
        )
    clashing = others.exclude(source_of_funds="") if not source else others.filter(source_of_funds="")
    if clashing.exists():
        raise ForumRefused(
            _(
                "Pagu tanpa sumber dana berarti seluruh pagu, sehingga tidak dapat dicampur dengan pagu per sumber dana: "
                "jumlahnya terhitung dua kali. Isi atau kosongkan sumber dana pada semua pagu."
            )
        )


# --- Documents ---------------------------------------------------------------------------------------


def add_document(
    forum: Forum, upload: UploadedFile, *, actor, title: str, is_published: bool = True
) -> Document:
    """Check and keep a paper. Raises UploadRefused when it is not a file that we take."""
    checked = check_upload(upload)  # reading it may take seconds: no row is held meanwhile
    return _keep_document(forum, checked, actor=actor, title=title, is_published=is_published)


@transaction.atomic
def _keep_document(forum: Forum, checked: CheckedFile, *, actor, title: str, is_published: bool) -> Document:
    locked = _locked(forum, actor)
    check_quota(actor, checked.size)
    document = Document(
        forum=locked, title=title, is_published=is_published, original_name=checked.original_name,
        content_type=checked.content_type, size=checked.size, sha256=checked.sha256,
    )  # fmt: skip
    document.file.save(checked.content.name, checked.content, save=False)
    document.save()
    data = {"sha256": checked.sha256, "is_published": is_published, UPLOADED: checked.size}
    record("document.add", document, actor=actor, data=data)
    return document


def scan_document() -> int:
    """Ask the scanner about the next paper that waits; 1 when there was a verdict."""
    return scan_next(Document, _hold)


def _hold(document: Document, finding: str) -> None:
    record("document.hold", document, data={"sha256": document.sha256, "finding": finding})


@transaction.atomic
def publish_document(document: Document, *, actor, is_published: bool = True) -> Document:
    """Show a paper to the public, or take it back."""
    _locked(document.forum, actor)
    locked = Document.objects.select_for_update().get(pk=document.pk)
    if locked.is_published != is_published:
        locked.is_published = is_published
        locked.save(update_fields=["is_published"])
        record("document.publish" if is_published else "document.hide", locked, actor=actor)
    return locked


@transaction.atomic
def delete_document(document: Document, *, actor) -> None:
    """Remove a paper; the stored file goes once that is committed."""
    _locked(document.forum, actor)
    stored, storage = document.file.name, document.file.storage
    record("document.delete", document, actor=actor, data={"sha256": document.sha256})
    document.delete()
    transaction.on_commit(lambda: storage.delete(stored))


# --- Participants ------------------------------------------------------------------------------------


@transaction.atomic
def add_participant(
    forum: Forum, organization: Organization, *, actor, part: str, contact: dict[str, str] | None = None
) -> Participant:
    """Invite an organisation. Raises ForumRefused when it is on the list already."""
    locked = _locked(forum, actor)
    participant, is_new = Participant.objects.get_or_create(
        forum=locked, organization=organization, defaults={"part": part, **(contact or {})}
    )
    if not is_new:
        raise ForumRefused(_("%(name)s sudah tercatat sebagai peserta.") % {"name": organization})
    record("participant.add", participant, actor=actor, data={"part": part})
    return participant
