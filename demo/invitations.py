"""Who of the invited answers what, and who was there: data/undangan.csv and data/hadir-kini.csv, all of it made up."""

import datetime
from collections.abc import Iterable

from django.utils.text import slugify

from accounts.models import User
from demo.calendar import Calendar
from demo.host import read_csv
from demo.people import find_organization
from demo.telling import Teller
from forums.answering import Person, answer_invitation, note_opening
from forums.inviting import open_whatsapp, record_delivery, send_by_mail
from forums.models import Forum, InvitationLetter, Participant
from forums.participants import change_participant
from meetings.arrivals import Arrival, Means
from meetings.door import admit_all
from reports.invitation_content import draft_letter
from reports.invitations import order_copies, save_letter

WORDS = ("subject", "opening", "requests", "closing")
SENT, ANSWERED = -5, -4  # working days before the loading; answers come on that day and the two after it
BY_PHONE = "Kecamatan Balikpapan Selatan"  # whose answer the secretariat wrote down
FIRST_PHONE = 400


def write_letter(
    forum: Forum, actor: User, *, number: str, dated: datetime.date, copies_to: str = ""
) -> InvitationLetter:
    """The usual words, with number and day."""
    draft = draft_letter(forum)
    values = {name: getattr(draft, name) for name in WORDS}
    return save_letter(
        forum, actor=actor, values=values | {"number": number, "dated": dated, "copies_to": copies_to}
    )


def invite(forum: Forum, actor: User, calendar: Calendar, teller: Teller) -> None:
    """The letter, its ways to the invited, and what came back by now; some are still to be sent to."""
    day = calendar.working_day(SENT)
    number = f"005/112/Diskominfo/{day.year} (contoh)"
    letter = teller.tell(
        calendar.moment(day, 9), write_letter, forum, actor, number=number, dated=day,
        copies_to="Wali Kota Balikpapan (sebagai laporan)\nKepala Bappeda Litbang",
    )  # fmt: skip
    rows = [(row, _participant(forum, row["instansi"])) for row in read_csv("undangan.csv")]
    for place, (row, participant) in enumerate(rows):
        change_participant(participant, actor=actor, values=_contact(participant, row, place))
    mailed = [participant for row, participant in rows if row["cara"] == "surel"]
    teller.tell(calendar.moment(day, 10), send_by_mail, mailed, actor=actor)
    teller.diary.note(calendar.moment(day, 11))
    for row, participant in rows:
        _hand_over(row, participant, actor, day)
    for place, (row, participant) in enumerate(rows):
        moment = calendar.moment(calendar.working_day(ANSWERED + place % 3), 8 + place % 8, 7 * place % 60)
        teller.tell(moment, _answer, row, participant, actor)
    order_copies(letter, actor=actor)


def _participant(forum: Forum, name: str) -> Participant:
    return forum.participants.get(organization=find_organization(name))


def _contact(participant: Participant, row: dict[str, str], place: int) -> dict[str, str]:
    email = f"{slugify(participant.organization.label)}@contoh.id" if row["cara"] == "surel" else ""
    phone = f"08120000{FIRST_PHONE + place:04d}" if row["cara"] == "whatsapp" else ""
    return {"attention": row["untuk"], "email": email, "phone": phone}


def _hand_over(row: dict[str, str], participant: Participant, actor: User, day: datetime.date) -> None:
    participant.refresh_from_db()
    if row["cara"] == "whatsapp":
        open_whatsapp(participant, actor=actor)
    elif row["cara"] == "langsung":
        record_delivery(participant, actor=actor, delivered_on=day, receiver="Petugas tata usaha")


def _answer(row: dict[str, str], participant: Participant, actor: User) -> None:
    """By its link, but for one that answered by telephone."""
    by_phone = row["instansi"] == BY_PHONE
    if row["jawaban"] and not by_phone:
        note_opening(participant)
    if row["jawaban"] in Participant.Answer.values:
        answer_invitation(
            participant, answer=row["jawaban"], note=row["keterangan"], people=_people(row["wakil"]),
            actor=actor if by_phone else None,
        )  # fmt: skip


def _people(text: str) -> list[Person]:
    """`Nama|Jabatan|L;…`"""
    parts = (one.split("|") for one in text.split(";") if one)
    return [Person(name, position, gender=gender) for name, position, gender in parts]


def admit(forum: Forum, actor: User, rows: Iterable[dict[str, str]], begin: datetime.datetime) -> None:
    """Who came, so many minutes after the beginning; whoever names no organisation came without an invitation."""
    arrivals = [
        Arrival(
            name=row["nama"], position=row["jabatan"], gender=row["lp"], organization_name=row["instansi"],
            means=Means.NAME if row["instansi"] else Means.WALK_IN,
            came_at=begin + datetime.timedelta(minutes=int(row["menit"])),
        )
        for row in rows
    ]  # fmt: skip
    admit_all(forum, arrivals, actor=actor)
