"""When the last backup was made here, for whoever watches: a small file beside the uploads, not a row.

A row would come back with a restore and speak of archives that this machine never made.
"""

import json
import os
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

STATE = "cadangan.json"


@dataclass(frozen=True)
class BackupState:
    """The last archive that was finished, and whether a later try failed (`failure`: why, in words)."""

    at: datetime | None  # the moment that the archive shows
    archive: str = ""
    size: int = 0
    sha256: str = ""
    seconds: float = 0
    lost_files: int = 0
    failed_at: datetime | None = None
    failure: str = ""

    @property
    def age(self) -> timedelta | None:
        """How old what would be restored is now; None where there is no archive."""
        return timezone.now() - self.at if self.at else None


def last_backup() -> BackupState | None:
    """What this installation knows of its backups; None where none was ever tried. One small file is read."""
    try:
        told = json.loads(_path().read_text())
        moments = {name: _moment(told.get(name)) for name in ("at", "failed_at")}
        return BackupState(**told | moments)
    except (OSError, ValueError, TypeError, AttributeError):
        return None


def note_success(state: BackupState) -> None:
    _write(state)


def note_failure(why: str) -> None:
    """The last archive is still known beside it."""
    before = last_backup() or BackupState(None)
    _write(BackupState(**vars(before) | {"failed_at": timezone.now(), "failure": why[:500]}))


def _path() -> Path:
    return settings.DATA_DIR / STATE


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _write(state: BackupState) -> None:
    told = {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in asdict(state).items()
    }
    new = _path().with_name(STATE + ".new")
    with os.fdopen(os.open(new, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o640), "w") as file:
        json.dump(told, file)
        file.flush()
        os.fsync(file.fileno())
    new.replace(_path())
