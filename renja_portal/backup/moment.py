"""One moment of the database, which several programs look at: counted here, dumped by pg_dump."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from accounts.models import Session
from audit.chain import chain_head
from core.sweeping import named_files
from jobs.models import WorkerHeartbeat
from renja_portal.backup import census


@dataclass(frozen=True)
class Moment:
    """`snapshot` names it to other sessions as long as it is held; whatever was committed before `at` is in it."""

    snapshot: str
    at: datetime


@contextmanager
def held_moment() -> Iterator[Moment]:
    """Inside the block everything is read as of one moment, and nothing can be written."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("SELECT pg_export_snapshot(), transaction_timestamp()")
        yield Moment(*cursor.fetchone())


def left_out() -> list[str]:
    """Tables that come along empty: who is signed in, counts of the cache, workers that run now."""
    caches: dict[str, Any] = settings.CACHES
    tables = [Session._meta.db_table, WorkerHeartbeat._meta.db_table, caches["default"]["LOCATION"]]
    return sorted(tables)


def read_facts() -> dict:
    """What the manifest says of the database, in its words."""
    counts = census.count_rows()
    return {
        "counts": counts | dict.fromkeys((name for name in left_out() if name in counts), 0),
        "left_out": left_out(),
        "schema": census.count_schema(),
        "head": chain_head(),
        "migrations": applied_migrations(),
    }


def applied_migrations() -> list[str]:
    """`app.name` of each, in the order of names."""
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def files() -> dict[str, str]:
    """{file: row that names it}; only names are held. None where they lie in a store of their own, which keeps its own copies."""
    return {} if settings.MEDIA_S3_BUCKET else dict(named_files())
