"""What last year's forum of the demo agreed on, and what was done about it since."""

import datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from demo.calendar import Calendar
from demo.people import find_organization
from demo.pictures import draw_scene
from demo.stories import Stage
from demo.telling import Teller
from forums.models import Forum
from forums.workdays import workdays
from meetings.agreeing import add_agreement
from meetings.following import add_follow_up, change_state
from meetings.models import Agreement, FollowUp
from stakeholders.models import Unit
from urusan.models import Urusan

Row = dict[str, Any]
SAID_AFTER = 2  # days after the last follow-up that the state was changed


def write_down(
    forum: Forum, rows: list[Row], stage: Stage, actor: User, day: datetime.date
) -> list[tuple[Agreement, Row]]:
    """The agreements of a forum that was held on that day, each with its row."""
    return [(_agreement(forum, row, stage, actor, day), row) for row in rows]


def _agreement(forum: Forum, row: Row, stage: Stage, actor: User, day: datetime.date) -> Agreement:
    values = {name: row[name] for name in ("text", "contribution", "responsible")}
    values |= {
        "urusan": Urusan.objects.get(slug=row["urusan"]),
        "unit": Unit.objects.get(short_name=row["unit"]),
        "due_on": day + datetime.timedelta(days=row["due"]),
        "partners": [find_organization(name) for name in row["partners"]],
        "proposals": [stage.made[title] for title in row["usulan"]],
    }
    return add_agreement(forum, actor=actor, values=values)


def follow(
    promises: list[tuple[Agreement, Row]],
    held: datetime.date,
    actor: User,
    teller: Teller,
    calendar: Calendar,
) -> None:
    """Follow-up with evidence, then the state that it is in today."""
    for agreement, row in promises:
        last = 0
        for last, text, *scene in row["follow_ups"]:
            day = _office_day(held, last)
            teller.diary.note(calendar.moment(day, 14))
            upload = _photo(scene[0]) if scene else None
            add_follow_up(agreement, actor=actor, day=day, text=text, upload=upload)
        if row["state"]:
            _change_state(agreement, row, _office_day(held, last + SAID_AFTER), actor, teller, calendar)


def _change_state(
    agreement, row: Row, day: datetime.date, actor: User, teller: Teller, calendar: Calendar
) -> None:
    teller.diary.note(calendar.moment(day, 9))
    agreement.refresh_from_db()
    change_state(agreement, row["state"], actor=actor, reason=row["reason"], version=agreement.version)
    FollowUp.objects.filter(agreement=agreement, state=row["state"]).update(day=day)


def _office_day(held: datetime.date, days: int) -> datetime.date:
    """So many days after the forum; the next working day where that is none."""
    return workdays().after(held + datetime.timedelta(days=days - 1), 1)


def _photo(scene: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("Foto kegiatan.jpg", draw_scene(scene), "image/jpeg")
