"""`make run` and `make stop` on a copy of the project, as people type them."""

import http.client
import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from secrets import token_urlsafe

import psutil
import pytest

from faults.portal import open_workplace
from renja_portal.launcher.embedded import throwaway_database
from renja_portal.launcher.folders import ROOT, Folders
from renja_portal.launcher.processes import pick_free_port

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("launcher")]
FIRST_START, SECOND_START = 300, 120  # patience; how long it takes stands in bench/results.md


class Copy:
    """One checkout with its own `.data`; packages are shared with this one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = pick_free_port()
        skip = shutil.ignore_patterns(".venv", ".data", ".git", "__pycache__", "test-results", ".*_cache")
        shutil.copytree(ROOT, folder, ignore=skip, dirs_exist_ok=True)
        (folder / ".venv").symlink_to(ROOT / ".venv")
        self.running: subprocess.Popen | None = None

    def environment(self, **extra: str) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
        return {**kept, "PORT": str(self.port), **extra}

    def make(self, *words: str, **extra: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            ["make", *words], cwd=self.folder, env=self.environment(**extra), capture_output=True, text=True,
            timeout=FIRST_START,
        )  # fmt: skip

    def start(self, *, within: float, **extra: str) -> float:
        """Seconds until the home page answered."""
        began = time.monotonic()
        with (self.folder / "told.txt").open("w") as told:
            self.running = subprocess.Popen(
                ["make", "run"], cwd=self.folder, env=self.environment(**extra), stdout=told, stderr=told,
                start_new_session=True,
            )  # fmt: skip
        while "Portal siap" not in self.told():
            assert self.running.poll() is None, self.told()
            assert time.monotonic() - began < within, self.told()
            time.sleep(0.1)
        assert self.get("/") == 200
        return time.monotonic() - began

    def told(self) -> str:
        return (self.folder / "told.txt").read_text()

    def get(self, path: str) -> int | None:
        """Status of a page, None when nobody answers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        except OSError:
            return None
        finally:
            connection.close()

    def state(self) -> dict:
        return json.loads((self.folder / ".data" / "run.json").read_text())

    def query(self, code: str) -> str:
        """What a line of Python prints in the running portal's `manage.py shell`."""
        url = subprocess.run(
            [".venv/bin/python", "-m", "renja_portal.launcher", "pg", "url"],
            cwd=self.folder, env=self.environment(), capture_output=True, text=True, check=True,
        ).stdout.strip()  # fmt: skip
        environment = self.environment(
            DATABASE_URL=url, SECRET_KEY=token_urlsafe(64), PUBLIC_URL="http://127.0.0.1", DEMO="1"
        )
        done = subprocess.run(
            [".venv/bin/python", "manage.py", "shell", "-v0", "-c", code],
            cwd=self.folder, env=environment, capture_output=True, text=True, check=True,
        )  # fmt: skip
        return done.stdout.strip()

    def processes(self) -> list[psutil.Process]:
        """Everything alive that works in this copy or on its data."""
        found = []
        for process in psutil.process_iter():
            try:
                at_work = process.cwd().startswith(str(self.folder)) or str(self.folder) in " ".join(
                    process.cmdline()
                )
                if at_work and process.status() != psutil.STATUS_ZOMBIE:
                    found.append(process)
            except psutil.Error:
                continue
        return found

    def assert_ended(self) -> None:
        self.running.wait(timeout=30)
        deadline = time.monotonic() + 5
        while self.processes() and time.monotonic() < deadline:
            time.sleep(0.1)
        assert self.processes() == []
        assert self.get("/") is None


@pytest.fixture(scope="module")
def loaded() -> Iterator[Copy]:
    """A copy whose demo has been loaded once; not running."""
    with open_workplace() as folder:
        copy = Copy(folder / "copy")
        copy.start(within=FIRST_START)
        copy.make("stop")
        copy.assert_ended()
        yield copy
        copy.make("stop")


@pytest.fixture
def portal(loaded) -> Iterator[Copy]:
    yield loaded
    loaded.make("stop")
    assert loaded.processes() == []


def test_second_start_is_quick_and_keeps_what_was_there(portal):
    portal.start(within=SECOND_START)
    count = "from accounts.models import User; print(User.objects.count())"
    before = portal.query(
        f"from accounts.models import User; User.objects.create_user('tamu@contoh.id'); {count}"
    )
    assert portal.make("stop").stdout.splitlines()[-1] == "Berhenti."
    portal.assert_ended()
    portal.start(within=SECOND_START)
    assert portal.query(count) == before
    assert "Akun contoh" in portal.told()
    assert portal.get("/readyz") == 200


def test_accounts_of_the_demo_are_for_their_owner_alone(portal):
    for name in ("demo-accounts.json", "secrets.json"):
        assert (portal.folder / ".data" / name).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=lambda n: n.name)
def test_signal_to_the_terminal_ends_everything(portal, number):
    portal.start(within=SECOND_START)
    os.killpg(portal.running.pid, number)
    portal.assert_ended()
    assert "Berhenti." in portal.told()


def test_ctrl_c_during_the_start_leaves_nothing(portal):
    (portal.folder / "told.txt").write_text("")
    portal.running = subprocess.Popen(
        ["make", "run"], cwd=portal.folder, env=portal.environment(), stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    while not (portal.folder / ".data" / "run.json").exists():
        time.sleep(0.02)
    time.sleep(0.7)
    os.killpg(portal.running.pid, signal.SIGINT)
    portal.assert_ended()


def test_second_run_says_that_it_runs_already(portal):
    portal.start(within=SECOND_START)
    again = portal.make("run")
    assert again.returncode == 0
    assert f"sudah berjalan di http://127.0.0.1:{portal.port}" in again.stdout
    assert portal.get("/") == 200


def test_stop_without_run_says_so(portal):
    assert portal.make("stop").stdout == "Portal tidak sedang berjalan.\n"


@pytest.mark.parametrize("mend", ["run", "stop"])
def test_killed_launcher_is_mended_by_run_or_stop(portal, mend):
    portal.start(within=SECOND_START)
    os.kill(portal.state()["launcher"], signal.SIGKILL)
    portal.running.wait(timeout=10)
    left = portal.processes()
    assert len(left) >= 3  # web, worker and database run on
    if mend == "run":
        portal.start(within=SECOND_START)
    else:
        assert portal.make("stop").stdout == "Berhenti.\n"
    assert [process for process in left if process.is_running()] == []


@pytest.mark.parametrize("victim", ["web", "worker"])
def test_death_of_a_part_ends_the_rest_in_one_line(portal, victim):
    portal.start(within=SECOND_START)
    os.kill(portal.state()[victim], signal.SIGKILL)
    portal.assert_ended()
    assert f".data/log/{victim}.log" in portal.told()
    assert "Traceback" not in portal.told()


def test_port_that_is_none_is_told_in_one_line(portal):
    refused = portal.make("run", PORT="delapan")
    assert refused.stderr.splitlines()[0].startswith("PORT harus angka")
    assert "Traceback" not in refused.stderr


def test_two_copies_do_not_disturb_each_other(portal, workplace):
    portal.start(within=SECOND_START)
    second = Copy(workplace / "second")
    second.port = portal.port
    refused = second.make("run")
    assert f"Port {portal.port} sedang dipakai program lain. Ketik: PORT=" in refused.stderr
    assert "Traceback" not in refused.stderr
    second.port = pick_free_port()
    second.start(within=FIRST_START)
    assert portal.get("/") == second.get("/") == 200
    second.make("stop")
    second.assert_ended()
    assert portal.get("/readyz") == 200


def test_given_database_means_that_none_is_started(portal, workplace):
    fresh = Copy(workplace / "fresh")
    with throwaway_database(Folders(workplace / ".data").prepare()) as url:
        fresh.start(within=FIRST_START, DATABASE_URL=url)
        names = {process.name() for process in fresh.processes()}
        fresh.make("stop")
        fresh.assert_ended()
    assert "postgres" not in names
    assert not (fresh.folder / ".data" / "pg").exists()


def test_database_that_does_not_answer_is_told_in_one_line(portal):
    refused = portal.make("run", DATABASE_URL="postgres://orang:rahasia@127.0.0.1:1/lain")
    assert refused.returncode != 0
    assert "Basis data tidak dapat dihubungi" in refused.stderr
    assert "Traceback" not in refused.stderr + refused.stdout
    assert "rahasia" not in refused.stderr


def test_folder_that_cannot_be_written_is_told_in_one_line(workplace):
    closed = Copy(workplace / "closed")
    (closed.folder / ".data").write_text("not a folder")
    refused = closed.make("run")
    assert "tidak dapat ditulis. Ketik: sudo chown" in refused.stderr
    assert "Traceback" not in refused.stderr
