"""A list that the secretariat enters at once: who did it, when, from which file, and what came of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jobs.files import HandedInFile
from proposals.choices import ImportSource
from proposals.querysets.batches import BatchQuerySet


class ImportBatch(HandedInFile):
    """One file of one list. Until it is entered it holds what was read from the file and what would happen
    (`proposals.importing.plan`); afterwards only what came of it.
    """

    forum = models.ForeignKey("forums.Forum", on_delete=models.PROTECT, related_name="import_batches")
    source = models.CharField(_("Sumber"), max_length=20, choices=ImportSource.choices)
    source_basis = models.CharField(_("Dasar"), max_length=200)
    urusan = models.ForeignKey(
        "urusan.Urusan",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Urusan"),
    )
    entered_at = models.DateTimeField(_("Diimpor"), null=True, blank=True)
    untouched_count = models.PositiveIntegerField(_("Berubah, tidak disentuh"), default=0)

    objects = BatchQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = verbose_name_plural = _("impor usulan")
        constraints = [
            models.CheckConstraint(
                condition=Q(entered_at__isnull=True) | Q(checked_at__isnull=False),
                name="import_entered_after_checking",
            )
        ]

    def __str__(self) -> str:
        return str(_("Impor %(number)s") % {"number": self.pk})

    @property
    def is_entered(self) -> bool:
        return self.entered_at is not None
