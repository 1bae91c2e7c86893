"""L01: staff who open what holds personal data of others are noted, page by page, and no such page is forgotten."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import User
from audit.models import Entry, Reading
from forums.models import Delegate, Delivery, Participant
from meetings.models import Attendance
from notifications.models import Message
from proposals.models import Proposal
from tests.e2e.addresses.samples import FILES, may_open
from tests.renja_portal.poisoned import unguarded
from tests.renja_portal.test_policy import OWN, declared

MARK = "kanariorang"
STAFF = ("sekretariat", "verifikator", "perencana", "pimpinan", "admin_user")
# What belongs to persons outside the office, by column.
PERSONAL = {
    Proposal: ("contact_name", "contact_phone", "contact_email"),
    Attendance: ("name", "phone"),
    Delegate: ("name", "phone"),
    Delivery: ("receiver",),
    Participant: ("attention", "phone", "email"),
    Message: ("to_email",),
}
# Looked at by hand: files whose content is packed, lists that are empty in this city, addresses of accounts.
PACKED = {
    "forums:participants_export", "meetings:presence_excel", "reports:attendance_file", "proposals:attachment",
    "reports:evidence_file", "reports:evidence_zip", "reports:minutes_file", "meetings:evidence",
    "proposals:unreached", "proposals:unreached_print", "stakeholders:people", "stakeholders:person",
}  # fmt: skip


def plant_marks() -> None:
    with unguarded():
        for model, columns in PERSONAL.items():
            model._base_manager.update(**{name: _mark(name) for name in columns})
        User.objects.filter(memberships__isnull=True).update(phone=_mark("phone"))


def _mark(name: str) -> str:
    return f"{MARK}@contoh.id" if "email" in name else MARK


@pytest.mark.e2e
def test_l01_every_page_that_shows_others_says_so(town, samples, enter):
    """L01: a mark in every personal column; whichever page shows one to staff declares `shows`."""
    plant_marks()
    clients = {role: enter(role) for role in STAFF}
    showing = set()
    for sample in samples:
        roles = [role for role in STAFF if may_open(sample, role, town.people[role])]
        if roles and sample.name not in FILES | showing:
            shown = (clients[role].get(sample.path).content.decode() for role in (roles[0], roles[-1]))
            showing |= {sample.name for text in shown if MARK in text}
    declaring = {name for name in OWN if declared(name).shows}
    assert (showing - declaring, declaring - showing - PACKED) == (set(), set())


@pytest.fixture
def proposal(town):
    return town.proposals["submitted"]


def test_l01_page_with_contacts_is_noted_once_in_ten_minutes(town, enter, proposal):
    """L01: who, when, which page, about what, what it showed."""
    client, page = enter("sekretariat"), reverse("proposals:detail", args=[proposal.number])
    entries = Entry.objects.latest_number()
    for _n in range(3):
        client.get(page)
    reading = Reading.objects.get()
    assert reading.actor == town.people["sekretariat"]
    assert (reading.place, reading.about, reading.shows) == (
        "proposals:detail",
        {"number": proposal.number},
        ["contact"],
    )
    assert Entry.objects.latest_number() == entries  # nothing that waits for the record begins anew


def test_l01_file_that_staff_open_is_noted(town, samples, enter):
    """L01: a file, too, by its key."""
    sample = next(one for one in samples if one.name == "proposals:attachment" and one.status == 200)
    assert enter("sekretariat").get(sample.path).status_code == 200
    reading = Reading.objects.get()
    assert (reading.place, reading.shows, set(reading.about)) == ("proposals:attachment", ["file"], {"key"})


def test_what_people_read_of_their_own_and_what_strangers_read_is_not_noted(town, enter, proposal):
    for who in ("stranger", "pengusul"):
        enter(who).get(reverse("proposals:detail", args=[proposal.number]))
    assert not Reading.objects.exists()


def test_refused_page_is_no_reading(town, enter):
    assert enter("perencana").get(reverse("stakeholders:people")).status_code == 403
    assert not Reading.objects.exists()


def test_reading_can_be_neither_changed_nor_deleted(town, enter, proposal):
    enter("sekretariat").get(reverse("proposals:detail", args=[proposal.number]))
    for change in (lambda: Reading.objects.update(place="x"), lambda: Reading.objects.all().delete()):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            change()
