"""Workbooks that people hand in: read at once, checked row by row, then applied as a whole by whoever handed them in."""

import uuid
from collections.abc import Collection

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.mapped import choose, count_rows


class HandedInFile(models.Model):
    """What every such file has, until it is applied and afterwards.

    `sheets`: name, rows by number, place of the heading (core.mapped). `columns`: which heading gives which field.
    `report`: each row with what would happen to it; the numbers of rows are counted when it was applied.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    original_name = models.CharField(_("Nama berkas"), max_length=120)
    sha256 = models.CharField(_("Sidik berkas"), max_length=64)
    size = models.PositiveIntegerField(_("Ukuran"), help_text="bytes")
    row_count = models.PositiveIntegerField(_("Baris"), default=0)
    sheets = models.JSONField(default=list, blank=True)
    columns = models.JSONField(default=dict, blank=True)
    report = models.JSONField(default=dict, blank=True)
    checked_at = models.DateTimeField(_("Diperiksa"), null=True, blank=True)
    new_count = models.PositiveIntegerField(_("Baru"), default=0)
    changed_count = models.PositiveIntegerField(_("Berubah"), default=0)
    same_count = models.PositiveIntegerField(_("Sama"), default=0)
    job = models.ForeignKey("jobs.Job", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(_("Diunggah"), default=timezone.now)

    class Meta:
        abstract = True

    @property
    def is_checked(self) -> bool:
        return self.checked_at is not None

    def map_columns(self, columns: dict[str, str], sheets: Collection[str] | None = None) -> None:
        """From now on these headings give the fields, in these sheets; what was found before is forgotten. Not saved."""
        if sheets is not None:
            choose(self.sheets, list(sheets))
        self.columns, self.row_count = columns, count_rows(self.sheets)
        self.checked_at, self.report, self.job = None, {}, None

    @property
    def waits(self) -> bool:
        """The worker is at it."""
        return self.job is not None and self.job.is_active

    @property
    def has_several_sheets(self) -> bool:
        return sum(sheet["chosen"] for sheet in self.sheets) > 1
