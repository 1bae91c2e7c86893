"""The named reads of sessions, presence and agreements."""

from django.db import models


class AgreementQuerySet(models.QuerySet):
    def for_listing(self):
        """With urusan and partners, in three queries whatever the number."""
        return self.select_related("urusan").prefetch_related("partners")


class SittingQuerySet(models.QuerySet):
    def of_forum(self, forum):
        """The sessions of a forum in their order, with their urusan, in one query."""
        return self.filter(forum=forum).select_related("urusan").order_by("order", "pk")


class AgendaQuerySet(models.QuerySet):
    def in_order(self):
        """As the session takes them, with what a line of the agenda shows, in one query."""
        along = ("proposal__organization", "proposal__kelurahan", "proposal__urusan", "proposal__parent")
        return self.select_related(*along).order_by("order", "pk")


class AttendanceQuerySet(models.QuerySet):
    def of_forum(self, forum):
        """Everybody who came, the first to come first."""
        return self.filter(forum=forum).order_by("came_at", "pk")

    def search(self, text: str):
        """By all words of a text, each anywhere in name, position or organisation; at most five words count."""
        rows = self
        for word in text.split()[:5]:
            places = ("name", "position", "organization_name")
            rows = rows.filter(
                models.Q(*((f"{place}__icontains", word) for place in places), _connector="OR")
            )
        return rows

    def with_phone(self):
        """Those whose telephone number is still kept."""
        return self.exclude(phone="")

    def by_kind(self):
        """How many of each kind of organisation came ("" for those of none that was invited): counts, no names."""
        rows = self.order_by().values_list("participant__organization__kind")
        return {kind or "": count for kind, count in rows.annotate(count=models.Count("pk"))}
