"""The dates of the demo's proposals: a row of data/usulan.json becomes deeds, each with its moment."""

import datetime
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.utils import timezone

from core.dates import local_date
from demo.calendar import Calendar
from demo.stories import Stage
from forums.workdays import workdays
from proposals.choices import Outcome

LATEST = datetime.timedelta(minutes=30)  # nothing of a story happens after that long before the loading
# Days before the loading on which proposals that end so were sent, in working days where the office acts.
SENT = {
    "settled": (29, 19), "forwarded": (24, 18), "merged": (27, 22), "withdrawn": (17, 14), "pending": (18, 13),
    "verified": (15, 9), "returned": (11, 6), "submitted": (9, 1), "unconfirmed": (3, 1), "draft": (4, 1),
}  # fmt: skip
RECORDED, PUBLISHED, RECORDED_LATE, REVIEWED = -6, -3, -2, -1
PARENTS_DAY = 29  # what others are merged into was there first
MOST_SUPPORTERS = 11
UNSUPPORTED = ("withdrawn", "forwarded", "returned", "unconfirmed")


@dataclass(order=True)
class Deed:
    """Something that happens at a moment; the order of equal moments is that of the rows."""

    moment: datetime.datetime
    place: int
    act: Callable[[], None] = field(compare=False)


class Plot:
    """The deeds of one proposal, in order; moments never run backwards and never reach the present."""

    def __init__(self, row: dict, place: int, calendar: Calendar, stage: Stage, *, is_parent: bool) -> None:
        self.row, self.place, self.calendar, self.stage = row, place, calendar, stage
        self.chance = random.Random(row["title"])
        self.is_parent = is_parent
        self.deeds: list[Deed] = []
        self.state, _arrow, self.turn = row["state"].partition(">")

    def tell(self) -> list[Deed]:
        """All that happens to it."""
        ending = self.state.partition(":")[0]
        if ending == "draft":
            self._add(self._sent_on("draft"), lambda: self.stage.draft(self.row))
            return self.deeds
        is_outcome = ending in Outcome.values and ending not in ("forwarded", "merged")
        self._come_in("settled" if is_outcome else ending)
        if ending not in ("submitted", "unconfirmed", "returned", "withdrawn", "forwarded", "merged"):
            self._verify()
        getattr(self, "_settle" if is_outcome else f"_{ending}")()
        self._speak()
        self._gather_support()
        return self.deeds

    # --- the parts of a plot ------------------------------------------------------------------------

    def _come_in(self, ending: str) -> None:
        sent = self._sent_on(ending)
        self._add(sent, lambda: self.stage.submit(self.row, sent))
        if "withheld_reason" in self.row:
            self._add(self._later(hours=1), lambda: self.stage.withhold(self.row))
        if self._belongs_to_networks():
            self._add(self._office_day(1), lambda: self.stage.assign(self.row))
        if "completed" in self.row:
            self._add(
                self._office_day(1), lambda: self.stage.give_back(self.row, self.row["completed"]["reason"])
            )
            again = self._later(hours=20)
            self._add(again, lambda: self.stage.complete(self.row, again))

    def _verify(self) -> None:
        self._add(self._office_day(self.chance.randint(1, 3)), lambda: self.stage.verify(self.row))

    def _verified(self) -> None:
        """It waits for the session."""

    def _submitted(self) -> None:
        """It waits for its verifier."""

    def _unconfirmed(self) -> None:
        """It waits for a call."""

    def _returned(self) -> None:
        self._add(self._office_day(1), lambda: self.stage.give_back(self.row, self.row["reason"]))

    def _withdrawn(self) -> None:
        self._add(self._office_day(2), lambda: self.stage.withdraw(self.row))

    def _forwarded(self) -> None:
        self._add(self._office_day(2), lambda: self.stage.forward(self.row))

    def _merged(self) -> None:
        self._add(self._office_day(2), lambda: self.stage.merge(self.row))

    def _pending(self) -> None:
        outcome = self.state.partition(":")[2]
        self._add(self._meeting(RECORDED_LATE), lambda: self.stage.decide(self.row, outcome))

    def _settle(self) -> None:
        self._add(self._meeting(RECORDED), lambda: self.stage.decide(self.row, self.state))
        self._add(self._meeting(PUBLISHED), lambda: self.stage.publish(self.row))
        if self.turn == "review":
            self._add(self._meeting(REVIEWED), lambda: self.stage.review(self.row))
        if self.turn == "deferred":
            self._add(self._meeting(RECORDED_LATE), lambda: self.stage.correct(self.row))
            self._add(self._meeting(REVIEWED), lambda: self.stage.publish(self.row))

    def _speak(self) -> None:
        """What its proposer says of the published answer, and what others ask about it."""
        if "rating" in self.row:
            self._add(self._later(hours=self.chance.randint(1, 20)), lambda: self.stage.rate(self.row))
        question = self.row.get("question", {})
        if "asked" in question:
            self._add(self._office_hour(question["asked"]), lambda: self.stage.ask(self.row))
        if "answered" in question:
            self._add(self._office_hour(question["answered"]), lambda: self.stage.answer(self.row))

    def _gather_support(self) -> None:
        """Supporters in the days after it came in, more for what many need; none where it ended at once."""
        if self.state in UNSUPPORTED or "withheld_reason" in self.row:
            return
        owner = self.stage.owner(self.row)
        crowd = [person for person in self._crowd() if person.pk != owner.pk]
        came = self.deeds[0].moment
        for person in self.chance.sample(crowd, self.chance.randint(0, MOST_SUPPORTERS)):
            moment = came + datetime.timedelta(
                hours=self.chance.randint(2, 24 * 8), minutes=self.chance.randint(0, 59)
            )
            if moment == self._past(moment):
                self.deeds.append(Deed(moment, self.place, self._support_by(person)))

    def _crowd(self) -> list:
        organization = self.stage.organization(self.row)
        others = [
            person
            for key, person in self.stage.contacts.items()
            if not organization or key != organization.pk
        ]
        return [*self.stage.citizens, *others]

    def _support_by(self, person) -> Callable[[], None]:
        return lambda: self.stage.support(self.row, person)

    def _belongs_to_networks(self) -> bool:
        is_kominfo = self.row.get("urusan") == "komunikasi-dan-informatika"
        waits = self.state in ("submitted", "unconfirmed")
        return is_kominfo and self.row.get("kind") in ("fisik", "data") and not waits

    # --- moments ------------------------------------------------------------------------------------

    def _add(self, moment: datetime.datetime, act: Callable[[], None]) -> None:
        self.deeds.append(Deed(moment, self.place, act))

    def _sent_on(self, ending: str) -> datetime.datetime:
        first, last = SENT[ending]
        days = PARENTS_DAY if self.is_parent else self.chance.randint(last, first)
        return self._past(self.calendar.moment(self.calendar.day(-days), *self._time(8, 20)))

    def _office_day(self, working_days: int) -> datetime.datetime:
        """So many working days after the last deed, in office hours."""
        day = workdays().after(local_date(self.deeds[-1].moment), working_days)
        return self._after(self.calendar.moment(day, *self._time(9, 15)))

    def _office_hour(self, working_day: int) -> datetime.datetime:
        """On a working day counted from the loading, after what happened so far."""
        day = self.calendar.working_day(working_day)
        return self._after(self.calendar.moment(day, *self._time(9, 15)))

    def _meeting(self, working_day: int) -> datetime.datetime:
        """In the session of its urusan on that working day, one proposal every few minutes."""
        start = self.calendar.moment(self.calendar.working_day(working_day), 9)
        return self._after(start + datetime.timedelta(minutes=4 * self.place))

    def _later(self, hours: int) -> datetime.datetime:
        return self._after(self.deeds[-1].moment + datetime.timedelta(hours=hours))

    def _after(self, moment: datetime.datetime) -> datetime.datetime:
        earliest = self.deeds[-1].moment + datetime.timedelta(seconds=1)
        return max(self._past(moment), earliest)

    def _past(self, moment: datetime.datetime) -> datetime.datetime:
        return min(moment, timezone.now() - LATEST)

    def _time(self, first_hour: int, last_hour: int) -> tuple[int, int]:
        return self.chance.randint(first_hour, last_hour), self.chance.randint(0, 59)


def all_deeds(rows: list[dict], calendar: Calendar, stage: Stage) -> Iterator[Deed]:
    """The deeds of all proposals in the order in which they happen."""
    parents = {row["merge_into"] for row in rows if "merge_into" in row}
    plots = [
        Plot(row, place, calendar, stage, is_parent=row["title"] in parents)
        for place, row in enumerate(rows, start=1)
    ]
    return iter(sorted(deed for plot in plots for deed in plot.tell()))
