"""`with-database`: one command, one database, nothing afterwards."""

import os
import signal
import subprocess
import sys
import time

from renja_portal.launcher.folders import ROOT

LAUNCHER = [sys.executable, "-m", "renja_portal.launcher"]
SHOW = "import os; print(os.environ['DATABASE_URL'], len(os.environ['SECRET_KEY']) >= 50)"


def without_database() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}


def with_database(*command: str, environment: dict[str, str] | None = None) -> subprocess.CompletedProcess:
    line = [*LAUNCHER, "with-database", "--", *command]
    environment = without_database() if environment is None else environment
    return subprocess.run(line, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)


def test_command_gets_a_database_and_its_exit_code_comes_back():
    done = with_database(sys.executable, "-c", SHOW + "; raise SystemExit(7)")
    assert done.returncode == 7
    url, long_enough = done.stdout.split()
    assert url.startswith("postgres://renja:")
    assert long_enough == "True"


def test_given_database_is_used_and_none_started():
    given = "postgres://orang:rahasia@127.0.0.1:1/lain"
    done = with_database(sys.executable, "-c", SHOW, environment={**os.environ, "DATABASE_URL": given})
    assert done.stdout.split()[0] == given


def test_signal_reaches_the_command_before_its_database_goes():
    code = (
        "import signal, sys, time, os, psycopg2\n"
        "def last(*_):\n"
        "    psycopg2.connect(os.environ['DATABASE_URL']); print('still there', flush=True); sys.exit(3)\n"
        "signal.signal(signal.SIGTERM, last); print('ready', flush=True); time.sleep(60)"
    )
    line = [*LAUNCHER, "with-database", "--", sys.executable, "-c", code]
    with subprocess.Popen(
        line, cwd=ROOT, env=without_database(), stdout=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout.readline() == "ready\n"
        running.send_signal(signal.SIGTERM)
        assert running.stdout.read() == "still there\n"
        assert running.wait(timeout=30) == 3


def test_command_that_was_killed_counts_as_failed():
    done = with_database("/bin/sh", "-c", "kill -9 $$")
    assert done.returncode == 128 + signal.SIGKILL


def test_unknown_command_word_is_refused_quickly():
    began = time.monotonic()
    done = subprocess.run([*LAUNCHER, "dance"], cwd=ROOT, capture_output=True, text=True, timeout=20)
    assert done.returncode == 2
    assert time.monotonic() - began < 10
