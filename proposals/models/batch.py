"""A list that the secretariat enters at once: who did it, when, from which file, and what came of it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from proposals.choices import ImportSource
from proposals.querysets.batches import BatchQuerySet


class ImportBatch(models.Model):
    """One file of one list. Until it is entered it holds what was read from the file; afterwards only what came of it.

    `sheets`: name, rows by number, place of the heading. `columns`: which heading gives which field. `report`: each row
    with what would happen to it (`proposals.importing.plan`); once entered, the numbers alone.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
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
    original_name = models.CharField(_("Nama berkas"), max_length=120)
    sha256 = models.CharField(_("Sidik berkas"), max_length=64)
    size = models.PositiveIntegerField(_("Ukuran"), help_text="bytes")
    row_count = models.PositiveIntegerField(_("Baris"), default=0)
    sheets = models.JSONField(default=list, blank=True)
    columns = models.JSONField(default=dict, blank=True)
    report = models.JSONField(default=dict, blank=True)
    checked_at = models.DateTimeField(_("Diperiksa"), null=True, blank=True)
    entered_at = models.DateTimeField(_("Diimpor"), null=True, blank=True)
    new_count = models.PositiveIntegerField(_("Baru"), default=0)
    changed_count = models.PositiveIntegerField(_("Berubah"), default=0)
    same_count = models.PositiveIntegerField(_("Sama"), default=0)
    untouched_count = models.PositiveIntegerField(_("Berubah, tidak disentuh"), default=0)
    job = models.ForeignKey("jobs.Job", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(_("Diunggah"), default=timezone.now)

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

    @property
    def is_checked(self) -> bool:
        return self.checked_at is not None

    @property
    def waits(self) -> bool:
        """The worker is at it."""
        return self.job is not None and self.job.is_active

    @property
    def has_several_sheets(self) -> bool:
        return sum(sheet["chosen"] for sheet in self.sheets) > 1
