"""The named reads of sessions, presence and agreements."""

import datetime

from django.db import models
from django.db.models import F

from meetings.querysets.agreements import AgreementQuerySet
from meetings.querysets.running import RunAgenda, RunSittings
from meetings.querysets.scoring import ScoredItems

__all__ = ["AgendaQuerySet", "AgreementQuerySet", "AttendanceQuerySet", "SittingQuerySet"]


class SittingQuerySet(RunSittings):
    def of_forum(self, forum):
        """The sessions of a forum in their order, with their urusan, in one query."""
        return self.filter(forum=forum).select_related("urusan").order_by("order", "pk")

    def with_counts(self):
        """Adds `item_count`, how many proposals stand on the agenda."""
        return self.annotate(item_count=models.Count("items"))

    def to_come_on(self, day: datetime.date):
        """Set for a day and not begun."""
        return self.filter(state="planned", starts_at__date=day)

    def follow_day(self, old: datetime.date, new: datetime.date) -> int:
        """What was to come on the old day comes at the same hour of the new one; how many sessions that are."""
        later = new - old
        moved = {"starts_at": F("starts_at") + later, "ends_at": F("ends_at") + later}
        return self.to_come_on(old).update(**moved, version=F("version") + 1)


class AgendaQuerySet(ScoredItems, RunAgenda):  # type: ignore[override]  # the plug-in compares as_manager
    def in_order(self):
        """As the session takes them, with what a line of the agenda shows, in one query."""
        along = ("proposal__organization", "proposal__kelurahan", "proposal__urusan", "proposal__parent")
        return self.select_related(*along).order_by("order", "pk")

    def with_proposals(self):
        """In their order, with what staff read of their proposals, in one query."""
        along = (
            "proposal__organization", "proposal__kelurahan__kecamatan", "proposal__suggested_node", "proposal__forum",
        )  # fmt: skip
        rows = self.select_related(*along).defer("proposal__stems", "proposal__words")
        return rows.order_by("order", "pk")

    def for_agenda(self):
        """The same, and what was merged into each proposal as its `merged`; two queries."""
        proposals = self._related("proposal")
        merged = proposals.submitted().order_by("number").defer("stems", "words")
        beneath = models.Prefetch("proposal__merged_proposals", merged, to_attr="merged")
        return self.with_proposals().prefetch_related(beneath)


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
