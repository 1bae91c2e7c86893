"""Letters to people: rows written with the deed that causes them, sent afterwards."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from notifications.querysets import MessageQuerySet


class State(models.TextChoices):
    PENDING = "pending", _("Menunggu dikirim")
    SENT = "sent", _("Terkirim")
    FAILED = "failed", _("Gagal dikirim")
    BOUNCED = "bounced", _("Tidak sampai")
    CANCELLED = "cancelled", _("Dibatalkan")
    DIGESTED = "digested", _("Dalam ringkasan harian")
    KEPT = "kept", _("Hanya di portal")


class Delivery(models.TextChoices):
    """How a letter goes: account mails always; what matters at once, all else once a day, unless its reader wants less."""

    ALWAYS = "always", _("Selalu dikirim")
    AT_ONCE = "at_once", _("Segera, bila diinginkan")
    DAILY = "daily", _("Dalam ringkasan harian")
    DIGEST = "digest", _("Ringkasan harian")


class Wants(models.TextChoices):
    """What a person wants mailed; NOTHING is chosen by unsubscribing alone."""

    ALL = "all", _("Semua")
    IMPORTANT = "important", _("Hanya yang penting")
    NOTHING = "nothing", _("Tanpa surel")


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
    delivery = models.CharField(
        _("Cara kirim"),
        max_length=10,
        choices=Delivery.choices,
        default=Delivery.ALWAYS,
        db_default=Delivery.ALWAYS,
    )
    digest = models.ForeignKey(
        "Digest", null=True, blank=True, on_delete=models.SET_NULL, related_name="messages"
    )
    read_at = models.DateTimeField(_("Dibaca"), null=True, blank=True)
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
            models.Index(
                fields=["to_user"], condition=models.Q(read_at=None, is_private=False), name="message_unread"
            ),
            models.Index(
                fields=["-created_at"],
                condition=models.Q(state__in=["failed", "bounced"]),
                name="message_undelivered",
            ),
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
    def may_be_refused(self) -> bool:
        """Its reader can stop such letters; never those about an account."""
        return self.delivery != Delivery.ALWAYS and not self.is_private

    @property
    def recipient(self) -> str:
        """One word for whom it goes to, the same for all letters to a person."""
        return f"user:{self.to_user_id}" if self.to_user_id else f"email:{self.to_email.lower()}"

    @property
    def may_be_sent_again(self) -> bool:
        """It did not arrive, and what it said is still there."""
        return self.state in (State.FAILED, State.BOUNCED) and not self.is_private


class Digest(models.Model):
    """The ledger of daily digests: one a person and day at most; each message is in one at most."""

    recipient = models.CharField(max_length=260)
    day = models.DateField()
    letter = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="as_digest")

    class Meta:
        verbose_name = verbose_name_plural = _("ringkasan harian")
        constraints = [models.UniqueConstraint(fields=["recipient", "day"], name="digest_once_a_day")]

    def __str__(self) -> str:
        return f"{self.letter_id} ({self.day})"


class Preference(models.Model):
    """What somebody wants mailed: an account, or an address without one."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="mail_preference",
    )
    email = models.EmailField(blank=True)
    wants = models.CharField(_("Surel yang dikirim"), max_length=10, choices=Wants.choices, default=Wants.ALL)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = _("pilihan surel")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(user__isnull=True) ^ models.Q(email=""),
                name="preference_of_user_or_address",
            ),
            models.UniqueConstraint(
                Lower("email"), condition=~models.Q(email=""), name="preference_once_an_address"
            ),
        ]

    def __str__(self) -> str:
        return self.get_wants_display()

    @property
    def audit_label(self) -> str:
        """For the record, which holds no addresses."""
        return str(_("Pilihan surel %(number)s") % {"number": self.pk})


class Handover(models.Model):
    """News that staff told somebody in person, because letters do not reach them. `about` names the thing."""

    about = models.CharField(max_length=60)
    told_on = models.DateField(_("Disampaikan pada"))
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="handovers"
    )
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = _("penyampaian langsung")
        indexes = [models.Index(fields=["about", "-created_at"], name="handover_by_thing")]

    def __str__(self) -> str:
        return f"{self.about} ({self.told_on})"
