"""Workbooks that come into the plan or are held against it, and which lines were typed into SIPD."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jobs.files import HandedInFile

REALISATION = "realisasi"  # a file for what was recorded of the plan, in the place of a table


class PlanFileQuerySet(models.QuerySet):
    def for_listing(self):
        """What the page of files shows, in one query, without what they held."""
        return self.select_related("created_by", "unit", "job").defer("sheets", "columns", "report", "before")

    def unfinished(self):
        return self.filter(applied_at__isnull=True)

    def applied(self):
        return self.filter(applied_at__isnull=False)

    def last_columns(self, headings: str) -> dict:
        """Which heading gave which field the last time that a file with these headings was read."""
        rows = self.filter(headings=headings, checked_at__isnull=False).order_by("-pk")
        return rows.values_list("columns", flat=True).first() or {}


class PlanFile(HandedInFile):
    """One file for the lines of a plan, or for one of its typed tables (`table`).

    Until it is applied it holds what was read and what would happen (`report`, see exchange/plan.py); afterwards how
    things were (`before`), so that it can be taken back. `removals` are the ids of rows that are not in the file and
    shall go. A comparison is never applied.
    """

    renja = models.ForeignKey("renja.Renja", on_delete=models.CASCADE, related_name="files")
    table = models.CharField(_("Tabel"), max_length=20, blank=True)
    unit = models.ForeignKey(
        "stakeholders.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("Bidang"),
    )  # fmt: skip
    is_comparison = models.BooleanField(default=False)
    headings = models.CharField(max_length=64, db_index=True)
    removals = models.JSONField(default=list, blank=True)
    before = models.JSONField(default=list, blank=True)
    applied_at = models.DateTimeField(_("Diterapkan"), null=True, blank=True)
    undone_at = models.DateTimeField(_("Diurungkan"), null=True, blank=True)
    removed_count = models.PositiveIntegerField(_("Dihapus"), default=0)

    objects = PlanFileQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = verbose_name_plural = _("berkas Excel Renja")
        constraints = [
            models.CheckConstraint(
                condition=Q(applied_at__isnull=True) | Q(checked_at__isnull=False, is_comparison=False),
                name="plan_file_applied_after_checking",
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True) | Q(applied_at__isnull=False),
                name="plan_file_undone_after_applying",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.renja_id}: {self.pk}"

    @property
    def is_applied(self) -> bool:
        return self.applied_at is not None

    @property
    def is_undone(self) -> bool:
        return self.undone_at is not None

    @property
    def subject(self) -> str:
        """What it is for, in words."""
        if self.is_comparison:
            return str(_("Perbandingan dengan SIPD"))
        if self.table == REALISATION:
            return str(_("Realisasi triwulan"))
        if self.table:
            return str(_("Tabel %(label)s") % {"label": self.table})
        if self.unit:
            return str(_("Baris Renja, %(unit)s") % {"unit": self.unit.name})
        return str(_("Baris Renja"))


class SipdEntryQuerySet(models.QuerySet):
    def still_true(self):
        """Those whose line was not changed since."""
        return self.filter(version=F("line__version"))


class SipdEntry(models.Model):
    """A line stands in SIPD as it was in this version; whether that still holds is a question of the line's version."""

    line = models.OneToOneField("renja.RenjaLine", on_delete=models.CASCADE, related_name="sipd_entry")
    version = models.PositiveIntegerField()
    entered_at = models.DateTimeField(_("Diinput di SIPD"), default=timezone.now)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = SipdEntryQuerySet.as_manager()

    class Meta:
        ordering = ["line"]
        verbose_name = verbose_name_plural = _("input SIPD")

    def __str__(self) -> str:
        return f"{self.line_id}: {self.version}"
