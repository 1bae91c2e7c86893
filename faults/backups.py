"""F24: a backup while everything is under load, and the way back on an empty host."""

import shutil
import sys
import time
from pathlib import Path
from threading import Thread

from faults.city import portal_of_city
from faults.crowd import MARK, Crowd, Shown, crowd_at
from faults.killing import kill_children, watched_web
from faults.lengths import seconds
from faults.outcome import Outcome
from faults.portal import REAL, KillablePortal, open_workplace
from renja_portal.launcher.folders import ROOT

COMMAND = ROOT / "renja_portal" / "management" / "commands" / "backup.py"
MANAGE = [sys.executable, "manage.py"]


def under_load() -> Outcome:
    outcome = Outcome(
        "manage.py backup while people write and gunicorn's children are killed; restored into an empty database and folder elsewhere",
        "one consistent moment: every number shown before the start is there and whole, nothing half; verify passes",
    )
    if not COMMAND.exists():
        outcome.not_run = "this release has no manage.py backup"
        return outcome
    with open_workplace() as shelf, portal_of_city() as portal, watched_web(portal) as ready:
        portal.start_worker()
        with crowd_at(portal) as crowd:
            time.sleep(seconds() / 3)
            killing = Thread(target=kill_children, args=[portal, seconds() / 3, ready])
            killing.start()
            key, archive, stamp = _back_up(portal, shelf, outcome)
            killing.join()
            time.sleep(seconds() / 3)
        outcome.load = f"{crowd.size}; a child killed every 2 s"
        outcome.short += crowd.problems()
        before = [one for one in crowd.shown if one.at < stamp]
        outcome.must(before and len(crowd.shown) > len(before), "hardly anything was sent")
        if archive:
            _restore(portal, crowd, before, key, archive, outcome)
    return outcome


def _back_up(portal: KillablePortal, shelf: Path, outcome: Outcome) -> tuple[Path, Path | None, float]:
    """The key, the archive and the moment of the start (seconds since the epoch)."""
    key, folder = shelf / "kunci.txt", shelf / "arsip"
    folder.mkdir(mode=0o700)
    told = portal.command([*MANAGE, "backup_key", str(key)])
    stamp, began = time.time(), time.monotonic()
    recipients = told.rpartition("BACKUP_RECIPIENTS=")[2]
    portal.command([*MANAGE, "backup", str(folder)], BACKUP_RECIPIENTS=recipients)
    archive = max(
        (path for path in folder.iterdir() if path.is_file()),
        key=lambda path: path.stat().st_size,
        default=None,
    )
    size = archive.stat().st_size / 1e6 if archive else 0
    outcome.note(f"backup in {time.monotonic() - began:.1f} s, {size:.1f} MB")
    outcome.must(archive, "there is no archive")
    return key, archive, stamp


def _restore(
    source: KillablePortal, crowd: Crowd, before: list[Shown], key: Path, archive: Path, outcome: Outcome
) -> None:
    with open_workplace() as elsewhere:
        data = elsewhere / ".data"
        data.mkdir(mode=0o711)
        shutil.copy(source.folders.data / "secrets.json", data)  # kept apart from archives, as the key is
        host = KillablePortal(elsewhere, {**REAL, "STATIC_ROOT": source.environment["STATIC_ROOT"]})
        try:
            began = time.monotonic()
            host.command([*MANAGE, "restore", str(archive), "--key-file", str(key)])
            restored = time.monotonic() - began
            outcome.note(
                f"restored in {restored:.1f} s, answers after {restored + host.start_web():.1f} s (RTO)"
            )
            host.command([*MANAGE, "verify", "--manifest", str(data / "pemulihan.json")])
            _compare(host, crowd, before, outcome)
        finally:
            host.stop()


def _compare(host: KillablePortal, crowd: Crowd, before: list[Shown], outcome: Outcome) -> None:
    there = set(host.ask_inside("numbers", MARK))
    lost = [one.number for one in before if one.number not in there]
    outcome.note(
        f"{len(before)} numbers shown before the start, {len(there)} in the archive, {len(crowd.shown)} at the end"
    )
    outcome.must(not lost, f"lost: {lost[:5]}")
    known = [(one.number, one.title, one.sha256) for one in crowd.shown if one.number in there]
    outcome.short += host.ask_inside("ledger", known, [], MARK)
