"""What a forum day is made of before anybody comes: its susunan acara, and how proposals are scored."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forums.models.forum import Forum

MARKS = 5  # a mark is 1 to 5


class ProgrammeItem(models.Model):
    """A row of the susunan acara: what, for how long, and who is in charge."""

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="programme")
    title = models.CharField(_("Acara"), max_length=160)
    minutes = models.PositiveSmallIntegerField(
        _("Durasi (menit)"), validators=[MinValueValidator(1), MaxValueValidator(600)]
    )
    in_charge = models.CharField(_("Penanggung jawab"), max_length=160, blank=True)
    order = models.PositiveSmallIntegerField(_("Urutan"), default=0)
    version = models.PositiveIntegerField(default=1, db_default=1, editable=False)

    class Meta:
        ordering = ["forum", "order", "pk"]
        verbose_name = verbose_name_plural = _("susunan acara")
        constraints = [
            models.CheckConstraint(condition=Q(minutes__range=(1, 600)), name="programme_minutes_plausible")
        ]

    def __str__(self) -> str:
        return self.title


class Criterion(models.Model):
    """What a proposal is scored by this year: a weight, and what each mark from 1 to 5 means."""

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="criteria")
    name = models.CharField(_("Kriteria"), max_length=160)
    weight = models.PositiveSmallIntegerField(
        _("Bobot"), validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    meanings = ArrayField(
        models.CharField(max_length=160),
        verbose_name=_("Arti nilai"),
        size=MARKS,
        help_text=_("Satu kalimat untuk setiap nilai, dari 1 sampai 5."),
    )
    order = models.PositiveSmallIntegerField(_("Urutan"), default=0)
    version = models.PositiveIntegerField(default=1, db_default=1, editable=False)

    class Meta:
        ordering = ["forum", "order", "pk"]
        verbose_name = verbose_name_plural = _("kriteria penilaian")
        constraints = [
            models.CheckConstraint(condition=Q(weight__range=(1, 100)), name="criterion_weight_in_percent"),
            models.CheckConstraint(condition=Q(meanings__len=MARKS), name="criterion_every_mark_has_meaning"),
            models.UniqueConstraint(fields=["forum", "name"], name="criterion_once_a_forum"),
        ]

    def __str__(self) -> str:
        return self.name
