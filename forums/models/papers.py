"""What belongs to a forum: its ceilings and papers; and the days off."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.dates import plain_date
from core.quarantine import HandedIn, ScanState
from forums.models.forum import Forum
from forums.querysets import CeilingQuerySet, DocumentQuerySet, HolidayQuerySet


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
