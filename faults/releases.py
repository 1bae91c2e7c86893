"""F23: the previous release serves while the database is migrated, and the migration is killed in the middle."""

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import psycopg2

from faults.city import portal_of_city, prepared
from faults.crowd import crowd_at
from faults.lengths import seconds
from faults.outcome import Outcome
from faults.portal import KillablePortal
from renja_portal.launcher.folders import ROOT

KILLS, TRIES = 3, 5
WAITING = (
    "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
)
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"


def old_code_on_new_schema() -> Outcome:
    outcome = Outcome(
        f"the previous release serves while the new one migrates; that is killed {KILLS} times in the middle and run again",
        "0 answers of 500 and above; the migration completes; the ledger holds for both releases",
    )
    revision = previous_release()
    if not revision:
        outcome.not_run = "no git history here"
        return outcome
    with released(revision) as code, _portal_of(code, revision) as portal:
        portal.start_web()
        portal.start_worker()
        with crowd_at(portal) as crowd:
            time.sleep(seconds() / 4)
            killed = [_kill_in_the_middle(portal, blocked=kill > 0) for kill in range(KILLS)]
            tries = _migrate(portal)
            time.sleep(seconds() / 2)
        outcome.load = crowd.size
        outcome.note(
            f"release {revision[:8]}; {sum(killed)} of {KILLS} kills met the migration at work; done at try {tries}"
        )
        outcome.note(
            f"{len(crowd.trace.asked)} requests, failed {dict(crowd.trace.statuses()) or 0}; {len(crowd.shown)} numbers shown"
        )
        outcome.must(any(killed), "no kill met the migration")
        outcome.must(tries <= TRIES, "the migration did not complete")
        outcome.must(not crowd.trace.failed(), f"failed: {dict(crowd.trace.statuses())}")
        outcome.short += crowd.problems()
        portal.use_inside(ROOT)
        outcome.short += crowd.problems()
    return outcome


def previous_release() -> str:
    """FAULT_RELEASE, or the commit before the newest migration; "" without history."""
    if named := os.environ.get("FAULT_RELEASE"):
        return _git("rev-parse", named)
    newest = _git("log", "-1", "--format=%H", "--diff-filter=A", "--", "*/migrations/0*.py")
    return _git("rev-parse", f"{newest}^") if newest else ""


def _git(*line: str) -> str:
    done = subprocess.run(["git", *line], cwd=ROOT, capture_output=True, text=True)
    return done.stdout.strip() if done.returncode == 0 else ""


@contextmanager
def released(revision: str) -> Iterator[Path]:
    """The code of a release, with what watches it from inside."""
    kept = ROOT / ".data" / f"release-{revision[:12]}"
    shutil.rmtree(kept, ignore_errors=True)
    kept.mkdir(parents=True)
    archive = subprocess.run(["git", "archive", revision], cwd=ROOT, capture_output=True, check=True).stdout
    subprocess.run(["tar", "-x", "-C", kept], input=archive, check=True)
    shutil.rmtree(kept / "faults", ignore_errors=True)
    shutil.copytree(ROOT / "faults", kept / "faults")
    try:
        yield kept
    finally:
        shutil.rmtree(kept)


def _portal_of(code: Path, revision: str):
    mark = f"{date.today():%Y%m%d}-{revision[:12]}"
    return portal_of_city(kept=prepared(code, mark), code=code)


def _kill_in_the_middle(portal: KillablePortal, *, blocked: bool) -> bool:
    """Whether the migration was at work when it was killed; `blocked`: it stands before a lock then, else it is anywhere."""
    with _holding_all_tables(portal) if blocked else _nobody() as watch:
        migrating = _start_migration(portal)
        if blocked:
            while migrating.poll() is None and not watch():
                time.sleep(0.02)
        else:
            time.sleep(random.uniform(0.5, 4))
        at_work = migrating.poll() is None
        migrating.kill()
        migrating.wait()
    return at_work


@contextmanager
def _nobody() -> Iterator[None]:
    yield None


@contextmanager
def _holding_all_tables(portal: KillablePortal):
    """Every table is being written to, as by a long transaction; what is yielded tells whether somebody waits for that."""
    url = portal.environment["DATABASE_URL"]
    holder, watcher = psycopg2.connect(url), psycopg2.connect(url)
    watcher.autocommit = True
    with holder.cursor() as cursor:
        cursor.execute(TABLES)
        names = ", ".join(f'"{name}"' for (name,) in cursor.fetchall() if name != "django_migrations")
        cursor.execute(f"LOCK TABLE {names} IN ROW EXCLUSIVE MODE")

    def somebody_waits() -> bool:
        with watcher.cursor() as cursor:
            cursor.execute(WAITING)
            return cursor.fetchone()[0] > 0

    try:
        yield somebody_waits
    finally:
        holder.close()
        watcher.close()


def _start_migration(portal: KillablePortal) -> subprocess.Popen:
    line = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    environment = portal.environment | {"PYTHONPATH": str(ROOT)}
    return subprocess.Popen(line, cwd=ROOT, env=environment)


def _migrate(portal: KillablePortal) -> int:
    """At which try it was done; a lock that it did not get in time is no harm, and it is run again."""
    for tried in range(1, TRIES + 1):
        if _start_migration(portal).wait() == 0:
            return tried
        time.sleep(1)
    return TRIES + 1
