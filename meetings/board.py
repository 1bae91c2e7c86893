"""What the console shows of a session: its agenda with what became of each proposal, where it stands, what is read of one."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import prefetch_related_objects
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from audit.models import Entry
from core.paging import rows_between
from meetings.models import AgendaItem, Sitting
from meetings.querysets.running import OPEN_STATES
from proposals.choices import TONES, Outcome, Status
from proposals.drafting import quantity
from proposals.hints import suggested_to_staff
from proposals.kept_reads import LIST_ROWS
from proposals.models import Decision, Proposal
from proposals.results import possible_outcomes, result_refusal
from proposals.tracking import supporters
from proposals.workflow import refusal

SIMILAR = 3


@dataclass(frozen=True)
class Line:
    """One proposal on the agenda; `state` and `tone` say what became of it."""

    place: int
    item: AgendaItem
    is_current: bool
    is_shown: bool

    @property
    def pending(self) -> Decision | None:
        return next(iter(self.item.proposal.pending), None)

    @property
    def is_open(self) -> bool:
        return self.pending is None and self.item.proposal.status in OPEN_STATES

    @property
    def state(self) -> str:
        if self.pending:
            return self.pending.get_outcome_display()
        if self.item.proposal.status == Status.VERIFIED:
            return _("Belum ada hasil")
        return _("Belum diverifikasi") if self.is_open else self.item.proposal.get_status_display()

    @property
    def tone(self) -> str:
        if self.pending:
            return self.pending.tone
        return "rest" if self.is_open else TONES[self.item.proposal.status]


@dataclass(frozen=True)
class Board:
    """The agenda of a session. `since` names this state of things: with another number there is something new."""

    sitting: Sitting
    lines: list[Line]
    present: int
    since: int

    @cached_property
    def done(self) -> int:
        return sum(not line.is_open for line in self.lines)

    @cached_property
    def left(self) -> list[Line]:
        """What has no result yet."""
        return [line for line in self.lines if line.is_open]

    @cached_property
    def shown(self) -> Line | None:
        return next((line for line in self.lines if line.is_shown), None)

    @cached_property
    def current(self) -> Line | None:
        return next((line for line in self.lines if line.is_current), None)

    def beside(self, step: int) -> AgendaItem | None:
        """The proposal after (1) or before (-1) the shown one; the first where none is shown."""
        place = self.shown.place - 1 + step if self.shown else 0
        return self.lines[place].item if 0 <= place < len(self.lines) else None

    @property
    def began(self) -> datetime | None:
        return self.sitting.opened_at if self.sitting.state == Sitting.State.RUNNING else None


def board_of(sitting: Sitting, shown: str = "") -> Board:
    """`shown` is the key of the proposal that its reader looks at; else it is the one that is discussed, else the first."""
    since = Entry.objects.latest_number()  # read first, so never newer than what is shown
    items = list(sitting.items.for_console())
    keys = [item.pk for item in items]
    asked = int(shown) if shown.isdecimal() and len(shown) <= 9 else 0
    key = next((one for one in (asked, sitting.current_id) if one in keys), keys[0] if keys else None)
    lines = [
        Line(place, item, item.pk == sitting.current_id, item.pk == key)
        for place, item in enumerate(items, start=1)
    ]
    return Board(sitting, lines, sitting.forum.attendances.count(), since)


def reading_of(item: AgendaItem, reader) -> dict:
    """Everything about the shown proposal, in the words of the page."""
    proposal = Proposal.objects.with_people().get(pk=item.proposal_id)
    proposal.forum = item.sitting.forum
    prefetch_related_objects([proposal.forum], "phases")
    pending = next(iter(item.proposal.pending), None)
    similar = Proposal.objects.similar_to(proposal)
    outcomes = possible_outcomes(proposal)
    item.notes, score = AgendaItem.objects.with_score(reader).values_list("notes", "score").get(pk=item.pk)
    return {
        "proposal": proposal,
        "pending": pending,
        "problem": result_refusal(proposal, reader),
        "outcomes": outcomes,
        "outcome_choices": [choice for choice in Outcome.choices if choice[0] in outcomes],
        "may_verify": not refusal("verify", proposal, reader),
        "waits_for_verification": proposal.status in (Status.SUBMITTED, Status.RETURNED),
        "asked": quantity(proposal.volume, proposal.volume_unit),
        "supporters": supporters(proposal, reader),
        "score": score,
        "suggestions": suggested_to_staff(proposal),
        "similar": rows_between(similar, 0, SIMILAR, whole=LIST_ROWS),
        "file_count": proposal.attachments.count(),
        "may_open_queue": reader.has_perm("proposals.open_queue", proposal),
    }
