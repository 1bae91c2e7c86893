"""The files of a proposal."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.quarantine import HandedIn, ScanState
from proposals.models.proposal import Proposal
from proposals.querysets import AttachmentQuerySet


class Attachment(HandedIn):
    """A checked file of a proposal; stored under a name of ours, shown under the cleaned original one."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="attachments")
    file = models.FileField(_("Berkas"), upload_to="usulan/%Y/", max_length=200)
    content_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField(help_text="bytes")
    sha256 = models.CharField(max_length=64)
    is_public = models.BooleanField(default=True)
    is_cover_letter = models.BooleanField(_("Surat pengantar"), default=False, db_default=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    uploaded_at = models.DateTimeField(default=timezone.now)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        ordering = ["uploaded_at"]
        verbose_name = verbose_name_plural = _("lampiran")
        indexes = [
            models.Index(fields=["scan_after"], condition=Q(scan="waiting"), name="attachment_waits_for_scan")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal"], condition=Q(is_cover_letter=True), name="attachment_one_cover_letter"
            ),
            models.CheckConstraint(
                condition=~Q(is_cover_letter=True, is_public=True), name="attachment_cover_letter_not_public"
            ),
            models.CheckConstraint(condition=Q(scan__in=ScanState.values), name="attachment_scan_known"),
        ]

    def __str__(self) -> str:
        return self.original_name
