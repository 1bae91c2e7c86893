"""The named reads of generated documents."""

from django.db import models


class DocumentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All documents for host staff; nobody else reaches them by their key."""
        rows = self.select_related("renja__forum", "created_by")
        return rows if user.has_perm("renja.export") else rows.none()

    def newest_of(self, renja, *, limit: int = 5):
        """The newest documents of a plan, with who made them."""
        return self.filter(renja=renja).select_related("created_by").order_by("-read_at", "-pk")[:limit]

    def for_public(self, renja):
        """Documents that hide everything that is withheld today, newest first.

        A line or proposal that was withheld after a document was made can be read in that document; the
        public then waits for the next one.
        """
        lines = list(renja.lines.exclude(withheld_reason="").values_list("pk", flat=True))
        proposals = list(renja.forum.proposals.exclude(withheld_reason="").values_list("pk", flat=True))
        return self.filter(
            renja=renja, masked_lines__contains=lines, masked_proposals__contains=proposals
        ).order_by("-read_at", "-pk")


class LetterQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All letters for who works on proposals; nobody else reaches them by their key."""
        rows = self.select_related("office", "created_by", "job")
        return rows if user.has_perm("proposals.open_queue") else rows.none()

    def for_listing(self):
        """With how many proposals each names, newest first, without what is printed."""
        return self.defer("content").annotate(count=models.Count("proposals")).order_by("-pk")
