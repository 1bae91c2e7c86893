"""Requests counted for Prometheus, right for several web processes: each writes its counts into files of its own below one
folder for each gunicorn, and whichever is asked adds them up. Another start of gunicorn begins anew, as Prometheus
expects of counters. What the database knows is asked when somebody looks (`gauges.py`).

prometheus-client decides when it is imported whether it counts for one process or for many, so it is imported here,
at the first use, behind `_client()`; without METRICS_TOKEN never.
"""

import importlib
import os
import shutil
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import psutil

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 15.0)  # seconds


@dataclass(frozen=True)
class Instruments:
    requests: Any
    seconds: Any


def count_request(route: str, method: str, status: int, seconds: float) -> None:
    """One request that was answered."""
    told = _instruments()
    told.requests.labels(route, method, f"{status // 100}xx").inc()
    told.seconds.labels(route).observe(seconds)


def written() -> tuple[bytes, str]:
    """All figures of all processes in the text form of Prometheus, and its content type."""
    from renja_portal.watching.gauges import Gauges

    client = _client()
    _instruments()  # a process that has counted nothing yet
    registry = client.CollectorRegistry()
    importlib.import_module("prometheus_client.multiprocess").MultiProcessCollector(registry)
    registry.register(Gauges())
    return client.generate_latest(registry), client.CONTENT_TYPE_LATEST


@cache
def _instruments() -> Instruments:
    client = _client()
    return Instruments(
        client.Counter("renja_requests", "Requests answered.", ["route", "method", "status"], registry=None),
        client.Histogram(
            "renja_request_seconds", "Time until the answer began to be sent.", ["route"], buckets=BUCKETS, registry=None
        ),
    )  # fmt: skip


@cache
def _client() -> ModuleType:
    if FOLDER not in os.environ:
        os.environ[FOLDER] = str(folder_of_this_start())
    return importlib.import_module("prometheus_client")


def folder_of_this_start() -> Path:
    """One for the web processes that the same parent started; those of parents that ended are removed."""
    above = Path(tempfile.gettempdir()) / f"renja-metrics-{os.getuid()}"
    above.mkdir(mode=0o700, exist_ok=True)
    if above.stat().st_uid != os.getuid():
        raise PermissionError(f"{above} belongs to somebody else")
    mine = above / _name_of(psutil.Process(os.getppid()))
    for folder in above.iterdir():
        if folder != mine and not _is_used(folder.name):
            shutil.rmtree(folder, ignore_errors=True)
    mine.mkdir(mode=0o700, exist_ok=True)
    return mine


def _name_of(parent: psutil.Process) -> str:
    return f"{parent.pid}-{int(parent.create_time())}"


def _is_used(name: str) -> bool:
    """Whether the parent that the folder is named after still runs."""
    number = name.partition("-")[0]
    try:
        return number.isdecimal() and _name_of(psutil.Process(int(number))) == name
    except psutil.NoSuchProcess:
        return False
