"""Reading the record."""

import re
from datetime import date, datetime, time, timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

ACCOUNT = re.compile(r"(?:akun\s*)?(\d{1,18})", re.IGNORECASE)


def _beginning_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


class EntryQuerySet(models.QuerySet):
    def latest_number(self) -> int:
        """The number of the newest entry, 0 without any. Entries commit in the order of their numbers."""
        return self.order_by("-id").values_list("id", flat=True).first() or 0

    def about(self, thing: models.Model) -> "EntryQuerySet":
        """What was done to one thing, newest first."""
        return self.filter(object_type=thing._meta.label_lower, object_id=str(thing.pk))

    def done_by(self, user) -> "EntryQuerySet":
        """What one person did, newest first."""
        return self.filter(actor_id=user.pk)

    def by_person(self, text: str) -> "EntryQuerySet":
        """What somebody did, by their number ("12", "Akun 12": also after the account is gone), name or address."""
        if not text:
            return self
        if number := ACCOUNT.fullmatch(text.strip()):
            return self.filter(actor_id=int(number[1]))
        return self.filter(Q(actor__name__icontains=text) | Q(actor__email__icontains=text))

    def search(self, text: str) -> "EntryQuerySet":
        """By any part of the thing's name or of the reason."""
        return self.filter(Q(object_label__icontains=text) | Q(reason__icontains=text)) if text else self

    def of_kind(self, object_type: str) -> "EntryQuerySet":
        """What was done to one kind of thing, such as "proposals.proposal"."""
        return self.filter(object_type=object_type) if object_type else self

    def of_action(self, action: str) -> "EntryQuerySet":
        return self.filter(action=action) if action else self

    def between(self, first: date | None, last: date | None) -> "EntryQuerySet":
        """From the beginning of one day to the end of another, both days included."""
        rows = self
        if first:
            rows = rows.filter(at__gte=_beginning_of(first))
        if last:
            rows = rows.filter(at__lt=_beginning_of(last + timedelta(days=1)))
        return rows

    def for_listing(self) -> "EntryQuerySet":
        """With the actor, where the account still exists. Joined, entries of erased accounts would be left out."""
        return self.prefetch_related("actor")


class ReadingQuerySet(models.QuerySet):
    def between(self, first: datetime, last: datetime) -> "ReadingQuerySet":
        """What was opened from one moment to another, the oldest first."""
        return self.filter(at__gte=first, at__lte=last).order_by("at", "id")

    def done_by(self, user_id: int) -> "ReadingQuerySet":
        return self.filter(actor_id=user_id)
