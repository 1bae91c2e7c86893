"""Documents that the portal made: where the file is, from what moment, and who may be handed it."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from renja.stages import Stage
from reports.change_matrix.models import ChangeMatrix
from reports.open_data.models import DataEdition, DataFile, DataFormat  # tables of this app
from reports.plan_signing.models import PlanSigning, SignedPlan
from reports.querysets import DocumentQuerySet, LetterQuerySet, NoticeQuerySet
from reports.remark_sheet.models import RemarkSheet
from reports.revision_files.models import RevisionDocument
from reports.working_paper.models import SittingPaper

__all__ = [
    "ChangeMatrix",
    "DataEdition",
    "DataFile",
    "DataFormat",
    "DocumentKind",
    "GeneratedDocument",
    "PlanSigning",
    "RemarkSheet",
    "RevisionDocument",
    "SignedPlan",
    "SittingPaper",
]

SHORT_STAGES: dict[str, str] = {
    Stage.RANCANGAN_AWAL: "rancangan-awal",
    Stage.RANCANGAN: "rancangan",
    Stage.RANCANGAN_AKHIR: "rancangan-akhir",
    Stage.DITETAPKAN: "ditetapkan",
    Stage.PERUBAHAN: "rancangan-perubahan",
    Stage.PERUBAHAN_DITETAPKAN: "perubahan",
}


class DocumentKind(models.TextChoices):
    RENJA_PDF = "renja_pdf", _("Renja (PDF)")
    RENJA_DOCX = "renja_docx", _("Renja (Word)")
    RENJA_XLSX = "renja_xlsx", _("Tabel resmi (Excel)")
    REVISION_PDF = "renja_revisi", _("Revisi Renja (PDF)")
    SUMMARY = "ringkasan", _("Ringkasan pimpinan")
    SLIDES = "paparan", _("Bahan paparan")
    PACK = "berkas_bukti", _("Berkas bukti untuk Bappeda")


class GeneratedDocument(models.Model):
    """A finished file. It never changes: a newer document is a new row.

    `key` is the job that made it, so that a job which runs twice leaves one document. `read_at` is the moment whose
    data it shows, `content_hash` what it says: as long as that is the same, nobody makes another. What was withheld
    from the public then is kept, because the file is handed to the public as long as nothing else has been withheld
    since.
    """

    key = models.UUIDField(_("Kunci"), unique=True, default=uuid.uuid4, editable=False)
    renja = models.ForeignKey("renja.Renja", on_delete=models.PROTECT, related_name="documents")
    code = models.CharField(_("Kode verifikasi"), max_length=12, blank=True, db_default="", editable=False)
    kind = models.CharField(
        _("Jenis"), max_length=20, choices=DocumentKind.choices, default=DocumentKind.RENJA_PDF
    )
    stage = models.CharField(_("Tahap dokumen"), max_length=20, choices=Stage.choices)
    file = models.FileField(_("Berkas"), upload_to="reports/", max_length=120)
    file_name = models.CharField(_("Nama unduhan"), max_length=120)
    sha256 = models.CharField(max_length=64, editable=False)
    size = models.PositiveBigIntegerField(_("Ukuran"), help_text="bytes")
    pages = models.PositiveIntegerField(_("Halaman"))
    read_at = models.DateTimeField(_("Keadaan data"), default=timezone.now)
    content_hash = models.CharField(
        _("Sidik isi"), max_length=64, blank=True, default="", db_default="", editable=False
    )
    masked_lines = ArrayField(models.BigIntegerField(), default=list, blank=True, editable=False)
    masked_proposals = ArrayField(models.BigIntegerField(), default=list, blank=True, editable=False)
    job = models.OneToOneField(
        "jobs.Job", on_delete=models.SET_NULL, null=True, blank=True, related_name="document"
    )
    created_at = models.DateTimeField(_("Dibuat"), default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-read_at", "-pk"]
        verbose_name = verbose_name_plural = _("dokumen yang dibuat")
        indexes = [models.Index(fields=["renja", "-read_at"], name="document_newest_of_plan")]
        constraints = [
            models.UniqueConstraint(fields=["code"], condition=~models.Q(code=""), name="document_code_once")
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_stored(self) -> bool:
        """Its file is still there."""
        return self.file.storage.exists(self.file.name)


class ForwardingLetter(models.Model):
    """A surat penerusan: which proposals went to which office. Its `content` is what is printed, however often that is done."""

    key = models.UUIDField(_("Kunci"), unique=True, default=uuid.uuid4, editable=False)
    office = models.ForeignKey(
        "stakeholders.Organization",
        on_delete=models.PROTECT,
        related_name="forwarding_letters",
        verbose_name=_("Instansi tujuan"),
    )
    proposals = models.ManyToManyField("proposals.Proposal", related_name="forwarding_letters")
    number = models.CharField(
        _("Nomor surat"), max_length=80, blank=True, help_text=_("Kosongkan bila ditulis tangan kemudian.")
    )
    subject = models.CharField(_("Hal"), max_length=150)
    dated = models.DateField(_("Tanggal surat"))
    content = models.JSONField(default=dict, editable=False)
    file = models.FileField(_("Berkas"), upload_to="reports/", max_length=120, blank=True)
    sha256 = models.CharField(_("Sidik berkas"), max_length=64, blank=True, editable=False)
    size = models.PositiveBigIntegerField(_("Ukuran"), default=0, help_text="bytes")
    pages = models.PositiveIntegerField(_("Halaman"), default=0)
    job = models.ForeignKey("jobs.Job", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(_("Dibuat"), default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = verbose_name_plural = _("surat penerusan")

    def __str__(self) -> str:
        return str(_("Surat penerusan %(number)s") % {"number": self.number or self.pk})

    @property
    def file_name(self) -> str:
        return f"surat-penerusan-{self.pk}.pdf"


class ResultNotice(models.Model):
    """Pemberitahuan hasil usulan: what a published result says to one proposer, as it was handed out. It never changes.

    One for each result and proposal, also for those that were merged into the one that was decided on; a later result
    makes another. It holds no contact data, and nothing of what is withheld.
    """

    key = models.UUIDField(_("Kunci"), unique=True, default=uuid.uuid4, editable=False)
    proposal = models.ForeignKey(
        "proposals.Proposal", on_delete=models.PROTECT, related_name="result_notices"
    )
    decision = models.ForeignKey(
        "proposals.Decision", on_delete=models.PROTECT, related_name="result_notices"
    )
    is_correction = models.BooleanField(_("Perbaikan"), default=False)
    dated = models.DateField(_("Tanggal"))
    file = models.FileField(_("Berkas"), upload_to="reports/pemberitahuan/", max_length=120)
    sha256 = models.CharField(max_length=64, editable=False)
    size = models.PositiveBigIntegerField(_("Ukuran"), help_text="bytes")
    pages = models.PositiveIntegerField(_("Halaman"))
    created_at = models.DateTimeField(_("Dibuat"), default=timezone.now)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-dated", "-pk"]
        verbose_name = verbose_name_plural = _("pemberitahuan hasil usulan")
        constraints = [
            models.UniqueConstraint(fields=["proposal", "decision"], name="notice_once_a_result_and_proposal")
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def file_name(self) -> str:
        """`ASP-2028-0001-pemberitahuan-hasil-2027-03-02.pdf`."""
        return f"{self.proposal.number}-pemberitahuan-hasil-{self.dated:%Y-%m-%d}.pdf"


class AttendanceSheet(models.Model):
    """A printed daftar hadir: empty ones to be signed, or who came. It is remade whenever wanted, and kept for a week."""

    class Kind(models.TextChoices):
        EMPTY = "kosong", _("Untuk ditandatangani")
        PLAIN = "akhir", _("Yang hadir, tanpa nomor HP")
        FULL = "arsip", _("Yang hadir, dengan nomor HP (arsip sekretariat)")

    key = models.UUIDField(_("Kunci"), unique=True, default=uuid.uuid4, editable=False)
    forum = models.ForeignKey("forums.Forum", on_delete=models.CASCADE, related_name="attendance_sheets")
    kind = models.CharField(_("Isi"), max_length=10, choices=Kind.choices)
    is_landscape = models.BooleanField(_("Kertas mendatar"), default=False)
    empty_rows = models.PositiveSmallIntegerField(_("Baris kosong"), default=0)
    file = models.FileField(_("Berkas"), upload_to="reports/", max_length=120, blank=True)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    size = models.PositiveBigIntegerField(_("Ukuran"), default=0, help_text="bytes")
    pages = models.PositiveIntegerField(_("Halaman"), default=0)
    job = models.ForeignKey("jobs.Job", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(_("Dibuat"), default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-pk"]
        verbose_name = verbose_name_plural = _("cetakan daftar hadir")

    def __str__(self) -> str:
        return f"{_('Daftar hadir')} {self.forum}"

    @property
    def file_name(self) -> str:
        return f"daftar-hadir-{self.forum.plan_year}-{self.kind}.pdf"
