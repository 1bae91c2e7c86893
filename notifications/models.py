"""Letters to people: rows written with the deed that causes them, sent afterwards."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from notifications.querysets import MessageQuerySet


class State(models.TextChoices):
    PENDING = "pending", _("Menunggu dikirim")
    SENT = "sent", _("Terkirim")
    FAILED = "failed", _("Gagal dikirim")
    CANCELLED = "cancelled", _("Dibatalkan")


class Message(models.Model):
    """One letter, by mail and in the portal's own list. `key` says what it is about; it is sent once."""

    to_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("Kepada"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="messages",
    )
    to_email = models.EmailField(_("Surel tujuan"))
    kind = models.CharField(_("Jenis"), max_length=60)
    subject = models.CharField(_("Perihal"), max_length=200)
    body = models.TextField(_("Isi"), blank=True)
    url = models.CharField(_("Tautan"), max_length=300, blank=True)
    key = models.CharField(_("Kunci"), max_length=200, unique=True)
    is_private = models.BooleanField(_("Isi dihapus setelah dikirim"), default=False)
    state = models.CharField(_("Keadaan"), max_length=10, choices=State.choices, default=State.PENDING)
    attempts = models.PositiveSmallIntegerField(_("Percobaan"), default=0)
    not_before = models.DateTimeField(_("Tidak sebelum"), default=timezone.now)
    created_at = models.DateTimeField(_("Dibuat"), default=timezone.now)
    sent_at = models.DateTimeField(_("Terkirim"), null=True, blank=True)
    error = models.TextField(_("Galat"), blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("pesan")
        verbose_name_plural = _("pesan")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="sent") ^ models.Q(sent_at__isnull=True),
                name="message_sent_has_its_time",
            )
        ]
        indexes = [
            models.Index(
                fields=["not_before"], condition=models.Q(state="pending"), name="message_pending_by_time"
            )
        ]

    def __str__(self) -> str:
        return self.subject
