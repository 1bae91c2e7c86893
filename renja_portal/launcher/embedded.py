"""The two embedded servers: the lasting one of `make run`, and throw-away ones for tests."""

import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from renja_portal.launcher.accounts import ServerAccount, choose_account, home_of, make_private
from renja_portal.launcher.folders import Folders, hold_lock, load_secrets
from renja_portal.launcher.postgres import DURABLE, FAST_AND_LOSSY, Cluster

THROWAWAY_PREFIX = "test-pg-"


def find_cluster(folders: Folders) -> Cluster:
    """The server of `make run`, to be looked at or stopped; nothing is made."""
    account = choose_account()
    return Cluster(home_of(folders.data, account) / "pg", account, load_secrets(folders)["database_password"])


def open_cluster(folders: Folders) -> Cluster:
    """The server of `make run`, ready to be started."""
    cluster = find_cluster(folders)
    with hold_home(folders, cluster.account) as home:
        note = note_of_elsewhere(folders)
        if home != folders.data and not note.exists():
            # `.data` was thrown away: what an earlier one kept elsewhere goes with it.
            if cluster.folder.exists():
                cluster.destroy()
            note.write_text(f"{cluster.folder}\n")
        make_private(cluster.folder, cluster.account)
    cluster.log = folders.open_log("postgres")
    return cluster


@contextmanager
def throwaway_database(folders: Folders, *, lossy: bool = True) -> Iterator[str]:
    """DATABASE_URL of a server with fresh data, gone afterwards; `lossy` trades safety of the data for speed."""
    account = choose_account()
    with hold_home(folders, account) as home:
        sweep_throwaways(home, account)
        folder = home / f"{THROWAWAY_PREFIX}{os.getpid()}"
        with hold_lock(lock_path(folder)):
            log = folders.open_log("test-postgres")
            tuning = FAST_AND_LOSSY if lossy else DURABLE
            cluster = Cluster(folder, account, secrets.token_hex(24), log, tuning)
            try:
                yield cluster.start()
            finally:
                cluster.destroy()
                os.close(log)
                lock_path(folder).unlink(missing_ok=True)


@contextmanager
def hold_home(folders: Folders, account: ServerAccount) -> Iterator[Path]:
    """The account's home while we use it; one outside `.data` is removed by the last who leaves it without data."""
    home = home_of(folders.data, account)
    with (folders.data / "home.lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_SH)
        if home != folders.data:
            make_private(home, account)
        try:
            yield home
        finally:
            if home != folders.data and not note_of_elsewhere(folders).exists():
                remove_unneeded(home, account, file)


def note_of_elsewhere(folders: Folders) -> Path:
    """Says where `make run` keeps its data when not in `.data`; without it that data belongs to nobody."""
    return folders.data / "pg-folder.txt"


def remove_unneeded(home: Path, account: ServerAccount, lock: TextIO) -> None:
    """Remove `home` unless another process is in it."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return
    Cluster(home / "pg", account, "").stop()
    shutil.rmtree(home, ignore_errors=True)


def lock_path(folder: Path) -> Path:
    return folder.with_name(folder.name + ".lock")


def sweep_throwaways(home: Path, account: ServerAccount) -> None:
    """Stop and remove what a killed test run left behind; a living one holds its lock."""
    for folder in home.glob(f"{THROWAWAY_PREFIX}*"):
        if not folder.is_dir():
            continue
        with hold_lock(lock_path(folder)) as ours:
            if ours:
                Cluster(folder, account, "").destroy()
                lock_path(folder).unlink(missing_ok=True)
