"""The named reads of questions and of what proposers say about answers."""

from django.db import models
from django.db.models import Count, Q

from stakeholders.rules import standing_of

ALONG = ("proposal__forum", "proposal__organization", "proposal__kelurahan__kecamatan")


class QuestionQuerySet(models.QuerySet):
    def waiting(self):
        """Not answered yet, the oldest first."""
        return self.filter(state="waiting").order_by("asked_at", "pk")

    def readable_by(self, reader: int):
        """Those that are answered, for everybody, and one's own that wait or were kept back; takes an account's key (0: a stranger)."""
        return self.filter(Q(state="answered") | Q(asked_by=reader or 0))

    def answerable_by(self, user):
        """What the secretariat answers: all but questions about their own proposals and those that they asked.

        The same truth as the permission `proposals.answer_questions`.
        """
        if not user.has_perm("proposals.answer_questions"):
            return self.none()
        own = Q(proposal__proposer=user) | Q(proposal__organization__in=standing_of(user).organization_ids)
        return self.exclude(own).exclude(asked_by=user)

    def for_work_list(self):
        """With what the list shows of the proposals."""
        return self.select_related(*ALONG).defer("proposal__stems", "proposal__words")


class FeedbackQuerySet(models.QuerySet):
    def current(self):
        """About results that hold today."""
        return self.filter(decision__state="published")

    def tally(self) -> dict[str, int]:
        """How many said yes, of how many."""
        return self.aggregate(yes=Count("pk", filter=Q(helped=True)), all=Count("pk"))

    def for_list(self):
        return self.select_related("proposal", "decision").defer("proposal__stems", "proposal__words")
