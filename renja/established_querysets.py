"""The named reads of what was established, by the names that those of today's links have (`querysets.py`)."""

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import OuterRef, Q

from proposals.choices import ACCEPTED_STATES


class EstablishedLineQuerySet(models.QuerySet):
    def published(self):
        """Those of plans that the public may read, as links from elsewhere name them."""
        rows = self.filter(renja__is_published=True, renja__forum__is_published=True)
        return rows.select_related("renja__forum", "node").order_by("-renja__forum__plan_year", "node__code")


class EstablishedAnswerQuerySet(models.QuerySet):
    def published(self):
        """Those in plans that the public may read, as a proposal's page shows them."""
        rows = self.filter(line__renja__is_published=True, line__renja__forum__is_published=True)
        return rows.select_related("line__node", "line__renja__forum").order_by("line__node__code")

    def of_accepted(self):
        """The published ones whose proposal is accepted today."""
        return self.published().filter(proposal__status__in=ACCEPTED_STATES)

    def with_work(self):
        """Adds `steps`, what was done for the proposal, and `pictures`, what everybody may see of it; in the same query.

        They hang on today's line of that code, which nobody removes once work was begun.
        """
        line = {"line__renja": OuterRef("line__renja"), "line__node": OuterRef("line__node")}
        answer = {f"work__fulfilment__{name}": value for name, value in line.items()}
        steps = apps.get_model("renja.WorkStep").objects.filter(
            work__fulfilment__proposal=OuterRef("proposal"), **answer
        )
        proofs = apps.get_model("renja.Proof").objects.for_public().filter(**line)
        shown = proofs.filter(Q(proposal=None) | Q(proposal=OuterRef("proposal")))
        return self.annotate(
            steps=ArraySubquery(steps.as_values()), pictures=ArraySubquery(shown.as_values())
        )
