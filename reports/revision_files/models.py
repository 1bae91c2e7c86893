"""Which kept document shows which frozen revision."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RevisionDocument(models.Model):
    """A document of a revision. There is a second one only where the first tells what was withheld since."""

    revision = models.ForeignKey("renja.Revision", on_delete=models.PROTECT, related_name="documents")
    document = models.OneToOneField(
        "reports.GeneratedDocument", on_delete=models.PROTECT, related_name="of_revision"
    )

    class Meta:
        ordering = ["document"]
        verbose_name = verbose_name_plural = _("dokumen revisi Renja")

    def __str__(self) -> str:
        return f"{self.revision}: {self.document}"
