"""The rows that one submission writes, inserted by pgbench alone: what this database takes without any portal before it.

They go to copies of the tables with the same indexes, none of them unique, and without foreign keys, in one transaction a
submission, so the comparison favours pgbench.
"""

import os
import re
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

from renja_portal.launcher.binaries import VERSION_FOLDER, package_folder

SCHEMA = "bench_rows"
SECONDS = 15
SETTLING = 2  # seconds until each connection has told what it wrote


@dataclass(frozen=True)
class Bare:
    """Transactions a second of pgbench, and how many rows of which table each of them holds."""

    per_second: float
    rows: dict[str, int]


def written() -> dict[str, int]:
    """Rows inserted or updated so far, by table."""
    time.sleep(SETTLING)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, n_tup_ins + n_tup_upd FROM pg_stat_user_tables WHERE schemaname = 'public'"
        )
        return dict(cursor.fetchall())


def rows_of_one(before: dict[str, int], after: dict[str, int], count: int) -> dict[str, int]:
    """How many rows of each table one of `count` submissions wrote, by what was written in all."""
    each = {table: round((after[table] - before.get(table, 0)) / count) for table in after}
    return {table: rows for table, rows in each.items() if rows}


def time_bare(rows: dict[str, int], *, clients: int) -> Bare:
    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE; CREATE SCHEMA {SCHEMA}")
        for table in rows:
            _copy(cursor, table)
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder, "submission.sql")
        script.write_text(_script(rows))
        told = subprocess.run(
            _command(script, clients), env=_environment(), capture_output=True, text=True, check=True
        )
    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA {SCHEMA} CASCADE")
    return Bare(float(re.search(r"tps = ([0-9.]+)", told.stdout).group(1)), rows)


def _copy(cursor, table: str) -> None:
    """An empty copy with its indexes, and one row to insert again and again."""
    cursor.execute(f'CREATE TABLE {SCHEMA}."{table}" (LIKE public."{table}" INCLUDING DEFAULTS)')
    cursor.execute(
        f'CREATE TABLE {SCHEMA}."{table}__one" AS SELECT * FROM public."{table}" ORDER BY ctid DESC LIMIT 1'
    )
    cursor.execute("SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename = %s", [table])
    for (definition,) in cursor.fetchall():
        free = definition.replace("CREATE UNIQUE INDEX", "CREATE INDEX").replace(
            " ON public.", f" ON {SCHEMA}."
        )
        cursor.execute(free)


def _script(rows: dict[str, int]) -> str:
    inserts = [
        f'INSERT INTO {SCHEMA}."{table}" SELECT * FROM {SCHEMA}."{table}__one";'
        for table, count in rows.items()
        for _ in range(count)
    ]
    return "\n".join(["BEGIN;", *inserts, "END;", ""])


def _command(script: Path, clients: int) -> list[str]:
    beside = package_folder() / VERSION_FOLDER / "bin" / "pgbench"
    program = str(beside) if beside.exists() else shutil.which("pgbench") or "pgbench"
    return [
        program, "--no-vacuum", "--file", str(script), "--client", str(clients), "--jobs", "2", "--time", str(SECONDS),
    ]  # fmt: skip


def _environment() -> dict[str, str]:
    """Where the database is, as its own programs read it; the password never stands in a command."""
    settings = connection.get_connection_params()
    names = {
        "host": "PGHOST",
        "port": "PGPORT",
        "user": "PGUSER",
        "password": "PGPASSWORD",
        "dbname": "PGDATABASE",
    }
    return os.environ | {name: str(settings[key]) for key, name in names.items() if settings.get(key)}
