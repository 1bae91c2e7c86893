"""Editions of codes, plans and their lines."""

import datetime
from decimal import Decimal

import factory
from django.core.files.base import ContentFile
from factory.django import DjangoModelFactory

from renja.models import (
    Aim,
    Chapter,
    Fulfilment,
    Funding,
    Indicator,
    Proof,
    Realisation,
    Renja,
    RenjaLine,
    Revision,
    RevisionPaper,
    TableRow,
    Work,
    WorkStep,
)
from renja.revision_content import hash_of, read_content
from tests.corpus.pictures import make_image
from tests.factories.forums import ForumFactory
from tests.factories.proposals import ProposalFactory
from urusan.models import Edition, Level, Nomenclature

LEVELS = (Level.URUSAN, Level.BIDANG_URUSAN, Level.PROGRAM, Level.KEGIATAN, Level.SUB_KEGIATAN)
SPLIT_AT = (1, 2, 3, 5, 6)  # parts of a code that name each level: 2 | 2.16 | 2.16.03 | 2.16.03.2.01 | ….0004
SPLIT_AT_2006 = (1, 2, 3, 4)


class EditionFactory(DjangoModelFactory):
    """The edition in force, down to the sub kegiatan; asked twice, the same one."""

    class Meta:
        model = Edition
        django_get_or_create = ("slug",)

    slug = "edisi-uji"
    name = "Edisi Uji"
    leaf_level = Level.SUB_KEGIATAN
    first_plan_year = 2021


def edition_2006() -> Edition:
    """The edition of two levels: program and kegiatan."""
    return EditionFactory(
        slug="permendagri-13-2006",
        name="Permendagri 13/2006",
        leaf_level=Level.KEGIATAN,
        first_plan_year=2007,
    )


def make_node(code: str, *, name: str = "", edition: Edition | None = None, **fields) -> Nomenclature:
    """A code with everything above it, as the official lists hold it; asked twice, the same one."""
    edition = edition or EditionFactory()
    splits = SPLIT_AT if edition.leaf_level == Level.SUB_KEGIATAN else SPLIT_AT_2006
    parts, parent = code.split("."), None
    for level, length in zip(LEVELS, splits, strict=False):
        if length > len(parts):
            break
        at = ".".join(parts[:length])
        given = {"name": name or f"Nama {at}", **fields} if at == code else {"name": f"Nama {at}"}
        node, new = Nomenclature.objects.get_or_create(
            edition=edition, code=at, defaults={"level": level, "parent": parent, **given}
        )
        if new:
            node.lineage = [*(parent.lineage if parent else []), node.pk]
            node.save(update_fields=["lineage"])
        parent = node
    return parent


class RenjaFactory(DjangoModelFactory):
    """A published plan of the forum of 2028."""

    class Meta:
        model = Renja
        django_get_or_create = ("forum",)

    forum = factory.SubFactory(ForumFactory)
    edition = factory.SubFactory(EditionFactory)


class LineFactory(DjangoModelFactory):
    """A complete line; `LineFactory(renja=…, node=make_node("2.16.02.2.01.0014"))` for a given code."""

    class Meta:
        model = RenjaLine

    renja = factory.SubFactory(RenjaFactory)
    node = factory.Sequence(lambda n: make_node(f"2.16.02.2.01.{n + 1000:04d}"))
    location = "Balikpapan Utara, Karang Joang"
    target_group = "Masyarakat kota"
    pagu = Decimal(100_000_000)
    source_of_funds = "PAD"
    forward_pagu = Decimal(110_000_000)


class FundingFactory(DjangoModelFactory):
    """One more source of funds of a line; the first comes with the line itself."""

    class Meta:
        model = Funding

    line = factory.SubFactory(LineFactory)
    source = factory.Sequence(lambda n: f"DAK {n}")
    amount = Decimal(30_000_000)
    forward = Decimal(33_000_000)
    order = factory.Sequence(lambda n: n + 1)


class IndicatorFactory(DjangoModelFactory):
    class Meta:
        model = Indicator

    line = factory.SubFactory(LineFactory)
    text = factory.Sequence(lambda n: f"Jumlah laporan layanan ke-{n}")
    target = Decimal(12)
    satuan = "Dokumen"
    forward_target = Decimal(14)


class FulfilmentFactory(DjangoModelFactory):
    """An accepted proposal on a line of its forum's plan."""

    class Meta:
        model = Fulfilment

    line = factory.SubFactory(LineFactory)
    proposal = factory.SubFactory(
        ProposalFactory, accepted=True, forum=factory.SelfAttribute("..line.renja.forum")
    )
    share = Decimal(60)


class ChapterFactory(DjangoModelFactory):
    class Meta:
        model = Chapter

    renja = factory.SubFactory(RenjaFactory)
    key = "1.1"
    html = "<p>Rencana kerja disusun secara partisipatif.</p>"


class TableRowFactory(DjangoModelFactory):
    """A row of the table of tujuan and sasaran; `TableRowFactory(table="T-C.29", node=…, cells={…})` for another."""

    class Meta:
        model = TableRow

    renja = factory.SubFactory(RenjaFactory)
    table = "3.1"
    order = factory.Sequence(lambda n: n + 1)
    cells = factory.LazyFunction(lambda: {"tujuan": "Layanan digital yang merata", "target": "3.1"})


class RevisionFactory(DjangoModelFactory):
    """The plan as it is when this is called; `RevisionFactory(settled=True)` for one that was established."""

    class Meta:
        model = Revision

    class Params:
        settled = factory.Trait(
            stage="ditetapkan", instrument="kepkada", document_number="188.45/120/2027", dated=datetime.date(2027, 7, 20)
        )  # fmt: skip

    renja = factory.SubFactory(RenjaFactory)
    number = 1
    stage = "rancangan_awal"
    content = factory.LazyAttribute(lambda made: read_content(made.renja))
    content_hash = factory.LazyAttribute(lambda made: hash_of(made.content))


class RevisionPaperFactory(DjangoModelFactory):
    class Meta:
        model = RevisionPaper

    revision = factory.SubFactory(RevisionFactory, settled=True)
    original_name = "keputusan.pdf"
    file = factory.django.FileField(data=b"%PDF-1.7 uji", filename="keputusan.pdf")
    sha256 = "0" * 64
    size = 12


class AimFactory(DjangoModelFactory):
    """A priority of the city; `AimFactory(kind="sasaran", code="1.2")` for another row of the catalogue."""

    class Meta:
        model = Aim

    renja = factory.SubFactory(RenjaFactory)
    kind = "prioritas"
    code = factory.Sequence(lambda n: str(n + 1))
    text = factory.Sequence(lambda n: f"Transformasi birokrasi ke-{n}")


class RealisationFactory(DjangoModelFactory):
    """The first quarter of a line."""

    class Meta:
        model = Realisation

    line = factory.SubFactory(LineFactory)
    quarter = 1
    physical = Decimal(25)
    output = Decimal(3)
    spent = Decimal(20_000_000)


class ProofFactory(DjangoModelFactory):
    """A small picture that everybody may see, stored for real."""

    class Meta:
        model = Proof

    line = factory.SubFactory(LineFactory)
    quarter = 1
    caption = "Titik internet terpasang"
    is_public = True
    file = factory.LazyAttribute(lambda o: ContentFile(make_image(), name="foto.jpg"))
    original_name = "foto.jpg"
    content_type = "image/jpeg"
    size = 4
    sha256 = "0" * 64


class WorkFactory(DjangoModelFactory):
    """The work on an accepted proposal, begun in February, with its step."""

    class Meta:
        model = Work
        skip_postgeneration_save = True

    fulfilment = factory.SubFactory(FulfilmentFactory)
    state = "dikerjakan"
    since = datetime.date(2028, 2, 1)

    @factory.post_generation
    def step(self, create, extracted, **kwargs):
        WorkStep.objects.create(work=self, state=self.state, day=self.since, reason=extracted or "")
