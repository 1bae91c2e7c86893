"""A folder to start servers in, and programs that live as long as a test."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from renja_portal.launcher.folders import Folders

SLEEPER = "import signal, sys, time; print('ready', flush=True); time.sleep(60)"


@contextmanager
def open_workplace() -> Iterator[Path]:
    """A folder that the account of the database server can enter; pytest's own ones are closed to it."""
    folder = Path(tempfile.mkdtemp(prefix="renja-launcher-"))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


@pytest.fixture
def workplace() -> Iterator[Path]:
    with open_workplace() as folder:
        yield folder


@pytest.fixture
def folders(workplace) -> Folders:
    return Folders(workplace / ".data").prepare()


@pytest.fixture
def program(tmp_path) -> Iterator[Callable[..., subprocess.Popen]]:
    """`program("marker", code=…)` starts a real process, leader of its session, that has begun its work."""
    started = []

    def start(*arguments: str, code: str = SLEEPER) -> subprocess.Popen:
        line = [sys.executable, "-c", code, *arguments]
        running = subprocess.Popen(
            line, cwd=tmp_path, stdout=subprocess.PIPE, text=True, start_new_session=True
        )
        started.append(running)
        assert running.stdout.readline() == "ready\n"
        return running

    yield start
    for running in started:
        running.kill()
        running.wait()
        running.stdout.close()
