"""What people ask the secretariat about a proposal, and how they find its answers. Written by asking.py and rating.py."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from proposals.models.decision import Decision
from proposals.models.proposal import Proposal
from proposals.querysets.speaking import FeedbackQuerySet, QuestionQuerySet
from stakeholders.models import OrganizationKind


class Question(models.Model):
    """A question about a proposal: public together with its answer, never with who asked."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Menunggu jawaban")
        ANSWERED = "answered", _("Dijawab")
        HIDDEN = "hidden", _("Tidak ditampilkan")

    class Hiding(models.TextChoices):
        ABUSE = "abuse", _("Kata-kata yang merendahkan atau mengancam")
        PERSONAL = "personal", _("Memuat data pribadi")

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="questions")
    text = models.TextField(_("Pertanyaan"), max_length=1000)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="questions"
    )
    asker_kind = models.CharField(
        _("Kelompok penanya"), max_length=24, choices=OrganizationKind.choices, blank=True, editable=False
    )
    asked_at = models.DateTimeField(_("Ditanyakan"), default=timezone.now, editable=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING, editable=False)
    answer = models.TextField(_("Jawaban resmi"), max_length=4000, blank=True)
    office = models.CharField(_("Atas nama"), max_length=160, blank=True, editable=False)
    answered_at = models.DateTimeField(_("Dijawab"), null=True, blank=True, editable=False)
    changed_at = models.DateTimeField(_("Jawaban diperbaiki"), null=True, blank=True, editable=False)
    hiding = models.CharField(
        _("Alasan tidak ditampilkan"), max_length=10, choices=Hiding.choices, blank=True
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        verbose_name = verbose_name_plural = _("pertanyaan")
        indexes = [
            models.Index(fields=["asked_at", "id"], condition=Q(state="waiting"), name="question_waits"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "asked_by"],
                condition=Q(state="waiting"),
                name="question_one_waiting_a_person",
            ),
            models.CheckConstraint(
                condition=~Q(state="answered") | (Q(answered_at__isnull=False) & ~Q(answer="")),
                name="question_answered_has_an_answer",
            ),
            models.CheckConstraint(
                condition=~Q(state="hidden") | ~Q(hiding=""), name="question_hidden_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def audit_label(self) -> str:
        """For the record, which outlives it: nothing that a person typed."""
        return str(_("Pertanyaan %(number)s") % {"number": self.pk})

    @property
    def asker_label(self) -> str:
        """Who asked, without a name: `Warga`, or the kind of organisation."""
        return str(self.get_asker_kind_display() or _("Warga"))

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.WAITING

    @property
    def is_answered(self) -> bool:
        return self.state == self.State.ANSWERED


class FormerAnswer(models.Model):
    """What an answer said before it was mended; staff read it beside the present one."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="former_answers")
    text = models.TextField(_("Jawaban sebelumnya"))
    replaced_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-replaced_at"]
        verbose_name = verbose_name_plural = _("jawaban sebelumnya")

    def __str__(self) -> str:
        return self.text[:60]


class Feedback(models.Model):
    """Whether a published result helped its proposer's side: once for each decision, and changeable."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="feedback")
    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="feedback")
    helped = models.BooleanField(_("Membantu"))
    line = models.CharField(_("Catatan"), max_length=300, blank=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="feedback"
    )
    given_at = models.DateTimeField(_("Diisi"), default=timezone.now, editable=False)

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        ordering = ["-given_at", "-pk"]
        verbose_name = verbose_name_plural = _("penilaian tanggapan")
        constraints = [
            models.UniqueConstraint(fields=["proposal", "decision"], name="feedback_once_a_decision"),
        ]

    def __str__(self) -> str:
        return self.audit_label

    @property
    def audit_label(self) -> str:
        return str(_("Penilaian %(number)s") % {"number": self.pk})
