"""The named reads of what belongs to a proposal: results, files, supporters, events."""

from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery, Value

from core.quarantine import ScanState


class DecisionQuerySet(models.QuerySet):
    def pending(self):
        return self.filter(state="pending")

    def pending_of(self, forum):
        """Those of one forum, which is asked of each for itself: few of very many proposals have a pending result."""
        proposals = self.model._meta.get_field("proposal").related_model.objects
        forums = proposals.filter(pk=OuterRef("proposal")).order_by().values("forum")
        return self.pending().alias(forum=Subquery(forums)).filter(forum=forum)

    def published(self):
        return self.filter(state="published")

    def with_notice_due(self):
        """Published, and the documents for their proposers are still to be made; the earliest first."""
        return self.filter(notice_due=True).order_by("published_at", "pk")

    def awaiting_publication(self):
        """Pending results as the head reads them, by forum, urusan and number."""
        return (
            self.pending()
            .select_related(
                "proposal__forum",
                "proposal__urusan",
                "proposal__organization",
                "proposal__kelurahan__kecamatan",
                "reason_code",
                "office",
                "parent",
                "decided_by",
            )
            .order_by(
                "-proposal__forum__plan_year",
                "proposal__urusan__order",
                "proposal__urusan__name",
                "proposal__number",
            )
        )


class AttachmentQuerySet(models.QuerySet):
    def for_public(self):
        """What everybody may open who may read the proposal: meant for them, and clean."""
        return self.filter(is_public=True, scan=ScanState.CLEAN)


class SupportQuerySet(models.QuerySet):
    def counting_for(self, proposal: int):
        """The supports of a proposal (by its key) and of those merged with it; one person may be in several rows."""
        return self._of_family(proposal)

    def count_of(self, proposal):
        """As a subquery: how many persons support it (an `OuterRef`), each counted once."""
        rows = self._of_family(OuterRef(proposal)).order_by().annotate(one=Value(1)).values("one")
        return rows.annotate(people=Count("user", distinct=True)).values("people")

    def _of_family(self, key):
        """By the keys of the family, so that an index finds them among however many supports."""
        proposals = self.model._meta.get_field("proposal").related_model.objects
        return self.filter(proposal__in=proposals.filter(Q(pk=key) | Q(parent=key)).values("pk"))


ENTERING = ("submit", "record", "confirm_phone", "resubmit", "complete_recorded")


class EventQuerySet(models.QuerySet):
    def entries(self):
        """By which proposals were sent to the verifiers."""
        return self.filter(step__in=ENTERING)

    def public(self):
        """With what the history says of a result that was published."""
        return self.filter(is_public=True).select_related("decision")
