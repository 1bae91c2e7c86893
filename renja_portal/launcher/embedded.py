"""The two embedded servers: the lasting one of `make run`, and throw-away ones for tests."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from renja_portal.launcher import LaunchError
from renja_portal.launcher.accounts import ServerAccount, choose_account, choose_home, make_private
from renja_portal.launcher.binaries import find_binaries
from renja_portal.launcher.folders import Folders, hold_lock, load_secrets
from renja_portal.launcher.postgres import DURABLE, FAST_AND_LOSSY, Cluster

THROWAWAY_PREFIX = "test-pg-"


def open_cluster(folders: Folders) -> Cluster:
    """The server of `make run`, not yet started."""
    account = choose_account()
    home = choose_home(folders.data, account)
    folder = home / "pg"
    note = folders.data / "pg-folder.txt"
    password = load_secrets(folders)["database_password"]
    cluster = build_cluster(folder, home, account, password, folders.open_log("postgres"))
    if home != folders.data and not note.exists():
        # `.data` was thrown away: what an earlier one kept elsewhere goes with it.
        if folder.exists():
            cluster.destroy()
        note.write_text(f"{folder}\n")
    make_private(folder, account)
    return cluster


def build_cluster(
    folder: Path,
    home: Path,
    account: ServerAccount,
    password: str,
    log: int | None,
    tuning: tuple[str, ...] = DURABLE,
) -> Cluster:
    try:
        binaries = find_binaries(home, account)
    except OSError as error:
        raise LaunchError(f"PostgreSQL tidak dapat disalin ke {home}: {error.strerror}.") from error
    return Cluster(folder, binaries, account, password, log, tuning)


@contextmanager
def throwaway_database(folders: Folders, *, lossy: bool = True) -> Iterator[str]:
    """DATABASE_URL of a server with fresh data, gone afterwards; `lossy` trades safety of the data for speed."""
    account = choose_account()
    home = choose_home(folders.data, account)
    sweep_throwaways(home, account)
    folder = home / f"{THROWAWAY_PREFIX}{os.getpid()}"
    with hold_lock(lock_path(folder)):
        make_private(folder, account)
        log = folders.open_log("test-postgres")
        tuning = FAST_AND_LOSSY if lossy else DURABLE
        cluster = build_cluster(folder, home, account, secrets.token_hex(24), log, tuning)
        try:
            yield cluster.start()
        finally:
            cluster.destroy()
            os.close(log)
            lock_path(folder).unlink(missing_ok=True)


def lock_path(folder: Path) -> Path:
    return folder.with_name(folder.name + ".lock")


def sweep_throwaways(home: Path, account: ServerAccount) -> None:
    """Stop and remove what a killed test run left behind; a living one holds its lock."""
    for folder in home.glob(f"{THROWAWAY_PREFIX}*"):
        if not folder.is_dir():
            continue
        with hold_lock(lock_path(folder)) as ours:
            if ours:
                Cluster(folder, Path(), account, "").destroy()
                lock_path(folder).unlink(missing_ok=True)
