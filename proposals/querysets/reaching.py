"""Whom news did not reach: no address to write to, or a letter that was given up or came back; and nobody told them since."""

from django.db import models
from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    Count,
    F,
    Func,
    Max,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Concat, Greatest

from notifications.models import Handover, Message
from proposals.choices import DECIDED_STATES, Status

TOLD_STATES = (Status.RETURNED, Status.VERIFIED, *DECIDED_STATES)
OWN_STEPS = ("submit", "resubmit", "withdraw", "ask_review", "tell_in_person")
WITHOUT_ADDRESS = Q(proposer=None, contact_email="") & (Q(organization=None) | Q(organization__email=""))
NUMBER_IN_KEY = (
    "SUBSTRING(%(expressions)s FROM '^proposal:([0-9]{1,18}):')"  # NULL for letters about other things
)
ABOUT = "proposal:"  # how the key of each letter begins, and what a handover is about


class Reachable(models.QuerySet):
    def unreached(self):
        """Adds `since`: when the news was written that did not reach its proposer."""
        lost = _lost_letters()
        untold = WITHOUT_ADDRESS & Q(status__in=TOLD_STATES)
        them = (
            self.model.objects.filter(untold)
            .order_by()
            .values("pk")
            .union(lost.order_by().values("proposal"))
        )
        rows = self.filter(pk__in=them)
        letter = lost.filter(proposal=OuterRef("pk")).order_by().values("proposal")
        since = Greatest(
            Case(When(untold, then=self._last_news()), default=None, output_field=models.DateTimeField()),
            Subquery(letter.annotate(at=Max("created_at")).values("at")),
        )
        rows = rows.annotate(since=since, told_at=Subquery(_handovers(OuterRef("pk"))))
        # Nobody told them: asked first, because `since` is dear, and counting needs it for the others alone.
        return rows.filter(Q(told_at=None) | Q(told_at__lt=F("since")))

    def _last_news(self) -> Subquery:
        """When staff last did something that its proposer should hear of."""
        events = self.model._meta.get_field("events").related_model.objects
        news = events.public().exclude(step__in=OWN_STEPS).filter(proposal=OuterRef("pk")).order_by()
        return Subquery(news.values("proposal").annotate(at=Max("at")).values("at"))

    def by_kelurahan(self):
        """How many there are in each kelurahan (None: the whole city), by name, in one query."""
        names = ("kelurahan", "kelurahan__name", "kelurahan__kecamatan__name")
        rows = self.order_by().values(*names).annotate(n=Count("pk"))
        return rows.order_by("kelurahan__kecamatan__name", "kelurahan__name")

    def for_telling(self):
        """With all that one needs to reach the proposers, in one query."""
        along = ("forum", "organization", "kelurahan__kecamatan", "proposer", "parent", "forwarded_to")
        return self.select_related(*along).defer("stems", "words").with_flags()


def proposal_of_letter() -> Cast:
    """As an expression over letters about proposals: which proposal, by its key."""
    number = Func(F("key"), template=NUMBER_IN_KEY, output_field=CharField())
    return Cast(number, BigIntegerField())


def _lost_letters():
    """The letters about proposals that did not arrive, each with its `proposal`."""
    letters = Message.objects.unheard().filter(kind__startswith="proposal.", key__startswith=ABOUT)
    return letters.annotate(proposal=proposal_of_letter())


def _handovers(key):
    about = Concat(Value(ABOUT), Cast(key, CharField()))
    rows = Handover.objects.filter(about=about).order_by("-created_at")
    return rows.values("created_at")[:1]
