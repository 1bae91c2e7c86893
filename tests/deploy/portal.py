"""The portal as deploy/ starts it: gunicorn with its shipped configuration, in production settings, on the test's database."""

import http.client
import os
import shutil
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import psutil

from renja_portal.launcher.folders import ROOT
from renja_portal.launcher.processes import kill_group
from tests.deploy.front import HOST
from tests.jobs.processes import wait_for
from tests.renja_portal.test_trust_headers import database_url

COPIED = ("deploy", "renja_portal")  # where a release may differ; the rest is led to
COLLECT = "import django; django.setup(); from tests.renja_portal.production_answers import collect_static; collect_static()"


def make_release(folder: Path) -> Path:
    """A folder with the portal and its .venv, as a release lies on a server."""
    folder.mkdir(parents=True)
    for path in ROOT.iterdir():
        if path.name in COPIED:
            shutil.copytree(path, folder / path.name)
        elif path.name not in {".data", ".git", "test-results"}:
            (folder / path.name).symlink_to(path)
    return folder


def production(folder: Path, static: Path, **more: str) -> dict[str, str]:
    """The environment of a real installation whose files lie in `folder`, its static ones in `static`."""
    left_out = {"DEMO", "DEBUG", "DJANGO_SETTINGS_MODULE", "STATIC_ROOT"}
    kept = {name: value for name, value in os.environ.items() if name not in left_out}
    (folder / "data" / "media").mkdir(parents=True, exist_ok=True)
    return kept | {
        "DATABASE_URL": database_url(),
        "PUBLIC_URL": f"https://{HOST}",
        "BEHIND_PROXY": "1",
        "DATA_DIR": str(folder / "data"),
        "STATIC_ROOT": str(static),
        "PYTHONUNBUFFERED": "1",
        **more,
    }


def collect_static(folder: Path) -> None:
    """Unpacked: packing takes twenty seconds."""
    own = os.environ | {
        "DJANGO_SETTINGS_MODULE": "renja_portal.settings", "STATIC_ROOT": str(folder), "PYTHONPATH": str(ROOT),
    }  # fmt: skip
    subprocess.run([sys.executable, "-c", COLLECT], cwd=ROOT, env=own, check=True)


class Line(http.client.HTTPConnection):
    """Over the socket that nginx uses, one request a line as nginx does."""

    def __init__(self, place: Path) -> None:
        super().__init__(HOST, timeout=45)
        self.place = place

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(str(self.place))


class Web:
    """gunicorn, started from `portal`: a release, or a link to one."""

    def __init__(self, portal: Path, environment: dict[str, str]) -> None:
        self.portal, self.run = portal, portal.parent / "run"
        self.socket = portal.parent / "web.sock"
        self.log = portal.parent / "web.log"
        self.run.mkdir()
        self.environment = environment | {
            "WEB_BIND": f"unix:{self.socket}",
            "RUNTIME_DIRECTORY": str(self.run),
        }
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [portal / "deploy" / "bin" / "renja-web"],
                cwd=portal.parent, env=self.environment, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        wait_for(self._is_up, 60, self.log.read_text)

    def _is_up(self) -> bool:
        assert self.process.poll() is None, self.log.read_text()
        return self.socket.exists() and "Booting worker" in self.log.read_text()

    @property
    def upstream(self) -> str:
        return f"server unix:{self.socket} max_fails=0;"

    def master(self) -> psutil.Process:
        """After a reload another one than was started."""
        return psutil.Process(int((self.run / "web.pid").read_text()))

    def reload(self) -> subprocess.Popen:
        """As systemd does it; `wait()` gives 0 once the other release serves alone."""
        return subprocess.Popen(
            [self.portal / "deploy" / "bin" / "renja-reload"],
            env=self.environment, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    def stop(self) -> None:
        try:
            with suppress(FileNotFoundError, psutil.NoSuchProcess):  # ended by a test
                master = self.master()
                master.terminate()
                master.wait(timeout=45)
        finally:
            kill_group(self.process.pid)
            self.process.wait()
