"""What archives are called, and which of them stay: the newest ones, and the first one of each of the last months."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

ENDING, PART, DIGEST = ".tar.age", ".part", ".sha256"
STAMP = "%Y%m%dT%H%M%SZ"


def host() -> str:
    """Whose archives these are: several installations may share a folder."""
    return urlsplit(settings.PUBLIC_URL).hostname or "renja"


def archive_name(at: datetime) -> str:
    """`renja-renja.example.go.id-20280211T180000Z.tar.age`; names in their order are archives in their order."""
    return f"renja-{host()}-{at.astimezone(UTC):{STAMP}}{ENDING}"


def archives(folder: Path) -> list[Path]:
    """Finished archives of this installation, newest first."""
    ours = re.compile(rf"renja-{re.escape(host())}-\d{{8}}T\d{{6}}Z{re.escape(ENDING)}")
    return sorted((path for path in folder.iterdir() if ours.fullmatch(path.name)), reverse=True)


def unfinished(folder: Path) -> list[Path]:
    """What a killed run left."""
    return sorted(folder.glob(f".renja-{host()}-*{ENDING}{PART}"))


def surplus(newest_first: Iterable[Path], *, keep: int, months: int) -> list[Path]:
    """Those that may go: beyond the newest `keep`, and not the first of one of the last `months` that have any."""
    paths = list(newest_first)
    firsts: dict[str, Path] = {}
    for path in paths:  # the oldest of a month comes last and stays
        firsts[_month(path)] = path
    kept = set(paths[:keep]) | {firsts[month] for month in sorted(firsts, reverse=True)[:months]}
    return [path for path in paths if path not in kept]


def _month(path: Path) -> str:
    return path.name.removesuffix(ENDING)[-len("20280211T180000Z") :][:6]


def remove(path: Path) -> None:
    """An archive with its sum."""
    path.unlink(missing_ok=True)
    path.with_name(path.name + DIGEST).unlink(missing_ok=True)
