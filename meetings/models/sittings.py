"""The sessions of a forum (sidang kelompok) and what stands on their agenda."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from forums.models import Forum
from meetings.querysets import AgendaQuerySet, SittingQuerySet
from proposals.models import Proposal


class Sitting(models.Model):
    """Sidang kelompok: the part of a forum in which the proposals of one urusan are discussed."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Disiapkan")
        RUNNING = "running", _("Berlangsung")
        CLOSED = "closed", _("Selesai")

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="sittings")
    urusan = models.ForeignKey(
        "urusan.Urusan", on_delete=models.PROTECT, related_name="sittings", verbose_name=_("Urusan")
    )
    name = models.CharField(
        _("Nama sidang"),
        max_length=120,
        blank=True,
        help_text=_("Kosongkan untuk “Sidang kelompok” dengan nama urusannya."),
    )
    chair = models.CharField(_("Pimpinan sidang"), max_length=120, blank=True)
    chair_position = models.CharField(_("Jabatan pimpinan sidang"), max_length=160, blank=True)
    secretary = models.CharField(_("Sekretaris sidang"), max_length=120, blank=True)
    secretary_position = models.CharField(_("Jabatan sekretaris sidang"), max_length=160, blank=True)
    room = models.CharField(_("Ruang"), max_length=120, blank=True)
    starts_at = models.DateTimeField(_("Mulai"), null=True, blank=True)
    ends_at = models.DateTimeField(_("Selesai"), null=True, blank=True)
    order = models.PositiveSmallIntegerField(_("Urutan"), default=0)
    is_blind = models.BooleanField(
        _("Penilaian tertutup per orang"),
        default=False,
        help_text=_(
            "Setiap penilai mengisi sendiri dan baru melihat nilai orang lain setelah penilaian ditutup."
        ),
    )
    key = models.UUIDField(_("Kunci layar"), unique=True, default=uuid.uuid4, editable=False)
    screen_hash = models.CharField(max_length=64, unique=True, null=True, blank=True, editable=False)
    state = models.CharField(
        _("Keadaan"), max_length=10, choices=State.choices, default=State.PLANNED, editable=False
    )
    current = models.ForeignKey(
        "AgendaItem", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    current_since = models.DateTimeField(null=True, blank=True, editable=False)
    opened_at = models.DateTimeField(_("Dibuka"), null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(_("Ditutup"), null=True, blank=True, editable=False)
    notes = models.TextField(_("Catatan sidang"), blank=True)
    scoring_closed_at = models.DateTimeField(_("Penilaian ditutup"), null=True, blank=True, editable=False)
    agenda_version = models.PositiveIntegerField(default=1, db_default=1, editable=False)
    version = models.PositiveIntegerField(default=1, db_default=1, editable=False)

    objects = SittingQuerySet.as_manager()

    class Meta:
        ordering = ["forum", "order", "pk"]
        verbose_name = verbose_name_plural = _("sidang kelompok")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="sitting_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(state="planned") | Q(opened_at__isnull=False), name="sitting_opened_is_dated"
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(_("Sidang kelompok %(urusan)s") % {"urusan": self.urusan})


class AgendaItem(models.Model):
    """A proposal on the agenda of a session. Its result is a `Decision` of the proposal, as everywhere."""

    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="items")
    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, related_name="agenda_item")
    order = models.PositiveSmallIntegerField(_("Urutan"), default=0)
    is_spoken = models.BooleanField(_("Disampaikan lisan dalam sidang"), default=False, editable=False)
    notes = models.TextField(_("Catatan pembahasan"), max_length=8000, blank=True)
    discussed_at = models.DateTimeField(_("Dibahas"), null=True, blank=True, editable=False)
    seconds = models.PositiveIntegerField(
        _("Lama pembahasan"), default=0, editable=False, help_text="seconds"
    )
    is_entered_later = models.BooleanField(_("Diisi dari kertas"), default=False, editable=False)
    version = models.PositiveIntegerField(default=1, db_default=1, editable=False)

    objects = AgendaQuerySet.as_manager()

    class Meta:
        ordering = ["sitting", "order", "pk"]
        verbose_name = verbose_name_plural = _("acara sidang")

    def __str__(self) -> str:
        return str(self.proposal.number)
