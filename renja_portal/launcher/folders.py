"""What lies where under `.data`, and files that only their owner may read."""

import fcntl
import json
import os
import secrets
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from renja_portal.launcher import LaunchError

ROOT = Path(__file__).resolve().parents[2]
LOG_LIMIT_BYTES = 5 * 1024 * 1024


@dataclass(frozen=True)
class Folders:
    """The working folder of one copy of the portal."""

    data: Path = ROOT / ".data"

    @property
    def logs(self) -> Path:
        return self.data / "log"

    @property
    def state_file(self) -> Path:
        return self.data / "run.json"

    @property
    def demo_accounts(self) -> Path:
        return self.data / "demo-accounts.json"

    @property
    def static(self) -> Path:
        return self.data / "static"

    def prepare(self) -> "Folders":
        """Make the folders; LaunchError when one cannot be written.

        Others may pass through `.data` (the database account has to) but not list it.
        """
        try:
            self.data.mkdir(mode=0o711, exist_ok=True)
            for folder in (self.logs, self.data / "media"):
                folder.mkdir(mode=0o700, exist_ok=True)
            probe = self.data / ".probe"
            probe.touch()
            probe.unlink()
        except OSError as error:
            raise LaunchError(
                f'Folder {self.data} tidak dapat ditulis. Ketik: sudo chown -R "$(id -un)" "{self.data}"'
            ) from error
        return self

    def open_log(self, name: str) -> int:
        """File descriptor of a log to append to; a log grown over 5 MB is put aside first."""
        path = self.logs / f"{name}.log"
        if path.exists() and path.stat().st_size > LOG_LIMIT_BYTES:
            path.replace(path.with_suffix(".log.1"))
        return os.open(path, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)


def write_private(path: Path, text: str) -> None:
    """Write whole or not at all, readable by the owner alone."""
    new = path.with_name(path.name + ".new")
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
        file.write(text)
    new.replace(path)


def read_json(path: Path) -> dict:
    """What `write_private` wrote; {} when there is nothing readable."""
    try:
        found = json.loads(path.read_text())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def load_secrets(folders: Folders) -> dict[str, str]:
    """SECRET_KEY and database password of this copy, made at the first start."""
    path = folders.data / "secrets.json"
    known = read_json(path)
    if {"secret_key", "database_password"} <= known.keys():
        return known
    made = {"secret_key": secrets.token_urlsafe(64), "database_password": secrets.token_hex(24)}
    write_private(path, json.dumps(made))
    return made


@contextmanager
def hold_lock(path: Path):
    """Yield True while we alone hold the lock, False when another process does.

    The kernel lets go of it when the holder dies, however it dies.
    """
    with path.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
