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
    BOUNCED = "bounced", _("Tidak sampai")
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
    message_id = models.CharField(_("Message-ID"), max_length=200, blank=True, default="", db_default="")
    error = models.TextField(_("Galat"), blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("pesan")
        verbose_name_plural = _("pesan")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["sent", "bounced"]) ^ models.Q(sent_at__isnull=True),
                name="message_that_left_has_its_time",
            )
        ]
        indexes = [
            models.Index(
                fields=["not_before"], condition=models.Q(state="pending"), name="message_pending_by_time"
            ),
            models.Index(
                fields=["message_id"], condition=~models.Q(message_id=""), name="message_by_message_id"
            ),
            models.Index(fields=["-created_at", "-id"], name="message_newest"),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def audit_label(self) -> str:
        """For the record, which holds neither addresses nor what was written to somebody."""
        return str(_("Surat %(number)s (%(kind)s)") % {"number": self.pk, "kind": self.kind})

    def forget_content(self) -> None:
        """Codes stand in subjects, too."""
        self.subject, self.body = str(_("Surat akun")), ""

    @property
    def is_waiting(self) -> bool:
        return self.state == State.PENDING

    @property
    def may_be_sent_again(self) -> bool:
        """It did not arrive, and what it said is still there."""
        return self.state in (State.FAILED, State.BOUNCED) and not self.is_private
