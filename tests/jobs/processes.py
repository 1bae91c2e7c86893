"""A worker as it really runs: a process of its own, on the database of the test."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.db import connection

ROOT = Path(__file__).resolve().parents[2]


def wait_for(condition: Callable[[], object], seconds: float = 15, left: Callable[[], object] = str) -> None:
    """Until the condition holds; `left()` tells what was still to be done when it took too long."""
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, f"waited in vain: {left()}"
        time.sleep(0.05)


@contextmanager
def worker_process(
    script: str, *, says_to: int | IO = subprocess.PIPE, leads_session: bool = False, **environment: str
) -> Iterator[subprocess.Popen]:
    """Python runs `script`; what it says is read line by line. `leads_session`: as a service does. Ended for good when the
    block is left."""
    parts = connection.settings_dict
    address = (
        f"postgres://{parts['USER']}:{parts['PASSWORD']}@{parts['HOST']}:{parts['PORT']}/{parts['NAME']}"
    )
    own = {
        "DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1",
    }  # fmt: skip
    process = subprocess.Popen(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env=os.environ | own | environment,
        stdout=says_to,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=leads_session,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()
