"""F25: hours of mixed load. What grows with time and not with use shows here."""

import statistics
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import psutil

from bench.machine import machine
from bench.portal import memory_of
from faults.city import portal_of_city
from faults.crowd import Crowd, crowd_at
from faults.lengths import soak_minutes
from faults.mail_server import MailServer
from faults.portal import KillablePortal
from renja_portal.launcher.folders import ROOT

PATH = ROOT / "docs" / "soak.md"
EVERY = 15.0  # seconds between two looks
WARM_MINUTES = 15  # at most a quarter of the whole
RSS_GROWTH, SPARE_FILES, SPARE_LINES = 0.10, 4, 4
WAL_MB = 1100  # max_wal_size and what is being written
DOCUMENT_EVERY = 8  # looks between two documents that a planner asks for
MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Look:
    """At one moment: minutes since the begin, megabytes, open files, lines to the database, files in the making."""

    minutes: float
    web_mb: float
    worker_mb: float
    web_files: int
    worker_files: int
    lines: int
    wal_mb: float
    temporary: int
    database_mb: float


NAMES = {
    "web_mb": "Memory of the web, MB", "worker_mb": "Memory of the worker, MB", "web_files": "Open files of the web",
    "worker_files": "Open files of the worker", "lines": "Lines to the database", "wal_mb": "WAL, MB", "temporary": "Temporary files",
    "database_mb": "Database, MB (grows with use)",
}  # fmt: skip


def soak() -> int:
    """Print and keep the table; exit code 1 where something grows or failed."""
    server = MailServer()
    server.start()
    with portal_of_city({"EMAIL_URL": f"smtp://127.0.0.1:{server.port}"}) as portal:
        portal.start_web()
        portal.start_worker()
        with crowd_at(portal, submitters=2, readers=4, staff=1, pace=0.5) as crowd:
            looks = _watch(portal, soak_minutes() * 60)
        short = [*_judge(looks), *_failures(crowd), *crowd.problems()]
    server.stop()
    told = _text(looks, crowd, short)
    PATH.write_text(told)
    print(told)
    return int(bool(short))


def _watch(portal: KillablePortal, lasting: float) -> list[Look]:
    began, looks, plan = time.monotonic(), [], portal.ask_inside("plans")[0]
    while (passed := time.monotonic() - began) < lasting:
        if len(looks) % DOCUMENT_EVERY == 0:
            portal.ask_inside("order_pdf", plan, f"Kelurahan {len(looks)}")
        looks.append(_look(portal, passed / 60))
        time.sleep(max(0.0, EVERY - (time.monotonic() - began - passed)))
    return looks


def _look(portal: KillablePortal, minutes: float) -> Look:
    web, worker = portal.web.process.pid, portal.worker.process.pid
    database = portal.ask_inside("measure_database")
    data = portal.folders.data
    return Look(
        minutes, memory_of(web) / MEGABYTE, memory_of(worker) / MEGABYTE, _files(web), _files(worker), database["lines"],
        _size(portal.cluster.data / "pg_wal"), _temporary(portal.cluster.data, data), database["bytes"] / MEGABYTE,
    )  # fmt: skip


def _files(pid: int) -> int:
    """Of the process and those of its children that live on; children that typeset come and go."""
    everybody = [psutil.Process(pid), *psutil.Process(pid).children()]
    return sum(one.num_fds() for one in everybody if "render_child" not in " ".join(one.cmdline()))


def _size(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / MEGABYTE


def _temporary(database: Path, data: Path) -> int:
    """What the database, uploads and documents leave beside their places while they are at work."""
    media = data / "media"
    found = [*database.glob("base/pgsql_tmp/*"), *media.rglob("*.part"), *media.rglob(".susun-*")]
    return len(found)


def warm(looks: list[Look]) -> list[Look]:
    """Those after everything was used once."""
    after = min(WARM_MINUTES, looks[-1].minutes / 4)
    return [look for look in looks if look.minutes >= after]


def growth(looks: list[Look], name: str) -> tuple[float, float, float]:
    """Median of the first and of the last quarter of the warm time, and the slope in units an hour."""
    values = [getattr(look, name) for look in warm(looks)]
    quarter = max(1, len(values) // 4)
    moments = [look.minutes / 60 for look in warm(looks)]
    slope = statistics.linear_regression(moments, values).slope if len(values) > 1 else 0.0
    return statistics.median(values[:quarter]), statistics.median(values[-quarter:]), slope


def _judge(looks: list[Look]) -> list[str]:
    told = []
    for name in ("web_mb", "worker_mb"):
        first, last, _slope = growth(looks, name)
        if last > first * (1 + RSS_GROWTH):
            told.append(f"{NAMES[name]}: {first:.0f} → {last:.0f}")
    for name, spare in (
        ("web_files", SPARE_FILES),
        ("worker_files", SPARE_FILES),
        ("lines", SPARE_LINES),
        ("temporary", SPARE_FILES),
    ):
        first, last, _slope = growth(looks, name)
        if last > first + spare:
            told.append(f"{NAMES[name]}: {first:.0f} → {last:.0f}")
    if max(look.wal_mb for look in looks) > WAL_MB:
        told.append("the WAL outgrew max_wal_size")
    return told


def _failures(crowd: Crowd) -> list[str]:
    return [f"{times} requests failed with {status}" for status, times in crowd.trace.statuses().items()]


def _text(looks: list[Look], crowd: Crowd, short: list[str]) -> str:
    rows = []
    for name, label in NAMES.items():
        first, last, slope = growth(looks, name)
        rows.append(
            f"| {label} | {first:.1f} | {last:.1f} | {max(getattr(look, name) for look in looks):.1f} | {slope:+.2f} |"
        )
    told = {
        "date": datetime.now(UTC), "machine": machine(), "minutes": looks[-1].minutes, "size": crowd.size,
        "every": EVERY * DOCUMENT_EVERY / 60, "asked": len(crowd.trace.asked), "sent": len(crowd.shown),
        "failed": len(crowd.trace.failed()), "warm": warm(looks)[0].minutes, "growth": RSS_GROWTH, "rows": "\n".join(rows),
        "verdict": f"falls short: {'; '.join(short[:8])}" if short else "passes",
    }  # fmt: skip
    return TEXT.format(**told)


TEXT = """# Soak

{date:%d %B %Y}, {machine}. Written by `make soak`: {minutes:.0f} minutes of mixed load ({size}, a planner
who asks for the plan's PDF every {every:.0f} minutes, letters to a mail server on loopback). {asked:,} requests, {failed} of them failed;
{sent:,} proposals sent. “First” and “last” are medians of the first and the last quarter after {warm:.0f} minutes of warming up.

| | First | Last | Most | An hour |
|---|---:|---:|---:|---:|
{rows}

Passes when memory grows by less than {growth:.0%}, files and lines do not grow, nothing fails, and the ledger holds: **{verdict}**.
"""
