"""What is deleted while a backup is made is put aside until it is done, so that it finds every file that its rows name.

Whoever deletes shares a lock, a backup holds it alone: nothing is deleted past a backup that has begun, on whichever
machine that shares the folder.
"""

import fcntl
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FOLDER = ".cadangan"  # with a dot: it holds nothing that a row names
LOCK, ASIDE = "kunci", "berkas"
PATIENCE = 10.0  # seconds; whoever deletes needs a thousandth of one


class AlreadyHeld(Exception):
    """Another backup of these files is being made."""


@contextmanager
def deletions_held(root: Path) -> Iterator[Path]:
    """Where what is deleted below `root` lies meanwhile, under its own name. Raises AlreadyHeld."""
    folder = root / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / LOCK).open("a") as lock:
        _take_alone(lock)
        aside = folder / ASIDE
        shutil.rmtree(aside, ignore_errors=True)  # of a backup that was killed
        aside.mkdir(mode=0o700)
        try:
            yield aside
        finally:
            shutil.rmtree(aside, ignore_errors=True)


def _take_alone(lock) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            if time.monotonic() > until:
                raise AlreadyHeld from error
            time.sleep(0.05)


@contextmanager
def deleting(root: Path) -> Iterator[Path | None]:
    """None: delete, no backup begins meanwhile. Otherwise the folder to put it in."""
    try:
        lock = (root / FOLDER / LOCK).open()
    except FileNotFoundError:  # nobody ever backed up this folder
        yield None
        return
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            yield root / FOLDER / ASIDE
        else:
            yield None


def put_aside(path: Path, place: Path) -> None:
    """Moved within the same file system; nothing happens where it is gone already."""
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        path.replace(place)
    except FileNotFoundError:
        return
