"""What the head reads before publishing: the pending results by urusan, what stands out among them, who will be told."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from forums.models import Forum
from proposals.basis import Basis, bases_of
from proposals.messages import addressee
from proposals.models import Decision, Event, Proposal
from proposals.results import publisher_refusal, step_of
from proposals.rules import is_own
from proposals.workflow import closed_refusal


@dataclass(frozen=True)
class Concern:
    """Why a result deserves a second look, as a badge."""

    label: str
    tone: str = "warn"
    icon: str = ""


@dataclass(frozen=True)
class Row:
    """One pending result; `problem` says why this person cannot publish it. Their own is not shown to them."""

    decision: Decision
    problem: str
    is_own: bool
    concerns: tuple[Concern, ...] = ()
    is_chosen: bool = True

    @property
    def read(self) -> str:
        """The result and the version that is on the page, as forms carry it."""
        return f"{self.decision.pk}-{self.decision.version}"

    @property
    def is_exception(self) -> bool:
        return bool(self.problem or self.concerns)


@dataclass(frozen=True)
class Document:
    """The final berita acara of a forum (None where there is none), how many of these results it says, how many not."""

    year: int
    basis: Basis | None
    said: int
    unsaid: int


def documents_of(rows: Iterable[Row]) -> list[Document]:
    """One for each forum of these results, in their order."""
    by_forum: dict[Forum, list[Decision]] = {}
    for row in rows:
        by_forum.setdefault(row.decision.proposal.forum, []).append(row.decision)
    bases = bases_of(forum.pk for forum in by_forum)
    found = []
    for forum, decisions in by_forum.items():
        basis = bases.get(forum.pk)
        said = sum(basis.covers(one) for one in decisions) if basis else 0
        found.append(Document(forum.plan_year, basis, said, len(decisions) - said))
    return found


@dataclass(frozen=True)
class Group:
    """The results of one urusan of one forum."""

    label: str
    year: int
    rows: list[Row]


def waiting_results() -> QuerySet:
    """The pending results in the order of reading, each with `was_reviewed`."""
    reviews = Event.objects.filter(proposal=OuterRef("proposal"), step="ask_review")
    rows = Decision.objects.awaiting_publication().annotate(was_reviewed=Exists(reviews))
    return rows.defer("proposal__stems", "proposal__words", "parent__stems", "parent__words")


def rows_for(decisions: Iterable[Decision], user) -> list[Row]:
    """The rows with what hinders this person; windows are asked once a forum, whatever the number of rows."""
    closed: dict[tuple, str] = {}
    rows = []
    for decision in decisions:
        proposal = decision.proposal
        proposal.was_reviewed = decision.was_reviewed
        key = (proposal.forum_id, decision.is_correction, decision.was_reviewed)
        if key not in closed:
            closed[key] = closed_refusal(step_of(decision), proposal)
        rows.append(Row(decision, publisher_refusal(decision, user) or closed[key], is_own(user, proposal)))
    return rows


def grouped(rows: list[Row]) -> list[Group]:
    """By forum and urusan, in the order that there is."""
    return [
        Group(str(urusan or _("Tanpa urusan")), forum.plan_year, list(found))
        for (forum, urusan), found in groupby(
            rows, key=lambda row: (row.decision.proposal.forum, row.decision.proposal.urusan)
        )
    ]


@dataclass(frozen=True)
class Audience:
    """How many proposers a publication reaches, and how many have left no address."""

    told: int
    untold: int


def audience_of(rows: Iterable[Row]) -> Audience:
    """The proposers of these proposals and of everything merged into them."""
    ids = [row.decision.proposal_id for row in rows]
    proposals = Proposal.objects.filter(Q(pk__in=ids) | Q(parent__in=ids)).select_related(
        "organization", "proposer"
    )
    proposals = proposals.only(
        "organization", "proposer", "contact_email", "organization__email", "proposer__email"
    )
    reached = [bool(addressee(proposal)) for proposal in proposals]
    return Audience(sum(reached), len(reached) - sum(reached))
