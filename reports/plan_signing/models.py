"""A frozen revision that is to be signed, and the signed copies of its document."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.quarantine import HandedIn, ScanState
from meetings.models import Signatory
from renja.stages import SETTLED


class PlanSigningQuerySet(models.QuerySet):
    def for_page(self):
        """With all that is said of one, but for what the revision holds."""
        along = ("revision__renja__forum", "document", "final", "asked_by", "final_by")
        return self.select_related(*along).defer("revision__content")

    def waiting(self):
        """Those that the head can sign: their document is made, nothing was signed, no newer revision took their place."""
        later = models.Exists(
            self.model._meta.get_field("revision").related_model._base_manager.filter(
                renja=models.OuterRef("revision__renja"), number__gt=models.OuterRef("revision__number")
            )
        )
        return self.filter(~later, final=None, document__isnull=False)

    def in_force(self, renja):
        """That of the newest act by which the plan was established, once it is signed; None before."""
        act = renja.revisions.newest_act()
        return self.filter(revision=act, final__isnull=False).for_page().first() if act else None

    def of_document(self, document):
        """The newest one whose text this document is, or None."""
        return self.filter(document=document).for_page().order_by("-revision__number").first()


class SignedPlanQuerySet(models.QuerySet):
    def with_hash(self, sha256: str):
        """The signed copy with this hash, or None; scans count once they were accepted."""
        rows = self.filter(sha256=sha256, signing__final=models.F("pk"))
        return rows.select_related("signing__document").defer("signing__revision__content").first()


class PlanSigning(models.Model):
    """Of one revision: the document that is signed, who signs it by its date, and the copy that counts once that was done.

    As long as it is None, `document` is being typeset. From the moment that there is a `final` nothing of the row changes (a
    trigger refuses it, guard.py): everybody is handed that file, byte for byte.
    """

    key = models.UUIDField(_("Kunci"), unique=True, default=uuid.uuid4, editable=False)
    revision = models.OneToOneField("renja.Revision", on_delete=models.PROTECT, related_name="signing")
    document = models.ForeignKey(
        "reports.GeneratedDocument", on_delete=models.PROTECT, null=True, blank=True, related_name="signings"
    )
    name = models.CharField(_("Nama dengan gelar"), max_length=120)
    position = models.CharField(_("Jabatan"), max_length=300)
    dated = models.DateField(_("Tanggal dokumen"))
    asked_at = models.DateTimeField(_("Dimintakan"), default=timezone.now)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    final = models.OneToOneField(
        "reports.SignedPlan", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    final_at = models.DateTimeField(_("Final"), null=True, blank=True)
    final_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = PlanSigningQuerySet.as_manager()

    class Meta:
        ordering = ["-revision"]
        verbose_name = verbose_name_plural = _("penandatanganan Renja")
        constraints = [
            models.CheckConstraint(
                condition=Q(final__isnull=True, final_at__isnull=True)
                | Q(final__isnull=False, final_at__isnull=False, document__isnull=False),
                name="plan_signing_final_is_whole",
            )
        ]

    def __str__(self) -> str:
        return str(_("Tanda tangan %(revision)s") % {"revision": self.revision})

    @property
    def is_final(self) -> bool:
        return self.final_id is not None

    @property
    def is_of_act(self) -> bool:
        """Whether the plan was established with it: such a copy is what everybody reads."""
        return self.revision.stage in SETTLED


class SignedPlan(HandedIn):
    """A signed copy: the document with a signature added to its bytes, or the scan of what was signed on paper.

    Rows are only added; which of them counts, `PlanSigning.final` says.
    """

    Means = Signatory.Means

    key = models.UUIDField(_("Kunci"), unique=True, default=uuid.uuid4, editable=False)
    signing = models.ForeignKey(PlanSigning, on_delete=models.PROTECT, related_name="copies")
    means = models.CharField(_("Cara"), max_length=12, choices=Means.choices)
    file = models.FileField(_("Berkas"), upload_to="reports/", max_length=120)
    sha256 = models.CharField(_("Sidik berkas"), max_length=64, editable=False, db_index=True)
    size = models.PositiveBigIntegerField(_("Ukuran"), help_text="bytes")
    pages = models.PositiveIntegerField(_("Halaman"))
    signed_at = models.DateTimeField(_("Ditandatangani"))
    certificate = models.CharField(_("Sertifikat"), max_length=300, blank=True, editable=False)
    kept_at = models.DateTimeField(_("Disimpan"), default=timezone.now)
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = SignedPlanQuerySet.as_manager()

    class Meta:
        ordering = ["-kept_at", "-pk"]
        verbose_name = verbose_name_plural = _("naskah Renja bertanda tangan")
        indexes = [
            models.Index(
                fields=["scan_after"], condition=Q(scan="waiting"), name="signed_plan_waits_for_scan"
            )
        ]
        constraints = [
            models.CheckConstraint(condition=Q(scan__in=ScanState.values), name="signed_plan_scan_known")
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_electronic(self) -> bool:
        return self.means == self.Means.ELECTRONIC

    @property
    def file_name(self) -> str:
        """`Renja-2028-Diskominfo-ditetapkan-bertanda-tangan.pdf`."""
        told = self.signing.document.file_name if self.signing.document else "Renja.pdf"
        return told.removesuffix(".pdf") + "-bertanda-tangan.pdf"
