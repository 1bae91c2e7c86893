"""What was typeset for a session: its working paper, and the empty form for its results."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PaperKind(models.TextChoices):
    WORKING = "bahan", _("Bahan sidang")
    RESULT_FORM = "formulir", _("Formulir hasil sidang")


class SittingPaper(models.Model):
    """The newest file of each kind; typeset again, it takes the place of the one before."""

    key = models.UUIDField(_("Kunci"), unique=True, default=uuid.uuid4, editable=False)
    sitting = models.ForeignKey("meetings.Sitting", on_delete=models.CASCADE, related_name="papers")
    kind = models.CharField(_("Jenis"), max_length=10, choices=PaperKind.choices)
    file = models.FileField(_("Berkas"), upload_to="reports/sidang/", max_length=120)
    sha256 = models.CharField(max_length=64, editable=False)
    size = models.PositiveBigIntegerField(_("Ukuran"), help_text="bytes")
    pages = models.PositiveIntegerField(_("Halaman"))
    made_at = models.DateTimeField(_("Disusun"), default=timezone.now)
    made_for = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["sitting", "kind"]
        verbose_name = verbose_name_plural = _("bahan sidang")
        constraints = [
            models.UniqueConstraint(fields=["sitting", "kind"], name="paper_one_of_each_kind_a_sitting")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.sitting}"

    @property
    def file_name(self) -> str:
        """`bahan-sidang-2028-3.pdf`: the year and the number of the session."""
        stem = "bahan-sidang" if self.kind == PaperKind.WORKING else "formulir-hasil-sidang"
        return f"{stem}-{self.sitting.forum.plan_year}-{self.sitting_id}.pdf"
