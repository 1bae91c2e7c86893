"""F12: a disk is full, of the database, of the files, of the logs."""

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from faults.asking import LOST, Asked
from faults.city import portal_of_city
from faults.crowd import Crowd, crowd_at
from faults.databases import page_problems
from faults.lengths import seconds
from faults.outcome import Outcome
from faults.portal import KillablePortal, open_workplace
from renja_portal.launcher.accounts import choose_account

MEGABYTE = 1024 * 1024
NO_ROOM = "ruang penyimpanan portal penuh"
RECOVERY = 20  # seconds after room was made
LONG_ENOUGH = 30  # seconds until a database that has some pages left needs more
NEEDS_ROOT = "needs root (a small disk is mounted)"


@contextmanager
def small_disk(place: Path, megabytes: float) -> Iterator[None]:
    """A disk of this size at this folder. PermissionError where that is not allowed."""
    place.mkdir(parents=True)
    account = choose_account()
    owner = f"uid={account.owner},gid={os.getegid() if account.gid is None else account.gid},mode=700"
    size = f"size={int(megabytes * MEGABYTE)},{owner}"
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", size, "tmpfs", place], capture_output=True)
    if done.returncode:
        raise PermissionError(done.stderr.decode().strip())
    try:
        yield
    finally:
        _unmount(place)


def _unmount(place: Path) -> None:
    for _try in range(20):
        if subprocess.run(["umount", place], capture_output=True).returncode == 0:
            return
        time.sleep(0.5)
    subprocess.run(["umount", "-l", place], check=True)


def fill(folder: Path) -> Path:
    """A file that takes all the room that is left; called again, what was freed since."""
    filler = folder / "penuh"
    with suppress(OSError), filler.open("ab", buffering=0) as file:
        while True:
            file.write(b"\0" * 65536)
    with suppress(OSError), filler.open("ab", buffering=0) as file:
        while True:
            file.write(b"\0" * 512)
    return filler


@contextmanager
def portal_with_small(name: str, megabytes: float) -> Iterator[tuple[KillablePortal, Path]]:
    """The portal of the city; what lies in `.data/<name>` has a disk of its own."""
    with open_workplace() as workplace:
        place = workplace / ".data" / name
        (workplace / ".data").mkdir(mode=0o711)
        with small_disk(place, megabytes), portal_of_city(workplace=workplace) as portal:
            yield portal, place


def database_full() -> Outcome:
    outcome = Outcome(
        "the disk of the database is full (a small tmpfs and a file that fills it), later freed",
        "no half object; the 503 page, never a trace; reads go on; writes again ≤ 20 s after room is made, without hand work",
    )
    with _allowed(outcome), portal_with_small("pg", 250) as (portal, place):
        portal.start_web()
        portal.start_worker()
        with crowd_at(portal, submitters=5, pace=0.05) as crowd:
            full, free = _full_for_a_while(portal, place)
        outcome.load = crowd.size
        _judge(outcome, crowd, full, free)
        outcome.must(crowd.trace.statuses()[503], "the fault was not felt")
        outcome.short += page_problems(crowd.trace)
    return outcome


@contextmanager
def _allowed(outcome: Outcome) -> Iterator[None]:
    try:
        yield
    except PermissionError:
        outcome.not_run = NEEDS_ROOT


def _full_for_a_while(portal: KillablePortal, place: Path, *, refill: bool = False) -> tuple[float, float]:
    """When it was full, and when there was room again (monotonic). A server that ended is started again, as a service is.

    `refill`: also of what somebody frees meanwhile, such as the half document of a job.
    """
    time.sleep(seconds() / 6)
    full, filler = time.monotonic(), fill(place)
    _keep_running(portal, max(LONG_ENOUGH, seconds() / 2), place if refill else None)
    filler.unlink()
    free = time.monotonic()
    _keep_running(portal, max(RECOVERY, seconds() / 3))
    return full, free


def _keep_running(portal: KillablePortal, lasting: float, full: Path | None = None) -> None:
    end = time.monotonic() + lasting
    while time.monotonic() < end:
        if full:
            fill(full)
        if portal.cluster.find_postmaster() is None:
            portal.cluster.stop()
            portal.cluster.start_on(portal.database_port)
        time.sleep(0.5)


def _judge(outcome: Outcome, crowd: Crowd, full: float, free: float) -> None:
    trace = crowd.trace
    during = [one for one in trace.since(full, free) if one.who == "Reader"]
    read = [one for one in during if not one.failed]
    failed = [one.began + one.seconds - free for one in trace.failed() if one.began + one.seconds > free]
    back = max(failed, default=0.0)
    later = [one for one in crowd.shown if one.at > time.time() - (time.monotonic() - free)]
    outcome.note(f"{len(trace.asked)} requests, failed {dict(trace.statuses()) or 0}")
    outcome.note(f"while it was full {_share(read, during)} of reads were answered")
    outcome.note(f"the last failure {back:.1f} s after room was made; {len(later)} numbers shown afterwards")
    outcome.must(len(read) >= 0.95 * len(during), f"only {_share(read, during)} of reads were answered")
    outcome.must(back <= RECOVERY, f"recovery took {back:.0f} s")
    outcome.must(later, "nothing was sent afterwards")
    outcome.must(set(trace.statuses()) <= {503}, f"other failures: {dict(trace.statuses())}")
    outcome.short += crowd.problems()


def _share(some: list[Asked], of: list[Asked]) -> str:
    return f"{len(some) / max(len(of), 1):.0%}"


def media_full() -> Outcome:
    outcome = Outcome(
        "the disk of the files is full, later freed",
        "files are refused in words, drafts are kept and sent without them; reads go on; files again ≤ 20 s after room is made",
    )
    with _allowed(outcome), portal_with_small("media", 8) as (portal, place):
        portal.start_web()
        portal.start_worker()
        with crowd_at(portal) as crowd:
            for person in crowd.submitters:
                person.no_room, person.file_size = NO_ROOM, 100_000
            full, free = _full_for_a_while(portal, place, refill=True)
        outcome.load = crowd.size
        refused = sum(person.without_room for person in crowd.submitters)
        moment = time.time() - (time.monotonic() - free)
        files = [one for one in crowd.shown if one.at > moment and one.sha256]
        outcome.note(f"{refused} files refused with “… {NO_ROOM} …”, {len(files)} kept afterwards")
        _judge(outcome, crowd, full, free)
        outcome.must(refused, "the fault was not felt")
        outcome.must(files, "no file was kept afterwards")
        outcome.must(not crowd.trace.failed(), f"failed: {dict(crowd.trace.statuses())}")
    return outcome


def logs_full() -> Outcome:
    outcome = Outcome(
        "the disk of the logs is full; web and worker are killed and started meanwhile",
        "nobody notices: nothing fails but what was killed; both start; ledger holds",
    )
    with _allowed(outcome), portal_with_small("log", 0.2) as (portal, place):
        fill(place)
        portal.start_web()
        portal.start_worker()
        with crowd_at(portal) as crowd:
            time.sleep(seconds() / 4)
            before = len(crowd.trace.failed())
            portal.kill_worker()
            portal.kill_web()
            portal.start_web()
            portal.start_worker()
            time.sleep(seconds() / 4)
        outcome.load = crowd.size
        outcome.note(
            f"{len(crowd.trace.asked)} requests, {before} failed before the kill; {len(crowd.shown)} numbers shown"
        )
        outcome.must(not before, f"{before} failed")
        outcome.must(set(crowd.trace.statuses()) <= {LOST}, f"failed: {dict(crowd.trace.statuses())}")
        outcome.must(portal.worker.is_alive(), "the worker ended")
        outcome.must(portal.ask_inside("has_worker", 40), "the worker does not say that it lives")
        outcome.must(len(crowd.shown) > 3, "hardly anything was sent")
        outcome.short += crowd.problems()
    return outcome
