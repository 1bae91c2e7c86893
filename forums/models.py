"""One planning year's forum: its facts, its dated windows, its ceilings, papers and guests."""

import datetime

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core.dates import plain_date
from core.quarantine import HandedIn, ScanState
from forums.querysets import (
    CeilingQuerySet,
    DocumentQuerySet,
    ForumQuerySet,
    HolidayQuerySet,
    ParticipantQuerySet,
)


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


class Ceiling(models.Model):
    """A ceiling (pagu indikatif) with its date and basis; the newest of each source of funds counts."""

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="ceilings")
    amount = models.DecimalField(
        _("Pagu (Rp)"), max_digits=18, decimal_places=2, validators=[MinValueValidator(0)]
    )
    source_of_funds = models.CharField(_("Sumber dana"), max_length=120, blank=True)
    dated = models.DateField(_("Tanggal"))
    basis = models.CharField(_("Dasar"), max_length=200, help_text=_("Contoh: SE Wali Kota Nomor …"))
    version = models.PositiveIntegerField(default=1, db_default=1, editable=False)

    objects = CeilingQuerySet.as_manager()

    class Meta:
        ordering = ["-dated", "source_of_funds"]
        verbose_name = verbose_name_plural = _("pagu indikatif")
        constraints = [
            models.UniqueConstraint(
                fields=["forum", "source_of_funds", "dated"], name="ceiling_unique_by_date"
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="ceiling_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.basis} ({self.dated})"


class Document(HandedIn):
    """A paper of the forum that anybody may read once it is published."""

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="documents")
    title = models.CharField(_("Judul"), max_length=160)
    file = models.FileField(_("Berkas"), upload_to="forums/", max_length=200)
    content_type = models.CharField(max_length=80, editable=False)
    size = models.PositiveIntegerField(editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    is_published = models.BooleanField(_("Ditampilkan kepada publik"), default=True)
    added_at = models.DateTimeField(auto_now_add=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-added_at"]
        verbose_name = verbose_name_plural = _("dokumen forum")
        indexes = [
            models.Index(fields=["scan_after"], condition=Q(scan="waiting"), name="document_waits_for_scan")
        ]
        constraints = [
            models.CheckConstraint(condition=Q(scan__in=ScanState.values), name="document_scan_known")
        ]

    def __str__(self) -> str:
        return self.title


class Participant(models.Model):
    """An organisation invited to the forum, and as what."""

    class Part(models.TextChoices):
        PESERTA = "peserta", _("Peserta")
        NARASUMBER = "narasumber", _("Narasumber")
        MODERATOR = "moderator", _("Moderator")
        NOTULIS = "notulis", _("Notulis")

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="participants")
    organization = models.ForeignKey(
        "stakeholders.Organization", on_delete=models.PROTECT, related_name="participations"
    )
    part = models.CharField(_("Sebagai"), max_length=20, choices=Part.choices, default=Part.PESERTA)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        ordering = ["organization__name"]
        verbose_name = verbose_name_plural = _("peserta")
        constraints = [
            models.UniqueConstraint(fields=["forum", "organization"], name="participant_once_a_forum")
        ]

    def __str__(self) -> str:
        return str(self.organization)


class Holiday(models.Model):
    """A day on which nobody works, and what says so. Of a year that is named here, these days alone are days off."""

    class Kind(models.TextChoices):
        NATIONAL = "libur_nasional", _("Libur nasional")
        JOINT_LEAVE = "cuti_bersama", _("Cuti bersama")

    day = models.DateField(_("Tanggal"), unique=True)
    name = models.CharField(_("Nama"), max_length=120)
    kind = models.CharField(_("Jenis"), max_length=20, choices=Kind.choices, default=Kind.NATIONAL)
    source = models.CharField(_("Dasar"), max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1, db_default=1, editable=False)

    objects = HolidayQuerySet.as_manager()

    class Meta:
        ordering = ["day"]
        verbose_name = verbose_name_plural = _("hari libur")

    def __str__(self) -> str:
        return f"{plain_date(self.day)} ({self.name})"
