"""The data that every fault begins with: the demo's, loaded once and kept below `.data` until tables, demo or the day change."""

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from faults.portal import REAL, KillablePortal, open_workplace
from renja_portal.launcher.folders import ROOT

KEPT = ROOT / ".data" / "faults"
STEPS = ("migrate --verbosity 0", "createcachetable", "load_demo", "collectstatic --noinput --verbosity 0")


def mark_of_data() -> str:
    """Changes with the day (the demo's forum is one of today), with the tables, the demo and the static files."""
    digest = hashlib.sha256()
    for pattern in ("*/migrations/*.py", "demo/**/*", "static/**/*"):
        for path in sorted(ROOT.glob(pattern)):
            if path.is_file() and path.suffix != ".pyc":
                found = path.stat()
                digest.update(f"{path}:{found.st_mtime_ns}:{found.st_size}\n".encode())
    return f"{date.today():%Y%m%d}-{digest.hexdigest()[:12]}"


def prepared(code: Path = ROOT, mark: str = "") -> Path:
    """The folder with database (`pg`), files (`media`), secrets and static files, made where it is not there yet."""
    kept = KEPT / (mark or mark_of_data())
    if not kept.exists():
        print("  the city …", flush=True)
        KEPT.mkdir(parents=True, exist_ok=True)
        for old in KEPT.iterdir():
            if not old.name.startswith(f"{date.today():%Y%m%d}-"):
                shutil.rmtree(old)
        with open_workplace() as workplace:
            _make(workplace, code)
            copy(workplace / ".data", kept.with_suffix(".new"))
        kept.with_suffix(".new").rename(kept)
    return kept


def _make(workplace: Path, code: Path) -> None:
    portal = KillablePortal(workplace, code=code)
    try:
        for step in STEPS:
            portal.command([sys.executable, "manage.py", *step.split()], folder=code)
    finally:
        portal.cluster.stop()


def copy(source: Path, target: Path) -> None:
    """With owners and links, as the database needs it."""
    subprocess.run(["cp", "-a", source, target], check=True)


@contextmanager
def portal_of_city(
    more: Mapping[str, str] | None = None, *, workplace: Path | None = None, kept: Path | None = None, code: Path = ROOT
) -> Iterator[KillablePortal]:  # fmt: skip
    """The city's database is up, in the settings of a real installation; web and worker are not started yet.

    `workplace` may hold a prepared `.data` with parts that lie elsewhere.
    """
    kept = kept or prepared()
    with open_workplace() as own:
        folder = workplace or own
        data = folder / ".data"
        data.mkdir(mode=0o711, exist_ok=True)
        for name in ("pg", "media", "secrets.json"):
            for path in (kept / name).iterdir() if (data / name).is_dir() else [kept / name]:
                copy(path, data / name if not (data / name).is_dir() else data / name / path.name)
        portal = KillablePortal(folder, {**REAL, "STATIC_ROOT": str(kept / "static"), **(more or {})}, code=code)  # fmt: skip
        try:
            yield portal
        finally:
            portal.stop()
