"""The named reads of who was invited: sent to, not answered, what came back."""

import datetime

from django.db import models
from django.db.models import Count, Exists, ExpressionWrapper, F, OuterRef, Prefetch, Q, Value

from forums.querysets import ParticipantQuerySet

LOST = ("failed", "bounced", "cancelled")  # letters that did not arrive
MAILED = "surel"


class InvitedQuerySet(ParticipantQuerySet):
    def for_invitations(self):
        """By name, with all that the list of invitations shows; deliveries and delegates in a query each."""
        deliveries = self.model._meta.get_field("deliveries").related_model.objects.select_related(
            "letter", "by"
        )
        return (
            self.select_related("organization", "forum", "letter_copy", "answered_by")
            .prefetch_related(Prefetch("deliveries", deliveries), "delegates")
            .order_by("organization__name")
        )

    def sent(self):
        """The invitation is on its way or arrived by some means."""
        return self.filter(Exists(self._deliveries().arriving()))

    def unsent(self):
        return self.exclude(Exists(self._deliveries().arriving()))

    def unanswered(self):
        """Sent, and nothing came back yet."""
        return self.sent().filter(answer="")

    def not_mailed_on(self, day: datetime.date):
        """To whom no mail was written on that day, whether it arrived or not."""
        return self.exclude(Exists(self._deliveries().filter(means=MAILED, delivered_at__date=day)))

    def with_address(self):
        """That can be written to by mail: their own address, or that of the organisation."""
        return self.exclude(email="", organization__email="")

    def still_to_come(self, day: datetime.date):
        """Of forums whose day is not over; of those without one, the ones that plan a coming year."""
        undated = Q(forum__held_on=None, forum__plan_year__gt=day.year)
        return self.filter(undated | Q(forum__held_on__gte=day))

    def counts(self, day: datetime.date) -> dict[str, int]:
        """How many there are of each kind, and how many can be mailed on that day, in one query."""
        sent = Exists(self._deliveries().arriving())
        can_be_mailed = ~Q(email="", organization__email="") & ~Q(
            Exists(self._deliveries().filter(means=MAILED, delivered_at__date=day))
        )
        return self.aggregate(
            mailable=Count("pk", filter=can_be_mailed & ~Q(sent)),
            remindable=Count("pk", filter=can_be_mailed & Q(sent, answer="")),
            all=Count("pk"),
            unsent=Count("pk", filter=~sent),
            unanswered=Count("pk", filter=Q(sent, answer="")),
            attends=Count("pk", filter=Q(answer="hadir")),
            represented=Count("pk", filter=Q(answer="diwakilkan")),
            absent=Count("pk", filter=Q(answer="tidak_hadir")),
        )

    def to_be_reminded(self, day: datetime.date):
        """Not answered since an earlier day, with an address, whose forum is as near as its letter says; once each."""
        today = Value(day, output_field=models.DateField())
        last = ExpressionWrapper(
            today + F("forum__invitation_letter__remind_days"), output_field=models.DateField()
        )
        near = self.filter(reminded_on=None, forum__held_on__gt=day, forum__held_on__lte=last)
        told_today = self._deliveries().arriving().filter(delivered_at__date=day)
        return near.unanswered().with_address().not_mailed_on(day).exclude(Exists(told_today))

    def with_words(self):
        """That give a reason in somebody's own words."""
        return self.exclude(answer_note="")

    def _deliveries(self):
        """Those of the row that an outer query looks at."""
        model = self.model._meta.get_field("deliveries").related_model
        return model.objects.filter(participant=OuterRef("pk"))


class DeliveryQuerySet(models.QuerySet):
    def arriving(self):
        """But for letters that were lost."""
        return self.exclude(letter__state__in=LOST)

    def naming_somebody(self):
        """That say who received the invitation."""
        return self.exclude(receiver="", note="")
