"""The portal under measure: a database with the demo, static files, web and worker as `make run` has them."""

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import django
import psutil
from django.core.management import call_command

from renja_portal.launcher.folders import Folders
from renja_portal.launcher.processes import pick_free_port
from renja_portal.launcher.services import (
    Service,
    stop_services,
    wait_until_answering,
    web_service,
    worker_service,
)

HOST = "127.0.0.1"


@dataclass
class Portal:
    """Where it answers, and what belongs to it."""

    port: int
    environment: dict[str, str]
    services: list[Service] = field(default_factory=list)


def configure(data: Path) -> Portal:
    """Settings of the demo, for this process and for its children; models can be imported afterwards."""
    port = pick_free_port()
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "renja_portal.settings",
        "DEMO": "1",
        "DEBUG": "0",
        "PUBLIC_URL": f"http://{HOST}:{port}",
        "DATA_DIR": str(data),
        "STATIC_ROOT": str(data / "static"),
    }
    django.setup()
    return Portal(port, dict(os.environ))


def prepare() -> None:
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


@contextmanager
def serve(portal: Portal, folders: Folders) -> Iterator[Portal]:
    """Web and worker run inside the block."""
    portal.services = [web_service(HOST, portal.port), worker_service()]
    try:
        for service in portal.services:
            service.start(folders, portal.environment)
        wait_until_answering(portal.services[0], HOST, portal.port, portal.services)
        yield portal
    finally:
        stop_services(portal.services)


def memory_of(pid: int) -> int:
    """Bytes that a process and its children hold; what they share is counted once (Linux) or each time."""
    total = 0
    with_children = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    for process in with_children:
        try:
            full = process.memory_full_info()
            total += getattr(full, "pss", full.uss)
        except psutil.Error:
            continue
    return total


def cpu_seconds_of(pid: int) -> float:
    """What a process and its children have worked so far."""
    times = [one.cpu_times() for one in (psutil.Process(pid), *psutil.Process(pid).children(recursive=True))]
    return sum(one.user + one.system for one in times)


@contextmanager
def peak_memory(pid: int) -> Iterator[list[int]]:
    """The list holds one number: the highest of what was seen while the block ran."""
    seen, ended = [0], threading.Event()

    def watch() -> None:
        while not ended.is_set():
            try:
                seen[0] = max(seen[0], memory_of(pid))
            except psutil.Error:
                return
            time.sleep(0.5)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield seen
    finally:
        ended.set()
        watcher.join()
