"""The picture that the projector shows of a session. The room hears results as they are decided, so it shows them; of what is
withheld from the public it shows nothing but that.

Many ask for it every few seconds: it is drawn once for each newest entry of the record, in each process, and compared by
what it shows, so that most of them are told in one query that nothing changed.
"""

import hashlib
import threading
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import caches
from django.template.loader import render_to_string
from django.utils.translation import override

from audit.models import Entry
from meetings.models import Sitting
from proposals.drafting import quantity
from proposals.models import Decision, Proposal

_drawing = threading.Lock()


@dataclass(frozen=True)
class Picture:
    """`mark` is the same for the same content."""

    title: str
    html: str
    mark: str


def drawn(screen_hash: str) -> Picture | None:
    """The picture as of now; None where the link leads nowhere (any longer)."""
    key = f"layar:{screen_hash}:{Entry.objects.latest_number()}"
    kept = caches["pages"].get(key)
    if kept:
        return kept
    with _drawing:  # whoever waited here finds what the first one drew
        return caches["pages"].get(key) or _drawn_anew(screen_hash, key)


def _drawn_anew(screen_hash: str, key: str) -> Picture | None:
    rows = Sitting.objects.with_progress().select_related("forum", "urusan", "current")
    sitting = rows.filter(screen_hash=screen_hash).first()
    if sitting is None:
        return None
    picture = _draw(sitting)
    caches["pages"].set(key, picture, settings.KEPT_PAGE_SECONDS)
    return picture


def _draw(sitting: Sitting) -> Picture:
    with override(settings.LANGUAGE_CODE):
        html = render_to_string("meetings/screen_picture.html", _content(sitting))
        return Picture(str(sitting), html, hashlib.sha256(html.encode()).hexdigest()[:20])


def _content(sitting: Sitting) -> dict:
    item = sitting.current
    keys = list(sitting.items.order_by("order", "pk").values_list("pk", flat=True))
    proposal = Proposal.objects.with_people().get(pk=item.proposal_id) if item else None
    last = last_result(sitting)
    return {
        "sitting": sitting,
        "proposal": proposal,
        "asked": quantity(proposal.volume, proposal.volume_unit) if proposal else "",
        "place": keys.index(item.pk) + 1 if item else 0,
        "decided": sitting.item_count - sitting.open_count,
        "present": sitting.forum.attendances.count(),
        "last": last,
        "agreed": quantity(last.agreed_volume, last.proposal.volume_unit if last.agreed_volume else "")
        if last
        else "",
    }


def last_result(sitting: Sitting) -> Decision | None:
    """What was decided last in this session, while it waits for publication."""
    decided = Decision.objects.pending().filter(proposal__agenda_item__sitting=sitting)
    rows = decided.select_related("proposal", "office", "parent").order_by("-decided_at")
    return rows.defer("proposal__stems", "proposal__words", "parent__stems", "parent__words").first()
