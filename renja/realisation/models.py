"""Realisation of lines by quarter, what shows it, and the work on the proposals that a line answers.

No row here names a person: offices speak, and the record knows who acted.
"""

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.money import number
from core.quarantine import HandedIn, ScanState
from renja.realisation.quarters import Quarter
from renja.realisation.querysets import ProofQuerySet, RealisationQuerySet, WorkStepQuerySet
from renja.realisation.reading import WorkState, tone_of


class Realisation(models.Model):
    """One line in one quarter.

    Money is of that quarter alone, so that the database sums it to a year. Physical progress and what was achieved of the
    first indicator count from January on: percentages and predicates (BB) cannot be summed, and the newest quarter says
    what the year came to.
    """

    line = models.ForeignKey("renja.RenjaLine", on_delete=models.PROTECT, related_name="realisations")
    quarter = models.PositiveSmallIntegerField(_("Triwulan"), choices=Quarter.choices)
    physical = models.DecimalField(
        _("Fisik s.d. triwulan ini (%)"), max_digits=5, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )  # fmt: skip
    output = models.DecimalField(
        _("Capaian s.d. triwulan ini"), max_digits=18, decimal_places=4, null=True, blank=True
    )
    output_label = models.CharField(_("Capaian bukan angka"), max_length=40, blank=True, default="")
    spent = models.DecimalField(
        _("Keuangan triwulan ini (Rp)"), max_digits=18, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(0)],
    )  # fmt: skip
    note = models.TextField(_("Catatan"), max_length=1000, blank=True, default="")
    hindrance = models.TextField(_("Kendala"), max_length=1000, blank=True, default="")
    version = models.PositiveIntegerField(default=1, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    objects = RealisationQuerySet.as_manager()

    class Meta:
        ordering = ["line_id", "quarter"]
        verbose_name = verbose_name_plural = _("realisasi")
        constraints = [
            models.UniqueConstraint(fields=["line", "quarter"], name="realisation_once_a_quarter"),
            models.CheckConstraint(condition=Q(quarter__gte=1, quarter__lte=4), name="realisation_quarter"),
            models.CheckConstraint(
                condition=Q(physical__isnull=True) | Q(physical__gte=0, physical__lte=100),
                name="realisation_physical_in_percent",
            ),
            models.CheckConstraint(
                condition=Q(spent__isnull=True) | Q(spent__gte=0), name="realisation_spent_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(output__isnull=True) | Q(output_label=""), name="realisation_number_or_word"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line_id}: {self.get_quarter_display()}"

    @property
    def achieved(self) -> str:
        """A number without its unit, or the word that stands for one; empty where nothing was said."""
        return self.output_label or ("" if self.output is None else number(self.output))

    @property
    def is_empty(self) -> bool:
        values = (self.physical, self.output, self.spent)
        return all(value is None for value in values) and not (
            self.output_label or self.note or self.hindrance
        )


class Proof(HandedIn):
    """Bukti: a picture or paper that shows what was done for a line in a quarter, or for one proposal that it answers.

    Everybody sees it where that was chosen, as long as neither the line nor the proposal is withheld.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    line = models.ForeignKey("renja.RenjaLine", on_delete=models.PROTECT, related_name="proofs")
    quarter = models.PositiveSmallIntegerField(_("Triwulan"), choices=Quarter.choices)
    proposal = models.ForeignKey(
        "proposals.Proposal", on_delete=models.PROTECT, null=True, blank=True, related_name="proofs",
        verbose_name=_("Untuk usulan"),
    )  # fmt: skip
    caption = models.CharField(_("Keterangan"), max_length=160)
    is_public = models.BooleanField(_("Tampilkan kepada publik"), default=False)
    file = models.FileField(_("Berkas"), upload_to="realisasi/%Y/", max_length=200)
    content_type = models.CharField(max_length=80, editable=False)
    size = models.PositiveIntegerField(editable=False, help_text="bytes")
    sha256 = models.CharField(max_length=64, editable=False)
    added_at = models.DateTimeField(_("Ditambahkan"), default=timezone.now, editable=False)

    objects = ProofQuerySet.as_manager()

    class Meta:
        ordering = ["quarter", "added_at", "pk"]
        verbose_name = verbose_name_plural = _("bukti realisasi")
        indexes = [
            models.Index(fields=["scan_after"], condition=Q(scan="waiting"), name="proof_waits_for_scan")
        ]
        constraints = [
            models.CheckConstraint(condition=Q(scan__in=ScanState.values), name="proof_scan_known"),
            models.CheckConstraint(condition=Q(quarter__gte=1, quarter__lte=4), name="proof_quarter"),
        ]

    def __str__(self) -> str:
        return self.original_name

    @property
    def is_picture(self) -> bool:
        """Whether it can be looked at in the page; it was drawn anew when it came in."""
        return self.content_type.startswith("image/")


class Work(models.Model):
    """How the work on a proposal stands that a line answers. Without a row nothing was said yet."""

    fulfilment = models.OneToOneField("renja.Fulfilment", on_delete=models.CASCADE, related_name="work")
    state = models.CharField(
        _("Keadaan"), max_length=12, choices=WorkState.choices, default=WorkState.NOT_BEGUN
    )
    since = models.DateField(_("Sejak"))
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["pk"]
        verbose_name = verbose_name_plural = _("pekerjaan untuk usulan")

    def __str__(self) -> str:
        return f"{self.fulfilment_id}: {self.get_state_display()}"

    @property
    def tone(self) -> str:
        return tone_of(self.state)


class WorkStep(models.Model):
    """From which day on the work stood so, and why. Rows are only added."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="steps")
    state = models.CharField(_("Keadaan"), max_length=12, choices=WorkState.choices)
    day = models.DateField(_("Tanggal"))
    reason = models.TextField(_("Alasan atau keterangan"), max_length=1000, blank=True, default="")
    at = models.DateTimeField(_("Dicatat"), default=timezone.now, editable=False)

    objects = WorkStepQuerySet.as_manager()

    class Meta:
        ordering = ["day", "pk"]
        verbose_name = verbose_name_plural = _("riwayat pekerjaan")

    def __str__(self) -> str:
        return f"{self.day}: {self.get_state_display()}"

    @property
    def tone(self) -> str:
        return tone_of(self.state)
