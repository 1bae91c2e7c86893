"""Scoring the proposals of a session: giving marks, leaving a proposal to others, closing.

Nobody scores a proposal of their own or of their organisation (`meetings.score`), nor one to which they declared a
conflict of interest; declaring it takes back the marks that the person gave.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.services import record
from core.retrying import retried
from forums.models import Criterion
from meetings.errors import SessionRefused
from meetings.models import ConflictOfInterest, Mark, Sitting
from proposals.models import Proposal
from proposals.rules import is_own


@dataclass(frozen=True)
class Typed:
    """What somebody chose for one proposal and criterion (keys): a mark of 1 to 5, or None to take it back.

    `seen` is the version of the mark before their eyes; 0 where there was none.
    """

    proposal: int
    criterion: int
    value: int | None
    seen: int


@dataclass(frozen=True)
class StaleMark:
    """A mark that somebody else gave meanwhile; what was typed is not written. One's own mark is never in one's way."""

    typed: Typed
    saved: int | None
    version: int
    scorer: str


@dataclass
class Saved:
    """What came of a sheet: how many marks were written, and which were not."""

    count: int = 0
    stale: list[StaleMark] = field(default_factory=list)


@retried(SessionRefused)
@transaction.atomic
def save_marks(sitting: Sitting, *, actor, typed: Sequence[Typed]) -> Saved:
    """Write what was chosen, but for marks that somebody else changed meanwhile: these come back in `stale`.

    Raises SessionRefused, and writes nothing, where the scoring is closed or somebody may not score one of these.
    """
    locked = _locked(sitting)
    proposals = _scorable(locked, {one.proposal for one in typed}, actor)
    _check_criteria(locked, {one.criterion for one in typed})
    saved, touched = Saved(), set()
    marks = _marks(locked, proposals, actor)
    for one in typed:
        mark = marks.get((one.proposal, one.criterion)) or _new_mark(locked, one, actor)
        if mark.value == one.value:
            continue
        if mark.scorer_id != actor.pk and one.seen != mark.version:
            saved.stale.append(StaleMark(one, mark.value, mark.version, str(mark.scorer or "")))
            continue
        _write(mark, one.value, actor)
        touched.add(proposals[one.proposal].number)
        saved.count += 1
    if saved.count:
        record("scoring.mark", locked, actor=actor, data={"proposals": sorted(touched)})
    return saved


@retried(SessionRefused)
@transaction.atomic
def declare_conflict(sitting: Sitting, proposal: Proposal, *, actor) -> None:
    """Leave a proposal to others; the marks that the person gave it are taken back."""
    locked = _locked(sitting)
    _check_may(actor, _on_agenda(locked, proposal))
    ConflictOfInterest.objects.get_or_create(proposal=proposal, person=actor)
    given = Mark.objects.filter(proposal=proposal, scorer=actor, value__isnull=False)
    taken = [_emptied(mark) for mark in given.select_for_update()]
    Mark.objects.bulk_update(taken, ["value", "version", "marked_at"])
    data = {"proposal": proposal.number, "marks": len(taken)}
    record("scoring.declare_conflict", locked, actor=actor, data=data)


@retried(SessionRefused)
@transaction.atomic
def withdraw_conflict(sitting: Sitting, proposal: Proposal, *, actor) -> None:
    """Take a declaration back; the person may score the proposal again."""
    locked = _locked(sitting)
    _check_may(actor, _on_agenda(locked, proposal))
    ConflictOfInterest.objects.filter(proposal=proposal, person=actor).delete()
    record("scoring.withdraw_conflict", locked, actor=actor, data={"proposal": proposal.number})


@retried(SessionRefused)
@transaction.atomic
def close_scoring(sitting: Sitting, *, actor) -> None:
    """No mark changes any more; marks that everybody gave alone are shown to all who score."""
    _check_may_close(actor, sitting)
    locked = _locked(sitting)
    locked.scoring_closed_at = timezone.now()
    locked.save(update_fields=["scoring_closed_at"])
    record("scoring.close", locked, actor=actor)


@retried(SessionRefused)
@transaction.atomic
def reopen_scoring(sitting: Sitting, *, actor) -> None:
    """Marks can be changed again; what everybody gave alone is hidden from the others again."""
    _check_may_close(actor, sitting)
    locked = Sitting.objects.select_for_update().get(pk=sitting.pk)
    if locked.scoring_closed_at is None:
        raise SessionRefused(_("Penilaian ini masih terbuka."))
    locked.scoring_closed_at = None
    locked.save(update_fields=["scoring_closed_at"])
    record("scoring.reopen", locked, actor=actor)


# --- Their parts -------------------------------------------------------------------------------------


def _locked(sitting: Sitting) -> Sitting:
    """The session while its scoring is open."""
    locked = Sitting.objects.select_for_update().filter(pk=sitting.pk).first()
    if locked is None:
        raise SessionRefused(_("Sidang ini sudah dihapus orang lain."))
    if locked.scoring_closed_at:
        raise SessionRefused(_("Penilaian sidang ini sudah ditutup. Sekretariat dapat membukanya kembali."))
    return locked


def _check_may_close(actor, sitting: Sitting) -> None:
    if not actor.has_perm("meetings.prepare", sitting.forum):
        raise SessionRefused(_("Hanya sekretariat yang dapat menutup dan membuka penilaian."))


def _check_may(actor, proposal: Proposal) -> None:
    if not actor.has_perm("meetings.score"):
        raise SessionRefused(_("Usulan dinilai oleh verifikator dan sekretariat."))
    if problem := score_refusal(actor, proposal):
        raise SessionRefused(f"{proposal.number}: {problem}")


def score_refusal(actor, proposal: Proposal) -> str:
    """Why this person does not score this proposal, though others do; empty when they do."""
    if actor.has_perm("meetings.score", proposal):
        return ""
    if is_own(actor, proposal):
        return _("Usulan Anda sendiri atau lembaga Anda; dinilai orang lain.")
    return _("Usulan ini ditangani bidang lain; dinilai verifikatornya.")


def _on_agenda(sitting: Sitting, proposal: Proposal) -> Proposal:
    found = Proposal.objects.filter(agenda_item__sitting=sitting, pk=proposal.pk).first()
    if found is None:
        raise SessionRefused(
            _("%(number)s tidak ada lagi dalam agenda sidang ini.") % {"number": proposal.number}
        )
    return found


def _scorable(sitting: Sitting, keys: set[int], actor) -> dict[int, Proposal]:
    """The proposals that this person may score here, all of them; raises SessionRefused for the first that is none."""
    found = Proposal.objects.filter(agenda_item__sitting=sitting).in_bulk(keys)
    if set(found) != keys:
        raise SessionRefused(_("Agenda sidang ini berubah sementara Anda menilai. Muat ulang halamannya."))
    for proposal in found.values():
        _check_may(actor, proposal)
    declared = actor.conflicts_of_interest.filter(proposal__in=keys).select_related("proposal").first()
    if declared:
        words = _("Anda menyatakan benturan kepentingan pada %(number)s, sehingga tidak dapat menilainya.")
        raise SessionRefused(words % {"number": declared.proposal.number})
    return found


def _check_criteria(sitting: Sitting, keys: Iterable[int]) -> None:
    known = set(Criterion.objects.filter(forum=sitting.forum_id).values_list("pk", flat=True))
    if not set(keys) <= known:
        raise SessionRefused(_("Kriteria penilaian berubah sementara Anda menilai. Muat ulang halamannya."))


def _marks(sitting: Sitting, proposals: dict[int, Proposal], actor) -> dict[tuple[int, int], Mark]:
    rows = Mark.objects.on_sheet_of(sitting, actor).filter(proposal__in=proposals)
    return {(mark.proposal_id, mark.criterion_id): mark for mark in rows.select_related("scorer")}


def _new_mark(sitting: Sitting, typed: Typed, actor) -> Mark:
    owned = {"is_shared": not sitting.is_blind, "scorer": actor}
    return Mark(proposal_id=typed.proposal, criterion_id=typed.criterion, version=0, **owned)


def _write(mark: Mark, value: int | None, actor) -> None:
    mark.value, mark.scorer = value, actor
    mark.version += 1
    mark.save()


def _emptied(mark: Mark) -> Mark:
    mark.value, mark.marked_at = None, timezone.now()
    mark.version += 1
    return mark
