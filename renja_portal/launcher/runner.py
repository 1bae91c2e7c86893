"""`make run` and `make stop`: database, web and worker start together and end together."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from renja_portal.launcher import LaunchError, processes, system
from renja_portal.launcher.embedded import find_cluster, open_cluster
from renja_portal.launcher.folders import ROOT, Folders, hold_lock, load_secrets, read_json, write_private
from renja_portal.launcher.postgres import Cluster
from renja_portal.launcher.services import (
    Service,
    end_leftovers,
    stop_services,
    wait_until_answering,
    web_service,
    worker_service,
)

LAUNCHER_MARKER = "renja_portal.launcher"
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
STOP_SECONDS = 60


class StopRequested(BaseException):
    """Somebody pressed Ctrl-C or sent a signal; a BaseException so that no `except Exception` eats it."""


@dataclass(frozen=True)
class Address:
    """Where the portal is served."""

    host: str = "127.0.0.1"
    port: int = 8000

    @classmethod
    def from_environment(cls) -> "Address":
        """HOST and PORT, or LaunchError when they name no usable place."""
        port = os.environ.get("PORT") or "8000"
        host = os.environ.get("HOST") or "127.0.0.1"
        if not port.isdecimal() or not 1 <= int(port) <= 65535:
            raise LaunchError(f"PORT harus angka 1–65535, bukan {port!r}. Ketik: PORT=9000 make run")
        if host in {"0.0.0.0", "::", "*"}:
            raise LaunchError("HOST harus satu alamat yang diketik orang. Ketik: HOST=192.168.1.10 make run")
        return cls(host, int(port))

    @property
    def url(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"

    def check_free(self) -> None:
        if processes.port_is_free(self.host, self.port):
            return
        if not processes.port_is_free(self.host, 0):
            raise LaunchError(f"Alamat {self.host} bukan milik komputer ini. Ketik: make run")
        other = next(
            (port for port in range(self.port + 1, 65536) if processes.port_is_free(self.host, port)), 9000
        )
        raise LaunchError(f"Port {self.port} sedang dipakai program lain. Ketik: PORT={other} make run")


def demo_environment(folders: Folders, address: Address, database_url: str) -> dict[str, str]:
    """What the settings of the demo read; see docs/configure.md."""
    return {
        **os.environ,
        **system.library_environment(),
        "DJANGO_SETTINGS_MODULE": "renja_portal.settings",
        "DEMO": "1",
        "DEBUG": "0",
        "SECRET_KEY": load_secrets(folders)["secret_key"],
        "DATABASE_URL": database_url,
        "PUBLIC_URL": address.url,
        "ALLOWED_HOSTS": ",".join(dict.fromkeys([address.host, "127.0.0.1", "localhost"])),
        "DATA_DIR": str(folders.data),
        "STATIC_ROOT": str(folders.static),
        "PYTHONUNBUFFERED": "1",
    }


@dataclass
class Portal:
    """Everything one `make run` holds, ended in the opposite order of its start."""

    folders: Folders
    address: Address
    cluster: Cluster | None = None
    services: list[Service] = field(default_factory=list)

    def start(self) -> None:
        database_url = os.environ.get("DATABASE_URL") or self.start_database()
        environment = demo_environment(self.folders, self.address, database_url)
        run_preparation(environment)
        self.services = [web_service(self.address.host, self.address.port), worker_service()]
        for service in self.services:
            service.start(self.folders, environment)
        self.record()
        wait_until_answering(self.services[0], self.address.host, self.address.port, self.services)

    def start_database(self) -> str:
        self.cluster = open_cluster(self.folders)
        return self.cluster.start()

    def record(self) -> None:
        pids = {service.name: service.process.pid for service in self.services if service.process}
        state = {"launcher": os.getpid(), "url": self.address.url, **pids}
        write_private(self.folders.state_file, json.dumps(state))

    def watch(self) -> None:
        """Never returns: ends by StopRequested, or by LaunchError when a part dies."""
        while True:
            for service in self.services:
                service.check()
            if self.cluster and self.cluster.process.poll() is not None:
                raise LaunchError(
                    "Basis data berhenti tak terduga; semua dihentikan. Lihat .data/log/postgres.log"
                )
            time.sleep(0.3)

    def stop(self) -> None:
        stop_services(self.services)
        if self.cluster:
            self.cluster.stop()
        self.folders.state_file.unlink(missing_ok=True)


def run_preparation(environment: dict[str, str]) -> None:
    """Migrations, demo, static files, in a process of their own that has said itself what went wrong."""
    command = [sys.executable, "-m", "renja_portal.launcher.prepare"]
    preparing = subprocess.Popen(command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL)
    try:
        code = preparing.wait()
    except BaseException:
        preparing.terminate()
        preparing.wait()
        raise
    if code != 0:
        raise LaunchError("")


@contextmanager
def stopping_on_signals() -> Iterator[None]:
    """The first signal raises StopRequested; once inside `finally`, further ones are ignored."""

    def request_stop(number, _frame):
        ignore_signals()
        raise StopRequested

    for number in STOP_SIGNALS:
        signal.signal(number, request_stop)
    yield


def ignore_signals() -> None:
    for number in STOP_SIGNALS:
        signal.signal(number, signal.SIG_IGN)


def run() -> None:
    """Serve until told to stop. LaunchError (one line) when something stands in the way."""
    address = Address.from_environment()
    folders = Folders().prepare()
    with hold_lock(folders.data / "run.lock") as ours:
        if not ours:
            url = read_json(folders.state_file).get("url", address.url)
            print(f"Portal sudah berjalan di {url} (hentikan dengan: make stop)")
            return
        end_leftovers(read_json(folders.state_file))
        address.check_free()
        with stopping_on_signals():
            serve(Portal(folders, address))


def serve(portal: Portal) -> None:
    try:
        portal.record()
        portal.start()
        announce(portal)
        portal.watch()
    except StopRequested:
        print("\nMenghentikan web, pekerja, dan basis data …", flush=True)
    finally:
        ignore_signals()
        portal.stop()
    print("Berhenti.")


def announce(portal: Portal) -> None:
    """Address and demo accounts, for the terminal of whoever typed `make run` and nobody else."""
    print(f"\nPortal siap: {portal.address.url}   (berhenti: Ctrl-C atau `make stop`)\n")
    accounts = read_accounts(portal.folders)
    if accounts:
        print("Akun contoh (tersimpan di .data/demo-accounts.json):")
    widths = [max((len(row[place]) for row in accounts), default=0) for place in range(3)]
    for role, email, password in accounts:
        print(f"  {role:<{widths[0]}}  {email:<{widths[1]}}  {password}")
    sys.stdout.flush()


def read_accounts(folders: Folders) -> list[tuple[str, str, str]]:
    """(role, e-mail, password) of each demo account that load_demo wrote down."""
    try:
        rows = json.loads(folders.demo_accounts.read_text())
        return [(str(row["role"]), str(row["email"]), str(row["password"])) for row in rows]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def stop() -> None:
    """End a running portal, and whatever a killed one left behind."""
    folders = Folders()
    if not folders.data.exists():
        print("Portal tidak sedang berjalan.")
        return
    running = ask_launcher_to_stop(folders.prepare())
    with hold_lock(folders.data / "run.lock") as ours:
        if not ours:
            raise LaunchError("Portal belum mau berhenti. Lihat .data/log/ lalu ulangi: make stop")
        leftovers = end_leftovers(read_json(folders.state_file)) + stop_left_database(folders)
        folders.state_file.unlink(missing_ok=True)
    print("Berhenti." if running or leftovers else "Portal tidak sedang berjalan.")


def ask_launcher_to_stop(folders: Folders) -> bool:
    """True when there was one; it has ended then, at the latest by force."""
    with hold_lock(folders.data / "run.lock") as free:
        if free:
            return False
    launcher = processes.find_process(read_json(folders.state_file).get("launcher"), LAUNCHER_MARKER, ROOT)
    if launcher:
        processes.signal_process(launcher, signal.SIGTERM)
        if not processes.wait_gone(launcher, STOP_SECONDS):
            processes.signal_process(launcher, signal.SIGKILL)
            processes.wait_gone(launcher, 5)
    return True


def stop_left_database(folders: Folders) -> int:
    cluster = find_cluster(folders)
    left = cluster.find_postmaster() is not None
    cluster.stop()
    return int(left)
