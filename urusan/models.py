"""The three urusan, and the official code lists (nomenklatur) per edition."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from urusan.codes import is_regency_only
from urusan.querysets import EditionQuerySet, NomenclatureQuerySet


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
    first_plan_year = models.PositiveSmallIntegerField(
        _("Dipakai mulai Renja tahun"),
        null=True,
        blank=True,
        help_text=_("Kosong: tidak pernah dipilih dengan sendirinya."),
    )

    objects = EditionQuerySet.as_manager()

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
    # collation C: sorts and matches by bytes, whatever the language of the database
    code = models.CharField(_("Kode"), max_length=30, db_collation="C")
    name = models.TextField(_("Nama"))
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    # ids from the urusan down to this node itself: sums by level need one query, no recursion
    lineage = ArrayField(models.BigIntegerField(), default=list, editable=False)
    urusan = models.ForeignKey(
        Urusan,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="nomenclature",
        help_text=_("Hanya untuk bidang urusan: urusan yang dimaksud."),
    )
    kinerja = models.TextField(_("Kinerja"), blank=True)
    indikator = models.TextField(_("Indikator"), blank=True)
    satuan = models.CharField(_("Satuan"), max_length=120, blank=True)

    objects = NomenclatureQuerySet.as_manager()

    class Meta:
        ordering = ["edition", "code"]
        verbose_name = _("nomenklatur")
        verbose_name_plural = _("nomenklatur")
        constraints = [
            models.UniqueConstraint(fields=["edition", "code"], name="nomenclature_code_unique_in_edition"),
            models.CheckConstraint(
                condition=Q(level=Level.URUSAN, parent__isnull=True)
                | (~Q(level=Level.URUSAN) & Q(parent__isnull=False)),
                name="nomenclature_only_urusan_has_no_parent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def is_regency_only(self) -> bool:
        """Whether the code is for a kabupaten and not for a kota."""
        return is_regency_only(self.code)
