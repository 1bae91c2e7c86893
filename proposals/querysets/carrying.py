"""What earlier forums left over, and what became of it at the next one."""

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone

from forums.models import Activity, Forum, Phase
from proposals.choices import ACCEPTED_STATES, Status
from stakeholders.models import Membership

LET_GO = "let_go"  # the step in the history: it is not asked for again


class Carried(models.QuerySet):
    def left_over_before(self, forum: Forum):
        """The reserves of earlier forums, and what was accepted there but is named by no line of a Renja that is locked.

        Adds what became of each at this forum: `returned_as` (the number under which it came back), `has_draft` (it can
        be sent again), `let_go_at`. What came back at a forum in between follows its successor.
        """
        again = self._related("successors").filter(previous=OuterRef("pk"))
        sent = again.exclude(status=Status.DRAFT)
        ends = self._related("events").filter(step=LET_GO, proposal=OuterRef("pk")).order_by("-at")
        rows = self.filter(self._without_room(), forum__in=forum.earlier_keys)
        return rows.exclude(Exists(sent.filter(forum__plan_year__lt=forum.plan_year))).annotate(
            returned_as=Subquery(sent.filter(forum=forum).values("number")[:1]),
            has_draft=Exists(again.filter(forum=forum, status=Status.DRAFT)),
            let_go_at=Subquery(ends.values("at")[:1]),
        )

    def undecided(self):
        """Of `left_over_before`: neither asked for again nor let go; a draft alone decides nothing."""
        return self.filter(returned_as=None, let_go_at=None)

    def waiting_for_staff(self, forum: Forum):
        """The undecided ones without those that their proposers may still send."""
        taking = Exists(Forum.objects.taking_proposals().filter(pk=forum.pk))
        return self.undecided().filter(Q(has_draft=False) | ~Q(taking))

    def with_author(self):
        """Those of which somebody with an account can send a draft."""
        members = Membership.objects.in_force().filter(user__is_active=True)
        spoken_for = Exists(members.filter(organization=OuterRef("organization")))
        return self.filter(Q(proposer__is_active=True) | Q(spoken_for))

    def for_carrying(self):
        """Rows of the secretariat's list in one query, by number."""
        along = ("forum", "organization", "kelurahan__kecamatan", "proposer", "parent", "forwarded_to")
        return self.select_related(*along).defer("stems", "words").with_flags().order_by("number")

    def _related(self, name: str):
        return self.model._meta.get_field(name).related_model.objects

    def _without_room(self) -> Q:
        locks = Phase.objects.filter(activities__contains=[Activity.LOCK], opens_at__lte=timezone.now())
        planned = self._related("fulfilments").filter(proposal=OuterRef("pk"))
        accepted = Q(~Exists(planned), status__in=ACCEPTED_STATES, forum__in=locks.values("forum"))
        return Q(status=Status.DEFERRED) | accepted
