"""Web, worker and database as an installation has them, each of which can be killed at any moment and started again."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil

from renja_portal.launcher.embedded import open_cluster
from renja_portal.launcher.folders import ROOT, Folders
from renja_portal.launcher.processes import kill_group, pick_free_port, signal_process, wait_gone
from renja_portal.launcher.runner import Address, demo_environment
from renja_portal.launcher.services import (
    Service,
    answers,
    stop_services,
    wait_until_answering,
    web_service,
    worker_service,
)

CHILDREN, THREADS = 2, 4  # of gunicorn
MANY = "1000000"  # the crowd does on one day what a city does in a year
REAL = {
    "DEMO": "0",
    "MIN_FILL_SECONDS": "0",
    **dict.fromkeys(
        ("DAILY_PROPOSALS", "DAILY_DEEDS", "DAILY_BY_PHONE", "UPLOAD_DAILY_MB", "DOWNLOADS_PER_HOUR"), MANY
    ),
}


@contextmanager
def open_workplace() -> Iterator[Path]:
    """A folder that the account of the database server can enter; pytest's own ones are closed to it."""
    folder = Path(tempfile.mkdtemp(prefix="renja-launcher-"))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


class KillablePortal:
    """`more` is added to the environment of the demo; `code` is the folder of the release that web and worker run."""

    def __init__(self, workplace: Path, more: Mapping[str, str] | None = None, *, code: Path = ROOT) -> None:
        self.folders = Folders(workplace / ".data").prepare()
        self.address = Address(port=pick_free_port())
        self.cluster = open_cluster(self.folders)
        url = self.cluster.start()
        self.database_port = int(url.rpartition(":")[2].partition("/")[0])
        self.environment = demo_environment(self.folders, self.address, url) | {"PYTHONPATH": str(code)}
        self.environment |= more or {}
        self.web = self._web_of(code)
        self.worker = worker_service()
        self.web.folder = self.worker.folder = self.code = code
        self.inside: subprocess.Popen | None = None

    def _web_of(self, code: Path) -> Service:
        """As an installation runs it; a release from before its configuration was shipped as `make run` does."""
        shipped, starter = code / "deploy" / "gunicorn.conf.py", code / "deploy" / "bin" / "renja-web"
        if not shipped.exists():
            return web_service(self.address.host, self.address.port)
        self.environment |= {
            "WEB_BIND": f"{self.address.host}:{self.address.port}",
            "WEB_WORKERS": str(CHILDREN),
            "WEB_THREADS": str(THREADS),
        }
        if not (starter.exists() and (code / ".venv").exists()):  # it cannot be reloaded
            return Service("web", "Web", "gunicorn", ["-m", "gunicorn", "--config", str(shipped)])
        self.run_folder.mkdir(exist_ok=True)
        self.environment["RUNTIME_DIRECTORY"] = str(self.run_folder)
        return Service("web", "Web", "gunicorn", [], program=str(starter))

    @property
    def run_folder(self) -> Path:
        return self.folders.data / "run"

    def run(self, code: str) -> Any:
        """What Python prints as JSON that runs `code` beside the portal, on its database."""
        line = [sys.executable, "-c", f"import django; django.setup()\n{code}"]
        return json.loads(self.command(line).rpartition("\n")[2])

    def ask_inside(self, name: str, *given) -> Any:
        """What a function of faults/inside.py says, beside the portal."""
        if self.inside is None or self.inside.poll() is not None:
            line = [sys.executable, "-m", "faults.inside"]
            place = {"PYTHONPATH": str(self.code), "STATEMENT_TIMEOUT_MS": "60000"}
            pipe = subprocess.PIPE
            self.inside = subprocess.Popen(
                line, cwd=self.code, env=self.environment | place, stdin=pipe, stdout=pipe, text=True
            )
        self.inside.stdin.write(json.dumps([name, *given]) + "\n")
        self.inside.stdin.flush()
        told = json.loads(self.inside.stdout.readline() or '{"error": "it ended"}')
        if "error" in told:
            raise RuntimeError(f"{name}: {told['error']}")
        return told["answer"]

    def use_inside(self, code: Path) -> None:
        """From now on `ask_inside` runs the code of this release."""
        self.code = code
        self.end_inside()

    def end_inside(self) -> None:
        if self.inside:
            self.inside.stdin.close()
            self.inside.wait()
            self.inside.stdout.close()
            self.inside = None

    def command(self, line: list[str], *, told: str = "", folder: Path = ROOT, **more: str) -> str:
        """What a command prints that runs beside the portal. AssertionError with its complaints where it fails."""
        done = subprocess.run(
            line,
            cwd=folder,
            env=self.environment | {"PYTHONPATH": str(folder)} | more,
            input=told,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout.rstrip("\n")

    def start_web(self) -> float:
        """Seconds until it answers."""
        began = time.monotonic()
        self.web.start(self.folders, self.environment)
        wait_until_answering(self.web, self.address.host, self.address.port, [self.web])
        return time.monotonic() - began

    def start_worker(self) -> None:
        self.worker.start(self.folders, self.environment)

    def start_database(self) -> None:
        """Where web and worker know it."""
        self.cluster.stop()
        assert self.cluster.start_on(self.database_port)

    def web_master(self) -> psutil.Process:
        """The gunicorn that serves; after a reload another one than was started."""
        told = self.run_folder / "web.pid"
        return psutil.Process(int(told.read_text()) if told.exists() else self.web.process.pid)

    def web_children(self) -> list[psutil.Process]:
        return self.web_master().children()

    def reload_web(self) -> None:
        """As `systemctl reload renja-web` does; CalledProcessError where the new one does not come up."""
        line = [str(self.code / "deploy" / "bin" / "renja-reload")]
        subprocess.run(line, env=self.environment, check=True, capture_output=True, text=True)

    def is_answering(self) -> bool:
        return answers(self.address.host, self.address.port)

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
        if kept := os.environ.get("FAULT_LOGS"):
            shutil.copytree(self.folders.logs, kept, dirs_exist_ok=True)
        stop_services([self.web, self.worker])
        self.end_inside()
        self.cluster.destroy()


def _kill(service: Service) -> None:
    kill_group(service.process.pid)
    service.process.wait()


@contextmanager
def killable_portal(workplace: Path) -> Iterator[KillablePortal]:
    """The portal of the demo with an empty database, nothing of it started but that."""
    portal = KillablePortal(workplace)
    try:
        yield portal
    finally:
        portal.stop()
