"""Files of open data: those that are made anew whenever the data changed, and the editions of a year that stay for good."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class DataFormat(models.TextChoices):
    CSV = "csv", "CSV"
    JSON = "json", "JSON"
    XLSX = "xlsx", "Excel"


class DataFileQuerySet(models.QuerySet):
    def newest(self):
        """The newest file of each dataset and format."""
        return self.order_by("dataset", "format", "-pk").distinct("dataset", "format")

    def least_fresh(self):
        """The newest set that was looked at longest ago; None before there is one."""
        return self.filter(pk__in=self.newest().values("pk")).order_by("checked_at").first()


class DataFile(models.Model):
    """One whole dataset in one format. `entry` is the newest entry of the record that it surely holds."""

    dataset = models.SlugField(_("Kumpulan data"), max_length=40)
    format = models.CharField(_("Bentuk"), max_length=10, choices=DataFormat.choices)
    file = models.FileField(_("Berkas"), upload_to="data/", max_length=120)
    sha256 = models.CharField(max_length=64, editable=False)
    size = models.PositiveBigIntegerField(_("Ukuran"), help_text="bytes")
    row_count = models.PositiveIntegerField(_("Baris"))
    made_at = models.DateTimeField(_("Dibuat"), default=timezone.now)
    entry = models.BigIntegerField(default=0, editable=False)
    checked_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = DataFileQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("berkas data terbuka")
        ordering = ["dataset", "format", "-pk"]
        indexes = [models.Index(fields=["dataset", "format", "-id"], name="data_file_newest")]

    def __str__(self) -> str:
        return f"{self.dataset}.{self.format}"


class DataEdition(models.Model):
    """The data of one plan year as it was at one moment, in one ZIP. It never changes: freezing again makes a new edition.

    `key` is the job that made it, so that a job which runs twice leaves one edition. What was withheld from the public then
    is kept, because it is handed out as long as nothing else has been withheld since.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    year = models.PositiveSmallIntegerField(_("Tahun rencana"))
    number = models.PositiveSmallIntegerField(_("Edisi"))
    file = models.FileField(_("Berkas"), upload_to="data-beku/", max_length=120)
    sha256 = models.CharField(max_length=64, editable=False)
    size = models.PositiveBigIntegerField(_("Ukuran"), help_text="bytes")
    row_count = models.PositiveIntegerField(_("Baris"))
    made_at = models.DateTimeField(_("Dibekukan"), default=timezone.now)
    masked_lines = ArrayField(models.BigIntegerField(), default=list, blank=True, editable=False)
    masked_proposals = ArrayField(models.BigIntegerField(), default=list, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = _("edisi data")
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="data_edition_once_a_year_and_number")
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def file_name(self) -> str:
        """`data-renja-2028-edisi-1.zip`"""
        return f"data-renja-{self.year}-edisi-{self.number}.zip"
