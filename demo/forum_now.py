"""The demo's current forum: windows, ceilings, guests and papers, written by its secretariat."""

import datetime
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from demo.calendar import Calendar
from demo.host import read_csv
from demo.papers import agenda_pdf, guide_pdf
from demo.people import find_organization
from forums.cloning import CRITERIA, PROGRAMME, create_forum
from forums.models import Forum
from forums.services import (
    add_ceiling,
    add_document,
    add_participant,
    edit_forum,
    publish_forum,
    save_phases,
)

THEME = "Layanan digital yang merata, data yang menyatu, informasi yang aman"
SUMMARY = (
    "Forum membahas usulan warga, komunitas, perangkat daerah, dan mitra untuk Rencana Kerja Dinas Komunikasi dan "
    "Informatika.\n\n"
    "Sidang kelompok tahap pertama telah membahas usulan yang masuk lebih awal; hasilnya disahkan dan diumumkan di "
    "portal ini. Usulan yang masuk kemudian dibahas dalam sidang kelompok dan pleno pada hari forum.\n\n"
    "Seluruh isi forum ini contoh untuk demo."
)
# (source of funds, amount in the first and in the newest letter)
CEILINGS = (("DAU", 11_500_000_000, 12_000_000_000), ("PAD", 6_900_000_000, 7_300_000_000))
FIRST_BASIS = "Rancangan awal RKPD (contoh)"
NEWEST_BASIS = "SE Wali Kota tentang pagu indikatif (contoh)"
FIRST_DAY, NEWEST_DAY = -58, -20


def create_current_forum(calendar: Calendar, actor: User) -> Forum:
    """The forum of the plan year, with everything but its proposals and its plan."""
    forum = create_forum(calendar.plan_year, actor=actor, parts=(PROGRAMME, CRITERIA))
    save_phases(forum, actor=actor, deleted=list(forum.phases.all()), added=calendar.phases())
    values = {
        "theme": THEME,
        "held_on": calendar.forum_day,
        "starts_at": datetime.time(8, 30),
        "place": "Aula Balai Kota Balikpapan",
        "summary": SUMMARY,
    }
    forum = edit_forum(forum, actor=actor, values=values)
    _add_ceilings(forum, calendar, actor)
    _add_guests(forum, actor)
    return publish_forum(forum, actor=actor)


def _add_ceilings(forum: Forum, calendar: Calendar, actor: User) -> None:
    for source, first, newest in CEILINGS:
        for amount, day, basis in ((first, FIRST_DAY, FIRST_BASIS), (newest, NEWEST_DAY, NEWEST_BASIS)):
            values = {
                "amount": Decimal(amount), "source_of_funds": source, "dated": calendar.day(day), "basis": basis,
            }  # fmt: skip
            add_ceiling(forum, actor=actor, values=values)


def _add_guests(forum: Forum, actor: User) -> None:
    for row in read_csv("instansi.csv"):
        if row["sebagai"]:
            add_participant(forum, find_organization(row["nama"]), actor=actor, part=row["sebagai"])


def add_papers(forum: Forum, actor: User) -> None:
    """What anybody may download from the forum's page."""
    papers = {"Susunan acara forum": agenda_pdf, "Panduan menyampaikan usulan": guide_pdf}
    for title, draw in papers.items():
        upload = SimpleUploadedFile(f"{title}.pdf", draw(), "application/pdf")
        add_document(forum, upload, actor=actor, title=title)
