"""What others ask of jobs: put one in the queue, try a failed one again."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.services import record
from core.errors import NotAllowed
from jobs.models import MAX_ATTEMPTS, Job, State

OPERATE = "stakeholders.operate"


class QueueFull(NotAllowed):
    """Enough is waiting already; the door answers 429 and says when to come back (`renja_portal.middleware`)."""


class JobFailed(NotAllowed):
    """Raised by a handler: the work cannot be done, trying again would not help; the text says why."""


def enqueue(kind: str, *, key: str, payload: Mapping[str, Any] | None = None, actor=None) -> Job:
    """The active job of this kind and key: the one already there, or a new one.

    The row belongs to the caller's transaction; it is done only after that has committed. Raises QueueFull where this
    person, or all people together, have too much waiting; what the worker orders by itself always finds a place.
    """
    if actor is not None and not Job.objects.active().filter(kind=kind, key=key).exists():
        _ask_for_place(actor)
    while True:
        new = Job(kind=kind, key=key, payload=dict(payload or {}), created_by=actor)
        # Beside a twin that is just being added this waits for its transaction, then adds nothing.
        Job.objects.bulk_create([new], ignore_conflicts=True)
        if job := Job.objects.active().filter(kind=kind, key=key).first():
            return job


def _ask_for_place(actor) -> None:
    """Many at the same moment may pass together: the limit keeps a queue short, nothing else rests on it."""
    ordered = Job.objects.active().exclude(created_by=None)
    own = Q(created_by=actor)
    counted = ordered.aggregate(own=Count("pk", filter=own), all=Count("pk"))
    if counted["own"] >= settings.JOBS_PER_PERSON:
        raise QueueFull(
            _(
                "Anda sudah memesan %(n)s dokumen atau pekerjaan yang belum selesai. Tunggu sampai sebagian selesai, lalu pesan lagi."
            )
            % {"n": counted["own"]}
        )
    if counted["all"] >= settings.JOBS_WAITING:
        raise QueueFull(_("Antrean pekerjaan portal sedang penuh. Tunggu beberapa menit, lalu pesan lagi."))


@transaction.atomic
def retry_job(job: Job, *, actor) -> Job:
    """Queue a failed job again with as many attempts as a new one; NotAllowed when it is not failed or has a successor."""
    if not actor.has_perm(OPERATE):
        raise NotAllowed(_("Hanya admin yang mengulang pekerjaan."))
    locked = Job.objects.select_for_update().get(pk=job.pk)
    if locked.state != State.FAILED:
        raise NotAllowed(_("Pekerjaan ini tidak dalam keadaan gagal, sehingga tidak perlu dicoba lagi."))
    if Job.objects.active().filter(kind=locked.kind, key=locked.key).exists():
        raise NotAllowed(_("Pekerjaan yang sama sudah berjalan. Tunggu sampai selesai."))
    locked.state, locked.error, locked.finished_at = State.QUEUED, "", None
    # Attempts only ever grow: they tell a worker that came back late that the job is no longer its own.
    locked.max_attempts, locked.run_after = locked.attempts + MAX_ATTEMPTS, timezone.now()
    locked.save(update_fields=["state", "error", "finished_at", "max_attempts", "run_after"])
    record("job.retry", locked, actor=actor)
    return locked
