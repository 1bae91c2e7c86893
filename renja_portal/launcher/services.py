"""Web and worker: how they are started, watched and ended."""

import http.client
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from renja_portal.launcher import LaunchError, processes
from renja_portal.launcher.folders import ROOT, Folders

WEB_WORKERS, WEB_THREADS = 2, 4
BOOT_SECONDS = 60
STOP_SECONDS = 20


@dataclass
class Service:
    """One long-running program of ours, leader of its own session so that Ctrl-C reaches only us."""

    name: str
    label: str
    marker: str  # by which its command line is known again
    arguments: list[str]
    folder: Path = ROOT  # where its code lies
    program: str = sys.executable
    process: subprocess.Popen | None = field(default=None, repr=False)

    def start(self, folders: Folders, environment: dict[str, str]) -> None:
        log = folders.open_log(self.name)
        self.process = subprocess.Popen(
            [self.program, *self.arguments],
            cwd=self.folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )

    def check(self) -> None:
        """LaunchError when it has ended by itself."""
        code = self.process.poll()
        if code is not None:
            raise LaunchError(
                f"{self.label} berhenti tak terduga (kode {code}); semua dihentikan. "
                f"Sebabnya ada di .data/log/{self.name}.log"
            )

    def is_alive(self) -> bool:
        return self.process is not None and self.process.poll() is None


def web_service(host: str, port: int) -> Service:
    bracketed = f"[{host}]" if ":" in host else host
    arguments = ["-m", "gunicorn", "renja_portal.wsgi:application", "--bind", f"{bracketed}:{port}"]
    arguments += ["--config", str(ROOT / "deploy" / "gunicorn.conf.py"), "--graceful-timeout", "10"]
    arguments += ["--workers", str(WEB_WORKERS), "--threads", str(WEB_THREADS)]
    return Service("web", "Web", "renja_portal.wsgi", arguments)


def worker_service() -> Service:
    return Service("worker", "Pekerja (worker)", "run_worker", ["manage.py", "run_worker"])


def wait_until_answering(web: Service, host: str, port: int, watched: list[Service]) -> None:
    """Returns when /healthz answers; LaunchError when a service dies or nothing comes within a minute."""
    end = time.monotonic() + BOOT_SECONDS
    while time.monotonic() < end:
        for service in watched:
            service.check()
        if answers(host, port):
            return
        time.sleep(0.1)
    raise LaunchError(f"{web.label} belum menjawab setelah {BOOT_SECONDS} detik. Lihat .data/log/web.log")


def answers(host: str, port: int) -> bool:
    connection = http.client.HTTPConnection(host, port, timeout=5)
    try:
        with suppress(OSError, http.client.HTTPException):
            connection.request("GET", "/healthz")
            return connection.getresponse().status == 200
        return False
    finally:
        connection.close()


def stop_services(services: list[Service]) -> None:
    """Ask all at once, wait for each, then end by force whatever is left of their sessions."""
    running = [service for service in services if service.is_alive()]
    for service in running:
        service.process.terminate()
    end = time.monotonic() + STOP_SECONDS
    for service in running:
        with suppress(subprocess.TimeoutExpired):
            service.process.wait(timeout=max(0.1, end - time.monotonic()))
    for service in services:
        if service.process:
            processes.kill_group(service.process.pid)
            service.process.wait()


def end_leftovers(recorded: dict[str, int]) -> int:
    """End web and worker that a killed launcher left behind; returns how many there were."""
    ended = 0
    for service in (web_service("127.0.0.1", 0), worker_service()):
        leftover: psutil.Process | None = processes.find_process(
            recorded.get(service.name), service.marker, ROOT
        )
        if leftover:
            processes.end_session(leftover, seconds=STOP_SECONDS)
            ended += 1
    return ended
