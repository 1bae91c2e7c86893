"""The worker process: jobs on the main thread, chores such as mail beside them, until told to stop."""

import logging
import os
import socket
from collections.abc import Callable
from datetime import timedelta
from threading import Event, Thread

from django.db import DatabaseError, InterfaceError, close_old_connections, connections
from django.utils import timezone

from core.logfacts import told_in_log
from jobs.models import WorkerHeartbeat
from jobs.registry import chores
from jobs.runner import run_due_job

logger = logging.getLogger("renja.jobs")

POLL_SECONDS = 1.0
LONGEST_PAUSE = 10.0  # between tries while the database is away
STATEMENT_TIMEOUT_MS = 600_000
FORGET_AFTER = timedelta(days=1)


class Worker:
    """`run()` works until `stop()`, and finishes what it holds; `run_once()` does all that is due now."""

    def __init__(self, *, poll_seconds: float = POLL_SECONDS) -> None:
        self.poll_seconds = poll_seconds
        self.name = f"{socket.gethostname()}:{os.getpid()}"
        self.stopping = Event()

    def stop(self) -> None:
        """Take nothing new; `run` returns when the work at hand is done."""
        self.stopping.set()

    def run(self) -> None:
        chores()  # a broken tasks module shows here, not later on a thread
        beside = Thread(target=self._keep_doing, args=[self._do_chores], name="chores")
        beside.start()
        try:
            self._keep_doing(lambda: run_due_job() is not None)
        finally:
            beside.join()
            self._forget()

    def run_once(self) -> int:
        """Jobs, then chores, until nothing is due; how many jobs were done."""
        done = 0
        while run_due_job() is not None:
            done += 1
        while do_chores():
            pass
        return done

    def _do_chores(self) -> bool:
        self._beat()
        return bool(do_chores())

    def _keep_doing(self, work: Callable[[], bool]) -> None:
        """Work while there is some, else wait a little; wait longer while the database is away."""
        pause = self.poll_seconds
        try:
            with told_in_log(worker=self.name):
                while not self.stopping.is_set():
                    busy, pause = self._try(work, pause)
                    if not busy:
                        self.stopping.wait(pause)
        finally:  # whatever ends one loop ends the other: no half worker goes on unseen
            self.stop()
            connections.close_all()

    def _try(self, work: Callable[[], bool], pause: float) -> tuple[bool, float]:
        try:
            close_old_connections()
            return work(), self.poll_seconds
        except (DatabaseError, InterfaceError) as error:
            logger.warning("database trouble, trying again in %.0f s: %s", pause, error)
            connections.close_all()
            return False, min(pause * 2, LONGEST_PAUSE)

    def _beat(self) -> None:
        WorkerHeartbeat.objects.update_or_create(name=self.name, defaults={"seen_at": timezone.now()})

    def _forget(self) -> None:
        """Leave no row behind, nor those of workers that died long ago."""
        try:
            WorkerHeartbeat.objects.filter(name=self.name).delete()
            WorkerHeartbeat.objects.filter(seen_at__lt=timezone.now() - FORGET_AFTER).delete()
        except (DatabaseError, InterfaceError) as error:
            logger.warning("heartbeat left behind: %s", error)
        finally:
            connections.close_all()


def do_chores() -> int:
    """A portion of each chore; one that fails does not hinder the others."""
    return sum(_do_chore(name, chore) for name, chore in chores().items())


def _do_chore(name: str, chore: Callable[[], int]) -> int:
    try:
        return chore()
    except (DatabaseError, InterfaceError):
        raise
    except Exception:
        logger.exception("chore %s failed", name)
        return 0


def lengthen_statement_timeout() -> None:
    """A worker's queries may take ten minutes, not the web's fifteen seconds; holds for the whole process."""
    for name in connections:
        connections[name].close()
        options = connections.settings[name].setdefault("OPTIONS", {})
        options["options"] = (
            f"{options.get('options', '')} -c statement_timeout={STATEMENT_TIMEOUT_MS}".strip()
        )
