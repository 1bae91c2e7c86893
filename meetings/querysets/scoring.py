"""The named reads of scoring: which marks count, totals, what is left to score."""

from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import (
    Avg,
    Case,
    Count,
    DecimalField,
    Exists,
    F,
    OuterRef,
    Q,
    Subquery,
    Sum,
    When,
    Window,
)
from django.db.models.expressions import RowRange
from django.db.models.functions import Cast, Coalesce, Round

from proposals.choices import Status

HIGHEST = 5
EXACT = DecimalField(max_digits=20, decimal_places=10)
POINTS = DecimalField(max_digits=7, decimal_places=2)
RUPIAH = DecimalField(max_digits=20, decimal_places=2)
# The order of the list by which the ceiling is handed out.
BY_SCORE = (
    F("score").desc(nulls_last=True),
    F("proposal__support_count").desc(),
    F("proposal__number").asc(),
)


class MarkQuerySet(models.QuerySet):
    def counting(self, reader=None):
        """Marks that count for the session which the proposal is in, as far as this reader may know them.

        On a shared sheet all of them; where everybody scores alone, one's own until the scoring is closed, then all.
        """
        sitting = "proposal__agenda_item__sitting__"
        mine = Q(scorer=reader) if reader is not None else Q(pk__in=[])
        shared = Q(is_shared=True, **{sitting + "is_blind": False})
        alone = Q(is_shared=False, **{sitting + "is_blind": True})
        closed = Q(**{sitting + "scoring_closed_at__isnull": False})
        return self.filter(shared | (alone & (closed | mine)), value__isnull=False)

    def on_sheet_of(self, sitting, person):
        """The marks that this person sees and changes for a session: the shared ones, or their own."""
        owned = {"is_shared": False, "scorer": person} if sitting.is_blind else {"is_shared": True}
        return self.filter(proposal__agenda_item__sitting=sitting, **owned)

    def averages(self):
        """For each proposal and criterion the mean mark (two decimals) and how many gave one, in one query."""
        mean = Round(Avg(Cast("value", EXACT)), 2, output_field=POINTS)
        return self.order_by().values("proposal", "criterion").annotate(mean=mean, givers=Count("pk"))


class ScoredItems(models.QuerySet):
    """What of an agenda has to do with scores."""

    def _related(self, name: str):
        """The manager of the model at the end of a path of relations."""
        model: Any = self.model
        for part in name.split("__"):
            model = model._meta.get_field(part).related_model
        return model.objects

    def with_score(self, reader=None):
        """Adds `score`: 0 to 100, None until each criterion has a mark that counts and that this reader may know.

        Several marks for one criterion count by their mean.
        """
        counting = self._related("proposal__marks").counting(reader)
        beside = counting.filter(proposal=OuterRef("proposal"), criterion=OuterRef("criterion"))
        givers = beside.order_by().values("proposal").annotate(n=Count("pk")).values("n")
        marks = counting.filter(proposal=OuterRef("proposal")).order_by()
        share = Cast("value", EXACT) * F("criterion__weight") / Subquery(givers)
        marks = marks.annotate(share=models.ExpressionWrapper(share, output_field=EXACT)).values("proposal")
        points = marks.annotate(points=Round(Sum("share") / HIGHEST, 2, output_field=POINTS)).values("points")
        covered = marks.annotate(n=Count("criterion", distinct=True)).values("n")
        criteria = self._related("sitting__forum__criteria").filter(forum=OuterRef("sitting__forum"))
        asked = criteria.order_by().values("forum").annotate(n=Count("pk")).values("n")
        rows = self.annotate(_covered=Subquery(covered), _asked=Subquery(asked))
        whole = When(_covered=F("_asked"), then=Subquery(points))
        return rows.annotate(score=Case(whole, default=None, output_field=POINTS))

    def ranked(self):
        """The best first, what has no score last; needs `with_score`."""
        return self.order_by(*BY_SCORE)

    def with_running_cost(self):
        """Adds `running`: rupiah of all that ranks as high or higher; needs `with_score`."""
        cost = Coalesce("proposal__estimated_cost", Decimal(0), output_field=RUPIAH)
        running = Window(Sum(cost), order_by=list(BY_SCORE), frame=RowRange(end=0), output_field=RUPIAH)
        return self.annotate(running=running)

    def open_cost(self) -> Decimal:
        """Rupiah of all estimates, but for proposals that are withheld: a sum in print would tell theirs."""
        rows = self.filter(proposal__withheld_reason="")
        return rows.aggregate(cost=Sum("proposal__estimated_cost"))["cost"] or Decimal(0)

    def unscored_by(self, person):
        """What this person is still to score: of verified proposals in sessions whose scoring is open.

        Of their bidang alone, never their own, never what they left to others.
        """
        marks = self._related("proposal__marks").filter(
            proposal=OuterRef(OuterRef("proposal")), criterion=OuterRef("pk"), value__isnull=False
        )
        mine = Q(is_shared=False, scorer=person)
        blind = Q(proposal__agenda_item__sitting__is_blind=True)
        seen = marks.filter((blind & mine) | (~blind & Q(is_shared=True)))
        criteria = self._related("sitting__forum__criteria").filter(forum=OuterRef("sitting__forum"))
        open_ones = self.filter(sitting__scoring_closed_at=None, proposal__status=Status.VERIFIED)
        theirs = self._related("proposal").handled_by(person).values("pk")
        rows = open_ones.filter(Exists(criteria.filter(~Exists(seen))), proposal__in=theirs)
        return rows.exclude(self.left_out_for(person))

    def left_out_for(self, person) -> Q:
        """What a person does not score: one's own, one's organisation's, and what was declared."""
        own = self._related("proposal").owned_by(person).values("pk")
        declared = self._related("proposal__conflicts_of_interest").filter(person=person).values("proposal")
        return Q(proposal__in=own) | Q(proposal__in=declared)
