"""The named reads of lists that were entered at once."""

from django.db import models


class BatchQuerySet(models.QuerySet):
    def for_listing(self):
        """What the page of imports shows, in one query, without what the files held."""
        return self.select_related("forum", "created_by", "job").defer("sheets", "columns", "report")

    def entered(self):
        return self.filter(entered_at__isnull=False)

    def unfinished(self):
        return self.filter(entered_at__isnull=True)

    def last_columns(self, source: str) -> dict:
        """Which heading gave which field the last time that such a list was read."""
        rows = self.filter(source=source).exclude(columns={}).order_by("-pk")
        return rows.values_list("columns", flat=True).first() or {}
