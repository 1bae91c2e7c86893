"""What lists and the page of a proposal read, each statement written once in a process (`core.kept_sql`)."""

from collections.abc import Callable
from datetime import UTC, date, datetime

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Q, QuerySet, Value

from core.kept_sql import KeptRows, KeptSql
from core.paging import MOST, amount_of
from forums.models import Forum, Phase
from proposals.models import Event, OfficialAnswer, Proposal, Question, Support
from proposals.querysets.proposals import KINDS_OF_ANSWERS
from stakeholders.models import Membership

PAGE_SIZE = 20  # proposals of the public list
NOBODY = 0
SOMEBODY, SOMETHING, SOME_NUMBER = -7_247, -7_248, "a number that is none"  # stand in for keys
FOR_OWN_PARTS = ("number", "status", "withheld_reason", "proposer", "organization", "parent")
SOME_DAY, SOME_TIME = date(1, 2, 3), datetime(1, 2, 3, tzinfo=UTC)


def _taking(now: datetime) -> QuerySet:
    return Forum.objects.taking_proposals(now)[:1]


def _first_page() -> QuerySet:
    """The keys of the newest, each with how many there are, as far as pages are counted."""
    rows = Proposal.objects.submitted()
    counted = amount_of(rows.order_by().values("pk")[: MOST + 1])
    return rows.newest_first().annotate(counted=counted).values_list("pk", "counted")[:PAGE_SIZE]


def _list_rows(keys: list[int]) -> QuerySet:
    return Proposal.objects.for_public_list().order_by().filter(pk__any_of=keys)


def _page(number: str) -> QuerySet:
    return Proposal.objects.for_page().filter(number=number)


def _work_rows(keys: list[int]) -> QuerySet:
    return Proposal.objects.for_work_list().order_by().filter(pk__any_of=keys)


def _hint_rows(keys: list[int]) -> QuerySet:
    return Proposal.objects.for_hints().order_by().filter(pk__any_of=keys)


def _partly(number: str) -> QuerySet:
    return Proposal.objects.submitted().only(*FOR_OWN_PARTS).filter(number=number)


def _phases(forum: int) -> QuerySet:
    return Phase.objects.filter(forum=forum)


def _history(proposal: int) -> QuerySet:
    return Event.objects.public().filter(proposal=proposal)


def _answers(proposal: int) -> QuerySet:
    return OfficialAnswer.objects.select_related("decision__reason_code").filter(proposal=proposal)


def _questions(proposal: int, reader: int) -> QuerySet:
    return Question.objects.readable_by(reader).filter(proposal=proposal)


def _supports(proposal: int, reader: int, day: date) -> QuerySet:
    """How many persons, how many of them members today, how many rows are the reader's, and the organisations."""
    members = Q(user__in=Membership.objects.in_force(day).values("user"))
    rows = Support.objects.counting_for(proposal).order_by().annotate(one=Value(1)).values("one")
    return rows.annotate(
        people=Count("user", distinct=True),
        from_organizations=Count("user", distinct=True, filter=members),
        mine=Count("pk", filter=Q(user=reader)),
        named=ArrayAgg("organization__name", distinct=True, filter=Q(organization__isnull=False)),
    ).values_list("people", "from_organizations", "mine", "named")


def _has_lines(proposal: int) -> QuerySet:
    names = (f"has_{kind}" for kind in KINDS_OF_ANSWERS)
    return Proposal.objects.filter(pk=proposal).with_answers().values_list(*names)


def _lines(kind: str) -> Callable[[int], QuerySet]:
    """The lines of published plans that answer a proposal: of today, or of acts whose change is drafted."""

    def read(proposal: int) -> QuerySet:
        links = Proposal._meta.get_field(kind).related_model.objects
        return links.filter(proposal=proposal).published().with_work()

    return read


TAKING: KeptRows[Forum] = KeptRows(_taking, now=SOME_TIME)
LIST_ROWS: KeptRows[Proposal] = KeptRows(_list_rows, keys=[SOMETHING])
WORK_ROWS: KeptRows[Proposal] = KeptRows(_work_rows, keys=[SOMETHING])
HINT_ROWS: KeptRows[Proposal] = KeptRows(_hint_rows, keys=[SOMETHING])
FIRST_PAGE = KeptSql(_first_page)
PAGE: KeptRows[Proposal] = KeptRows(_page, number=SOME_NUMBER)
PARTLY: KeptRows[Proposal] = KeptRows(_partly, number=SOME_NUMBER)
PHASES: KeptRows[Phase] = KeptRows(_phases, forum=SOMETHING)
HISTORY: KeptRows[Event] = KeptRows(_history, proposal=SOMETHING)
ANSWERS: KeptRows[OfficialAnswer] = KeptRows(_answers, proposal=SOMETHING)
QUESTIONS: KeptRows[Question] = KeptRows(_questions, proposal=SOMETHING, reader=SOMEBODY)
SUPPORTS = KeptSql(_supports, proposal=SOMETHING, reader=SOMEBODY, day=SOME_DAY)
HAS_LINES = KeptSql(_has_lines, proposal=SOMETHING)  # in the order of LINES
LINES: tuple[KeptRows, ...] = tuple(KeptRows(_lines(kind), proposal=SOMETHING) for kind in KINDS_OF_ANSWERS)
