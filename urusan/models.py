"""The three urusan, and the official code lists (nomenklatur) per edition."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class Urusan(models.Model):
    """One urusan that the host carries out. Free of editions: proposals, units and sessions point here."""

    name = models.CharField(_("Nama"), max_length=120, unique=True)
    slug = models.SlugField(_("Alamat"), unique=True)
    description = models.CharField(_("Cakupan"), max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(_("Urutan"), default=0)

    class Meta:
        ordering = ["order", "name"]
        verbose_name = _("urusan")
        verbose_name_plural = _("urusan")

    def __str__(self) -> str:
        return self.name


class Level(models.TextChoices):
    URUSAN = "urusan", _("Urusan")
    BIDANG_URUSAN = "bidang_urusan", _("Bidang urusan")
    PROGRAM = "program", _("Program")
    KEGIATAN = "kegiatan", _("Kegiatan")
    SUB_KEGIATAN = "sub_kegiatan", _("Sub kegiatan")


class Edition(models.Model):
    """One published code list; a code changes its meaning between editions, so edition + code is the key."""

    slug = models.SlugField(_("Kode edisi"), max_length=60, unique=True)
    name = models.CharField(_("Nama"), max_length=160)
    leaf_level = models.CharField(_("Tingkat terbawah"), max_length=20, choices=Level.choices)
    first_plan_year = models.PositiveSmallIntegerField(_("Berlaku mulai Renja tahun"), null=True, blank=True)

    class Meta:
        ordering = ["-first_plan_year", "slug"]
        verbose_name = _("edisi nomenklatur")
        verbose_name_plural = _("edisi nomenklatur")

    def __str__(self) -> str:
        return self.name


class Nomenclature(models.Model):
    """One official code with its official name, never shortened or reworded."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="nodes")
    level = models.CharField(_("Tingkat"), max_length=20, choices=Level.choices)
    code = models.CharField(_("Kode"), max_length=30)
    name = models.TextField(_("Nama"))
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    # ids from the urusan down to this node itself: sums by level need one query, no recursion
    lineage = ArrayField(models.BigIntegerField(), default=list, editable=False)
    urusan = models.ForeignKey(
        Urusan, on_delete=models.PROTECT, null=True, blank=True, related_name="nomenclature",
        help_text=_("Hanya untuk bidang urusan: urusan yang dimaksud."),
    )
    kinerja = models.TextField(_("Kinerja"), blank=True)
    indikator = models.TextField(_("Indikator"), blank=True)
    satuan = models.CharField(_("Satuan"), max_length=120, blank=True)

    class Meta:
        ordering = ["edition", "code"]
        verbose_name = _("nomenklatur")
        verbose_name_plural = _("nomenklatur")
        constraints = [
            models.UniqueConstraint(fields=["edition", "code"], name="nomenclature_code_unique_in_edition"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
