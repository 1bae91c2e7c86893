"""Why a line changed: the proposals that it answers and the agreements that support it, as everybody may read them now."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from meetings.models import Agreement
from proposals.models import Proposal
from renja.changes import Changes
from renja.line_changes import CHANGED, LineChange


@dataclass(frozen=True)
class Cause:
    """A proposal: what it is called in public, what became of it, and how much of it the line covers."""

    number: str
    title: str
    state: str
    share: Decimal
    is_new: bool


@dataclass(frozen=True)
class Explained:
    """A changed line with what lies behind it; newly answered proposals come first."""

    change: LineChange
    causes: tuple[Cause, ...]
    agreements: tuple[Agreement, ...]


def explain(lines: Iterable[LineChange]) -> tuple[Explained, ...]:
    """In two queries, whatever their number. A result that waits for the head is no state of a proposal yet."""
    lines = tuple(lines)
    numbers = {answer.number for line in lines for answer in line.answers}
    keys = {key for line in lines for key in line.agreements}
    proposals = {
        one.number: one
        for one in Proposal.objects.submitted()
        .filter(number__in=numbers)
        .only("number", "title", "status", "withheld_reason")
    }
    agreements = {
        one.pk: one for one in Agreement.objects.public().filter(pk__in=keys).select_related("forum")
    }
    return tuple(
        Explained(
            line,
            tuple(sorted(_causes(line, proposals), key=lambda cause: (not cause.is_new, cause.number))),
            tuple(agreements[key] for key in line.agreements if key in agreements),
        )
        for line in lines
    )


def _causes(line: LineChange, proposals: dict[str, Proposal]) -> Iterator[Cause]:
    for answer in line.answers:
        found = proposals.get(answer.number)
        if found:
            state = str(found.get_status_display())
            yield Cause(answer.number, found.public_title, state, answer.share, answer.is_new)


def for_everybody(changes: Changes, closed: dict[str, str]) -> Changes:
    """The same without what the plan tells its planners alone. Of lines that are closed (official code → reason) their
    code, money and reason stay, and those whose money is as before are left out."""
    lines = (_open_part(line, closed) for line in changes.lines)
    return replace(changes, lines=tuple(line for line in lines if line), sources=())


def _open_part(line: LineChange, closed: dict[str, str]) -> LineChange | None:
    reason = closed.get(line.node) or line.withheld
    if reason:
        if line.kind == CHANGED and not line.difference:
            return None
        return replace(line, name="", fields=(), answers=(), agreements=(), withheld=reason)
    fields = tuple(field for field in line.fields if field.is_public)
    new = any(answer.is_new for answer in line.answers)
    return replace(line, fields=fields) if fields or new or line.kind != CHANGED else None
