"""The named reads of agreements."""

from django.db import models


class AgreementQuerySet(models.QuerySet):
    def for_listing(self):
        """With urusan and partners, in three queries whatever the number."""
        return self.select_related("urusan").prefetch_related("partners")
