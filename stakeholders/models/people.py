"""People in their organisations: roles, and what waits for an answer about them."""

import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stakeholders.models.organizations import Official, Organization, Unit
from stakeholders.querysets import FactorRemovalQuerySet, MembershipQuerySet, MembershipRequestQuerySet


class Role(models.TextChoices):
    ANGGOTA = "anggota", _("Anggota")
    SEKRETARIAT = "sekretariat", _("Sekretariat")
    VERIFIKATOR = "verifikator", _("Verifikator")
    PERENCANA = "perencana", _("Perencana")
    PIMPINAN = "pimpinan", _("Pimpinan")
    ADMIN = "admin", _("Admin")
    PEMERIKSA = "pemeriksa", _("Pemeriksa")


HOST_ROLES = frozenset({Role.SEKRETARIAT, Role.VERIFIKATOR, Role.PERENCANA, Role.PIMPINAN, Role.ADMIN})


class Membership(models.Model):
    """A person's role in an organisation; memberships add up."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(_("Peran"), max_length=20, choices=Role.choices, default=Role.ANGGOTA)
    units = models.ManyToManyField(Unit, verbose_name=_("Bidang"), blank=True, related_name="memberships")
    position = models.CharField(_("Jabatan"), max_length=120, blank=True)
    valid_from = models.DateField(_("Mulai"), default=timezone.localdate)
    valid_until = models.DateField(_("Sampai"), null=True, blank=True)
    office = models.ForeignKey(
        Official,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="roles",
        verbose_name=_("Melekat pada jabatan"),
    )
    version = models.PositiveIntegerField(default=1, db_default=1, editable=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("keanggotaan")
        constraints = [
            models.UniqueConstraint(fields=["user", "organization", "role"], name="membership_unique"),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="membership_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.get_role_display()}, {self.organization.label}"

    @property
    def audit_label(self) -> str:
        """The same for the record, which holds no names of people."""
        label = _("Akun %(number)s") % {"number": self.user_id}
        return f"{label} – {self.get_role_display()}, {self.organization.label}"

    @property
    def is_over(self) -> bool:
        return self.valid_until is not None and self.valid_until < timezone.localdate()

    @property
    def is_to_come(self) -> bool:
        return self.valid_from > timezone.localdate()

    def clean(self) -> None:
        if self.organization_id is None:
            return
        if self.role in HOST_ROLES and not self.organization.is_host:
            raise ValidationError({"role": _("Peran ini hanya untuk anggota instansi penyelenggara.")})
        if self.role == Role.PEMERIKSA and not self.organization.is_planning_agency:
            raise ValidationError({"role": _("Pemeriksa hanya untuk anggota badan perencanaan.")})


class MembershipRequest(models.Model):
    """Somebody says that they belong to an organisation; the secretariat answers. One at a time waits for each person.

    An organisation that nobody knew before is kept inactive until then.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Menunggu konfirmasi")
        CONFIRMED = "confirmed", _("Dikonfirmasi")
        DECLINED = "declined", _("Tidak dikonfirmasi")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="membership_requests"
    )
    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="membership_requests"
    )
    position = models.CharField(_("Jabatan"), max_length=120, blank=True)
    state = models.CharField(_("Keadaan"), max_length=10, choices=State.choices, default=State.WAITING)
    reason = models.TextField(_("Alasan"), blank=True)
    asked_at = models.DateTimeField(_("Diminta"), default=timezone.now)
    answered_at = models.DateTimeField(_("Dijawab"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = MembershipRequestQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("permintaan keanggotaan")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(state="waiting"), name="membership_request_one_waits"
            ),
            models.CheckConstraint(
                condition=Q(state="waiting") ^ Q(answered_at__isnull=False),
                name="membership_request_answered_is_dated",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.organization}"

    @property
    def audit_label(self) -> str:
        """The same for the record, which holds no names of people."""
        label = _("Akun %(number)s") % {"number": self.user_id}
        return f"{label} – {self.organization.label}"

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.WAITING

    @property
    def is_for_new_organization(self) -> bool:
        """Its organisation takes part only once the request is confirmed."""
        return not self.organization.is_active


class FactorRemoval(models.Model):
    """An admin asks to remove somebody's second factor and waits for another admin; the row goes with the answer."""

    LIFE = datetime.timedelta(days=3)

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="factor_removal"
    )
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    asked_at = models.DateTimeField(_("Diminta"), default=timezone.now)

    objects = FactorRemovalQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("permintaan penghapusan verifikasi dua langkah")
        constraints = [
            models.CheckConstraint(condition=~Q(user=F("asked_by")), name="factor_removal_by_another"),
        ]

    def __str__(self) -> str:
        return str(self.user)
