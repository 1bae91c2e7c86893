"""Whom the head lets publish results in the head's name, for how long, and on what paper."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core.dates import plain_date
from core.quarantine import HandedIn, ScanState
from stakeholders.models.organizations import Official
from stakeholders.querysets import DelegationQuerySet


class Delegation(HandedIn):
    """Pendelegasian pengesahan. It counts on its days until it is revoked, as long as who has it works for the host.

    It falls with who gave it: when they are head no more, or when the office in whose name it counts is over.
    """

    delegate = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="delegations",
        verbose_name=_("Diberikan kepada"),
    )
    on_behalf = models.CharField(_("Atas nama"), max_length=160, editable=False)
    office = models.ForeignKey(
        Official,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("Jabatan pemberi"),
    )
    decree = models.CharField(_("Nomor dan tanggal persetujuan"), max_length=160)
    valid_from = models.DateField(_("Mulai"), default=timezone.localdate)
    valid_until = models.DateField(_("Sampai"))
    file = models.FileField(_("Persetujuan tertulis"), upload_to="pendelegasian/", max_length=200)
    content_type = models.CharField(max_length=80, editable=False)
    size = models.PositiveIntegerField(editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )
    granted_at = models.DateTimeField(_("Diberikan"), default=timezone.now, editable=False)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )
    revoked_at = models.DateTimeField(_("Dicabut"), null=True, editable=False)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        ordering = ["-valid_from", "-pk"]
        verbose_name = verbose_name_plural = _("pendelegasian pengesahan")
        indexes = [
            models.Index(fields=["scan_after"], condition=Q(scan="waiting"), name="delegation_waits_for_scan")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("valid_from")), name="delegation_dates_in_order"
            ),
            models.CheckConstraint(condition=Q(scan__in=ScanState.values), name="delegation_scan_known"),
        ]

    def __str__(self) -> str:
        return f"{self.delegate}, a.n. {self.on_behalf}"

    @property
    def audit_label(self) -> str:
        """The same for the record, which holds no names of people."""
        return str(
            _("Pendelegasian %(number)s: a.n. %(title)s") % {"number": self.pk, "title": self.on_behalf}
        )

    @property
    def is_revoked(self) -> bool:
        return self.revoked_at is not None

    @property
    def is_in_force(self) -> bool:
        today = timezone.localdate()
        is_its_time = (
            not self.is_revoked and not self.is_held and self.valid_from <= today <= self.valid_until
        )
        return is_its_time and self.is_backed

    @property
    def is_to_come(self) -> bool:
        return not self.is_revoked and self.valid_from > timezone.localdate() and self.is_backed

    @cached_property
    def is_backed(self) -> bool:
        """Who gave it is still in office; lists read it along."""
        return type(self).objects.backed().filter(pk=self.pk).exists()

    @property
    def lapse_words(self) -> str:
        """Why it fell before its last day; "" where it did not."""
        if self.is_revoked or self.valid_until < timezone.localdate() or self.is_backed:
            return ""
        if self.office and self.office.is_over and self.office.valid_until:
            words = _(
                "Masa jabatan %(title)s berakhir pada %(day)s. Pejabat yang sekarang dapat memberinya lagi."
            )
            return str(words % {"title": self.on_behalf, "day": plain_date(self.office.valid_until)})
        return str(
            _(
                "Pemberinya tidak lagi berperan sebagai pimpinan. Pimpinan yang sekarang dapat memberinya lagi."
            )
        )
