"""Reading jobs and heartbeats."""

from datetime import timedelta

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

ALIVE_SECONDS = 60


class JobQuerySet(models.QuerySet):
    def active(self) -> "JobQuerySet":
        """Waiting or being done."""
        return self.filter(state__in=["queued", "running"])

    def failed(self) -> "JobQuerySet":
        """Given up for good: for the staff list with "Coba lagi"."""
        return self.filter(state="failed")

    def for_listing(self) -> "JobQuerySet":
        """With who asked for it, newest first."""
        return self.select_related("created_by").order_by("-created_at", "id")

    def about(self, kind: str, key: str) -> "JobQuerySet":
        """All jobs of one kind and key, newest first."""
        return self.filter(kind=kind, key=key).order_by("-created_at", "id")

    def for_user(self, user) -> "JobQuerySet":
        """What one person asked for, newest first."""
        return self.filter(created_by=user)

    def due(self) -> "JobQuerySet":
        """What a worker may take now, oldest first: queued ones, and those whose worker went silent.

        Of one person only one is done at a time, so that nobody takes all workers for themselves.
        """
        now = timezone.now()
        busy = self.model.objects.filter(
            created_by=OuterRef("created_by"), state="running", lease_until__gte=now
        )
        waiting = Q(state="queued", run_after__lte=now) & ~Exists(busy)
        abandoned = Q(state="running", lease_until__lt=now)
        return self.filter(waiting | abandoned).order_by("run_after", "created_at", "id")


class HeartbeatQuerySet(models.QuerySet):
    def alive(self, within_seconds: int = ALIVE_SECONDS) -> "HeartbeatQuerySet":
        """Workers that were seen lately."""
        return self.filter(seen_at__gte=timezone.now() - timedelta(seconds=within_seconds))

    def is_alive(self, within_seconds: int = ALIVE_SECONDS) -> bool:
        """Whether any worker was seen lately."""
        return self.alive(within_seconds).exists()
