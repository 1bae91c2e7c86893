"""The named reads of sessions as they are run."""

import datetime

from django.db import models
from django.db.models import Case, Count, Exists, OuterRef, Prefetch, Q, Subquery, When
from django.db.models.functions import Coalesce

from proposals.choices import Status
from proposals.models import Decision
from stakeholders.models import Role
from stakeholders.rules import standing_of

OPEN_STATES = (Status.SUBMITTED, Status.RETURNED, Status.VERIFIED)
LINE = (
    "sitting", "order", "is_spoken", "discussed_at", "seconds", "version", "is_entered_later",
    "proposal__number", "proposal__title", "proposal__status", "proposal__withheld_reason", "proposal__version",
    "proposal__volume", "proposal__volume_unit", "proposal__forum", "proposal__proposer", "proposal__is_citywide",
    "proposal__organization__name", "proposal__kelurahan__name", "proposal__unit__name",
)  # fmt: skip

ALONG = ("proposal__organization", "proposal__kelurahan", "proposal__unit")
HEAVY = ("parent__stems", "parent__words", "parent__problem", "parent__request")


class RunSittings(models.QuerySet):
    def run_by(self, user):
        """The sessions that this person may run. The same truth as the permission `meetings.run`."""
        standing = standing_of(user)
        if Role.SEKRETARIAT in standing.roles:
            return self.all()
        if Role.VERIFIKATOR not in standing.roles:
            return self.none()
        return self.filter(urusan__units__in=standing.unit_ids).distinct()

    def running(self):
        return self.filter(state="running")

    def of_day(self, day: datetime.date):
        """Those that are running, and those that are still to begin on that day."""
        return self.filter(Q(state="running") | Q(state="planned", starts_at__date=day))

    def by_state(self):
        """What is running, what is to come, what was held; each in its order."""
        place = Case(When(state="running", then=0), When(state="planned", then=1), default=2)
        return self.order_by(place, "order", "pk")

    def with_progress(self):
        """Adds `item_count` and `open_count`: what is on the agenda, and what of it has no result yet."""
        items = self.model._meta.get_field("items").related_model.objects
        waiting = items.without_result()
        return self.annotate(item_count=_count(items.all()), open_count=_count(waiting))


def _count(items) -> Coalesce:
    rows = items.filter(sitting=OuterRef("pk")).order_by().values("sitting")
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n")), 0)


class RunAgenda(models.QuerySet):
    def without_result(self):
        """What still waits to be decided, or to be verified first, and of which no result was written down."""
        pending = Decision.objects.pending().filter(proposal=OuterRef("proposal"))
        return self.filter(~Exists(pending), proposal__status__in=OPEN_STATES)

    def for_console(self, *more: str):
        """Lines of the agenda in their order with `proposal.pending`, a list of at most one result; two queries.

        `more` are further columns to read.
        """
        pending = Decision.objects.pending().select_related("decided_by", "office", "parent", "reason_code")
        waiting = Prefetch("proposal__decisions", pending.defer(*HEAVY), to_attr="pending")
        rows = self.select_related(*ALONG).only(*LINE, *more)
        return rows.prefetch_related(waiting).order_by("order", "pk")
