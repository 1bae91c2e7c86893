"""The named reads of sessions."""

import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone


class SessionQuerySet(models.QuerySet):
    def live(self, *, life: datetime.timedelta, idle: datetime.timedelta | None):
        """Those that would still be let in under these limits."""
        now = timezone.now()
        rows = self.filter(expire_date__gt=now, signed_in_at__gt=now - life)
        return rows.filter(Q(seen_at__gt=now - idle) | Q(sitting_until__gt=now)) if idle else rows

    def expired(self):
        return self.filter(expire_date__lte=timezone.now())
