"""What was decided (hasil pembahasan) and answered (tanggapan resmi). Written by results.py alone."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from proposals.choices import TONES, Outcome
from proposals.models.proposal import Proposal
from proposals.querysets import DecisionQuerySet


class ReasonCode(models.Model):
    """Why not, in one plain sentence that the secretariat can edit."""

    code = models.SlugField(_("Kode"), max_length=40, unique=True)
    label = models.CharField(_("Sebutan"), max_length=80)
    sentence = models.TextField(_("Kalimat untuk pengusul"))
    order = models.PositiveSmallIntegerField(_("Urutan"), default=0)

    class Meta:
        ordering = ["order", "label"]
        verbose_name = verbose_name_plural = _("alasan baku")

    def __str__(self) -> str:
        return self.label


class Decision(models.Model):
    """A result of the forum (hasil pembahasan). Pending until the head publishes it; then it never changes."""

    class State(models.TextChoices):
        PENDING = "pending", _("Menunggu pengesahan")
        PUBLISHED = "published", _("Disahkan")
        SUPERSEDED = "superseded", _("Diganti")

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="decisions")
    outcome = models.CharField(_("Hasil"), max_length=24, choices=Outcome.choices)
    reason_code = models.ForeignKey(
        ReasonCode,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="decisions",
        verbose_name=_("Alasan baku"),
    )
    reason = models.TextField(_("Alasan"), max_length=4000)
    response = models.TextField(_("Tanggapan resmi"), max_length=4000)
    agreed_volume = models.DecimalField(
        _("Volume disepakati"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    office = models.ForeignKey(
        "stakeholders.Organization",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Diteruskan kepada"),
    )
    parent = models.ForeignKey(
        Proposal,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Digabungkan dengan"),
    )
    state = models.CharField(max_length=12, choices=State.choices, default=State.PENDING, editable=False)
    is_correction = models.BooleanField(default=False, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(default=timezone.now, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    minutes_code = models.CharField(
        _("Kode berita acara"), max_length=12, blank=True, default="", db_default="", editable=False
    )
    minutes_name = models.CharField(
        _("Disahkan bersama"),
        max_length=200,
        blank=True,
        default="",
        db_default="",
        editable=False,
        help_text=_("Berita acara final yang menjadi dasar pengesahan; kosong bila disahkan per urusan."),
    )
    notice_due = models.BooleanField(
        _("Pemberitahuan belum disusun"), default=False, db_default=False, editable=False
    )

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-decided_at"]
        verbose_name = verbose_name_plural = _("hasil pembahasan")
        indexes = [models.Index(fields=["id"], condition=Q(notice_due=True), name="decision_notice_due")]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal"], condition=Q(state="pending"), name="decision_one_pending"
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_at__isnull=False),
                name="decision_published_is_dated",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal.number}: {self.get_outcome_display()}"

    @property
    def tone(self) -> str:
        """The colour of its outcome."""
        return TONES[self.outcome]


class OfficialAnswer(models.Model):
    """The answer in the name of the dinas (tanggapan resmi), written by publishing alone."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="answers")
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="answer")
    text = models.TextField(_("Tanggapan"))
    office = models.CharField(_("Atas nama"), max_length=160)
    published_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-published_at"]
        verbose_name = verbose_name_plural = _("tanggapan resmi")

    def __str__(self) -> str:
        return self.text[:60]
