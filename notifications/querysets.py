"""Reading letters."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone


class MessageQuerySet(models.QuerySet):
    def for_user(self, user) -> "MessageQuerySet":
        """A person's list in the portal, newest first: without cancelled letters and account mails."""
        return self.filter(to_user=user, is_private=False).exclude(state="cancelled")

    def pending(self) -> "MessageQuerySet":
        """Not yet sent, and still to be."""
        return self.filter(state="pending")

    def undelivered(self) -> "MessageQuerySet":
        """Given up for good, or come back: for the staff list."""
        return self.filter(state__in=["failed", "bounced"])

    def for_listing(self) -> "MessageQuerySet":
        """What the staff list shows, newest first."""
        return self.select_related("to_user").order_by("-created_at", "-id")

    def search(self, text: str) -> "MessageQuerySet":
        """By any part of the address, or of the subject where that is no secret of its reader."""
        if not text:
            return self
        return self.filter(Q(to_email__icontains=text) | Q(subject__icontains=text, is_private=False))

    def oldest_unsent(self) -> datetime | None:
        """Since when the letter has been waiting that should have left first."""
        return self.due().values_list("not_before", flat=True).first()

    def due(self) -> "MessageQuerySet":
        """To be sent now, oldest first."""
        return self.pending().filter(not_before__lte=timezone.now()).order_by("not_before", "id")
