"""What /readyz looks at: database, migrations, storage, disk, worker; and what beside it is not as it should be.

Every look is bounded: statements by STATEMENT_MS, the file system by DISK_SECONDS, the scanner by its own limits.
"""

import shutil
from collections.abc import Callable
from functools import cache

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import DatabaseError, InterfaceError, connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from core.scanner import scanner_trouble
from jobs.models import Job, WorkerHeartbeat
from notifications.models import Message
from renja_portal.health.bounded import TookTooLong, within_seconds

LOW_DISK_BYTES = 200 * 1024 * 1024
STATEMENT_MS = 2_000
DISK_SECONDS = 2.0
LETTER_SECONDS = 900  # a letter that is due for longer has something in its way


def problems() -> dict[str, str]:
    """What keeps the portal from serving well: {name: sentence for staff}; empty when all is well."""
    found = {"storage": storage(), "disk": disk(), "database": database()}
    if not found["database"]:
        found |= _in_short(lambda: {"migrations": migrations(), "worker": worker()})
    return {name: text for name, text in found.items() if text}


def details() -> dict[str, dict]:
    """What staff and whoever asks on this machine read beside it. The portal serves on with these."""
    told = {"scanner": scanner_trouble()} | _in_short(lambda: {"letters": letters()})
    return {
        "notes": {name: text for name, text in told.items() if text},
        "figures": _in_short(figures),
    }


def figures() -> dict[str, int]:
    """Jobs given up, letters that did not arrive, seconds that the oldest due letter waits."""
    return {
        "failed_jobs": Job.objects.failed().count(),
        "undelivered_letters": Message.objects.undelivered().count(),
        "oldest_unsent_letter_seconds": _oldest_letter_seconds(),
    }


def asks_here(request: HttpRequest) -> bool:
    """Asked on this machine itself, past the proxy, which says for whom it asks."""
    passed_on = {"HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP", "HTTP_FORWARDED"} & request.META.keys()
    return request.META.get("REMOTE_ADDR", "") in {"127.0.0.1", "::1", "::ffff:127.0.0.1"} and not passed_on


def database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (DatabaseError, InterfaceError):
        return _("Basis data tidak menjawab.")
    return ""


def migrations() -> str:
    missing = _shipped() - MigrationRecorder(connection).applied_migrations().keys()
    return _("Migrasi basis data belum dijalankan.") if missing else ""


@cache
def _shipped() -> set[tuple[str, str]]:
    """The migrations of this release; they stay the same for as long as the process lives."""
    return set(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)


def storage() -> str:
    try:
        is_ready = within_seconds(DISK_SECONDS, default_storage.is_ready)
    except TookTooLong:
        is_ready = False
    return "" if is_ready else _("Tempat berkas tidak dapat ditulis.")


def free_bytes() -> int:
    """How much is left where files lie; 0 where that cannot be said."""
    try:
        return within_seconds(DISK_SECONDS, lambda: shutil.disk_usage(settings.DATA_DIR).free)
    except (OSError, TookTooLong):
        return 0


def disk() -> str:
    return _("Ruang disk hampir habis.") if free_bytes() < LOW_DISK_BYTES else ""


def worker() -> str:
    return "" if WorkerHeartbeat.objects.is_alive() else _("Pekerja (worker) tidak berjalan.")


def letters() -> str:
    waits = _oldest_letter_seconds()
    if waits < LETTER_SECONDS:
        return ""
    return _("Surat tertua menunggu %(minutes)d menit untuk dikirim.") % {"minutes": waits // 60}


def _oldest_letter_seconds() -> int:
    since = Message.objects.oldest_unsent()
    return int((timezone.now() - since).total_seconds()) if since else 0


def _in_short(read: Callable[[], dict]) -> dict:
    """What the database says within a short time; that it is busy, where it does not."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('statement_timeout', %s, true)", [str(STATEMENT_MS)])
            told = read()
            transaction.set_rollback(
                True
            )  # the limit goes with it, also where this is a part of a larger transaction
            return told
    except (DatabaseError, InterfaceError):
        return {"database": _("Basis data terlalu lambat menjawab.")}
