"""Whether a final berita acara tells more than the public may read: results that the head has not published."""

from django.db.models import Exists, OuterRef

from meetings.models import Minutes
from proposals.models import Decision, Event


def waits_for_head(minutes: Minutes) -> bool:
    """Of a result that was told when the text became final, nothing has been published since it was written down."""
    unpublished = Decision.objects.filter(proposal__forum=minutes.forum_id, published_at=None)
    before = Event.objects.filter(at__lte=minutes.frozen_at)
    told = before.filter(step="record_result", proposal__in=unpublished.values("proposal"))
    taken_back = before.filter(step="withdraw_result", proposal=OuterRef("proposal"), at__gt=OuterRef("at"))
    published = Decision.objects.filter(proposal=OuterRef("proposal"), published_at__gt=OuterRef("at"))
    return told.filter(~Exists(taken_back), ~Exists(published)).exists()
