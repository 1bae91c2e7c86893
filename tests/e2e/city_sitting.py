"""The session of the city as it is run: one proposal discussed, one with a result, the projector on."""

import datetime

from django.utils import timezone

from core.secret_links import hash_of, secret_of
from meetings.models import AgendaItem, Sitting
from meetings.running import SCREEN
from proposals.models import Proposal
from tests.e2e.city import City
from tests.factories.meetings import AttendanceFactory, SittingFactory


def build_sitting(city: City, proposals: dict[str, Proposal]) -> Sitting:
    """With what is verified in this city; an agenda that is there already is gone on with."""
    now = timezone.now() - datetime.timedelta(hours=1)
    urusan = city.unit.urusan.get()
    sitting = Sitting.objects.filter(forum=city.forum, urusan=urusan).first() or SittingFactory(
        forum=city.forum, urusan=urusan, room="Ruang Rapat 1", starts_at=now
    )
    for order, name in enumerate(("verified", "pending", "own verified"), start=1):
        known = {"sitting": sitting, "order": order}
        AgendaItem.objects.get_or_create(proposal=proposals[name], defaults=known)
    sitting.items.update(notes="Peserta menanyakan jadwalnya.")
    sitting.state, sitting.opened_at, sitting.current_since = Sitting.State.RUNNING, now, now
    sitting.current = sitting.items.order_by("order", "pk").first()
    sitting.screen_hash = hash_of(secret_of(SCREEN, sitting.key))
    sitting.notes = "Dibuka oleh pimpinan sidang."
    sitting.save()
    AttendanceFactory(forum=city.forum)
    return sitting
