"""That lines of an earlier plan were taken over, so that it can be taken back as a whole."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class PlanCopy(models.Model):
    """Lines that were copied from `source` at once; `lines` are the keys of those that it made."""

    renja = models.ForeignKey("renja.Renja", on_delete=models.CASCADE, related_name="copies")
    source = models.ForeignKey("renja.Renja", on_delete=models.CASCADE, related_name="+")
    lines = ArrayField(models.BigIntegerField(), default=list)
    made_at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = verbose_name_plural = _("salinan Renja sebelumnya")

    def __str__(self) -> str:
        return f"{self.source_id} → {self.renja_id}: {len(self.lines)}"
