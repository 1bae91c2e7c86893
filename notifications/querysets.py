"""Reading letters."""

from django.db import models
from django.utils import timezone


class MessageQuerySet(models.QuerySet):
    def for_user(self, user) -> "MessageQuerySet":
        """A person's list in the portal, newest first: without cancelled letters and account mails."""
        return self.filter(to_user=user, is_private=False).exclude(state="cancelled")

    def pending(self) -> "MessageQuerySet":
        """Not yet sent, and still to be."""
        return self.filter(state="pending")

    def failed(self) -> "MessageQuerySet":
        """Given up for good: for the staff list."""
        return self.filter(state="failed")

    def due(self) -> "MessageQuerySet":
        """To be sent now, oldest first."""
        return self.pending().filter(not_before__lte=timezone.now()).order_by("not_before", "id")
