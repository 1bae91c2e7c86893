"""Where the money of a line comes from, and estimates of the next year that were made for many lines at once."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

MOST_FUNDINGS = 12  # of one line; their names stand together in RenjaLine.source_of_funds


class Funding(models.Model):
    """What one source gives to a line. The line's own columns of money are the database's sums of these rows
    (funding_guard.py); an empty source is not known yet."""

    line = models.ForeignKey("renja.RenjaLine", on_delete=models.CASCADE, related_name="fundings")
    source = models.CharField(_("Sumber dana"), max_length=160, blank=True)
    amount = models.DecimalField(
        _("Pagu indikatif (Rp)"), max_digits=18, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(0)],
    )  # fmt: skip
    forward = models.DecimalField(
        _("Prakiraan maju (Rp)"), max_digits=18, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(0)],
    )  # fmt: skip
    order = models.PositiveSmallIntegerField(default=0, db_default=0)

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = verbose_name_plural = _("sumber dana")
        constraints = [
            models.UniqueConstraint(fields=["line", "source"], name="funding_once_a_source"),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gte=0), name="funding_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(forward__isnull=True) | Q(forward__gte=0), name="funding_forward_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line_id}: {self.name}"

    @property
    def name(self) -> str:
        return self.source or str(_("Belum ditentukan"))


class ForwardEstimate(models.Model):
    """The forward estimate of many lines, made with one factor. `changes` are [funding, before, after], amounts as text
    or null, so that it can be taken back once."""

    renja = models.ForeignKey("renja.Renja", on_delete=models.CASCADE, related_name="estimates")
    factor = models.DecimalField(_("Faktor"), max_digits=6, decimal_places=4)
    program = models.ForeignKey(
        "urusan.Nomenclature", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    changes = models.JSONField(default=list)
    made_at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = verbose_name_plural = _("prakiraan maju dengan faktor")

    def __str__(self) -> str:
        return f"{self.renja_id}: × {self.factor}"

    @property
    def by_funding(self) -> dict[int, tuple[Decimal | None, Decimal]]:
        """What each funding was estimated before, and what it became."""
        return {
            pk: (None if before is None else Decimal(before), Decimal(after))
            for pk, before, after in self.changes
        }
