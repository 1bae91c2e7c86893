"""One embedded PostgreSQL server, driven with its own initdb and postgres programs.

The server listens on a free loopback port and asks for a password. Its folder holds `data/`,
nothing else of ours; whether it runs is read from the server's own `data/postmaster.pid`.
"""

import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import psutil
import psycopg2

from renja_portal.launcher import LaunchError, processes
from renja_portal.launcher.accounts import ServerAccount, make_private
from renja_portal.launcher.binaries import find_binaries

ROLE = DATABASE = "renja"
START_SECONDS = 90  # recovery after a crash takes a while
STOP_SECONDS, QUIT_SECONDS = 30, 5
DURABLE: tuple[str, ...] = ()
FAST_AND_LOSSY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off")


@dataclass
class Cluster:
    """A server with its data; start() twice or stop() twice does no harm. Nothing is made before start()."""

    folder: Path
    account: ServerAccount
    password: str
    log: int | None = None
    tuning: tuple[str, ...] = DURABLE
    process: subprocess.Popen | None = field(default=None, repr=False)

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @cached_property
    def binaries(self) -> Path:
        return find_binaries(self.folder.parent, self.account)

    def create(self) -> None:
        """Make the data folder when there is none. Killed half-way it leaves nothing that counts."""
        if (self.data / "PG_VERSION").exists():
            self.check_version()
            return
        make_private(self.folder, self.account)
        new = self.folder / "data.new"
        shutil.rmtree(new, ignore_errors=True)
        password_file = self.folder / f"password-{secrets.token_hex(4)}"
        password_file.touch(mode=0o600)
        self.account.own(password_file)
        try:
            password_file.write_text(self.password)
            self.run_initdb(new, password_file)
        finally:
            password_file.unlink()
        new.rename(self.data)

    def run_initdb(self, target: Path, password_file: Path) -> None:
        command = [self.binaries / "initdb", "-D", target, "-U", ROLE, "--pwfile", password_file]
        command += ["--auth=scram-sha-256", "--encoding=UTF8", "--no-instructions", *locale_options()]
        done = subprocess.run(
            command,
            cwd=self.folder,
            env=plain_environment(),
            capture_output=True,
            text=True,
            **self.account.options,
        )
        if done.returncode != 0:
            reason = (done.stderr.strip().splitlines() or ["sebab tidak diketahui"])[-1]
            raise LaunchError(f"Basis data tidak dapat dibuat di {self.folder}: {reason}")

    def check_version(self) -> None:
        made_by = (self.data / "PG_VERSION").read_text().strip()
        shown = subprocess.run(
            [self.binaries / "postgres", "--version"], capture_output=True, text=True
        ).stdout
        if f" {made_by}." not in shown:
            raise LaunchError(
                f"Basis data di {self.data} dibuat oleh PostgreSQL {made_by}, yang terpasang lain. "
                f'Mulai dari awal dengan: rm -r "{self.folder}"'
            )

    def start(self) -> str:
        """DATABASE_URL of the running server. A server left over on the same data is stopped first."""
        self.stop()
        self.create()
        for _attempt in range(3):
            port = processes.pick_free_port()
            if self.start_on(port):
                self.ensure_database(port)
                return self.url(port)
            time.sleep(1)
        raise LaunchError("PostgreSQL tidak dapat dimulai. Sebabnya ada di .data/log/postgres.log")

    def start_on(self, port: int) -> bool:
        settings = [f"port={port}", "listen_addresses=127.0.0.1", "unix_socket_directories=", *self.tuning]
        settings += ["max_connections=60", "shared_buffers=64MB", "log_timezone=UTC", "TimeZone=UTC"]
        options = [part for setting in settings for part in ("-c", setting)]
        output = subprocess.DEVNULL if self.log is None else self.log
        self.process = subprocess.Popen(
            [self.binaries / "postgres", "-D", self.data, *options],
            cwd=self.folder,
            env=plain_environment(),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
            **self.account.options,
        )
        return self.wait_ready()

    def wait_ready(self) -> bool:
        """False when the server gave up (the port was taken, an old process still holds the memory)."""
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            if self.process.poll() is not None:
                return False
            lines = self.pid_lines()
            if len(lines) > 7 and lines[0] == str(self.process.pid) and lines[7].strip() == "ready":
                return True
            time.sleep(0.05)
        return False

    def ensure_database(self, port: int) -> None:
        try:
            connection = psycopg2.connect(self.url(port, "postgres"), connect_timeout=10)
        except psycopg2.OperationalError as error:
            raise LaunchError(
                f'Kata sandi basis data hilang. Mulai dari awal dengan: rm -r "{self.folder}"'
            ) from error
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            if not cursor.fetchone():
                cursor.execute(f"CREATE DATABASE {DATABASE} TEMPLATE template0 ENCODING 'UTF8'")
        connection.close()

    def url(self, port: int | str, database: str = DATABASE) -> str:
        return f"postgres://{ROLE}:{self.password}@127.0.0.1:{port}/{database}"

    def current_url(self) -> str | None:
        """DATABASE_URL when a server runs on this data, whoever started it."""
        return self.url(self.pid_lines()[3].strip()) if self.find_postmaster() else None

    def pid_lines(self) -> list[str]:
        try:
            return (self.data / "postmaster.pid").read_text().splitlines()
        except OSError:
            return []

    def find_postmaster(self) -> psutil.Process | None:
        """The living server of this very data; a copied or stale pid file names none."""
        lines = self.pid_lines()
        if not lines or not lines[0].strip().isdigit():
            return None
        try:
            process = psutil.Process(int(lines[0]))
            ours = str(self.data) in process.cmdline() and processes.is_running(process)
            return process if ours else None
        except psutil.Error:
            return None

    def stop(self) -> None:
        """End the server of this data, also one that a killed launcher left behind."""
        postmaster = self.find_postmaster()
        if postmaster:
            end_postmaster(postmaster)
        else:
            (self.data / "postmaster.pid").unlink(missing_ok=True)
        if self.process:
            self.process.wait()
            self.process = None

    def destroy(self) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


def end_postmaster(postmaster: psutil.Process) -> None:
    """Fast shutdown, then immediate, then by force."""
    for number, seconds in ((signal.SIGINT, STOP_SECONDS), (signal.SIGQUIT, QUIT_SECONDS)):
        processes.signal_process(postmaster, number)
        if processes.wait_gone(postmaster, seconds):
            return
    for process in [*postmaster.children(recursive=True), postmaster]:
        processes.signal_process(process, signal.SIGKILL)
    processes.wait_gone(postmaster, 5)


def locale_options() -> list[str]:
    """Same order of words on every machine: by code point, letters known by Unicode."""
    character_type = "UTF-8" if sys.platform == "darwin" else "C.UTF-8"
    return [
        "--locale=C",
        f"--lc-ctype={character_type}",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
    ]


def plain_environment() -> dict[str, str]:
    """Without the PG… and LC_… variables of whoever types the command."""
    kept = {name: os.environ[name] for name in ("PATH", "TMPDIR") if name in os.environ}
    return {**kept, "LC_ALL": "C"}
