"""Who supports a proposal, what happened to it, and the numbers that a forum gave out."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from proposals.choices import Status
from proposals.models.decision import Decision
from proposals.models.proposal import Proposal
from proposals.querysets import EventQuerySet, SupportQuerySet


class Support(models.Model):
    """One person's support; once a person, also after proposals are merged."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="supports")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="supports")
    organization = models.ForeignKey(
        "stakeholders.Organization",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="supports",
        verbose_name=_("Atas nama"),
        help_text=_("Kosong: mendukung sebagai warga."),
    )
    added_at = models.DateTimeField(default=timezone.now)

    objects = SupportQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("dukungan")
        constraints = [models.UniqueConstraint(fields=["proposal", "user"], name="support_once_a_person")]

    def __str__(self) -> str:
        return f"{self.user_id} → {self.proposal_id}"


class Event(models.Model):
    """One dated step of a proposal (Riwayat usulan), with the actor's office and reason."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="events")
    step = models.CharField(max_length=30)
    title = models.CharField(max_length=160)
    office = models.CharField(max_length=160, blank=True)
    reason = models.TextField(blank=True)
    from_status = models.CharField(max_length=24, choices=Status.choices, blank=True)
    to_status = models.CharField(max_length=24, choices=Status.choices, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    is_public = models.BooleanField(default=True)
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="events", editable=False
    )
    at = models.DateTimeField(default=timezone.now)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = verbose_name_plural = _("riwayat usulan")

    def __str__(self) -> str:
        return self.title


class Counter(models.Model):
    """The last number given out in a forum; locked while the next one is taken, so numbers have no gaps."""

    forum = models.OneToOneField("forums.Forum", on_delete=models.CASCADE, related_name="proposal_counter")
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.forum_id}: {self.last}"
