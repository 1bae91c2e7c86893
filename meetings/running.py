"""Running a session: begun, led from one proposal to the next, noted down, ended. What is decided: deciding.py."""

import datetime
import uuid

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.models import Entry
from audit.services import record
from core.errors import NotAllowed
from core.retrying import retried
from core.secret_links import hash_of, secret_of
from core.versions import take_over
from meetings.models import AgendaItem, Sitting

TURNED_OVER = 30  # seconds: what was up for a shorter time was only passed by
NOTED_AGAIN = datetime.timedelta(
    minutes=10
)  # notes save themselves while somebody types: the record holds one entry for it
SCREEN = "meetings.screen"


class SittingRefused(NotAllowed):
    """Nothing was changed; the text says why, for people."""


class SittingMoved(SittingRefused):
    """Somebody else has led the session on meanwhile. Views answer 409."""


def lock_sitting(sitting: Sitting, actor) -> Sitting:
    """The session, fresh and locked; before any proposal is locked, so that nothing deadlocks."""
    rows = Sitting.objects.select_for_update(of=("self",)).select_related("forum", "urusan")
    locked = rows.get(pk=sitting.pk)
    if not actor.has_perm("meetings.run", locked):
        raise SittingRefused(_("Sidang ini dijalankan oleh sekretariat atau verifikator urusannya."))
    return locked


@retried(SittingRefused)
@transaction.atomic
def open_sitting(sitting: Sitting, *, actor) -> Sitting:
    """Mulai sidang, with the first proposal that has no result; also one that was ended too early."""
    locked = lock_sitting(sitting, actor)
    if locked.state == Sitting.State.RUNNING:
        return locked
    now = timezone.now()
    locked.state, locked.opened_at, locked.closed_at = Sitting.State.RUNNING, locked.opened_at or now, None
    items = locked.items.order_by("order", "pk")
    locked.current = items.without_result().first() or items.first()
    locked.current_since = now if locked.current else None
    locked.save(update_fields=["state", "opened_at", "closed_at", "current", "current_since"])
    record("sitting.open", locked, actor=actor)
    return locked


@retried(SittingRefused)
@transaction.atomic
def take_up_item(sitting: Sitting, item: AgendaItem, *, actor, seen: int) -> Sitting:
    """Make this the proposal that is discussed now. `seen`: the key of the one that was, as the actor saw it (0: none)."""
    locked = lock_sitting(sitting, actor)
    if locked.state != Sitting.State.RUNNING:
        raise SittingRefused(_("Sidang belum dimulai atau sudah ditutup."))
    if locked.current_id == item.pk:
        return locked
    if (locked.current_id or 0) != seen:
        words = _("Petugas lain sudah membuka %(number)s. Acara tidak dipindahkan lagi.")
        raise SittingMoved(words % {"number": locked.current or _("acara lain")})
    now = timezone.now()
    _put_down(locked, now)
    locked.current, locked.current_since = item, now
    locked.save(update_fields=["current", "current_since"])
    record("sitting.take_up", locked, actor=actor, data={"proposal": item.proposal.number})
    return locked


def _put_down(sitting: Sitting, now: datetime.datetime) -> None:
    """Add to the discussed item how long it was up."""
    if sitting.current_id is None or sitting.current_since is None:
        return
    spent = max(int((now - sitting.current_since).total_seconds()), 0)
    rows = AgendaItem.objects.filter(pk=sitting.current_id)
    rows.update(seconds=F("seconds") + spent)
    if spent >= TURNED_OVER:
        rows.filter(discussed_at=None).update(discussed_at=now)


@retried(SittingRefused)
@transaction.atomic
def close_sitting(sitting: Sitting, *, actor) -> Sitting:
    """Tutup sidang; what has no result then can still be given one, from paper or here."""
    locked = lock_sitting(sitting, actor)
    if locked.state != Sitting.State.RUNNING:
        raise SittingRefused(_("Sidang ini tidak sedang berlangsung."))
    now = timezone.now()
    _put_down(locked, now)
    locked.state, locked.closed_at = Sitting.State.CLOSED, now
    locked.current = locked.current_since = None
    locked.save(update_fields=["state", "closed_at", "current", "current_since"])
    left = locked.items.without_result().count()
    record("sitting.close", locked, actor=actor, data={"count": left})
    return locked


@retried(SittingRefused)
@transaction.atomic
def save_notes(item: AgendaItem, *, actor, notes: str, version: int) -> AgendaItem:
    """Keep what was said about a proposal. Raises StaleSave when somebody else wrote meanwhile.

    The record holds one entry for what one person writes within ten minutes.
    """
    rows = AgendaItem.objects.select_for_update(of=("self",))
    locked = rows.select_related("sitting__urusan", "proposal").get(pk=item.pk)
    if not actor.has_perm("meetings.run", locked.sitting):
        raise SittingRefused(_("Catatan sidang ditulis oleh sekretariat atau verifikator urusannya."))
    if take_over(locked, {"notes": notes}, version=version) and not _noted_lately(locked, actor):
        record("agenda.note", locked, actor=actor, changed=["notes"])
    return locked


def _noted_lately(item: AgendaItem, actor) -> bool:
    lately = Entry.objects.about(item).filter(action="agenda.note", at__gt=timezone.now() - NOTED_AGAIN)
    return lately.filter(actor=actor).exists()


@retried(SittingRefused)
@transaction.atomic
def save_sitting_notes(sitting: Sitting, *, actor, notes: str, version: int) -> Sitting:
    """Keep what was said besides the proposals. Raises StaleSave when somebody else wrote meanwhile."""
    locked = lock_sitting(sitting, actor)
    if take_over(locked, {"notes": notes}, version=version):
        record("sitting.note", locked, actor=actor, changed=["notes"])
    return locked


def screen_token(sitting: Sitting) -> str:
    """The secret of the projector's address; "" while there is none."""
    token = secret_of(SCREEN, sitting.key)
    return token if sitting.screen_hash == hash_of(token) else ""


@retried(SittingRefused)
@transaction.atomic
def renew_screen(sitting: Sitting, *, actor) -> Sitting:
    """A projector's address that nobody knows yet; the one before leads nowhere from now on."""
    locked = lock_sitting(sitting, actor)
    locked.key = uuid.uuid4()
    locked.screen_hash = hash_of(secret_of(SCREEN, locked.key))
    locked.save(update_fields=["key", "screen_hash"])
    record("sitting.renew_screen", locked, actor=actor)
    return locked


@retried(SittingRefused)
@transaction.atomic
def close_screen(sitting: Sitting, *, actor) -> Sitting:
    """No address of the projector leads anywhere."""
    locked = lock_sitting(sitting, actor)
    locked.screen_hash = None
    locked.save(update_fields=["screen_hash"])
    record("sitting.close_screen", locked, actor=actor)
    return locked
