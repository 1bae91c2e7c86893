"""What a forum agreed on with its partners, per urusan, and what became of it."""

import uuid

from django.conf import settings
from django.core.validators import MinLengthValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.quarantine import HandedIn, ScanState
from meetings.querysets import AgreementQuerySet
from meetings.querysets.agreements import EvidenceQuerySet, FollowUpQuerySet

TONES = {"planned": "wait", "running": "sea", "done": "ok", "dropped": "rest"}


class Agreement(models.Model):
    """A result of the forum for one urusan: who supports what. A record of the forum, not a contract.

    It is tracked until it is done or dropped; what stays open goes on as another agreement of the next forum (`previous`).
    `remind_on` is the next day on which somebody is reminded of the due date.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("Direncanakan")
        RUNNING = "running", _("Berjalan")
        DONE = "done", _("Selesai")
        DROPPED = "dropped", _("Tidak dilanjutkan")

    forum = models.ForeignKey(
        "forums.Forum", on_delete=models.PROTECT, related_name="agreements", verbose_name=_("Forum")
    )
    urusan = models.ForeignKey(
        "urusan.Urusan", on_delete=models.PROTECT, related_name="agreements", verbose_name=_("Urusan")
    )
    text = models.TextField(_("Kesepakatan"), max_length=2000, validators=[MinLengthValidator(10)])
    partners = models.ManyToManyField(
        "stakeholders.Organization", verbose_name=_("Mitra"), blank=True, related_name="agreements"
    )
    partner_note = models.CharField(
        _("Sebutan mitra"),
        max_length=250,
        blank=True,
        help_text=_("Diisi bila mitra disebut lain pada hari forum; menggantikan nama dari daftar instansi."),
    )
    contribution = models.TextField(
        _("Kontribusi mitra"), max_length=1000, blank=True, default="", db_default=""
    )
    responsible = models.CharField(
        _("Penanggung jawab"),
        max_length=160,
        blank=True,
        default="",
        db_default="",
        help_text=_("Jabatannya, bukan nama orang, misalnya: Kepala Bidang Statistik."),
    )
    unit = models.ForeignKey(
        "stakeholders.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="agreements",
        verbose_name=_("Bidang"),
    )  # fmt: skip
    due_on = models.DateField(_("Tenggat"), null=True, blank=True)
    state = models.CharField(
        _("Keadaan"),
        max_length=10,
        choices=State.choices,
        default=State.PLANNED,
        db_default=State.PLANNED,
        editable=False,
    )
    proposals = models.ManyToManyField(
        "proposals.Proposal", verbose_name=_("Usulan terkait"), blank=True, related_name="agreements"
    )
    previous = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="continued",
        verbose_name=_("Kesepakatan sebelumnya"),
    )  # fmt: skip
    remind_on = models.DateField(_("Pengingat berikutnya"), null=True, blank=True, editable=False)
    order = models.PositiveSmallIntegerField(_("Urutan"), default=0)
    version = models.PositiveIntegerField(default=1, db_default=1, editable=False)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ["forum", "urusan__order", "order", "pk"]
        verbose_name = verbose_name_plural = _("kesepakatan")
        indexes = [
            models.Index(
                fields=["remind_on"], condition=Q(remind_on__isnull=False), name="agreement_reminder_due"
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["planned", "running", "done", "dropped"]), name="agreement_state_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.urusan}: {self.text[:80]}"

    @property
    def partner_names(self) -> str:
        """The partners as they are shown: as named on the day, else by the list of organisations."""
        return self.partner_note or ", ".join(partner.label for partner in self.partners.all())

    @property
    def public_lines(self) -> list:
        """Lines of published plans, as `with_links` and `with_lines_of_acts` read them: of a plan whose change is drafted those
        that were established."""
        return [*self.lines_of_today, *self.lines_of_acts]

    @property
    def tone(self) -> str:
        """The colour of its state."""
        return TONES[self.state]

    @property
    def is_tracked(self) -> bool:
        """Somebody has said more than what was agreed on: a day, or how far it is. Nothing is told of the others' state."""
        return self.state != self.State.PLANNED or self.due_on is not None

    @property
    def is_open(self) -> bool:
        """Somebody still works on it, here; what went on to another forum is tracked there."""
        return self.state in (self.State.PLANNED, self.State.RUNNING) and not self.is_continued

    @property
    def is_continued(self) -> bool:
        return hasattr(self, "continued")

    @property
    def is_late(self) -> bool:
        return self.is_open and self.due_on is not None and self.due_on < timezone.localdate()


class FollowUp(models.Model):
    """What was done about an agreement on one day, or a change of its state with the reason. Never changed or removed."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="follow_ups")
    day = models.DateField(_("Tanggal"), default=timezone.localdate)
    text = models.TextField(_("Catatan"), max_length=2000)
    state = models.CharField(
        _("Keadaan menjadi"), max_length=10, choices=Agreement.State.choices, blank=True, editable=False
    )
    office = models.CharField(_("Dicatat oleh"), max_length=160, blank=True, editable=False)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    written_at = models.DateTimeField(_("Dicatat"), default=timezone.now, editable=False)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        ordering = ["-day", "-pk"]
        verbose_name = verbose_name_plural = _("tindak lanjut")

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def tone(self) -> str:
        return TONES.get(self.state, "")


class FollowUpFile(HandedIn):
    """A paper or picture that shows what was done. For staff."""

    follow_up = models.OneToOneField(FollowUp, on_delete=models.PROTECT, related_name="evidence")
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    file = models.FileField(_("Berkas bukti"), upload_to="kesepakatan/%Y/", max_length=200)
    content_type = models.CharField(max_length=80, editable=False)
    size = models.PositiveIntegerField(editable=False, help_text="bytes")
    sha256 = models.CharField(max_length=64, editable=False)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("bukti tindak lanjut")
        indexes = [
            models.Index(
                fields=["scan_after"], condition=Q(scan="waiting"), name="agreement_file_waits_for_scan"
            )
        ]
        constraints = [
            models.CheckConstraint(condition=Q(scan__in=ScanState.values), name="agreement_file_scan_known")
        ]

    def __str__(self) -> str:
        return self.original_name
