"""Reading the record."""

from django.db import models


class EntryQuerySet(models.QuerySet):
    def about(self, thing: models.Model) -> "EntryQuerySet":
        """What was done to one thing, newest first."""
        return self.filter(object_type=thing._meta.label_lower, object_id=str(thing.pk))

    def done_by(self, user) -> "EntryQuerySet":
        """What one person did, newest first."""
        return self.filter(actor_id=user.pk)

    def for_listing(self) -> "EntryQuerySet":
        """With the actor, where the account still exists. Joined, entries of erased accounts would be left out."""
        return self.prefetch_related("actor")
