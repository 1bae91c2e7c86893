"""What /readyz looks at: database, migrations, storage, worker."""

import shutil

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs.models import Job, WorkerHeartbeat
from notifications.models import Message

LOW_DISK_BYTES = 200 * 1024 * 1024


def problems() -> dict[str, str]:
    """What keeps the portal from serving well: {name: sentence for staff}; empty when all is well."""
    found = {"database": _database(), "storage": _storage(), "disk": _disk()}
    if not found["database"]:
        found |= {"migrations": _migrations(), "worker": _worker()}
    return {name: text for name, text in found.items() if text}


def figures() -> dict[str, int]:
    """What staff watch beside it: jobs given up, letters that did not arrive, seconds that the oldest due letter waits."""
    since = Message.objects.oldest_unsent()
    return {
        "failed_jobs": Job.objects.failed().count(),
        "undelivered_letters": Message.objects.undelivered().count(),
        "oldest_unsent_letter_seconds": int((timezone.now() - since).total_seconds()) if since else 0,
    }


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return _("Basis data tidak menjawab.")
    return ""


def _migrations() -> str:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return _("Migrasi basis data belum dijalankan.") if waiting else ""


def _storage() -> str:
    return "" if default_storage.is_ready() else _("Tempat berkas tidak dapat ditulis.")


def _disk() -> str:
    free = shutil.disk_usage(settings.DATA_DIR).free if settings.DATA_DIR.exists() else 0
    return _("Ruang disk hampir habis.") if free < LOW_DISK_BYTES else ""


def _worker() -> str:
    return "" if WorkerHeartbeat.objects.is_alive() else _("Pekerja (worker) tidak berjalan.")
