"""What an act established of lines and what they answer, as rows, as long as the plan's own rows are the draft of its change.

The rows exist exactly while a change is drafted: opening it makes them of what the newest act keeps
(`services/established.py`), establishing it removes them. Whatever tells of links from elsewhere – a proposal's page,
agreements, figures – reads both kinds of rows, of which one is empty for each plan.
"""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from renja.established_querysets import EstablishedAnswerQuerySet, EstablishedLineQuerySet
from renja.realisation.reading import Worked
from urusan.codes import display_code


class Coded:
    """A line under its official code, which may be withheld from the public."""

    @property
    def code(self) -> str:
        """Its code as the plan prints it."""
        return display_code(self.node.code, self.renja.bidang_code)

    @property
    def is_withheld(self) -> bool:
        return bool(self.withheld_reason)


class EstablishedLine(Coded, models.Model):
    """A line as it was established. Its key is that of the line; closed once, it stays closed (`established_guard.py`)."""

    id = models.BigIntegerField(primary_key=True)
    renja = models.ForeignKey("renja.Renja", on_delete=models.CASCADE, related_name="established_lines")
    node = models.ForeignKey("urusan.Nomenclature", on_delete=models.PROTECT, related_name="+")
    pagu = models.DecimalField(
        _("Pagu indikatif (Rp)"), max_digits=18, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(0)],
    )  # fmt: skip
    withheld_reason = models.CharField(_("Alasan informasi dikecualikan"), max_length=250, blank=True)
    agreements = models.ManyToManyField("meetings.Agreement", related_name="established_lines")

    objects = EstablishedLineQuerySet.as_manager()

    class Meta:
        ordering = ["node__code"]
        verbose_name = verbose_name_plural = _("baris Renja yang ditetapkan")

    def __str__(self) -> str:
        return f"{self.renja}: {self.node}"


class EstablishedAnswer(Worked, models.Model):
    """An established line answers a proposal, and how much of what was asked it covers."""

    line = models.ForeignKey(EstablishedLine, on_delete=models.CASCADE, related_name="answers")
    proposal = models.ForeignKey(
        "proposals.Proposal", on_delete=models.PROTECT, related_name="established_answers"
    )
    share = models.DecimalField(
        _("Bagian yang dipenuhi (%)"), max_digits=5, decimal_places=2,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )  # fmt: skip
    amount = models.DecimalField(
        _("Bagian dari pagu (Rp)"), max_digits=18, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(0)],
    )  # fmt: skip

    objects = EstablishedAnswerQuerySet.as_manager()

    class Meta:
        ordering = ["proposal__number"]
        verbose_name = verbose_name_plural = _("usulan yang dijawab baris yang ditetapkan")
        constraints = [
            models.UniqueConstraint(fields=["line", "proposal"], name="established_answer_once_a_line")
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} → {self.line_id}: {self.share} %"
