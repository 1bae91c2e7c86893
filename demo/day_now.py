"""The day of the demo's current forum: what was held of it already, and what is prepared for the rest."""

from accounts.models import User
from demo.calendar import Calendar
from demo.host import read_csv
from demo.invitations import admit, invite
from demo.plots import RECORDED, RECORDED_LATE
from demo.scores import score_day
from demo.sessions import Meeting, add_day_sessions
from demo.stories import Stage
from demo.telling import Teller
from forums.models import Forum

PREPARED = -1  # working days before the loading
BLIND = ("statistik",)


def first_sessions(forum: Forum, actor: User, calendar: Calendar) -> tuple[Meeting, Meeting]:
    """Those of the first stage, and the one that was added for what came a little later."""
    names = (
        ("Sidang kelompok tahap pertama", RECORDED, False),
        ("Sidang kelompok susulan", RECORDED_LATE, True),
    )
    first, late = (
        Meeting(forum, actor, name=name, hours=_hours(calendar, day), together=together)
        for name, day, together in names
    )
    return first, late


def _hours(calendar: Calendar, working_day: int) -> dict:
    day = calendar.working_day(working_day)
    return {"starts_at": calendar.moment(day, 9), "ends_at": calendar.moment(day, 14)}


def prepare_day(forum: Forum, stage: Stage, calendar: Calendar, teller: Teller) -> None:
    """Who is invited and was there in the first stage; the sessions of the day with their agenda and scores."""
    secretary = stage.staff("sekretariat")
    begin = calendar.moment(calendar.working_day(RECORDED), 8, 30)
    teller.diary.note(begin)
    admit(forum, secretary, read_csv("hadir-kini.csv"), begin)
    invite(forum, secretary, calendar, teller)
    teller.diary.note(calendar.moment(calendar.working_day(PREPARED), 10))
    score_day(add_day_sessions(forum, secretary, blind=BLIND), stage.staff)
