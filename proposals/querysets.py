"""The named reads of proposals, results and their history."""

from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q

from proposals.choices import ACCEPTED_STATES, Status
from stakeholders.rules import standing_of

SEARCH_VECTOR = SearchVector("title", weight="A", config="indonesian") + SearchVector(
    "problem", "request", weight="B", config="indonesian"
)


class ProposalQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Everything submitted, plus one's own drafts and those of one's organisations.

        The same truth as the permission `proposals.view`.
        """
        return self.filter(~Q(status=Status.DRAFT) | self._own(user))

    def owned_by(self, user):
        """Proposals of the person and of the organisations they belong to."""
        return self.filter(self._own(user))

    @staticmethod
    def _own(user) -> Q:
        if not user.is_authenticated:
            return Q(pk__in=[])
        return Q(proposer=user) | Q(organization__in=standing_of(user).organization_ids)

    def submitted(self):
        """Everything that has a number: all but drafts."""
        return self.exclude(status=Status.DRAFT)

    def with_flags(self):
        """Adds `has_pending` (a result waits for publication), `in_plan` (a Renja line names it), `support_count`."""
        pending = self.model._meta.get_field("decisions").related_model.objects.pending()
        planned = self.model.objects.filter(pk=OuterRef("pk"), fulfilments__isnull=False)
        return self.annotate(
            has_pending=Exists(pending.filter(proposal=OuterRef("pk"))),
            in_plan=Exists(planned),
            support_count=Count("supports", distinct=True),
        )

    def for_listing(self):
        """Rows of a list in one query, newest first."""
        return (
            self.select_related(
                "forum", "urusan", "organization", "kelurahan__kecamatan", "unit", "parent", "forwarded_to"
            )
            .with_flags()
            .order_by("-submitted_at", "-pk")
        )

    def search(self, text: str):
        """Full text over title, problem and request (Indonesian stems), or the number; withheld ones never match words."""
        text = " ".join(text.replace("\x00", " ").split())[:200]
        if not text:
            return self
        query = SearchQuery(text, config="indonesian", search_type="websearch")
        words = Q(vector=query, withheld_reason="")
        rows = self.annotate(vector=SEARCH_VECTOR, rank=SearchRank(F("vector"), query))
        return rows.filter(words | Q(number__icontains=text)).order_by("-rank", "-submitted_at", "-pk")

    def awaiting_verification(self, user):
        """Submitted proposals that this verifikator's bidang handles, or that no bidang has yet; never their own."""
        standing = standing_of(user)
        return (
            self.filter(Q(unit__in=standing.unit_ids) | Q(unit__isnull=True), status=Status.SUBMITTED)
            .exclude(self._own_side(user))
            .order_by("verify_due_on", "pk")
        )

    @staticmethod
    def _own_side(user) -> Q:
        return Q(proposer=user) & Q(proposer__isnull=False) | Q(
            organization__in=standing_of(user).organization_ids, organization__isnull=False
        )

    def awaiting_result(self):
        """Verified proposals whose result nobody has recorded yet."""
        return self.with_flags().filter(status=Status.VERIFIED, has_pending=False)

    def accepted(self):
        return self.filter(status__in=ACCEPTED_STATES)

    def homeless(self):
        """Accepted, but named by no line of the Renja."""
        return self.accepted().filter(fulfilments__isnull=True)


class DecisionQuerySet(models.QuerySet):
    def pending(self):
        return self.filter(state="pending")

    def published(self):
        return self.filter(state="published")

    def awaiting_publication(self):
        """Pending results as the head reads them, by urusan and number."""
        return (
            self.pending()
            .select_related(
                "proposal__urusan",
                "proposal__organization",
                "proposal__kelurahan__kecamatan",
                "reason_code",
                "office",
                "parent",
                "decided_by",
            )
            .order_by("proposal__urusan__order", "proposal__number")
        )


class EventQuerySet(models.QuerySet):
    def public(self):
        return self.filter(is_public=True)
