"""The portal as deploy/ starts it: gunicorn with its shipped configuration, in production settings, on the test's database."""

import http.client
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

from renja_portal.launcher.folders import ROOT
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
        self.socket = portal.parent / "web.sock"
        self.log = portal.parent / "web.log"
        line = [sys.executable, "-m", "gunicorn", "--config", str(portal / "deploy" / "gunicorn.conf.py")]
        own = environment | {"WEB_BIND": f"unix:{self.socket}"}
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                line, cwd=portal.parent, env=own, stdout=log, stderr=log, start_new_session=True
            )
        wait_for(self._is_up, 60, self.log.read_text)

    def _is_up(self) -> bool:
        assert self.process.poll() is None, self.log.read_text()
        return self.socket.exists() and "Booting worker" in self.log.read_text()

    @property
    def upstream(self) -> str:
        return f"server unix:{self.socket} max_fails=0;"

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(timeout=45)
        finally:
            self.process.kill()
