"""Who is invited to a forum, how the invitation reached them, and what they answered."""

import uuid

from django.conf import settings
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.phones import international_number
from core.secret_links import hash_of, secret_of
from forums.invited import LOST, DeliveryQuerySet, InvitedQuerySet
from forums.models.forum import Forum

LINK = "forums.invitation"
MOBILE = "628"
CODE = 8  # characters


class Participant(models.Model):
    """An organisation invited to the forum, and as what."""

    class Part(models.TextChoices):
        PESERTA = "peserta", _("Peserta")
        NARASUMBER = "narasumber", _("Narasumber")
        MODERATOR = "moderator", _("Moderator")
        NOTULIS = "notulis", _("Notulis")

    class Answer(models.TextChoices):
        ATTENDS = "hadir", _("Hadir")
        REPRESENTED = "diwakilkan", _("Diwakilkan")
        ABSENT = "tidak_hadir", _("Tidak hadir")

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="participants")
    organization = models.ForeignKey(
        "stakeholders.Organization", on_delete=models.PROTECT, related_name="participations"
    )
    part = models.CharField(_("Sebagai"), max_length=20, choices=Part.choices, default=Part.PESERTA)
    key = models.UUIDField(
        _("Kunci"), unique=True, default=uuid.uuid4, db_default=RandomUUID(), editable=False
    )
    link_hash = models.CharField(max_length=64, unique=True, null=True, blank=True, editable=False)
    attention = models.CharField(
        _("Ditujukan kepada"),
        max_length=160,
        blank=True,
        default="",
        db_default="",
        help_text=_("Nama atau jabatan, bila perlu."),
    )
    phone = models.CharField(_("Nomor WhatsApp"), max_length=25, blank=True, default="", db_default="")
    email = models.EmailField(_("Surel"), blank=True, default="", db_default="")
    opened_at = models.DateTimeField(_("Dibuka"), null=True, blank=True, editable=False)
    answer = models.CharField(
        _("Jawaban"),
        max_length=12,
        choices=Answer.choices,
        blank=True,
        default="",
        db_default="",
        editable=False,
    )
    answered_at = models.DateTimeField(_("Dijawab"), null=True, blank=True, editable=False)
    answer_note = models.CharField(_("Keterangan"), max_length=250, blank=True, default="", db_default="")
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("Dicatat oleh"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        help_text=_("Kosong bila dijawab melalui tautan undangan."),
    )
    reminded_on = models.DateField(_("Diingatkan"), null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, db_default=1, editable=False)

    objects = InvitedQuerySet.as_manager()

    class Meta:
        ordering = ["organization__name"]
        verbose_name = verbose_name_plural = _("peserta")
        constraints = [
            models.UniqueConstraint(fields=["forum", "organization"], name="participant_once_a_forum"),
            models.CheckConstraint(
                condition=Q(answer="") ^ Q(answered_at__isnull=False), name="participant_answer_is_dated"
            ),
        ]

    def __str__(self) -> str:
        return str(self.organization)

    def save(self, *args, **kwargs) -> None:
        """Whoever is invited has a link from the beginning."""
        self.link_hash = self.link_hash or hash_of(self.token)
        super().save(*args, **kwargs)

    @property
    def token(self) -> str:
        """The secret of its link. It is the organisation's: whoever has it may answer, and forward it."""
        return secret_of(LINK, self.key)

    @property
    def code(self) -> str:
        """The beginning of its secret, to be typed at the door where nothing can be scanned."""
        return self.token[:CODE].upper()

    @property
    def path(self) -> str:
        """Where the invitation is read and answered."""
        return reverse("forums:invitation", args=[self.token])

    @property
    def address(self) -> str:
        """The same with the name of the portal, as letters and QR codes carry it."""
        return settings.PUBLIC_URL + self.path

    @property
    def mail_to(self) -> str:
        """Its own address, else that of the organisation."""
        return self.email or self.organization.email

    @property
    def whatsapp(self) -> str:
        """`628123…`, its own number or that of the organisation; "" where neither is one of a mobile telephone."""
        number = international_number(self.phone or self.organization.phone)
        return number if number.startswith(MOBILE) else ""

    @property
    def last_delivery(self) -> "Delivery | None":
        """The newest of its deliveries; of a list they were read along."""
        return next(iter(self.deliveries.all()), None)

    @property
    def answer_tone(self) -> str:
        """The colour of its answer, as components show it."""
        tones: dict[str, str] = {self.Answer.ATTENDS: "ok", self.Answer.REPRESENTED: "sea"}
        return tones.get(self.answer, "no")

    @property
    def may_answer(self) -> bool:
        """Until the day of the forum is over."""
        return not self.forum.is_past


class Gender(models.TextChoices):
    """As the daftar hadir asks for it (L/P)."""

    MALE = "L", _("Laki-laki")
    FEMALE = "P", _("Perempuan")


class Delegate(models.Model):
    """A person whom an invited organisation sends: named in its answer, for staff alone."""

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="delegates")
    name = models.CharField(_("Nama"), max_length=120)
    position = models.CharField(_("Jabatan"), max_length=120, blank=True)
    phone = models.CharField(_("Nomor HP"), max_length=25, blank=True)
    gender = models.CharField(_("L/P"), max_length=1, choices=Gender.choices, blank=True)
    order = models.PositiveSmallIntegerField(_("Urutan"), default=0)

    class Meta:
        ordering = ["participant", "order", "pk"]
        verbose_name = verbose_name_plural = _("wakil")

    def __str__(self) -> str:
        return self.name

    @property
    def audit_label(self) -> str:
        """The same for the record, which holds no names of people."""
        return str(_("Wakil %(number)s: %(where)s") % {"number": self.pk, "where": self.participant})


class Delivery(models.Model):
    """One way on which an invitation went out or was handed over. Rows are only added."""

    class Means(models.TextChoices):
        EMAIL = "surel", _("Surel")
        WHATSAPP = "whatsapp", _("WhatsApp")
        IN_PERSON = "langsung", _("Disampaikan langsung")

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="deliveries")
    means = models.CharField(_("Cara"), max_length=12, choices=Means.choices)
    delivered_at = models.DateTimeField(_("Tanggal"), default=timezone.now)
    receiver = models.CharField(_("Penerima"), max_length=120, blank=True)
    note = models.CharField(_("Keterangan"), max_length=250, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    letter = models.ForeignKey(
        "notifications.Message", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        ordering = ["-delivered_at", "-pk"]
        verbose_name = verbose_name_plural = _("penyampaian undangan")

    def __str__(self) -> str:
        return f"{self.participant}: {self.get_means_display()}"

    @property
    def is_lost(self) -> bool:
        """A letter that did not arrive."""
        return self.letter is not None and self.letter.state in LOST

    @property
    def words(self) -> str:
        """By which means, and how far a letter is."""
        if self.is_lost:
            return str(_("Surel tidak sampai"))
        if self.letter is not None and self.letter.is_waiting:
            return str(_("Surel menunggu dikirim"))
        return str(_("WhatsApp dibuka") if self.means == self.Means.WHATSAPP else self.get_means_display())

    @property
    def tone(self) -> str:
        return "no" if self.is_lost else "ok"
