"""A new forum: what it takes over from another year's, what stays behind, and what it begins with alone."""

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from forums.cloning import create_forum, parts_of
from forums.errors import ForumRefused
from forums.models import Forum
from tests.factories.forums import (
    CriterionFactory,
    ForumFactory,
    ParticipantFactory,
    PhaseFactory,
    ProgrammeItemFactory,
)
from tests.forums.conftest import moment

OPENS, CLOSES = moment("2026-11-16T00:00"), moment("2026-12-17T23:59")


@pytest.fixture
def last(forum) -> Forum:
    """The forum of 2028 with something in each of its parts."""
    PhaseFactory(forum=forum, name="Penjaringan", opens_at=OPENS, closes_at=CLOSES, note="Digeser")
    ProgrammeItemFactory(forum=forum, title="Paparan", minutes=45, in_charge="Bappeda")
    CriterionFactory(forum=forum, name="Urgensi", weight=100)
    ParticipantFactory(
        forum=forum, organization__name="PT Telkom", part="narasumber", attention="Manajer", phone="0812", email="a@b.id",
        answer="hadir", answered_at=timezone.now(), link_hash="x" * 64,
    )  # fmt: skip
    return forum


def test_first_forum_begins_with_what_is_usual_and_is_not_shown_yet(sekretariat):
    forum = create_forum(2028, actor=sekretariat)
    assert not forum.is_published
    assert list(forum.phases.values_list("order", "name"))[:2] == [
        (1, "Persiapan"),
        (2, "Penjaringan aspirasi"),
    ]
    assert sum(forum.criteria.values_list("weight", flat=True)) == 100
    assert forum.programme.first().title == "Registrasi peserta"
    assert Entry.objects.get().data == {"phases_from": None, "taken_over": ["programme", "criteria"]}


def test_next_forum_takes_over_every_part_of_the_last(last, sekretariat):
    ForumFactory(plan_year=2020).phases.add(PhaseFactory(name="Lama"))
    new = create_forum(2030, actor=sekretariat)
    (phase,) = new.phases.all()
    assert (phase.name, phase.opens_at, phase.note) == ("Penjaringan", moment("2028-11-16T00:00"), "")
    assert list(new.programme.values_list("title", "minutes", "in_charge")) == [("Paparan", 45, "Bappeda")]
    assert [(row.name, row.weight, row.meanings) for row in new.criteria.all()] == [
        (row.name, row.weight, row.meanings) for row in last.criteria.all()
    ]
    told = Entry.objects.get().data
    assert told == {"phases_from": 2028, "taken_over": ["programme", "criteria", "participants"]}


def test_participants_come_without_answers_and_links(last, sekretariat):
    before = last.participants.get()
    after = create_forum(2029, actor=sekretariat).participants.get()
    assert (after.organization, after.part, after.attention, after.phone, after.email) == (
        before.organization, "narasumber", "Manajer", "0812", "a@b.id",
    )  # fmt: skip
    assert (after.answer, after.answered_at) == ("", None)
    assert after.key != before.key
    assert after.link_hash != before.link_hash
    assert not after.deliveries.exists()


def test_organisation_that_is_closed_is_not_invited_again(last, sekretariat):
    ParticipantFactory(forum=last, organization__is_active=False)
    assert create_forum(2029, actor=sekretariat).participants.count() == 1


def test_only_what_was_ticked_is_taken_over(last, sekretariat):
    new = create_forum(2029, actor=sekretariat, source=last, parts=["criteria"])
    assert (new.programme.count(), new.criteria.count(), new.participants.count()) == (0, 1, 0)
    assert new.phases.exists()


def test_part_that_the_source_lacks_comes_from_what_is_usual(forum, sekretariat):
    PhaseFactory(forum=forum)
    parts = {part.name: part.source for part in parts_of(forum)}
    assert parts == {"programme": None, "criteria": None}
    assert create_forum(2029, actor=sekretariat).criteria.count() == 6


def test_earlier_year_takes_over_from_a_later_one(forum, sekretariat):
    PhaseFactory(forum=forum, name="Penjaringan")
    assert create_forum(2027, actor=sekretariat).phases.get().name == "Penjaringan"


def test_second_forum_of_a_year_is_refused(forum, sekretariat):
    with pytest.raises(ForumRefused, match="Forum Renja 2028 sudah ada"):
        create_forum(2028, actor=sekretariat)
    assert Forum.objects.get().is_published


# The page


def test_page_shows_what_will_be_taken_over(staff, last):
    answer = staff.get(reverse("forums:create"))
    text = answer.content.decode()
    for words in (
        "Forum Renja 2028",
        "Susunan acara (1)",
        "Kriteria penilaian (1)",
        "Peserta (1)",
        "PT Telkom",
        "Penjaringan",
    ):
        assert words in text
    assert answer.context["form"]["bagian"].value() == ["programme", "criteria", "participants"]


def test_page_takes_over_from_the_forum_that_was_chosen(staff, last):
    other = ForumFactory(plan_year=2026)
    PhaseFactory(forum=other, name="Tahap 2026")
    assert "Tahap 2026" in staff.get(reverse("forums:create") + "?dari=2026").content.decode()
    data = {"plan_year": 2030, "dari": "2026", "bagian": ["programme"]}
    staff.post(reverse("forums:create"), data)
    new = Forum.objects.get(plan_year=2030)
    assert new.phases.get().name == "Tahap 2026"
    assert (new.programme.count(), new.participants.count()) == (10, 0)


@pytest.mark.parametrize("asked", ["1999", "abc", "²"])
def test_source_that_is_none_is_passed_over(staff, last, asked):
    assert staff.get(reverse("forums:create"), {"dari": asked}).context["source"] == last
