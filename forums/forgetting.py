"""What nobody needs any more after a forum: who was to come, who took the letter, and why somebody did not come."""

import datetime

from django.db import transaction
from django.utils import timezone

from audit.services import record
from forums.models import Delegate, Delivery, Forum, Participant

KEPT = datetime.timedelta(days=180)  # the privacy page says so


def forget_people() -> int:
    """The names of one forum that is long over, where there are any; how many rows were emptied or deleted."""
    over = Forum.objects.filter(held_on__lt=timezone.localdate() - KEPT)
    forum = over.with_people_invited().first()
    return _forget(forum) if forum else 0


@transaction.atomic
def _forget(forum: Forum) -> int:
    """Answers, means and days stay, and how an organisation is reached, which the next forum needs; nobody is named by them."""
    locked = Forum.objects.select_for_update().get(pk=forum.pk)
    deleted, _kinds = Delegate.objects.filter(participant__forum=locked).delete()
    named = Delivery.objects.filter(participant__forum=locked).naming_somebody()
    emptied = named.update(receiver="", note="")
    emptied += Participant.objects.filter(forum=locked).with_words().update(answer_note="")
    data = {"count": deleted + emptied}
    record("invitation.forget", locked, data=data)
    return deleted + emptied
