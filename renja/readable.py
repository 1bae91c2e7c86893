"""Which text of a plan everybody reads: the plan as it stands, or what was established as long as its change is drafted."""

from functools import cached_property

from django.db.models import QuerySet

from proposals.choices import ACCEPTED_STATES
from renja.coverage import Coverage, read_coverage
from renja.frozen import FrozenPlan
from renja.models import EstablishedAnswer, Fulfilment, Renja, Revision
from renja.outline import Outline, OutlineRow, read_outline
from renja.reading import ReadPart, read_text, text_of
from renja.stages import SETTLED
from renja.typed_tables import ShownTable, read_shown, show_tables


class Readable:
    """The plan as it stands."""

    def __init__(self, renja: Renja) -> None:
        self.renja = renja

    @cached_property
    def outline(self) -> Outline:
        return read_outline(self.renja, self.renja.lines.for_readers())

    @property
    def coverage(self) -> Coverage:
        return read_coverage(self.renja.forum)

    @property
    def text(self) -> tuple[ReadPart, ...]:
        return read_text(self.renja)

    @property
    def tables(self) -> tuple[ShownTable, ...]:
        return read_shown(self.renja)


class Established(Readable):
    """What an act established, word for word."""

    def __init__(self, revision: Revision) -> None:
        self.frozen = FrozenPlan(revision)
        super().__init__(self.frozen.renja)

    @cached_property
    def outline(self) -> Outline:
        return self.frozen.outline

    @property
    def coverage(self) -> Coverage:
        """Of the proposals that are accepted today, those that it names."""
        today = read_coverage(self.renja.forum)
        named = {answer.proposal.number for line in self.outline.lines for answer in line.answers}
        rows = self.renja.forum.proposals.submitted().filter(status__in=ACCEPTED_STATES, number__in=named)
        return Coverage(today.asked, today.accepted, rows.count())

    @property
    def text(self) -> tuple[ReadPart, ...]:
        return text_of(self.frozen.structure, self.frozen.texts)

    @property
    def tables(self) -> tuple[ShownTable, ...]:
        return show_tables(self.frozen.structure, self.frozen.typed, self.renja.year)

    def path(self, code: str) -> list[OutlineRow]:
        """The codes from the urusan down to the line with this printed code; empty where it has none such."""
        rows = self.outline.rows
        place = next((n for n, row in enumerate(rows) if row.code == code and row.line), None)
        if place is None:
            return []
        above = {node: row for row in rows for node in [row.node.pk]}
        return [above[node] for node in rows[place].node.lineage]


def acts_of(renja: Renja) -> QuerySet[Revision]:
    """The revisions by which it was established, the newest first; none is known of a plan from before the portal."""
    rows = renja.revisions.filter(stage__in=SETTLED).order_by("-number")
    return rows.select_related("renja__forum", "renja__edition")


def public_answers() -> tuple[QuerySet, QuerySet]:
    """What lines of published plans answer, as everybody may read it: links of today, and those of acts whose change is drafted.

    Two sets of rows that never speak of one plan; both know `of_accepted`.
    """
    return Fulfilment.objects.published(), EstablishedAnswer.objects.published()


def readable(renja: Renja) -> Readable | None:
    """What is read at the plan's address; None where a change is drafted and what it changes was not kept here."""
    if not renja.is_amended:
        return Readable(renja)
    act = acts_of(renja).first()
    return Established(act) if act else None
