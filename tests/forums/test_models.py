"""Windows, ceilings in force, and who sees which forum and paper."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.utils import timezone

from forums.models import Activity, Document, Forum
from tests.factories.accounts import UserFactory
from tests.factories.forums import (
    CeilingFactory,
    DocumentFactory,
    ForumFactory,
    ParticipantFactory,
    PhaseFactory,
)

ROLES = ("pengusul", "sekretariat", "verifikator", "perencana", "pimpinan", "admin_user", "pemeriksa")


def days(count: float) -> datetime.datetime:
    return timezone.now() + datetime.timedelta(days=count)


def test_window_opens_on_the_first_moment_and_closes_before_the_last(forum):
    phase = PhaseFactory(forum=forum, activities=[Activity.SUBMIT])
    assert forum.is_open(Activity.SUBMIT)
    assert forum.is_open(Activity.SUBMIT, phase.opens_at)
    assert not forum.is_open(Activity.SUBMIT, phase.closes_at)
    assert not forum.is_open(Activity.VERIFY)


@pytest.mark.parametrize(
    ("windows", "found"),
    [
        ([], None),
        ([(-9, -5), (-4, -2)], (-4, -2)),
        ([(-9, -5), (4, 9), (2, 9)], (2, 9)),
        ([(-9, -5), (-2, 3), (-1, 5), (6, 9)], (-1, 5)),
    ],
    ids=["none", "last", "next", "open"],
)
def test_window_is_the_open_one_else_the_next_else_the_last(forum, windows, found):
    by_days = {
        (start, end): PhaseFactory(
            forum=forum, activities=[Activity.SUBMIT], opens_at=days(start), closes_at=days(end)
        )
        for start, end in windows
    }
    PhaseFactory(forum=forum, activities=[Activity.VERIFY])
    assert forum.window(Activity.SUBMIT) == (by_days[found] if found else None)


def test_newest_ceiling_of_each_source_counts(forum):
    assert forum.ceilings.total() is None
    january, march = datetime.date(2027, 1, 4), datetime.date(2027, 3, 9)
    CeilingFactory(forum=forum, source_of_funds="PAD", amount=9_800, dated=january)
    general = CeilingFactory(forum=forum, source_of_funds="DAU", amount=4_000, dated=january)
    newer = CeilingFactory(forum=forum, source_of_funds="PAD", amount=9_100, dated=march)
    CeilingFactory(forum=ForumFactory(plan_year=2029), amount=77)
    assert set(forum.ceilings.in_force()) == {general, newer}
    assert forum.ceilings.total() == 13_100


def test_phase_cannot_close_before_it_opens(forum):
    with pytest.raises(IntegrityError), transaction.atomic():
        PhaseFactory(forum=forum, opens_at=days(2), closes_at=days(1))


def test_participant_is_listed_once(forum):
    row = ParticipantFactory(forum=forum)
    with pytest.raises(IntegrityError), transaction.atomic():
        ParticipantFactory(forum=forum, organization=row.organization)


def test_current_forum_is_the_newest_that_the_public_sees(forum):
    hidden = ForumFactory(plan_year=2029, is_published=False)
    ForumFactory(plan_year=2020)
    assert Forum.objects.current() == forum
    assert Forum.objects.newest() == hidden


@pytest.mark.parametrize("role", [None, *ROLES])
def test_list_and_permission_agree_on_what_is_visible(request, forum, role):
    user = request.getfixturevalue(role) if role else AnonymousUser()
    hidden = ForumFactory(plan_year=2029, is_published=False)
    papers = {
        DocumentFactory(forum=forum),
        DocumentFactory(forum=forum, is_published=False),
        DocumentFactory(forum=hidden),
    }
    sees_all = user.has_perm("stakeholders.work")
    assert set(Forum.objects.visible_to(user)) == ({forum, hidden} if sees_all else {forum})
    assert set(Document.objects.visible_to(user)) == (
        papers if sees_all else {min(papers, key=lambda d: d.pk)}
    )


@pytest.mark.parametrize("role", ROLES)
def test_only_the_secretariat_manages(request, role):
    user = request.getfixturevalue(role)
    assert user.has_perm("forums.manage") == (role == "sekretariat")


def test_strangers_manage_nothing(db):
    assert not UserFactory().has_perm("forums.manage")
    assert not AnonymousUser().has_perm("forums.manage")


def test_things_name_themselves(forum):
    ceiling = CeilingFactory(forum=forum, dated=datetime.date(2027, 1, 4), basis="SE Nomor 1")
    participant = ParticipantFactory(forum=forum)
    assert str(forum) == "Forum Renja 2028"
    assert str(PhaseFactory(forum=forum)) == "Penjaringan aspirasi"
    assert str(ceiling) == "SE Nomor 1 (2027-01-04)"
    assert str(participant) == participant.organization.name
    assert DocumentFactory(forum=forum).kind == "PDF"
