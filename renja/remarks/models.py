"""Revisions in the hands of Bappeda, its remarks on them, and the dated history of each.

No row here names a person: both sides speak as offices, and the record knows who acted.
"""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from renja.remarks.querysets import ExaminationQuerySet, RemarkQuerySet, StepQuerySet

LONGEST = 2000  # characters of a remark or an answer


class Side(models.TextChoices):
    BAPPEDA = "bappeda", _("Bappeda")
    OFFICE = "pd", _("Perangkat daerah")


class State(models.TextChoices):
    OPEN = "terbuka", _("Terbuka")
    FOLLOWED = "ditindaklanjuti", _("Ditindaklanjuti")
    DONE = "selesai", _("Selesai")


TONES = {State.OPEN: "wait", State.FOLLOWED: "sea", State.DONE: "ok"}


class Place(models.TextChoices):
    """What a remark is about."""

    WHOLE = "umum", _("Umum")
    PART = "naskah", _("Naskah")
    LINE = "baris", _("Baris")


def anchor_of(place: str, ref: str) -> str:
    """Where on the page of a revision that place stands."""
    begins = {Place.PART: "bagian", Place.LINE: "kode"}
    return f"{begins[Place(place)]}-{ref.replace('.', '-')}" if ref else "naskah"


class Examination(models.Model):
    """One frozen revision, handed to the planning agency that verifies it; once withdrawn, only the office reads it."""

    key = models.UUIDField(_("Kunci"), unique=True, default=uuid.uuid4, editable=False)
    revision = models.OneToOneField(
        "renja.Revision", on_delete=models.PROTECT, related_name="examination", verbose_name=_("Revisi")
    )
    organization = models.ForeignKey(
        "stakeholders.Organization",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("Diserahkan kepada"),
    )
    note = models.TextField(
        _("Pengantar"), max_length=1000, blank=True, default="",
        help_text=_("Misalnya nomor surat pengantar, atau bagian yang perlu perhatian."),
    )  # fmt: skip
    due_on = models.DateField(_("Catatan ditunggu sampai"), null=True, blank=True)
    handed_at = models.DateTimeField(_("Diserahkan"), default=timezone.now)
    withdrawn_at = models.DateTimeField(_("Ditarik"), null=True, blank=True, editable=False)
    withdrawn_reason = models.TextField(
        _("Alasan ditarik"), max_length=500, blank=True, default="", db_default=""
    )

    objects = ExaminationQuerySet.as_manager()

    class Meta:
        ordering = ["-handed_at"]
        verbose_name = verbose_name_plural = _("pemeriksaan Renja")
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_reason=""),
                name="examination_withdrawn_with_a_reason",
            )
        ]

    def __str__(self) -> str:
        return str(_("Pemeriksaan %(revision)s") % {"revision": self.revision})

    @property
    def year(self) -> int:
        return self.revision.renja.year

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None


class Remark(models.Model):
    """One remark. Until its batch is sent it is a draft that the agency alone reads and changes, without a number.

    `ref` names the part of the document by its key, a line by its official code; `label` is what the revision calls it.
    """

    examination = models.ForeignKey(Examination, on_delete=models.PROTECT, related_name="remarks")
    number = models.PositiveIntegerField(_("Nomor"), null=True, blank=True, editable=False)
    place = models.CharField(_("Tentang"), max_length=10, choices=Place.choices, default=Place.WHOLE)
    ref = models.CharField(max_length=60, blank=True, default="", editable=False)
    label = models.CharField(max_length=400, blank=True, default="", editable=False)
    text = models.TextField(_("Catatan"), max_length=LONGEST)
    state = models.CharField(_("Status"), max_length=20, choices=State.choices, default=State.OPEN)
    sent_at = models.DateTimeField(_("Dikirim"), null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = RemarkQuerySet.as_manager()

    class Meta:
        ordering = ["number", "pk"]
        verbose_name = verbose_name_plural = _("catatan verifikasi")
        constraints = [
            models.UniqueConstraint(fields=["examination", "number"], name="remark_number_once"),
            models.CheckConstraint(
                condition=Q(number__isnull=True, sent_at__isnull=True)
                | Q(number__isnull=False, sent_at__isnull=False),
                name="remark_numbered_when_sent",
            ),
            models.CheckConstraint(
                condition=Q(place=Place.WHOLE, ref="") | (~Q(place=Place.WHOLE) & ~Q(ref="")),
                name="remark_names_its_place",
            ),
        ]

    def __str__(self) -> str:
        return str(_("Catatan %(number)s") % {"number": self.number or "–"})

    @property
    def is_draft(self) -> bool:
        return self.sent_at is None

    @property
    def tone(self) -> str:
        return TONES[State(self.state)]

    @property
    def anchor(self) -> str:
        return anchor_of(self.place, self.ref)

    @property
    def about(self) -> str:
        """What it is about, in words."""
        return self.label or str(Place.WHOLE.label)


class RemarkStep(models.Model):
    """What became of a remark: which side said what, and how it stood from then on. Rows are only added."""

    remark = models.ForeignKey(Remark, on_delete=models.PROTECT, related_name="steps")
    side = models.CharField(_("Oleh"), max_length=10, choices=Side.choices)
    state = models.CharField(_("Status"), max_length=20, choices=State.choices)
    text = models.TextField(_("Uraian"), max_length=LONGEST, blank=True, default="")
    at = models.DateTimeField(_("Waktu"), default=timezone.now)
    told_at = models.DateTimeField(_("Dikabarkan"), null=True, blank=True, editable=False)

    objects = StepQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = verbose_name_plural = _("tindak lanjut catatan")
        indexes = [
            models.Index(fields=["remark"], condition=Q(told_at__isnull=True), name="remark_step_untold")
        ]

    def __str__(self) -> str:
        return f"{self.remark}: {self.get_state_display()}"

    @property
    def tone(self) -> str:
        return TONES[State(self.state)]
