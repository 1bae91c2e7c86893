"""What a head asks before signing, and a forum before agreeing: the figures of a plan on one sheet, or on a few slides.

Everything comes from the report that is printed, so that nothing withheld is told and no sum is another one; beside it
stand the ceilings, what the forum changed, and what is open.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Count, Exists, OuterRef, Q, Sum
from django.utils.translation import gettext as _

from core.money import number
from meetings.models import Agreement
from proposals.choices import ACCEPTED_STATES, Status
from renja.completeness.checking import Completeness, read_completeness
from renja.coverage import Coverage, read_coverage
from renja.models import Fulfilment, Origin, Renja
from renja.summary import Summary, read_summary
from reports.report import PlanRow, ProposalRow, RecapRow, RenjaReport
from urusan.models import Level

ZERO = Decimal(0)
WHOLE = 100  # percent


@dataclass(frozen=True)
class Share:
    """A part of the plan's money with its bar: `width` is in percent of the largest one. `ceiling` where one is set."""

    name: str
    pagu: Decimal
    share: Decimal
    width: int
    ceiling: Decimal | None = None

    @property
    def room(self) -> Decimal | None:
        return None if self.ceiling is None else self.ceiling - self.pagu

    @property
    def is_over(self) -> bool:
        return self.ceiling is not None and self.pagu > self.ceiling


@dataclass(frozen=True)
class Tally:
    """How many there are of something, with its bar."""

    name: str
    count: int
    width: int


@dataclass(frozen=True)
class Portion:
    """How many lines, and their money."""

    count: int = 0
    pagu: Decimal = ZERO


@dataclass(frozen=True)
class Overview:
    """The figures of a plan at the moment of its report."""

    report: RenjaReport
    summary: Summary
    coverage: Coverage
    completeness: Completeness
    programs: tuple[Share, ...]
    urusan: tuple[Share, ...]
    sources: tuple[Share, ...]
    outcomes: tuple[Tally, ...]
    origins: tuple[Tally, ...]
    accepted: tuple[ProposalRow, ...]
    from_forum: Portion = Portion()
    answering: Portion = Portion()
    agreements: int = 0
    lines: tuple[PlanRow, ...] = field(default=())

    @property
    def used(self) -> str:
        """How much of the ceiling the plan takes, in percent."""
        if not self.summary.ceiling:
            return ""
        return number(_percent(self.summary.pagu, self.summary.ceiling))

    @property
    def changed(self) -> int:
        """Proposals that were accepted with changes."""
        return sum(row.outcome == str(Status.ACCEPTED_WITH_CHANGES.label) for row in self.accepted)


def read_overview(renja: Renja, report: RenjaReport) -> Overview:
    """Beside what the report holds, about twenty queries whatever the size of the plan."""
    summary = read_summary(renja)
    accepted = {str(Status(state).label) for state in ACCEPTED_STATES}
    rows = report.proposals.rows
    return Overview(
        report=report,
        summary=summary,
        coverage=read_coverage(renja.forum),
        completeness=read_completeness(renja),
        programs=shares((row.name, row.pagu) for row in report.plan.programs),
        urusan=shares(_by_urusan(report.plan.rows)),
        sources=shares(_by_source(report.plan.sources), ceilings=_ceilings(summary)),
        outcomes=tallies(row.outcome.split(":")[0] for row in rows),
        origins=tallies(row.source for row in rows if row.source),
        accepted=tuple(row for row in rows if row.outcome in accepted),
        lines=tuple(row for row in report.plan.rows if row.is_leaf and row.answers),
        **_of_forum(renja),
    )


def _of_forum(renja: Renja) -> dict:
    """What stands in the plan because of the forum, in two queries."""
    answers = Fulfilment.objects.filter(line=OuterRef("pk"), proposal__status__in=ACCEPTED_STATES)
    from_forum, answering = Q(origin=Origin.FORUM), Q(Exists(answers))
    sums = renja.lines.leaves().aggregate(
        forum_count=Count("pk", filter=from_forum),
        forum_pagu=Sum("pagu", filter=from_forum),
        answer_count=Count("pk", filter=answering),
        answer_pagu=Sum("pagu", filter=answering),
    )
    return {
        "from_forum": Portion(sums["forum_count"], sums["forum_pagu"] or ZERO),
        "answering": Portion(sums["answer_count"], sums["answer_pagu"] or ZERO),
        "agreements": Agreement.objects.filter(forum=renja.forum_id).count(),
    }


def _by_urusan(rows: Iterable[PlanRow]) -> list[tuple[str, Decimal]]:
    """The programs under each bidang urusan."""
    found: dict[str, Decimal] = {}
    name = ""
    for row in rows:
        if row.is_heading:
            name = row.name
        elif row.level == Level.PROGRAM:
            found[name] = found.get(name, ZERO) + (row.pagu or ZERO)
    return list(found.items())


def _by_source(rows: Iterable[RecapRow]) -> list[tuple[str, Decimal]]:
    return [(row.name, row.pagu) for row in rows]


def _ceilings(summary: Summary) -> dict[str, Decimal]:
    return {one.source_of_funds.casefold(): one.amount for one in summary.bases if one.source_of_funds}


def shares(
    rows: Iterable[tuple[str, Decimal]], *, ceilings: dict[str, Decimal] | None = None
) -> tuple[Share, ...]:
    """The largest first."""
    parts = sorted(rows, key=lambda row: -row[1])
    whole, largest = (
        sum((pagu for _name, pagu in parts), ZERO),
        max((pagu for _name, pagu in parts), default=ZERO),
    )
    known = ceilings or {}
    return tuple(
        Share(name, pagu, _percent(pagu, whole), _width(pagu, largest), known.get(name.casefold()))
        for name, pagu in parts
    )


def tallies(words: Iterable[str]) -> tuple[Tally, ...]:
    """The most frequent first."""
    counts = Counter(words).most_common()
    largest = counts[0][1] if counts else 0
    return tuple(Tally(name, count, _width(Decimal(count), Decimal(largest))) for name, count in counts)


def _percent(part: Decimal, whole: Decimal) -> Decimal:
    return (part * WHOLE / whole).quantize(Decimal("0.1"), ROUND_HALF_UP) if whole else ZERO


def _width(part: Decimal, largest: Decimal) -> int:
    """At least a hair where there is anything."""
    return max(1, round(part * WHOLE / largest)) if part and largest else 0


def shortened(rows: Sequence[Share], limit: int) -> tuple[Share, ...]:
    """At most so many; those that are too many are summed in the last one."""
    if len(rows) <= limit:
        return tuple(rows)
    rest = rows[limit - 1 :]
    pagu, share = sum((row.pagu for row in rest), ZERO), sum((row.share for row in rest), ZERO)
    largest = max(row.pagu for row in rows)
    name = _("%(count)s lainnya") % {"count": number(len(rest))}
    return (*rows[: limit - 1], Share(name, pagu, share, min(WHOLE, _width(pagu, largest))))
