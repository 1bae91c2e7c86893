"""Berkas bukti: what shows that a forum was prepared and held as it should be."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.quarantine import HandedIn, ScanState
from meetings.querysets.minutes import EvidenceQuerySet


class Evidence(HandedIn):
    """Berkas bukti: a paper or photo that shows how the forum was prepared and held."""

    class Slot(models.TextChoices):
        TEAM = "sk-tim", _("SK tim penyusun")
        ORIENTATION = "orientasi", _("Orientasi")
        SCHEDULE = "jadwal", _("Jadwal")
        INVITATION = "undangan", _("Undangan")
        ATTENDANCE = "daftar-hadir", _("Daftar hadir")
        NOTES = "notulen", _("Notulen")
        MINUTES = "berita-acara", _("Berita acara")
        PHOTOS = "dokumentasi", _("Dokumentasi dan foto")

    forum = models.ForeignKey("forums.Forum", on_delete=models.PROTECT, related_name="evidence")
    slot = models.CharField(_("Bagian"), max_length=20, choices=Slot.choices)
    title = models.CharField(_("Keterangan"), max_length=160)
    file = models.FileField(_("Berkas"), upload_to="evidence/", max_length=120)
    content_type = models.CharField(max_length=80, editable=False)
    size = models.PositiveBigIntegerField(_("Ukuran"), editable=False, help_text="bytes")
    sha256 = models.CharField(max_length=64, editable=False)
    added_at = models.DateTimeField(_("Ditambahkan"), default=timezone.now)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["forum", "added_at", "pk"]
        verbose_name = verbose_name_plural = _("berkas bukti")
        indexes = [
            models.Index(fields=["scan_after"], condition=Q(scan="waiting"), name="evidence_waits_for_scan")
        ]
        constraints = [
            models.CheckConstraint(condition=Q(scan__in=ScanState.values), name="evidence_scan_known")
        ]

    def __str__(self) -> str:
        return self.title
