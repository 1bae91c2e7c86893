"""Preparing the sessions of a forum: one for each urusan, their facts, and what stands on their agenda."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from audit.services import record
from core.retrying import retried
from core.versions import take_over
from forums.models import Forum
from meetings.agenda import candidates
from meetings.errors import AgendaChanged, SessionRefused
from meetings.models import AgendaItem, Mark, Sitting
from proposals.models import Proposal
from urusan.models import Urusan

# --- Sessions ----------------------------------------------------------------------------------------


@retried(SessionRefused)
@transaction.atomic
def prepare_sittings(forum: Forum, *, actor) -> list[Sitting]:
    """A session for each urusan that has none yet, with its verified proposals on the agenda."""
    locked = _locked_forum(forum, actor)
    order = _last(locked.sittings.all())
    missing = Urusan.objects.exclude(sittings__forum=locked)
    made = [
        Sitting.objects.create(forum=locked, urusan=urusan, order=place)
        for place, urusan in enumerate(missing, start=order + 1)
    ]
    for sitting in made:
        _append(sitting, candidates(sitting).filter(urusan=sitting.urusan_id))
    if made:
        record("sitting.prepare", locked, actor=actor, data={"count": len(made)})
    return made


@transaction.atomic
def add_sitting(forum: Forum, *, actor, values: dict[str, Any]) -> Sitting:
    """One more session, the last in order; its agenda is empty."""
    locked = _locked_forum(forum, actor)
    sitting = Sitting.objects.create(forum=locked, order=_last(locked.sittings.all()) + 1, **values)
    record("sitting.add", sitting, actor=actor)
    return sitting


@transaction.atomic
def change_sitting(sitting: Sitting, *, actor, values: dict[str, Any], version: int | None = None) -> Sitting:
    """Change its facts. Raises StaleSave when they were changed meanwhile."""
    locked = _locked(sitting, actor)
    turned = values.get("is_blind", locked.is_blind) != locked.is_blind
    if turned and _marks_of(locked).exists():
        raise SessionRefused(
            _(
                "Penilaian sudah berjalan, sehingga penilaian tertutup tidak dapat dihidupkan atau dimatikan lagi."
            )
        )
    changed = take_over(locked, values, version=version)
    if changed:
        record("sitting.change", locked, actor=actor, changed=changed)
    return locked


@transaction.atomic
def delete_sitting(sitting: Sitting, *, actor) -> None:
    """Remove a session that was only planned; its proposals can stand on another agenda then."""
    locked = _locked(sitting, actor)
    if locked.state != Sitting.State.PLANNED:
        raise SessionRefused(_("Sidang yang sudah dibuka tidak dapat dihapus."))
    if _marks_of(locked).exists():
        raise SessionRefused(_("Usulan dalam sidang ini sudah dinilai. Pindahkan dahulu ke sidang lain."))
    record("sitting.delete", locked, actor=actor, data={"count": locked.items.count()})
    locked.items.all().delete()
    locked.delete()


# --- Agenda ------------------------------------------------------------------------------------------


@retried(SessionRefused)
@transaction.atomic
def fill_agenda(sitting: Sitting, *, actor) -> int:
    """Put what is missing below what is there, whose order stays; how many were added."""
    locked = _locked(sitting, actor)
    added = _append(locked, candidates(locked).filter(urusan=locked.urusan_id))
    if added:
        _count_up(locked)
        record("agenda.fill", locked, actor=actor, data={"count": added})
    return added


@retried(SessionRefused)
@transaction.atomic
def add_item(sitting: Sitting, proposal: Proposal, *, actor) -> None:
    """Put one proposal last, also one of no urusan. Raises SessionRefused where it stands on an agenda already."""
    locked = _locked(sitting, actor)
    if not _append(locked, candidates(locked).filter(pk=proposal.pk)):
        words = _("%(number)s sudah ada dalam agenda sebuah sidang, atau tidak lagi terverifikasi.")
        raise SessionRefused(words % {"number": proposal.number})
    _count_up(locked)
    record("agenda.add", locked, actor=actor, data={"proposal": proposal.number})


@retried(SessionRefused)
@transaction.atomic
def move_item(item: AgendaItem, *, actor, step: int, seen: int) -> None:
    """One place up (-1) or down (1) in the order that the actor saw; raises AgendaChanged where it is another one."""
    locked = _locked(item.sitting, actor)
    rows = list(locked.items.order_by("order", "pk"))
    place = next((n for n, row in enumerate(rows) if row.pk == item.pk), None)
    if place is None or seen != locked.agenda_version:
        raise AgendaChanged
    other = place + step
    if not 0 <= other < len(rows):
        return
    rows[place], rows[other] = rows[other], rows[place]
    _set_order(locked, rows)
    data = {"proposal": item.proposal.number, "place": other + 1}
    record("agenda.move", locked, actor=actor, data=data)


@retried(SessionRefused)
@transaction.atomic
def sort_agenda(sitting: Sitting, *, actor, seen: int) -> None:
    """The order of the scores instead of the one that people made; raises AgendaChanged."""
    locked = _locked(sitting, actor)
    if seen != locked.agenda_version:
        raise AgendaChanged
    _set_order(locked, list(locked.items.with_score().ranked()))
    record("agenda.sort", locked, actor=actor)


@retried(SessionRefused)
@transaction.atomic
def transfer_item(item: AgendaItem, target: Sitting, *, actor) -> None:
    """To the end of another session's agenda; marks go along."""
    here, there = _locked_pair(item.sitting, target, actor)
    moved = _still_movable(item, here)
    if here.is_blind != there.is_blind and Mark.objects.filter(proposal=moved.proposal).exists():
        raise SessionRefused(
            _(
                "Usulan ini sudah dinilai dengan cara lain daripada sidang tujuan, sehingga nilainya akan hilang."
            )
        )
    moved.sitting, moved.order = there, _last(there.items.all()) + 1
    moved.save(update_fields=["sitting", "order"])
    _count_up(here)
    _count_up(there)
    record("agenda.transfer", there, actor=actor, data={"proposal": moved.proposal.number})


@retried(SessionRefused)
@transaction.atomic
def remove_item(item: AgendaItem, *, actor) -> None:
    """Take a proposal off the agenda; "Isi ulang" brings it back as long as it is verified."""
    locked = _locked(item.sitting, actor)
    removed = _still_movable(item, locked)
    number = removed.proposal.number
    removed.delete()
    _count_up(locked)
    record("agenda.remove", locked, actor=actor, data={"proposal": number})


# --- Their parts -------------------------------------------------------------------------------------


def _locked_forum(forum: Forum, actor) -> Forum:
    """Locked first by whatever puts proposals on an agenda, so that none comes to stand on two."""
    locked = Forum.objects.select_for_update(no_key=True).get(pk=forum.pk)
    if not actor.has_perm("meetings.prepare", locked):
        raise SessionRefused(_("Hanya sekretariat yang dapat menyiapkan sidang."))
    return locked


def _locked(sitting: Sitting, actor) -> Sitting:
    """The session while it can still be prepared."""
    forum = _locked_forum(sitting.forum, actor)
    locked = forum.sittings.select_for_update().filter(pk=sitting.pk).first()
    if locked is None:
        raise SessionRefused(_("Sidang ini sudah dihapus orang lain."))
    if locked.state == Sitting.State.CLOSED:
        raise SessionRefused(_("Sidang ini sudah selesai, sehingga tidak dapat diubah lagi."))
    return locked


def _locked_pair(first: Sitting, second: Sitting, actor) -> tuple[Sitting, Sitting]:
    """Both, the older one first, so that two people never wait crosswise."""
    found = {one.pk: _locked(one, actor) for one in sorted((first, second), key=lambda one: one.pk)}
    return found[first.pk], found[second.pk]


def _still_movable(item: AgendaItem, sitting: Sitting) -> AgendaItem:
    found = sitting.items.select_related("proposal").filter(pk=item.pk).first()
    if found is None:
        raise AgendaChanged
    if found.discussed_at or sitting.current_id == found.pk:
        raise SessionRefused(
            _("Usulan ini sudah atau sedang dibahas, sehingga tetap dalam agenda sidang ini.")
        )
    return found


def _marks_of(sitting: Sitting):
    return Mark.objects.filter(proposal__agenda_item__sitting=sitting, value__isnull=False)


def _append(sitting: Sitting, proposals: Iterable[Proposal]) -> int:
    """Below what is there: by score, then support, then number."""
    last = _last(sitting.items.all())
    made = AgendaItem.objects.bulk_create(
        [AgendaItem(sitting=sitting, proposal=proposal, order=last + 1) for proposal in proposals]
    )
    added = list(AgendaItem.objects.filter(pk__in=[one.pk for one in made]).with_score().ranked())
    for place, item in enumerate(added, start=last + 1):
        item.order = place
    AgendaItem.objects.bulk_update(added, ["order"])
    return len(added)


def _last(rows) -> int:
    return rows.aggregate(last=Max("order"))["last"] or 0


def _set_order(sitting: Sitting, rows: list[AgendaItem]) -> None:
    for place, row in enumerate(rows, start=1):
        row.order = place
    AgendaItem.objects.bulk_update(rows, ["order"])
    _count_up(sitting)


def _count_up(sitting: Sitting) -> None:
    sitting.agenda_version += 1
    sitting.save(update_fields=["agenda_version"])
