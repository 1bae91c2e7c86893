"""Matriks perubahan: what differs between two states of a plan, typeset."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ChangeMatrix(models.Model):
    """The newest file of each pair of states; typeset again, it takes the place of the one before.

    `after` is empty for the working copy as it was at `made_at`. It is for staff: what is withheld is not in it all the same.
    """

    key = models.UUIDField(_("Kunci"), unique=True, default=uuid.uuid4, editable=False)
    code = models.CharField(_("Kode verifikasi"), max_length=12, blank=True, db_default="", editable=False)
    before = models.ForeignKey("renja.Revision", on_delete=models.PROTECT, related_name="+")
    after = models.ForeignKey(
        "renja.Revision", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    file = models.FileField(_("Berkas"), upload_to="reports/perubahan/", max_length=120)
    sha256 = models.CharField(max_length=64, editable=False)
    size = models.PositiveBigIntegerField(_("Ukuran"), help_text="bytes")
    pages = models.PositiveIntegerField(_("Halaman"))
    made_at = models.DateTimeField(_("Disusun"), default=timezone.now)
    made_for = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = verbose_name_plural = _("matriks perubahan")
        constraints = [
            models.UniqueConstraint(
                fields=["before", "after"], name="change_matrix_once_a_pair", nulls_distinct=False
            ),
            models.UniqueConstraint(
                fields=["code"], condition=~models.Q(code=""), name="change_matrix_code_once"
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def file_name(self) -> str:
        """`matriks-perubahan-renja-2028-1-kini.pdf`: the year, and the two states."""
        second = self.after.number if self.after else "kini"
        return f"matriks-perubahan-renja-{self.before.renja.year}-{self.before.number}-{second}.pdf"
