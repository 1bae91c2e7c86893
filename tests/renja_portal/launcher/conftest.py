"""A folder to start servers in, and programs that live as long as a test."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from faults.portal import open_workplace
from renja_portal.launcher.folders import Folders

SLEEPER = "import signal, sys, time; print('ready', flush=True); time.sleep(60)"


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
