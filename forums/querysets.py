"""The named reads of forums, windows and ceilings."""

from datetime import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Sum
from django.utils import timezone

from core.quarantine import ScanState


class ForumQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All forums for host staff, the published ones for everybody else."""
        return self if user.has_perm("stakeholders.work") else self.filter(is_published=True)

    def before(self, plan_year):
        """The forums of earlier plan years; takes a year or the column of an outer query."""
        return self.filter(plan_year__lt=plan_year)

    def with_earlier(self):
        """With `earlier_keys`, so that a list of what they left over finds it by an index without another query."""
        keys = self.model.objects.before(models.OuterRef("plan_year")).order_by().values("pk")
        return self.annotate(earlier_keys=ArraySubquery(keys))

    def taking_proposals(self, now: datetime | None = None):
        """The published forums that take proposals from the public now, the newest plan year first."""
        now = now or timezone.now()
        open_now = {"activities__contains": ["submit"], "opens_at__lte": now, "closes_at__gt": now}
        phases = self.model._meta.get_field("phases").related_model.objects.filter(**open_now)
        rows = self.filter(models.Exists(phases.filter(forum=models.OuterRef("pk"))), is_published=True)
        return rows.order_by("-plan_year")

    def uncarried(self):
        """The newest of these for which nobody has prepared yet what the forum before it left over, or None."""
        return self.taking_proposals().filter(is_carried=False).first()

    def current(self):
        """The forum of the newest plan year that the public can see, or None."""
        return self.filter(is_published=True).order_by("-plan_year").first()

    def newest(self):
        """The forum of the newest plan year, shown to the public or not, or None."""
        return self.order_by("-plan_year").first()

    def with_people_invited(self):
        """Those for which delegates, receivers of letters or words of answers are still kept."""
        participants = self.model._meta.get_field("participants").related_model.objects
        deliveries = participants.model._meta.get_field("deliveries").related_model.objects
        delegates = participants.model._meta.get_field("delegates").related_model.objects
        outer = models.OuterRef("pk")
        return self.filter(
            models.Exists(delegates.filter(participant__forum=outer))
            | models.Exists(deliveries.naming_somebody().filter(participant__forum=outer))
            | models.Exists(participants.with_words().filter(forum=outer))
        )


class CeilingQuerySet(models.QuerySet):
    def in_force(self):
        """The newest ceiling of each source of funds."""
        return self.order_by("source_of_funds", "-dated").distinct("source_of_funds")

    def total(self):
        """Rupiah (Decimal) of all ceilings in force, or None when there is no ceiling at all."""
        return self._newest().aggregate(total=Sum("amount"))["total"]

    def with_total(self):
        """The ceilings of one forum, each with `total`: rupiah (Decimal) of all that are in force; in one query."""
        total = self._newest().order_by().values("forum").annotate(total=Sum("amount")).values("total")
        return self.annotate(total=models.Subquery(total))

    def _newest(self):
        return self.model.objects.filter(pk__in=self.in_force().values("pk"))


class DocumentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All documents for host staff; for everybody else the published, clean ones of forums that are published."""
        if user.has_perm("stakeholders.work"):
            return self
        return self.filter(is_published=True, forum__is_published=True, scan=ScanState.CLEAN)


class ParticipantQuerySet(models.QuerySet):
    def for_listing(self):
        """With the organisations, by their names, in one query."""
        return self.select_related("organization").order_by("organization__name")

    def invited(self):
        """Those to whom an invitation went out, or who opened or answered one."""
        deliveries = self.model._meta.get_field("deliveries").related_model.objects
        delivered = models.Exists(deliveries.filter(participant=models.OuterRef("pk")))
        return self.filter(delivered | models.Q(opened_at__isnull=False) | ~models.Q(answer=""))

    def addresses(self) -> list[str]:
        """Where letters to them go, their own address before the organisation's; none for whom none is known."""
        rows = self.order_by().values_list("email", "organization__email")
        return sorted({own or office for own, office in rows if own or office})


class HolidayQuerySet(models.QuerySet):
    def of_year(self, year: int):
        return self.filter(day__year=year)

    def years(self) -> list[int]:
        """The years that are named, the newest first."""
        return [day.year for day in self.dates("day", "year", order="DESC")]
