"""What the database and the disk say at the moment that Prometheus asks; the same whichever process answers.

A handful of statements; those about the outbox go by indexes, however long it grows. Where the database is away,
`renja_database_up` is 0 and the rest of what it would say is left out.
"""

import shutil
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.db.models import Count, Min
from django.utils import timezone
from prometheus_client.core import GaugeMetricFamily, Metric

from accounts.models import Session
from jobs.models import Job, WorkerHeartbeat
from notifications.models import Message
from renja_portal.version import versions


class Gauges:
    """A collector of prometheus-client, asked at each look."""

    def collect(self) -> Iterator[Metric]:
        yield from _disk()
        try:
            known = [*_jobs(), *_outbox(), *_people(), *_connections(), _build()]
        except (DatabaseError, InterfaceError):
            known = []
        yield _gauge("database_up", "Whether the database answered.", int(bool(known)))
        yield from known


def _gauge(name: str, help_text: str, value: float) -> Metric:
    return GaugeMetricFamily(f"renja_{name}", help_text, value=value)


def _by(name: str, help_text: str, labels: list[str], rows: list[tuple[list[str], float]]) -> Metric:
    family = GaugeMetricFamily(f"renja_{name}", help_text, labels=labels)
    for values, number in rows:
        family.add_metric(values, number)
    return family


def _age(since: datetime | None) -> float:
    """Seconds until now; nought for nothing that waits."""
    return max(0.0, (timezone.now() - since).total_seconds()) if since else 0.0


def _jobs() -> Iterator[Metric]:
    counts = Job.objects.order_by().values_list("state", "kind").annotate(n=Count("pk"))
    rows = [([state, kind], float(n)) for state, kind, n in counts]
    yield _by("jobs", "Background jobs by state and kind.", ["state", "kind"], rows)
    oldest = Job.objects.due().order_by().aggregate(since=Min("run_after"))["since"]
    yield _gauge("jobs_oldest_waiting_seconds", "Age of the oldest job that is due.", _age(oldest))


def _outbox() -> Iterator[Metric]:
    pending, lost = Message.objects.pending().count(), Message.objects.undelivered().count()
    rows = [(["pending"], float(pending)), (["undelivered"], float(lost))]
    yield _by("letters", "Letters that wait, and that did not arrive.", ["state"], rows)
    oldest = Message.objects.oldest_unsent()
    yield _gauge("letters_oldest_due_seconds", "Age of the oldest letter that is due.", _age(oldest))


def _people() -> Iterator[Metric]:
    rows = Session.objects.filter(user__isnull=False, expire_date__gt=timezone.now())
    yield _gauge("sessions", "Signed-in sessions.", rows.count())
    yield _gauge("workers", "Workers seen within a minute.", WorkerHeartbeat.objects.alive().count())


def _connections() -> Iterator[Metric]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(state, 'none'), count(*) FROM pg_stat_activity WHERE datname = current_database() GROUP BY 1"
        )
        rows = [([state], float(n)) for state, n in cursor.fetchall()]
        cursor.execute("SELECT current_setting('max_connections')::int, pg_database_size(current_database())")
        most, size = cursor.fetchone()
    yield _by("database_connections", "Connections to this database by state.", ["state"], rows)
    yield _gauge("database_connections_max", "Connections that the server takes.", most)
    yield _gauge("database_bytes", "Size of the database.", size)


def _disk() -> Iterator[Metric]:
    try:
        usage: Any = shutil.disk_usage(settings.DATA_DIR)
    except OSError:
        return
    yield _gauge("disk_free_bytes", "Free where DATA_DIR lies.", usage.free)
    yield _gauge("disk_total_bytes", "Size of the disk that DATA_DIR lies on.", usage.total)


def _build() -> Metric:
    told = versions()
    return _by("build", "Versions of what runs; always 1.", list(told), [(list(told.values()), 1.0)])
