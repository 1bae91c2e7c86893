"""Doing one job: take it under a lease, keep the lease, call its handler, write down how it ended.

A worker that stopped renewing loses the job to another one. `attempts` tells them apart: every
write names the attempt it belongs to, so that a late one changes nothing.
"""

import json
import logging
import time
from datetime import timedelta
from threading import Event, Thread
from uuid import uuid4

from django.core.serializers.json import DjangoJSONEncoder
from django.db import DatabaseError, InterfaceError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import NotAllowed
from core.logfacts import told_in_log
from core.storage import lacks_room
from jobs.models import Job, State
from jobs.registry import handler_of
from jobs.services import JobFailed

logger = logging.getLogger("renja.jobs")

LEASE = timedelta(seconds=120)
RENEW_SECONDS = 30
RETRY_AFTER = (timedelta(seconds=10), timedelta(minutes=1), timedelta(minutes=5))
CLAIM_LOCK = 7_245_002  # one number, known to this module alone
WAIT_FOR_ROOM = timedelta(minutes=1)
REPORT_SECONDS = 0.5  # progress is written at most this often


class LeaseLost(Exception):
    """Another worker has the job by now: stop, write nothing."""


def run_due_job() -> Job | None:
    """Take the next due job and do it; the job as it ended, or None when nothing is due."""
    job = claim_job()
    if job is None:
        return None
    with told_in_log(job=str(job.pk), kind=job.kind), LeaseKeeper(job, RENEW_SECONDS) as keeper:
        _do(job, keeper)
    job.refresh_from_db()
    return job


@transaction.atomic
def claim_job() -> Job | None:
    """The next due job, now running under our lease; jobs out of attempts are closed on the way.

    Workers ask one after the other, or two would each find a job of the same person and nobody's running.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CLAIM_LOCK])
    while job := Job.objects.due().select_for_update(skip_locked=True, of=("self",)).first():
        if job.attempts >= job.max_attempts:
            _give_up(job)
            continue
        now = timezone.now()
        job.state, job.attempts, job.lease_until = State.RUNNING, job.attempts + 1, now + LEASE
        job.started_at, job.error = now, ""
        job.progress_done, job.progress_text = 0, ""
        job.save()
        return job
    return None


def _do(job: Job, keeper: "LeaseKeeper") -> None:
    try:
        handle = handler_of(job.kind)
        if handle is None:
            raise JobFailed(_("Jenis pekerjaan “%(kind)s” tidak dikenal.") % {"kind": job.kind})
        result = handle(job, Reporter(job, keeper))
        _finish(job, state=State.DONE, result=_as_json(result or {}))
    except LeaseLost:
        logger.warning("job %s (%s): lease lost, left to its new worker", job.pk, job.kind)
    except NotAllowed as refusal:
        _finish(job, state=State.FAILED, error=refusal.message)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # some libraries raise bare BaseExceptions; the worker outlives them
        _fail(job, error)


def _as_json(result: dict) -> dict:
    """The result as the database will give it back; TypeError before it is asked to keep anything else."""
    return json.loads(json.dumps(result, cls=DjangoJSONEncoder))


def _fail(job: Job, error: BaseException) -> None:
    if not connection.is_usable():  # the error may have been its loss
        connection.close()
    if lacks_room(error):
        _wait_for_room(job, error)
        return
    reference = uuid4().hex[:8].upper()
    logger.error("job %s (%s) failed, reference %s", job.pk, job.kind, reference, exc_info=error)
    text = _("Terjadi kesalahan yang tidak terduga. Sebutkan rujukan %(reference)s kepada admin.")
    text %= {"reference": reference}
    if job.attempts >= job.max_attempts:
        _finish(job, state=State.FAILED, error=text)
        return
    wait = RETRY_AFTER[min(job.attempts, len(RETRY_AFTER)) - 1]
    _write(job, state=State.QUEUED, error=text, run_after=timezone.now() + wait, lease_until=None)


def _wait_for_room(job: Job, error: BaseException) -> None:
    """A full disk passes when somebody makes room, however long that takes: it costs no attempt."""
    logger.error("job %s (%s) waits for room on the disk: %s", job.pk, job.kind, error)
    text = _("Ruang penyimpanan penuh. Pekerjaan ini dicoba lagi sendiri setelah ada tempat.")
    _write(
        job, state=State.QUEUED, error=text, run_after=timezone.now() + WAIT_FOR_ROOM, lease_until=None,
        max_attempts=job.max_attempts + 1,
    )  # fmt: skip


def _finish(job: Job, **changes) -> None:
    _write(job, finished_at=timezone.now(), lease_until=None, **changes)


def _write(job: Job, **changes) -> bool:
    """Change the row if it is still ours."""
    mine = Job.objects.filter(pk=job.pk, attempts=job.attempts, state=State.RUNNING)
    return bool(mine.update(**changes))


def _give_up(job: Job) -> None:
    """Close a job whose workers died under it as often as it may be tried."""
    job.state, job.lease_until, job.finished_at = State.FAILED, None, timezone.now()
    job.error = _("Pekerjaan terhenti beberapa kali sebelum selesai. Coba lagi, atau hubungi admin.")
    job.save(update_fields=["state", "lease_until", "finished_at", "error"])


class Reporter:
    """What a handler calls as `report(done, total, text)`."""

    def __init__(self, job: Job, keeper: "LeaseKeeper") -> None:
        self.job, self.keeper, self.written_at, self.text = job, keeper, 0.0, ""

    def __call__(self, done: int, total: int, text: str = "") -> None:
        if self.keeper.lost.is_set():
            raise LeaseLost
        if self._too_soon(done, total, text):
            return
        self.written_at, self.text = time.monotonic(), text
        progress = {"progress_done": done, "progress_total": total, "progress_text": str(text)[:200]}
        if not _write(self.job, lease_until=timezone.now() + LEASE, **progress):
            raise LeaseLost

    def _too_soon(self, done: int, total: int, text: str) -> bool:
        waited = time.monotonic() - self.written_at
        return waited < REPORT_SECONDS and done < total and text == self.text


class LeaseKeeper(Thread):
    """Renews the lease while the handler works, on a connection of its own."""

    def __init__(self, job: Job, every_seconds: float) -> None:
        super().__init__(name=f"lease-{job.pk}", daemon=True)
        self.job, self.every_seconds = job, every_seconds
        self.lost, self.ended = Event(), Event()

    def __enter__(self) -> "LeaseKeeper":
        self.start()
        return self

    def __exit__(self, *exception) -> None:
        self.ended.set()
        self.join()

    def run(self) -> None:
        while not self.ended.wait(self.every_seconds):
            self._renew()

    def _renew(self) -> None:
        try:
            if not _write(self.job, lease_until=timezone.now() + LEASE):
                self.lost.set()
        except (
            DatabaseError,
            InterfaceError,
        ) as error:  # away for a moment, or the row is locked by the handler itself
            logger.warning("job %s: lease not renewed: %s", self.job.pk, error)
        finally:
            connection.close()
