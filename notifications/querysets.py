"""Reading letters."""

from datetime import datetime

from django.db import models
from django.db.models import Count, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone


class MessageQuerySet(models.QuerySet):
    def for_user(self, user) -> "MessageQuerySet":
        """A person's list in the portal, newest first: without cancelled letters, account mails and digests of others."""
        return (
            self.filter(to_user=user, is_private=False).exclude(state="cancelled").exclude(delivery="digest")
        )

    def unread(self) -> "MessageQuerySet":
        return self.filter(read_at=None)

    def mark_read(self) -> int:
        """Their reader has opened them; how many were new."""
        return self.unread().update(read_at=timezone.now())

    def count_of_unread(self, user) -> Coalesce:
        """As an expression: how many letters of their list this person (or whoever has this key) has not opened."""
        rows = self.for_user(user).unread().order_by().values("to_user").annotate(n=Count("pk"))
        return Coalesce(Subquery(rows.values("n")[:1]), 0)

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
        return self._waiting_since().exclude(delivery="daily")

    def due_for_digest(self) -> "MessageQuerySet":
        """To be put into a daily digest now, oldest first."""
        return self._waiting_since().filter(delivery="daily")

    def _waiting_since(self) -> "MessageQuerySet":
        return self.pending().filter(not_before__lte=timezone.now()).order_by("not_before", "id")

    def to_same(self, message) -> "MessageQuerySet":
        """Those to the person, or the address without account, whom this one goes to."""
        if message.to_user_id:
            return self.filter(to_user=message.to_user_id)
        return self.filter(to_user=None, to_email__iexact=message.to_email)

    def unheard(self) -> "MessageQuerySet":
        """What did not reach its reader: given up or come back, itself or the digest that it was in."""
        lost = ["failed", "bounced"]
        return self.filter(Q(state__in=lost) | Q(state="digested", digest__letter__state__in=lost))
