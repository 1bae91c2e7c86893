"""How proposals were scored for their session (penilaian): marks, and who leaves which proposal to others."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forums.models import Criterion
from meetings.querysets.scoring import MarkQuerySet
from proposals.models import Proposal


class Mark(models.Model):
    """What was given for one criterion: on the sheet of the session (`is_shared`), or on the sheet of its scorer alone.

    It hangs on the proposal, so that it moves along to another session. `value` is empty where a mark was taken back.
    """

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="marks")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="marks")
    scorer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="marks"
    )
    is_shared = models.BooleanField(_("Lembar bersama"), default=True)
    value = models.PositiveSmallIntegerField(_("Nilai"), null=True)
    marked_at = models.DateTimeField(_("Dinilai"), auto_now=True)
    version = models.PositiveIntegerField(default=1, db_default=1, editable=False)

    objects = MarkQuerySet.as_manager()

    class Meta:
        ordering = ["proposal", "criterion", "pk"]
        verbose_name = verbose_name_plural = _("nilai usulan")
        constraints = [
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__range=(1, 5)), name="mark_one_to_five"
            ),
            models.UniqueConstraint(
                fields=["proposal", "criterion"],
                condition=Q(is_shared=True),
                name="mark_once_on_a_shared_sheet",
            ),
            models.UniqueConstraint(
                fields=["proposal", "criterion", "scorer"],
                condition=Q(is_shared=False),
                name="mark_once_for_each_scorer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.value or '–'}"


class ConflictOfInterest(models.Model):
    """Somebody declared that they stand too near to a proposal to score it."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="conflicts_of_interest")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="conflicts_of_interest"
    )
    declared_at = models.DateTimeField(_("Dinyatakan"), auto_now_add=True)

    class Meta:
        ordering = ["proposal", "pk"]
        verbose_name = verbose_name_plural = _("benturan kepentingan")
        constraints = [
            models.UniqueConstraint(fields=["proposal", "person"], name="conflict_of_interest_declared_once")
        ]

    def __str__(self) -> str:
        return str(_("Benturan kepentingan pada %(number)s") % {"number": self.proposal.number})
