"""Slow work as rows: the row is the truth about what is to be done, by whom, and how far it is."""

import uuid

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jobs.querysets import HeartbeatQuerySet, JobQuerySet

MAX_ATTEMPTS = 3


class State(models.TextChoices):
    QUEUED = "queued", _("Menunggu giliran")
    RUNNING = "running", _("Sedang dikerjakan")
    DONE = "done", _("Selesai")
    FAILED = "failed", _("Gagal")


class Job(models.Model):
    """One piece of work. `kind` names the handler, `key` what it is about; at most one is active per pair."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("Jenis"), max_length=60)
    key = models.CharField(_("Kunci"), max_length=160)
    payload = models.JSONField(_("Isi"), default=dict, blank=True, encoder=DjangoJSONEncoder)
    state = models.CharField(_("Keadaan"), max_length=10, choices=State.choices, default=State.QUEUED)
    progress_done = models.PositiveIntegerField(_("Sudah"), default=0)
    progress_total = models.PositiveIntegerField(_("Seluruhnya"), default=0)
    progress_text = models.CharField(_("Langkah"), max_length=200, blank=True)
    error = models.TextField(_("Galat"), blank=True)
    attempts = models.PositiveSmallIntegerField(_("Percobaan"), default=0)
    max_attempts = models.PositiveSmallIntegerField(_("Percobaan paling banyak"), default=MAX_ATTEMPTS)
    lease_until = models.DateTimeField(_("Dipegang sampai"), null=True, blank=True)
    run_after = models.DateTimeField(_("Tidak sebelum"), default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("Diminta oleh"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="jobs",
    )
    created_at = models.DateTimeField(_("Diminta"), default=timezone.now)
    started_at = models.DateTimeField(_("Dimulai"), null=True, blank=True)
    finished_at = models.DateTimeField(_("Berakhir"), null=True, blank=True)
    result = models.JSONField(_("Hasil"), default=dict, blank=True, encoder=DjangoJSONEncoder)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("pekerjaan")
        verbose_name_plural = _("pekerjaan")
        ordering = ["-created_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key"],
                condition=models.Q(state__in=["queued", "running"]),
                name="job_one_active_per_kind_and_key",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="running") | models.Q(lease_until__isnull=False),
                name="job_running_has_a_lease",
            ),
        ]
        indexes = [
            models.Index(
                fields=["run_after"],
                condition=models.Q(state__in=["queued", "running"]),
                name="job_active_by_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"

    @property
    def is_active(self) -> bool:
        """Still to be awaited."""
        return self.state in {State.QUEUED, State.RUNNING}


class WorkerHeartbeat(models.Model):
    """A running worker says here that it lives; /readyz looks at `objects.is_alive()`."""

    name = models.CharField(_("Nama"), max_length=120, unique=True)
    started_at = models.DateTimeField(_("Dimulai"), default=timezone.now)
    seen_at = models.DateTimeField(_("Terakhir terlihat"), default=timezone.now)

    objects = HeartbeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("detak pekerja")
        verbose_name_plural = _("detak pekerja")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
