"""What a plan said at one moment, kept for good: its revisions, and the papers by which it was established."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.quarantine import HandedIn, ScanState
from renja.querysets import RevisionQuerySet
from renja.stages import SETTLED, Stage


class Instrument(models.TextChoices):
    """By what kind of act a plan is established."""

    PERATURAN_KEPALA_DAERAH = "perkada", _("Peraturan Kepala Daerah")
    KEPUTUSAN_KEPALA_DAERAH = "kepkada", _("Keputusan Kepala Daerah")
    KEPUTUSAN_KEPALA_PD = "kep_kepala_pd", _("Keputusan Kepala Perangkat Daerah")


class Revision(models.Model):
    """The whole plan as it was when it was frozen. It never changes (a trigger refuses it, revision_guard.py).

    `content` is what `revision_content.read_content` read, `content_hash` the SHA-256 of its canonical text. Number and
    date are those of the paper that goes with it; where the plan was established, `instrument` says by what act.
    """

    key = models.UUIDField(_("Kunci"), unique=True, default=uuid.uuid4, editable=False)
    renja = models.ForeignKey("renja.Renja", on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField(_("Revisi ke-"), editable=False)
    stage = models.CharField(_("Tahap dokumen"), max_length=20, choices=Stage.choices)
    instrument = models.CharField(
        _("Jenis penetapan"), max_length=20, choices=Instrument.choices, blank=True, default=""
    )
    document_number = models.CharField(_("Nomor dokumen"), max_length=80, blank=True, default="")
    dated = models.DateField(_("Tanggal dokumen"), null=True, blank=True)
    note = models.TextField(_("Catatan"), max_length=1000, blank=True, default="")
    reason = models.TextField(
        _("Alasan dibekukan meskipun ada yang belum selesai"), max_length=1000, blank=True, default=""
    )
    content = models.JSONField(default=dict, editable=False)
    content_hash = models.CharField(_("Sidik isi"), max_length=64, editable=False)
    frozen_at = models.DateTimeField(_("Dibekukan"), default=timezone.now, editable=False)
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = RevisionQuerySet.as_manager()

    class Meta:
        ordering = ["renja", "-number"]
        verbose_name = verbose_name_plural = _("revisi Renja")
        constraints = [
            models.UniqueConstraint(fields=["renja", "number"], name="revision_number_once_a_plan"),
            models.CheckConstraint(condition=~Q(content_hash=""), name="revision_has_a_hash"),
            models.CheckConstraint(
                condition=Q(instrument="", stage__in=[one for one in Stage.values if one not in SETTLED])
                | (Q(stage__in=SETTLED, dated__isnull=False) & ~Q(instrument="") & ~Q(document_number="")),
                name="revision_settled_by_an_act",
            ),
        ]

    def __str__(self) -> str:
        return str(_("%(plan)s revisi %(number)s") % {"plan": self.renja, "number": self.number})

    @property
    def is_settled(self) -> bool:
        """Whether the plan was established with it."""
        return self.stage in SETTLED

    @property
    def name(self) -> str:
        """`Revisi 3, rancangan akhir`."""
        told = {"number": self.number, "stage": str(self.get_stage_display()).lower()}
        return str(_("Revisi %(number)s, %(stage)s") % told)


class RevisionPaper(HandedIn):
    """The document by which a plan was established, as it was handed in. Rows are only added: a better scan is another one."""

    key = models.UUIDField(_("Kunci"), unique=True, default=uuid.uuid4, editable=False)
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="papers")
    file = models.FileField(_("Berkas"), upload_to="renja/", max_length=120)
    sha256 = models.CharField(_("Sidik berkas"), max_length=64, editable=False)
    size = models.PositiveBigIntegerField(_("Ukuran"), help_text="bytes")
    uploaded_at = models.DateTimeField(_("Diunggah"), default=timezone.now)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        verbose_name = verbose_name_plural = _("dokumen penetapan")
        indexes = [
            models.Index(
                fields=["scan_after"], condition=Q(scan="waiting"), name="revision_paper_waits_for_scan"
            )
        ]
        constraints = [
            models.CheckConstraint(condition=Q(scan__in=ScanState.values), name="revision_paper_scan_known")
        ]

    def __str__(self) -> str:
        return f"{self.revision}: {self.original_name}"
