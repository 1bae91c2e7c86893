"""Web, worker and database as `make run` has them, each of which can be killed at any moment and started again."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from renja_portal.launcher.embedded import open_cluster
from renja_portal.launcher.folders import ROOT, Folders
from renja_portal.launcher.processes import kill_group, pick_free_port, signal_process, wait_gone
from renja_portal.launcher.runner import Address, demo_environment
from renja_portal.launcher.services import (
    Service,
    stop_services,
    wait_until_answering,
    web_service,
    worker_service,
)


class KillablePortal:
    def __init__(self, workplace: Path) -> None:
        self.folders = Folders(workplace / ".data").prepare()
        self.address = Address(port=pick_free_port())
        self.cluster = open_cluster(self.folders)
        url = self.cluster.start()
        self.database_port = int(url.rpartition(":")[2].partition("/")[0])
        self.environment = demo_environment(self.folders, self.address, url) | {"PYTHONPATH": str(ROOT)}
        self.web = web_service(self.address.host, self.address.port)
        self.worker = worker_service()

    def run(self, code: str):
        """What Python prints as JSON that runs `code` beside the portal, on its database."""
        line = [sys.executable, "-c", f"import django; django.setup()\n{code}"]
        done = subprocess.run(line, cwd=ROOT, env=self.environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def start_web(self) -> None:
        self.web.start(self.folders, self.environment)
        wait_until_answering(self.web, self.address.host, self.address.port, [self.web])

    def start_worker(self) -> None:
        self.worker.start(self.folders, self.environment)

    def start_database(self) -> None:
        """Where web and worker know it."""
        self.cluster.stop()
        assert self.cluster.start_on(self.database_port)

    def kill_web(self) -> None:
        _kill(self.web)

    def kill_worker(self) -> None:
        _kill(self.worker)

    def kill_database(self) -> None:
        """The server with everybody who works for it."""
        postmaster = self.cluster.find_postmaster()
        os.kill(postmaster.pid, signal.SIGSTOP)  # nobody new meanwhile
        everybody = [*postmaster.children(recursive=True), postmaster]
        for process in everybody:
            signal_process(process, signal.SIGKILL)
        assert all(wait_gone(process, 10) for process in everybody)

    def stop(self) -> None:
        stop_services([self.web, self.worker])
        self.cluster.destroy()


def _kill(service: Service) -> None:
    kill_group(service.process.pid)
    service.process.wait()


@contextmanager
def killable_portal(workplace: Path) -> Iterator[KillablePortal]:
    portal = KillablePortal(workplace)
    try:
        yield portal
    finally:
        portal.stop()
