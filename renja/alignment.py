"""Which programme of the city a line of the plan serves: a small catalogue per plan, and two columns of the line."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from renja.alignment_querysets import AimQuerySet
from urusan.codes import code_order


class AimKind(models.TextChoices):
    PRIORITAS = "prioritas", _("Prioritas daerah")
    TUJUAN = "tujuan", _("Tujuan")
    SASARAN = "sasaran", _("Sasaran")


class Aim(models.Model):
    """A priority of the city (RPJMD), or a tujuan or sasaran of the host (Renstra). Sasaran 1.2 belongs to tujuan 1."""

    renja = models.ForeignKey("renja.Renja", on_delete=models.CASCADE, related_name="aims")
    kind = models.CharField(_("Jenis"), max_length=12, choices=AimKind.choices)
    code = models.CharField(_("Nomor"), max_length=20)
    text = models.CharField(_("Uraian"), max_length=500)

    objects = AimQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "code"]
        verbose_name = verbose_name_plural = _("prioritas, tujuan, dan sasaran")
        constraints = [
            models.UniqueConstraint(
                fields=["renja", "kind", "code"],
                name="aim_code_once_a_kind",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.code}: {self.text}"

    @property
    def place(self) -> tuple:
        """Where it stands: priorities first, then each tujuan with its sasaran below it."""
        return self.kind != AimKind.PRIORITAS, code_order(self.code), self.kind == AimKind.SASARAN

    @property
    def field(self) -> str:
        """The column of a line that names it."""
        return "priority" if self.kind == AimKind.PRIORITAS else "aim"

    @property
    def tag(self) -> str:
        """Short enough for a cell: `P3`, `T1`, `S1.2`."""
        return f"{self.kind[0].upper()}{self.code}"


class Aligned(models.Model):
    """What a line serves; both rows are of its own plan. Who serves a sasaran serves its tujuan along."""

    priority = models.ForeignKey(
        Aim, on_delete=models.PROTECT, null=True, blank=True, related_name="lines_of_priority",
        verbose_name=_("Prioritas daerah"),
    )  # fmt: skip
    aim = models.ForeignKey(
        Aim, on_delete=models.PROTECT, null=True, blank=True, related_name="lines_of_aim",
        verbose_name=_("Tujuan atau sasaran"),
    )  # fmt: skip

    class Meta:
        abstract = True

    @property
    def aims(self) -> list[Aim]:
        """What it serves, the priority first."""
        return [one for one in (self.priority, self.aim) if one]
