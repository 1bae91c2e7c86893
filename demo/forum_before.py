"""Last year's forum, made up from beginning to end (data/forum-lalu.json): its day, its record, and what became of it.

It is written while all of its windows are open; afterwards they get the dates of the story. What is final cannot be dated
back: the frozen text keeps the moment of the loading.
"""

import datetime
import json
from typing import Any

from django.utils import timezone

from accounts.models import User
from demo.agreements import follow, write_down
from demo.calendar import CLOSING, OPENING, Calendar
from demo.host import DATA
from demo.invitations import admit, write_letter
from demo.papers import signed_pdf
from demo.people import find_organization
from demo.record_of_day import add_papers_of_day, pdf_upload, write_record
from demo.scores import score
from demo.sessions import Meeting, add_day_sessions
from demo.stories import Stage
from demo.telling import Teller
from forums.answering import answer_invitation
from forums.cloning import CRITERIA, PROGRAMME, create_forum
from forums.inviting import record_delivery
from forums.models import Activity, Forum
from forums.services import add_participant, edit_forum, publish_forum, save_phases
from forums.workdays import workdays
from meetings.scoring import close_scoring
from proposals.models import Proposal
from proposals.reaching import tell_in_person
from reports.invitations import keep_signed

HELD = -303  # days before the loading; the next working day
SUMMARY = (
    "Forum tahun lalu membahas tujuh usulan dalam tiga sidang kelompok. Hasilnya disahkan, diumumkan, dan dituangkan "
    "dalam berita acara.\n\nSeluruh isi forum ini contoh untuk demo."
)
# Name, activities, first and last day counted from the forum.
WINDOWS = (
    ("Penjaringan aspirasi", (Activity.SUBMIT,), -42, -14),
    ("Verifikasi", (Activity.VERIFY,), -41, -7),
    ("Forum", (Activity.DECIDE, Activity.REVIEW), -6, 14),
    ("Penyempurnaan", (Activity.EDIT_PLAN,), 1, 60),
)


class ForumBefore:
    """The forum of the year before, told in the order of its days."""

    def __init__(self, calendar: Calendar, teller: Teller, secretary: User) -> None:
        self.calendar, self.teller, self.secretary = calendar, teller, secretary
        self.day = workdays().after(calendar.day(HELD), 1)
        self.told: dict[str, Any] = json.loads((DATA / "forum-lalu.json").read_text(encoding="utf-8"))
        self.forum = self._create()
        self.meeting = Meeting(self.forum, secretary)

    def tell(self, citizens: list[User], contacts: dict[int, User]) -> Forum:
        """From the invitation to what was done about its agreements."""
        stage = Stage(self.forum, citizens, contacts, meeting=self.meeting, late=self.meeting)
        self._invite()
        self._gather(stage)
        self._hold(stage)
        promises = write_down(self.forum, self.told["kesepakatan"], stage, self.secretary, self.day)
        self._record(stage)
        follow(promises, self.day, self.secretary, self.teller, self.calendar)
        self._close()
        return self.forum

    def at(self, days: int, hour: int, minute: int = 0) -> datetime.datetime:
        """So many days after the forum."""
        return self.calendar.moment(self.day + datetime.timedelta(days=days), hour, minute)

    # --- the parts of its year ------------------------------------------------------------------------

    def _create(self) -> Forum:
        secretary = self.secretary
        forum = create_forum(self.calendar.plan_year - 1, actor=secretary, parts=(PROGRAMME, CRITERIA))
        opened = {
            "opens_at": timezone.now() - datetime.timedelta(days=400),
            "closes_at": timezone.now() + datetime.timedelta(days=1),
        }
        phases = [{"name": name, "activities": list(what), **opened} for name, what, _first, _last in WINDOWS]
        save_phases(forum, actor=secretary, deleted=list(forum.phases.all()), added=phases)
        values = {
            "theme": "Informasi yang sampai, data yang satu", "held_on": self.day, "starts_at": datetime.time(8, 30),
            "place": "Aula Balai Kota Balikpapan", "summary": SUMMARY,
        }  # fmt: skip
        return publish_forum(edit_forum(forum, actor=secretary, values=values), actor=secretary)

    def _invite(self) -> None:
        """The signed letter, handed over to everybody; answers without names, as those of long ago are forgotten."""
        dated = self.day - datetime.timedelta(days=12)
        self.teller.diary.note(self.at(-12, 9))
        number = f"005/87/Diskominfo/{dated.year} (contoh)"
        letter = write_letter(self.forum, self.secretary, number=number, dated=dated)
        signed = signed_pdf(
            letter.subject, [("Kepala Dinas", "Plt. Kepala Dinas Komunikasi dan Informatika")]
        )
        keep_signed(letter, pdf_upload("Undangan bertanda tangan", signed), actor=self.secretary)
        for place, (name, part, answer) in enumerate(self.told["undangan"]):
            self.teller.diary.note(self.at(-10 + place % 6, 9 + place % 6))
            invited = add_participant(self.forum, find_organization(name), actor=self.secretary, part=part)
            record_delivery(invited, actor=self.secretary, delivered_on=dated, receiver="")
            if answer:
                answer_invitation(invited, answer=answer, actor=self.secretary)

    def _gather(self, stage: Stage) -> None:
        rows = self.told["usulan"]
        for place, row in enumerate(rows):
            moment = self.at(-38 + 2 * place, 9 + place)
            self.teller.tell(moment, stage.submit, row, moment)
        for place, row in enumerate(rows):
            self.teller.tell(self.at(-22 + place, 10, 7 * place), stage.verify, row)

    def _hold(self, stage: Stage) -> None:
        rows = {stage.made[row["title"]].pk: row for row in self.told["usulan"]}
        self.teller.diary.note(self.at(-6, 10))
        sittings = add_day_sessions(self.forum, self.secretary)
        for sitting in sittings.values():
            for item in sitting.items.in_order():
                marks = rows[item.proposal_id]["marks"]
                score(sitting, item.proposal, stage.verifier(item.proposal), marks)
            close_scoring(sitting, actor=self.secretary)
            sitting.refresh_from_db()
        self._admit()
        self.teller.diary.note(self.at(0, 11, 5))
        for sitting in sittings.values():
            self.meeting.take_over(sitting)
        for place, row in enumerate(rows.values()):
            self.teller.tell(self.at(0, 11, 12 + 7 * place), stage.decide, row, row["state"])
        self.meeting.close()

    def _admit(self) -> None:
        names = ("nama", "jabatan", "lp", "instansi", "menit")
        rows = [dict(zip(names, row, strict=True)) for row in self.told["hadir"]]
        admit(self.forum, self.secretary, rows, self.at(0, 8, 25))

    def _record(self, stage: Stage) -> None:
        """Its day gets its hours before: what is frozen prints them."""
        self.teller.diary.date_back(self.forum)
        self.teller.diary.note(self.at(1, 9))
        add_papers_of_day(self.forum, self.secretary)
        write_record(self.forum, self.secretary, self.day)
        for place, row in enumerate(self.told["usulan"]):
            self.teller.tell(self.at(6, 10, 2 * place), stage.publish, row)
            if "contact" in row:
                self._tell_in_person(stage.fresh(row))

    def _tell_in_person(self, proposal: Proposal) -> None:
        told_on = self.day + datetime.timedelta(days=8)
        tell_in_person(proposal, actor=self.secretary, told_on=told_on, seen=None)

    def _close(self) -> None:
        """Its windows get their dates."""
        for name, _what, first, last in WINDOWS:
            window = {"opens_at": self.at(first, OPENING.hour), "closes_at": self.at(last, CLOSING.hour)}
            self.forum.phases.filter(name=name).update(**window)
