"""A session is begun, led on, noted down and ended; by whom it concerns, and never over somebody else."""

import datetime

import pytest

from audit.models import Entry
from core.versions import StaleSave
from meetings import running
from meetings.models import AgendaItem, Sitting
from meetings.running import SittingMoved, SittingRefused
from stakeholders.models import Role
from tests.factories.proposals import DecisionFactory
from tests.factories.stakeholders import HostMembershipFactory, UnitFactory
from tests.factories.urusan import UrusanFactory
from tests.meetings.sessions import items_of, session_of

pytestmark = pytest.mark.django_db
STRANGERS = ["pengusul", "perencana", "pimpinan", "admin_user", "pemeriksa"]


@pytest.fixture
def session(db) -> Sitting:
    return session_of(3)


@pytest.fixture
def running_session(session, sekretariat) -> Sitting:
    return running.open_sitting(session, actor=sekretariat)


def deeds() -> list[str]:
    return list(Entry.objects.order_by("id").values_list("action", flat=True))


def test_session_begins_with_the_first_proposal_without_result(session, sekretariat):
    first, second, _third = items_of(session)
    DecisionFactory(proposal=first.proposal)
    opened = running.open_sitting(session, actor=sekretariat)
    assert (opened.state, opened.current, opened.closed_at) == ("running", second, None)
    assert opened.opened_at == opened.current_since
    assert deeds() == ["sitting.open"]


def test_session_that_runs_already_stays_as_it_is(running_session, sekretariat):
    again = running.open_sitting(running_session, actor=sekretariat)
    assert again.opened_at == running_session.opened_at
    assert deeds() == ["sitting.open"]


def test_session_without_agenda_can_begin(sekretariat):
    assert running.open_sitting(session_of(0), actor=sekretariat).current is None


def test_session_is_led_on_and_time_is_kept(running_session, sekretariat, time_machine):
    first, second, _third = items_of(running_session)
    time_machine.move_to(running_session.current_since + datetime.timedelta(seconds=90), tick=False)
    moved = running.take_up_item(running_session, second, actor=sekretariat, seen=first.pk)
    first.refresh_from_db()
    assert (moved.current, first.seconds, first.discussed_at) == (second, 90, moved.current_since)
    assert deeds() == ["sitting.open", "sitting.take_up"]


def test_proposal_that_was_only_passed_by_was_not_discussed(running_session, sekretariat, time_machine):
    first, second, _third = items_of(running_session)
    time_machine.move_to(running_session.current_since + datetime.timedelta(seconds=10), tick=False)
    running.take_up_item(running_session, second, actor=sekretariat, seen=first.pk)
    first.refresh_from_db()
    assert (first.seconds, first.discussed_at) == (10, None)


def test_two_who_press_next_at_once_go_on_by_one(running_session, sekretariat):
    first, second, third = items_of(running_session)
    running.take_up_item(running_session, second, actor=sekretariat, seen=first.pk)
    running.take_up_item(running_session, second, actor=sekretariat, seen=first.pk)  # the same, once more
    with pytest.raises(SittingMoved, match=f"Petugas lain sudah membuka {second.proposal.number}"):
        running.take_up_item(running_session, third, actor=sekretariat, seen=first.pk)
    assert Sitting.objects.get().current == second


def test_session_that_does_not_run_is_not_led_on(session, sekretariat):
    with pytest.raises(SittingRefused, match="belum dimulai atau sudah ditutup"):
        running.take_up_item(session, items_of(session)[1], actor=sekretariat, seen=0)


def test_session_ends_and_can_be_opened_again(running_session, sekretariat):
    closed = running.close_sitting(running_session, actor=sekretariat)
    assert (closed.state, closed.current, closed.closed_at is None) == ("closed", None, False)
    assert Entry.objects.latest("id").data == {"count": 3}
    with pytest.raises(SittingRefused, match="tidak sedang berlangsung"):
        running.close_sitting(closed, actor=sekretariat)
    reopened = running.open_sitting(closed, actor=sekretariat)
    assert (reopened.state, reopened.closed_at, reopened.opened_at) == ("running", None, closed.opened_at)


def test_notes_are_kept_and_recorded_once_in_ten_minutes(session, sekretariat, time_machine):
    item = items_of(session)[0]
    time_machine.move_to("2027-02-10 09:00+08:00", tick=False)
    running.save_notes(item, actor=sekretariat, notes="Peserta setuju", version=1)
    running.save_notes(item, actor=sekretariat, notes="Peserta setuju.", version=2)
    assert deeds() == ["agenda.note"]
    time_machine.shift(601)
    kept = running.save_notes(item, actor=sekretariat, notes="Peserta setuju. Selesai.", version=3)
    assert (kept.notes, kept.version, len(deeds())) == ("Peserta setuju. Selesai.", 4, 2)


def test_stale_notes_overwrite_nothing(session, sekretariat, three_roles):
    item = items_of(session)[0]
    running.save_notes(item, actor=sekretariat, notes="Dari meja kiri", version=1)
    with pytest.raises(StaleSave):
        running.save_notes(item, actor=three_roles, notes="Dari meja kanan", version=1)
    assert AgendaItem.objects.get(pk=item.pk).notes == "Dari meja kiri"


def test_link_of_the_screen_is_made_changed_and_closed(session, sekretariat):
    assert running.screen_token(session) == ""
    first = running.screen_token(running.renew_screen(session, actor=sekretariat))
    second = running.screen_token(running.renew_screen(session, actor=sekretariat))
    assert len(first) == len(second) == 40
    assert first != second
    assert running.screen_token(running.close_screen(session, actor=sekretariat)) == ""
    assert deeds() == ["sitting.renew_screen", "sitting.renew_screen", "sitting.close_screen"]


VERBS = {
    "open": lambda one, actor: running.open_sitting(one, actor=actor),
    "take up": lambda one, actor: running.take_up_item(one, items_of(one)[0], actor=actor, seen=0),
    "close": lambda one, actor: running.close_sitting(one, actor=actor),
    "notes": lambda one, actor: running.save_notes(items_of(one)[0], actor=actor, notes="x", version=1),
    "besides": lambda one, actor: running.save_sitting_notes(one, actor=actor, notes="x", version=1),
    "renew": lambda one, actor: running.renew_screen(one, actor=actor),
    "close screen": lambda one, actor: running.close_screen(one, actor=actor),
}


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("role", [*STRANGERS, "verifikator"])
def test_nobody_else_runs_a_session(request, session, role, verb):
    with pytest.raises(SittingRefused, match="sekretariat atau verifikator urusannya"):
        VERBS[verb](session, request.getfixturevalue(role))
    assert deeds() == []


def test_verifier_of_its_urusan_runs_it_and_no_other():
    urusan, other = UrusanFactory(), UrusanFactory()
    mine, others = session_of(1, urusan=urusan), session_of(1, urusan=other)
    units = [UnitFactory(urusan=[urusan]), UnitFactory(urusan=[urusan])]
    user = HostMembershipFactory(role=Role.VERIFIKATOR, units=units).user
    assert list(Sitting.objects.run_by(user)) == [mine]
    assert user.has_perm("meetings.run", mine)
    assert not user.has_perm("meetings.run", others)
    assert running.open_sitting(mine, actor=user).state == "running"


@pytest.mark.parametrize("role", ["sekretariat", "verifikator", *STRANGERS])
def test_list_agrees_with_the_permission(request, session, role):
    user = request.getfixturevalue(role)
    assert Sitting.objects.run_by(user).exists() == user.has_perm("meetings.run", session)
