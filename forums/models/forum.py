"""One planning year's forum, and its dated windows."""

import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from forums.querysets import ForumQuerySet


class Activity(models.TextChoices):
    """What a window can open."""

    SUBMIT = "submit", _("Menyampaikan usulan")
    VERIFY = "verify", _("Memverifikasi usulan")
    DECIDE = "decide", _("Mencatat dan mengesahkan hasil")
    REVIEW = "review", _("Mengajukan peninjauan ulang")
    EDIT_PLAN = "edit_plan", _("Menyunting Renja")
    LOCK = "lock", _("Renja dikunci")


class Forum(models.Model):
    """The forum for one plan year (the Forum Renja 2028 is held in 2027)."""

    plan_year = models.PositiveSmallIntegerField(_("Tahun rencana"), unique=True)
    theme = models.CharField(_("Tema"), max_length=250, blank=True)
    held_on = models.DateField(_("Tanggal forum"), null=True, blank=True)
    starts_at = models.TimeField(_("Pukul"), null=True, blank=True)
    place = models.CharField(_("Tempat"), max_length=200, blank=True)
    summary = models.TextField(_("Ringkasan"), blank=True)
    note = models.CharField(
        _("Alasan perubahan jadwal"), max_length=250, blank=True, default="", db_default=""
    )
    is_published = models.BooleanField(_("Ditampilkan kepada publik"), default=True)
    is_carried = models.BooleanField(
        _("Usulan tahun lalu sudah disiapkan"),
        default=False,
        db_default=False,
        editable=False,
        help_text=_("Cadangan forum sebelumnya sudah menjadi draf pengusulnya."),
    )
    version = models.PositiveIntegerField(default=1, db_default=1, editable=False)

    objects = ForumQuerySet.as_manager()

    class Meta:
        ordering = ["-plan_year"]
        verbose_name = verbose_name_plural = _("forum")
        constraints = [
            models.CheckConstraint(
                condition=Q(plan_year__range=(2000, 2100)), name="forum_plan_year_plausible"
            )
        ]

    def __str__(self) -> str:
        return f"Forum Renja {self.plan_year}"

    @cached_property
    def earlier_keys(self) -> list[int]:
        """The keys of the forums of earlier plan years; `with_earlier` brings them along."""
        return list(Forum.objects.before(self.plan_year).values_list("pk", flat=True))

    def is_open(self, activity: str, at: datetime.datetime | None = None) -> bool:
        """Whether a window for this activity is open at that moment (now, by the server's clock)."""
        at = at or timezone.now()
        return any(phase.is_open(at) for phase in self.windows(activity))

    @property
    def is_locked(self) -> bool:
        """The Renja of this forum has been locked (penetapan); it stays so when that phase is over."""
        return any(phase.opens_at <= timezone.now() for phase in self.windows(Activity.LOCK))

    @property
    def is_past(self) -> bool:
        """Its day is over, by the city's own calendar."""
        return self.held_on is not None and self.held_on < timezone.localdate()

    def windows(self, activity: str) -> "list[Phase]":
        """All windows of an activity, the first to open first. Phases are read at each call unless they were prefetched."""
        found = [phase for phase in self.phases.all() if activity in phase.activities]
        return sorted(found, key=lambda phase: phase.opens_at)

    def window(self, activity: str) -> "Phase | None":
        """The window of this activity that is open now, else the next, else the last."""
        now, windows = timezone.now(), self.windows(activity)
        opened = [phase for phase in windows if phase.is_open(now)]
        coming = [phase for phase in windows if phase.opens_at > now]
        latest = max(opened or windows, key=lambda phase: phase.closes_at, default=None)
        return latest if opened else next(iter(coming), latest)


class Phase(models.Model):
    """A dated window for one or more activities; windows may overlap."""

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="phases")
    name = models.CharField(_("Tahapan"), max_length=80)
    activities = ArrayField(
        models.CharField(max_length=20, choices=Activity.choices),
        verbose_name=_("Yang dibuka"),
        default=list,
        blank=True,
    )
    opens_at = models.DateTimeField(_("Dibuka"))
    closes_at = models.DateTimeField(_("Ditutup"))
    note = models.CharField(_("Keterangan perubahan"), max_length=250, blank=True)
    order = models.PositiveSmallIntegerField(_("Urutan"), default=0)
    version = models.PositiveIntegerField(default=1, db_default=1, editable=False)

    class Meta:
        ordering = ["forum", "order", "opens_at"]
        verbose_name = verbose_name_plural = _("tahapan")
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="phase_closes_after_it_opens"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def is_open(self, at: datetime.datetime) -> bool:
        """Open from its first moment until just before its last."""
        return self.opens_at <= at < self.closes_at
