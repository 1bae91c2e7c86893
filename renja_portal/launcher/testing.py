"""A throw-away database around one command: what `make test`, `make e2e` and `make bench` use."""

import os
import signal
import string
import subprocess
from contextlib import suppress

from renja_portal.launcher import system
from renja_portal.launcher.embedded import throwaway_database
from renja_portal.launcher.folders import ROOT, Folders


def environment_for_tests(database_url: str) -> dict[str, str]:
    """Settings for tests; what is set already stays."""
    return {
        "SECRET_KEY": "only-for-tests-" + string.ascii_letters,
        "PUBLIC_URL": "http://127.0.0.1:8000",
        **system.library_environment(),
        **os.environ,
        "DATABASE_URL": database_url,
    }


def run_with_database(command: list[str], *, lossy: bool = True) -> int:
    """Exit code of the command; its database is gone afterwards, however it ended.

    With DATABASE_URL set, the command gets that one and nothing is started.
    """
    given = os.environ.get("DATABASE_URL")
    if given:
        return run_command(command, environment_for_tests(given))
    with throwaway_database(Folders().prepare(), lossy=lossy) as database_url:
        return run_command(command, environment_for_tests(database_url))


def run_command(command: list[str], environment: dict[str, str]) -> int:
    """Signals are handed on, and we wait: the command must end before its database does."""
    running = subprocess.Popen(command, cwd=ROOT, env=environment)

    def hand_on(number, _frame):
        with suppress(ProcessLookupError):
            running.send_signal(number)

    # Ctrl-C reaches the command by itself: it sits in the same terminal.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, hand_on)
    signal.signal(signal.SIGHUP, hand_on)
    code = running.wait()
    return code if code >= 0 else 128 - code
