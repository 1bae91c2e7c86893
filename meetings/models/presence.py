"""Who was there (daftar hadir)."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forums.models import Delegate, Forum, Gender, Participant
from meetings.querysets import AttendanceQuerySet


class Attendance(models.Model):
    """A person at the forum: when they came, and by which means that is known. For staff; lists leave out the number.

    `nonce` is made by the device at the door, so that what is sent twice over a bad line counts once.
    """

    class Means(models.TextChoices):
        QR = "qr", _("Kode QR undangan")
        NAME = "nama", _("Dicari namanya")
        WALK_IN = "langsung", _("Datang tanpa undangan")
        SELF = "mandiri", _("Kode di layar")
        SHEET = "lembar", _("Lembar daftar hadir")

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="attendances")
    participant = models.ForeignKey(
        Participant, on_delete=models.PROTECT, null=True, blank=True, related_name="attendances"
    )
    delegate = models.OneToOneField(
        Delegate, on_delete=models.SET_NULL, null=True, blank=True, related_name="attendance"
    )
    name = models.CharField(_("Nama"), max_length=120)
    position = models.CharField(_("Jabatan"), max_length=120, blank=True)
    organization_name = models.CharField(_("Instansi"), max_length=160, blank=True)
    phone = models.CharField(_("Nomor HP"), max_length=25, blank=True)
    gender = models.CharField(_("L/P"), max_length=1, choices=Gender.choices, blank=True)
    means = models.CharField(_("Cara"), max_length=10, choices=Means.choices)
    is_online = models.BooleanField(_("Hadir daring"), default=False)
    came_at = models.DateTimeField(_("Waktu hadir"), default=timezone.now)
    nonce = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    recorded_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1, db_default=1, editable=False)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        ordering = ["came_at", "pk"]
        verbose_name = verbose_name_plural = _("kehadiran")
        indexes = [models.Index(fields=["forum", "came_at"], name="attendance_of_forum")]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="attendance_has_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def where(self) -> str:
        """Whom the person comes from, in one word for a sentence."""
        return self.organization_name or str(_("tanpa instansi"))

    @property
    def audit_label(self) -> str:
        """The same for the record, which holds no names of people."""
        return str(
            _("Kehadiran %(number)s: %(where)s") % {"number": self.pk, "where": self.organization_name}
        )


class TakenOut(models.Model):
    """The mark of an attendance that was taken out again: a device that sends it once more does not bring it back."""

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="+")
    nonce = models.UUIDField(unique=True, editable=False)
    taken_out_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = _("kehadiran yang dikeluarkan")

    def __str__(self) -> str:
        return str(self.nonce)
