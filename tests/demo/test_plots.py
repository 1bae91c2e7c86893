"""The dates of the stories, whatever the day on which the demo is loaded."""

import datetime
from types import SimpleNamespace as Thing

import pytest
import time_machine
from django.utils import timezone

from demo.calendar import Calendar
from demo.plots import all_deeds
from demo.stories import read_rows

BESIDE = ("support", "rate", "ask", "answer")  # said about it; its own way does not hang on that
pytestmark = pytest.mark.django_db  # which days are worked stands in a table

# After holidays, at the turn of the year and of the plan year, at weekends, in the first minutes of a day.
DAYS = [
    "2026-01-01",
    "2026-02-28",
    "2026-05-31",
    "2026-06-01",
    "2026-11-26",
    "2026-12-31",
    "2027-03-15",
    "2028-02-29",
]


class Notebook:
    """A stage on which deeds are only written down."""

    def __init__(self) -> None:
        people = [Thing(pk=n) for n in range(40)]
        self.citizens, self.contacts = people[:20], dict(enumerate(people[20:], start=20))
        self.done: list[tuple[str, str]] = []

    def owner(self, row):
        return self.citizens[0]

    def organization(self, row):
        return None

    def __getattr__(self, deed):
        return lambda row, *args: self.done.append((row["title"], deed))


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("time", ["00:05", "18:30"])
def test_story_fits_whatever_the_day(day, time):
    with time_machine.travel(f"{day}T{time}:00+08:00", tick=False):
        notebook = Notebook()
        deeds = list(all_deeds(read_rows(), Calendar(), notebook))
        for deed in deeds:
            deed.act()
        assert [deed.moment for deed in deeds] == sorted(deed.moment for deed in deeds)
        assert deeds[-1].moment <= timezone.now()
    order = {pair: place for place, pair in reversed(list(enumerate(notebook.done)))}
    for row in read_rows():
        told = [deed for title, deed in notebook.done if title == row["title"] and deed not in BESIDE]
        assert told == _expected(row), row["title"]
        if "merge_into" in row:
            assert order[row["merge_into"], "submit"] < order[row["title"], "merge"]
            assert order[row["title"], "merge"] < order[row["merge_into"], "publish"]
        if "rating" in row:
            assert order[row["title"], "publish"] < order[row["title"], "rate"]
        if "question" in row:
            assert order[row["title"], "submit"] < order[row["title"], "ask"]
            assert ("answer" in row["question"]) == ((row["title"], "answer") in order)
            assert order[row["title"], "ask"] < order.get((row["title"], "answer"), len(notebook.done))


def _expected(row: dict) -> list[str]:
    """The deeds of a row in their order."""
    state, _arrow, turn = row["state"].partition(">")
    ending = state.partition(":")[0]
    if ending == "draft":
        return ["draft"]
    networks = row.get("kind") in ("fisik", "data") and row.get("urusan") == "komunikasi-dan-informatika"
    told = (
        ["submit"]
        + ["withhold"] * ("withheld_reason" in row)
        + ["assign"] * (networks and state not in ("submitted", "unconfirmed"))
    )
    told += ["give_back", "complete"] * ("completed" in row)
    endings = {
        "submitted": [], "unconfirmed": [], "returned": ["give_back"], "withdrawn": ["withdraw"], "forwarded": ["forward"],
        "merged": ["merge"], "verified": ["verify"], "pending": ["verify", "decide"],
    }  # fmt: skip
    turns = {"": [], "review": ["review"], "deferred": ["correct", "publish"]}
    return told + endings.get(ending, ["verify", "decide", "publish"]) + turns[turn]


@pytest.mark.parametrize(
    ("day", "year"), [("2026-05-31", 2027), ("2026-06-01", 2028), ("2026-12-31", 2028), ("2027-01-01", 2028)]
)
def test_plan_year_is_the_one_after_next_from_june_on(day, year):
    assert Calendar(datetime.date.fromisoformat(day)).plan_year == year


@pytest.mark.parametrize("day", DAYS)
def test_forum_is_held_on_a_working_day_after_the_submission(day):
    calendar = Calendar(datetime.date.fromisoformat(day))
    assert calendar.forum_day.weekday() < 5
    assert calendar.forum_day > calendar.day(14)
