"""The letter that invites to a forum: what it says, what was typeset of it for each invited organisation, its signed scan."""

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.quarantine import HandedIn, ScanState
from forums.models.forum import Forum
from forums.models.inviting import Participant

LONGEST_TEXT = 6000
MOST_DAYS = 30


class InvitationLetter(models.Model):
    """The surat undangan of a forum. Day, place and susunan acara are the forum's own; the rest is written here."""

    class PaperSize(models.TextChoices):
        A4 = "a4", "A4"
        F4 = "f4", "F4"

    forum = models.OneToOneField(Forum, on_delete=models.CASCADE, related_name="invitation_letter")
    number = models.CharField(
        _("Nomor surat"),
        max_length=80,
        blank=True,
        help_text=_("Kosongkan bila nomornya ditulis tangan; pada surat tercetak garis titik-titik."),
    )
    nature = models.CharField(_("Sifat"), max_length=40, default="Penting")
    enclosure = models.CharField(_("Lampiran"), max_length=60, blank=True, default="1 (satu) berkas")
    subject = models.CharField(_("Hal"), max_length=150)
    dated = models.DateField(_("Tanggal surat"))
    opening = models.TextField(_("Pembuka"), max_length=LONGEST_TEXT)
    requests = models.TextField(_("Yang diminta dari undangan"), max_length=LONGEST_TEXT, blank=True)
    closing = models.TextField(_("Penutup"), max_length=LONGEST_TEXT)
    copies_to = models.TextField(_("Tembusan"), max_length=1000, blank=True)
    has_programme = models.BooleanField(_("Susunan acara sebagai lampiran"), default=True)
    has_list = models.BooleanField(_("Daftar undangan sebagai lampiran"), default=True)
    paper = models.CharField(
        _("Ukuran kertas"), max_length=2, choices=PaperSize.choices, default=PaperSize.A4
    )
    remind_days = models.PositiveSmallIntegerField(
        _("Ingatkan sebelum forum (hari)"),
        default=3,
        validators=[MaxValueValidator(MOST_DAYS)],
        help_text=_(
            "Yang belum menjawab disurati sekali lagi sekian hari sebelum forum. Isi 0 untuk tidak mengingatkan."
        ),
    )
    job = models.ForeignKey("jobs.Job", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1, db_default=1, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = _("surat undangan")
        constraints = [
            models.CheckConstraint(condition=Q(remind_days__lte=MOST_DAYS), name="invitation_reminds_in_time")
        ]

    def __str__(self) -> str:
        return str(_("Surat undangan %(forum)s") % {"forum": self.forum})

    @property
    def scan(self) -> "SignedLetter | None":
        """The signed letter where there is one that may be handed out: it counts instead of the draft."""
        signed = getattr(self, "signed", None)
        return signed if signed and signed.is_clean else None


class InvitationCopy(models.Model):
    """The letter to one organisation as PDF. `mark` says what it was made of, so that an old one is seen to be old."""

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    participant = models.OneToOneField(Participant, on_delete=models.CASCADE, related_name="letter_copy")
    mark = models.CharField(max_length=64, editable=False)
    file = models.FileField(_("Berkas"), upload_to="reports/undangan/", max_length=120)
    sha256 = models.CharField(max_length=64, editable=False)
    size = models.PositiveBigIntegerField(_("Ukuran"), help_text="bytes")
    pages = models.PositiveIntegerField(_("Halaman"))
    made_at = models.DateTimeField(_("Disusun"), default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = _("surat undangan tersusun")

    def __str__(self) -> str:
        return str(_("Surat undangan untuk %(who)s") % {"who": self.participant})


class SignedLetter(HandedIn):
    """The scan of the signed letter, handed in by the secretariat; from then on it is what is sent and handed out."""

    letter = models.OneToOneField(InvitationLetter, on_delete=models.CASCADE, related_name="signed")
    file = models.FileField(_("Surat bertanda tangan"), upload_to="undangan/", max_length=200)
    content_type = models.CharField(max_length=80, editable=False)
    size = models.PositiveIntegerField(editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = verbose_name_plural = _("surat undangan bertanda tangan")
        indexes = [
            models.Index(fields=["scan_after"], condition=Q(scan="waiting"), name="signed_waits_for_scan")
        ]
        constraints = [
            models.CheckConstraint(condition=Q(scan__in=ScanState.values), name="signed_scan_known")
        ]

    def __str__(self) -> str:
        return self.original_name
