"""What the rules ask of a plan: each thing read once, when a rule first asks, and for all lines together."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.urls import reverse
from django.utils import timezone

from core.paging import MANY, count_each_up_to
from core.rich_text import html_to_text
from proposals.models import Decision, Proposal
from renja.alignment import Aim, AimKind
from renja.models import Chapter, Fulfilment, Funding, Indicator, Renja
from renja.structure import Structure, structure_of
from renja.summary import SourceSum, Summary, read_ceilings
from stakeholders.models import Official
from urusan.codes import display_code
from urusan.models import Level

TARGET, FORWARD_TARGET = 1, 2  # what an indicator lacks
SOURCE, AMOUNT, FORWARD = 1, 2, 4  # what a funding lacks
ALL_OF_IT = SOURCE | AMOUNT | FORWARD
DEPTHS = {Level.PROGRAM: 2, Level.KEGIATAN: 3, Level.SUB_KEGIATAN: 4}  # places in a code's lineage


@dataclass(frozen=True)
class LineFacts:
    """A line as the rules see it; what its indicators and sources of funds lack, in their order."""

    pk: int
    code: str
    name: str
    level: str
    lineage: list[int]
    location: str
    target_group: str
    pagu: Decimal | None
    origin: str
    is_answered: bool
    is_aligned: bool
    aim_field: str  # where its page chooses what it serves; "" while the plan has no catalogue
    measures: list[int]
    money: list[int]

    @property
    def label(self) -> str:
        return f"{self.code} {self.name}"


@dataclass(frozen=True)
class Counts:
    """What is only counted, up to many."""

    homeless: int
    pending: int
    carried: int
    signers: int
    ceilings: int
    exceeded: int  # ceilings, the one of the whole plan among them
    empty_tables: tuple[str, ...]


class Facts:
    """One plan under the eyes of the rules: three statements, whatever its size, and two more where money in
    texts or over the ceilings is told. A `summary` of it that was read already saves those."""

    def __init__(self, renja: Renja, summary: Summary | None = None) -> None:
        self.renja = renja
        self._summary = summary
        self.structure: Structure = structure_of(renja.structure)
        self._line_address = reverse("renja:line", args=[renja.year, 0]).removesuffix("0/")

    def line_url(self, line: LineFacts, field: str) -> str:
        """The field of a line's page."""
        return f"{self._line_address}{line.pk}/#{field}"

    def url(self, name: str, *args) -> str:
        """The address of a page of this plan."""
        return reverse(f"renja:{name}", args=[self.renja.year, *args])

    def part_with(self, rows: str) -> str:
        """The part after which the first table of these rows is printed; the last one where there is none."""
        parts = [part.key for part, table in self.structure.placed() if table.rows == rows]
        return next(iter(parts), self.structure.chapters[-1].key)

    @cached_property
    def matrix_part(self) -> str:
        return self.part_with("plan")

    @cached_property
    def chapters(self) -> dict[str, Chapter]:
        """The texts in which something is written, by key."""
        return {one.key: one for one in self.renja.chapters.all() if html_to_text(one.html).strip()}

    @cached_property
    def lines(self) -> list[LineFacts]:
        """Every line of the plan by its code."""
        answered = Exists(Fulfilment.objects.filter(line=OuterRef("pk")))
        rows = self.renja.lines.annotate(
            is_answered=answered,
            is_aligned=Q(priority__isnull=False) | Q(aim__isnull=False),
            aim_field=_aim_field(),
            measures=ArraySubquery(_measures()),
            money=ArraySubquery(_money()),
        )
        names = {"code": F("node__code"), "name": F("node__name"), "level": F("node__level")}
        named = rows.annotate(**names, lineage=F("node__lineage")).order_by("node__code")
        fields = tuple(LineFacts.__dataclass_fields__)
        return [self._line(row) for row in named.values(*fields)]

    def _line(self, row: dict) -> LineFacts:
        return LineFacts(**row | {"code": display_code(row["code"], self.renja.bidang_code)})

    @cached_property
    def leaves(self) -> list[LineFacts]:
        """The lines of the lowest level, which carry the money."""
        return [line for line in self.lines if line.level == self.renja.edition.leaf_level]

    @cached_property
    def level_counts(self) -> Counter[str]:
        """How many codes of each level the matrix shows."""
        return Counter(
            {
                str(level): len({line.lineage[at] for line in self.lines if len(line.lineage) > at})
                for level, at in DEPTHS.items()
            }
        )

    @cached_property
    def pagu(self) -> Decimal:
        """Of all lines, as the matrix totals it; added up from rows that were read anyway."""
        return _total(self.lines)

    @cached_property
    def leaf_pagu(self) -> Decimal:
        """Of the lines that the summaries of programs and sources count."""
        return _total(self.leaves)

    def program_sums(self) -> set[Decimal]:
        """What each program takes."""
        at = DEPTHS[Level.PROGRAM]
        sums: dict[int, Decimal] = defaultdict(Decimal)
        for line in self.leaves:
            sums[line.lineage[at]] += line.pagu or Decimal(0)
        return set(sums.values())

    @cached_property
    def ceilings(self) -> Summary:
        """The ceilings beside the total of the plan, without its sources."""
        return self._summary or read_ceilings(self.renja, pagu=self.pagu)

    @cached_property
    def sources(self) -> tuple[SourceSum, ...]:
        """What the plan takes from each source of funds, beside its ceiling."""
        return self.ceilings.sources or self.ceilings.with_sources(self.renja).sources

    @cached_property
    def counts(self) -> Counts:
        """Empty tables (printed "Nihil"), homeless proposals and others, in one statement."""
        forum = self.renja.forum
        typed = [table.label for table in self.structure.typed]
        lists = (
            (self.homeless, MANY),
            (Decision.objects.pending_of(forum.pk), MANY),
            (Proposal.objects.left_over_before(forum).undecided(), MANY),
            (Official.objects.in_office(self.renja.dated or timezone.localdate()), 1),
            (forum.ceilings.all(), 1),
            (self._exceeded(), MANY),
            (self._whole_exceeded(), 1),
        )
        tables = ((self.renja.table_rows.filter(table=label), 1) for label in typed)
        counts = count_each_up_to(*lists, *tables)
        homeless, pending, carried, signers, ceilings, sources, whole = counts[: len(lists)]
        filled = counts[len(lists) :]
        empty = tuple(label for label, count in zip(typed, filled, strict=True) if not count)
        return Counts(homeless, pending, carried, signers, ceilings, sources + whole, empty)

    def _exceeded(self) -> QuerySet:
        """The newest ceilings of sources of which the plan takes more; a name is the same whatever its capitals."""
        of_plan = Funding.objects.filter(
            line__renja=self.renja, line__node__level=self.renja.edition.leaf_level
        )
        taken = of_plan.filter(source__iexact=OuterRef("source_of_funds")).order_by().values("line__renja")
        newest = self.renja.forum.ceilings.in_force().values("pk")
        rows = self.renja.forum.ceilings.filter(pk__in=newest).exclude(source_of_funds="")
        return rows.annotate(taken=Subquery(taken.annotate(sum=Sum("amount")).values("sum"))).filter(
            taken__gt=F("amount")
        )

    def _whole_exceeded(self) -> QuerySet:
        """The plan itself, where it takes more than all of its ceilings give."""
        ceilings = self.renja.forum.ceilings.with_total().values("total")[:1]
        lines = self.renja.lines.order_by().values("renja").annotate(sum=Sum("pagu")).values("sum")
        rows = Renja.objects.filter(pk=self.renja.pk).order_by()
        return rows.annotate(given=Subquery(ceilings), taken=Subquery(lines)).filter(taken__gt=F("given"))

    @property
    def homeless(self) -> QuerySet[Proposal]:
        """Accepted proposals that no line answers."""
        return Proposal.objects.filter(forum=self.renja.forum_id).homeless()


def _aim_field() -> Case:
    """The field of a line's page that takes a priority, where the catalogue has one, else a tujuan or sasaran."""
    aims = Aim.objects.filter(renja=OuterRef("renja"))
    return Case(
        When(Exists(aims.filter(kind=AimKind.PRIORITAS)), then=Value("id_priority")),
        When(Exists(aims), then=Value("id_aim")),
        default=Value(""),
    )


def _total(lines: list[LineFacts]) -> Decimal:
    return sum((line.pagu for line in lines if line.pagu is not None), Decimal(0))


def _measures() -> QuerySet:
    """What each indicator of a line lacks, in the order of its page; a word (predikat) needs no number."""
    worded = Q(target_label="")
    lacks = _bit(TARGET, worded, target__isnull=True) + _bit(
        FORWARD_TARGET, worded, forward_target__isnull=True
    )
    rows = Indicator.objects.filter(line=OuterRef("pk")).order_by("order", "pk")
    return rows.values_list(lacks)


def _money() -> QuerySet:
    """What each source of funds of a line lacks, in the order of its page."""
    lacks = _bit(SOURCE, source="") + _bit(AMOUNT, amount__isnull=True) + _bit(FORWARD, forward__isnull=True)
    rows = Funding.objects.filter(line=OuterRef("pk")).order_by("order", "pk")
    return rows.values_list(lacks)


def _bit(bit: int, *conditions: Q, **fields) -> Case:
    return Case(When(Q(*conditions, **fields), then=Value(bit)), default=Value(0))
