"""Urusan, editions and their codes."""

import factory
from factory.django import DjangoModelFactory

from urusan.models import Edition, Level, Nomenclature, Urusan

# parts of a code such as 2.16.01.2.01.0001 at each level
LEVEL_BY_PARTS = {
    1: Level.URUSAN,
    2: Level.BIDANG_URUSAN,
    3: Level.PROGRAM,
    5: Level.KEGIATAN,
    6: Level.SUB_KEGIATAN,
}


def _level(code: str) -> str:
    return LEVEL_BY_PARTS[code.count(".") + 1]


def _above(code: str) -> str:
    """The code of the parent: 2.16.01.2.01 lies under 2.16.01."""
    parts = code.split(".")
    return ".".join(parts[: 3 if len(parts) == 5 else len(parts) - 1])


class UrusanFactory(DjangoModelFactory):
    class Meta:
        model = Urusan

    name = factory.Sequence(lambda n: f"Urusan {n}")
    slug = factory.Sequence(lambda n: f"urusan-{n}")


class EditionFactory(DjangoModelFactory):
    """A code list for plans from 2027 on; asked twice for a slug, it gives the same row."""

    class Meta:
        model = Edition
        django_get_or_create = ("slug",)

    slug = "edisi-uji"
    name = factory.LazyAttribute(lambda o: o.slug.replace("-", " ").capitalize())
    leaf_level = Level.SUB_KEGIATAN
    first_plan_year = 2027


class NomenclatureFactory(DjangoModelFactory):
    """A code with its ancestors, whose names are made up: `NomenclatureFactory(code="2.16.01.2.01.0001", name=…)`."""

    class Meta:
        model = Nomenclature
        django_get_or_create = ("edition", "code")
        skip_postgeneration_save = True

    edition = factory.SubFactory(EditionFactory)
    code = "2.16.01.2.01.0001"
    name = factory.LazyAttribute(lambda o: f"Nama {o.code}")
    level = factory.LazyAttribute(lambda o: _level(o.code))
    parent = factory.LazyAttribute(
        lambda o: NomenclatureFactory(edition=o.edition, code=_above(o.code)) if _above(o.code) else None
    )

    @factory.post_generation
    def lineage(self, create, extracted, **kwargs):
        self.lineage = [*(self.parent.lineage if self.parent else []), self.pk]
        self.save(update_fields=["lineage"])
