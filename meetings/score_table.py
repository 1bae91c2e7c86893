"""The scores of a session as they may be printed: read once, frozen, and nothing in it that is withheld.

Where everybody scores alone, there is nothing to read before the scoring is closed.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from forums.models import Criterion
from meetings.models import AgendaItem, ConflictOfInterest, Mark, Sitting

Means = dict[tuple[int, int], Decimal]


@dataclass(frozen=True)
class ScoredCriterion:
    """A column: its name, its weight, what the marks 1 to 5 mean."""

    name: str
    weight: int
    meanings: tuple[str, ...]


@dataclass(frozen=True)
class ScoredRow:
    """A proposal: the mean mark for each criterion in the order of the columns, and their total (0 to 100).

    `rank` and `total` are None as long as a criterion has no mark. `title` is what the public may read.
    """

    rank: int | None
    number: str
    title: str
    is_withheld: bool
    means: tuple[Decimal | None, ...]
    total: Decimal | None


@dataclass(frozen=True)
class DeclaredConflict:
    """Who left which proposal to others; the name is empty once their account is erased."""

    number: str
    name: str


@dataclass(frozen=True)
class ScoreTable:
    """`is_final`: the scoring is closed, so that nothing here changes any more unless it is opened again."""

    title: str
    is_final: bool
    is_blind: bool
    scorers: int
    criteria: tuple[ScoredCriterion, ...]
    rows: tuple[ScoredRow, ...]
    conflicts: tuple[DeclaredConflict, ...]

    @property
    def is_empty(self) -> bool:
        return all(row.total is None for row in self.rows)


def score_table(sitting: Sitting) -> ScoreTable:
    """The best first, what has no total last; in five queries whatever the number."""
    return score_tables([sitting])[sitting.pk]


def score_tables(sittings: Collection[Sitting]) -> dict[int, ScoreTable]:
    """The same of many sessions, by their keys, in as many queries as of one."""
    counting = Mark.objects.counting().filter(proposal__agenda_item__sitting__in=sittings)
    means = {(row["proposal"], row["criterion"]): row["mean"] for row in counting.averages()}
    scorers = counting.order_by().values_list("proposal__agenda_item__sitting", "scorer").distinct()
    counted = Counter(key for key, _scorer in scorers)
    criteria = _by("forum_id", Criterion.objects.filter(forum__in={one.forum_id for one in sittings}))
    scored = AgendaItem.objects.filter(sitting__in=sittings).with_score().ranked()
    items = _by("sitting_id", scored.select_related("proposal"))
    conflicts = _conflicts(sittings)
    return {
        one.pk: _table(
            one, criteria[one.forum_id], items[one.pk], means, scorers=counted[one.pk], conflicts=tuple(conflicts[one.pk])
        )
        for one in sittings
    }  # fmt: skip


def _by(name: str, rows: Iterable[Any]) -> dict[int, list[Any]]:
    """Rows under the value of one of their columns."""
    found = defaultdict(list)
    for row in rows:
        found[getattr(row, name)].append(row)
    return found


def _table(
    sitting: Sitting, criteria: list[Criterion], items: list[AgendaItem], means: Means, **counted
) -> ScoreTable:
    keys = [criterion.pk for criterion in criteria]
    return ScoreTable(
        title=str(sitting),
        is_final=sitting.scoring_closed_at is not None,
        is_blind=sitting.is_blind,
        criteria=tuple(ScoredCriterion(one.name, one.weight, tuple(one.meanings)) for one in criteria),
        rows=tuple(_row(place, item, keys, means) for place, item in enumerate(items, start=1)),
        **counted,
    )


def _row(place: int, item, criteria: list[int], means: Means) -> ScoredRow:
    proposal = item.proposal
    return ScoredRow(
        rank=place if item.score is not None else None,
        number=str(proposal.number),
        title=proposal.public_title,
        is_withheld=proposal.is_withheld,
        means=tuple(means.get((proposal.pk, key)) for key in criteria),
        total=item.score,
    )


def _conflicts(sittings: Collection[Sitting]) -> dict[int, list[DeclaredConflict]]:
    """Of each session."""
    rows = ConflictOfInterest.objects.filter(proposal__agenda_item__sitting__in=sittings)
    found = defaultdict(list)
    for row in rows.select_related("person", "proposal__agenda_item").order_by("proposal__number", "pk"):
        name = row.person.name if row.person else ""
        found[row.proposal.agenda_item.sitting_id].append(DeclaredConflict(str(row.proposal.number), name))
    return found
