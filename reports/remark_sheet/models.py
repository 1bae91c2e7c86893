"""The sheet of an examination's remarks as it was typeset last."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class RemarkSheet(models.Model):
    """The newest file; typeset again, it takes the place of the one before, under the same code."""

    key = models.UUIDField(_("Kunci"), unique=True, default=uuid.uuid4, editable=False)
    code = models.CharField(_("Kode verifikasi"), max_length=12, blank=True, db_default="", editable=False)
    examination = models.OneToOneField("renja.Examination", on_delete=models.CASCADE, related_name="sheet")
    file = models.FileField(_("Berkas"), upload_to="reports/catatan/", max_length=120)
    sha256 = models.CharField(max_length=64, editable=False)
    size = models.PositiveBigIntegerField(_("Ukuran"), help_text="bytes")
    pages = models.PositiveIntegerField(_("Halaman"))
    made_at = models.DateTimeField(_("Disusun"), default=timezone.now)

    class Meta:
        ordering = ["examination"]
        verbose_name = verbose_name_plural = _("cetakan catatan verifikasi")
        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=~models.Q(code=""), name="remark_sheet_code_once"
            )
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def file_name(self) -> str:
        """`catatan-verifikasi-renja-2028-revisi-2.pdf`."""
        return f"{file_stem(self.examination)}.pdf"


def file_stem(examination) -> str:
    return f"catatan-verifikasi-renja-{examination.year}-revisi-{examination.revision.number}"
