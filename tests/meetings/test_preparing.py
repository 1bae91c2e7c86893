"""Sessions: one for each urusan, and an agenda that people put in order without losing each other's work."""

import datetime

import pytest
from django.utils import timezone

from audit.models import Entry
from core.versions import StaleSave
from forums.models import Forum
from forums.services import edit_forum
from meetings import preparing
from meetings.agenda import clashes
from meetings.errors import AgendaChanged, SessionRefused
from meetings.models import AgendaItem, Sitting
from proposals.choices import Status
from tests.factories.forums import CriterionFactory, ForumFactory
from tests.factories.meetings import AgendaItemFactory, MarkFactory, SittingFactory
from tests.factories.proposals import ProposalFactory
from tests.factories.urusan import UrusanFactory

STRANGERS = ["pengusul", "verifikator", "perencana", "pimpinan", "admin_user", "pemeriksa"]
NOON = datetime.datetime(2027, 2, 18, 12, tzinfo=datetime.UTC)
HOUR = datetime.timedelta(hours=1)


def numbers(sitting: Sitting) -> list[str]:
    return list(sitting.items.in_order().values_list("proposal__number", flat=True))


def verified(sitting: Sitting, **fields):
    return ProposalFactory(verified=True, forum=sitting.forum, **{"urusan": sitting.urusan} | fields)


@pytest.fixture
def sitting(forum) -> Sitting:
    return SittingFactory(forum=forum)


# Sessions


def test_one_press_makes_a_session_for_each_urusan_with_its_agenda(forum, sekretariat):
    one, other = UrusanFactory(), UrusanFactory()
    loved = ProposalFactory(verified=True, forum=forum, urusan=one, support_count=5)
    plain = ProposalFactory(verified=True, forum=forum, urusan=one)
    ProposalFactory(forum=forum, urusan=one)
    ProposalFactory(verified=True, urusan=one, forum=ForumFactory(plan_year=2027))
    made = preparing.prepare_sittings(forum, actor=sekretariat)
    assert [sitting.urusan for sitting in made] == [one, other]
    assert numbers(made[0]) == [loved.number, plain.number]
    assert numbers(made[1]) == []
    assert Entry.objects.get().action == "sitting.prepare"


def test_second_press_makes_nothing(forum, sitting, sekretariat):
    assert preparing.prepare_sittings(forum, actor=sekretariat) == []
    assert not Entry.objects.exists()


def test_session_is_changed_and_names_what_changed(sitting, sekretariat):
    preparing.change_sitting(sitting, actor=sekretariat, values={"room": "Aula"}, version=1)
    preparing.change_sitting(sitting, actor=sekretariat, values={"room": "Aula"}, version=1)
    assert Entry.objects.get().changed == ["room"]


def test_stale_session_overwrites_nothing(sitting, sekretariat):
    Sitting.objects.update(version=2)
    with pytest.raises(StaleSave):
        preparing.change_sitting(sitting, actor=sekretariat, values={"room": "Aula"}, version=1)


def test_blind_scoring_is_not_switched_while_it_runs(sitting, sekretariat):
    MarkFactory(proposal=AgendaItemFactory(sitting=sitting).proposal)
    with pytest.raises(SessionRefused, match="sudah berjalan"):
        preparing.change_sitting(sitting, actor=sekretariat, values={"is_blind": True})


def test_planned_session_is_deleted_with_its_agenda(sitting, sekretariat):
    item = AgendaItemFactory(sitting=sitting)
    preparing.delete_sitting(sitting, actor=sekretariat)
    assert not Sitting.objects.exists()
    assert item.proposal.status == Status.VERIFIED


@pytest.mark.parametrize(
    ("state", "words"),
    [("running", "tidak dapat dihapus"), ("closed", "sudah selesai")],
    ids=["running", "closed"],
)
def test_session_that_was_opened_is_not_deleted(forum, sekretariat, state, words):
    sitting = SittingFactory(forum=forum, state=state, opened_at=timezone.now())
    with pytest.raises(SessionRefused, match=words):
        preparing.delete_sitting(sitting, actor=sekretariat)


def test_scored_session_is_not_deleted(sitting, sekretariat):
    MarkFactory(proposal=AgendaItemFactory(sitting=sitting).proposal)
    with pytest.raises(SessionRefused, match="sudah dinilai"):
        preparing.delete_sitting(sitting, actor=sekretariat)


@pytest.mark.parametrize("role", STRANGERS)
@pytest.mark.parametrize(
    "verb",
    [
        lambda row, actor: preparing.prepare_sittings(row.sitting.forum, actor=actor),
        lambda row, actor: preparing.add_sitting(
            row.sitting.forum, actor=actor, values={"urusan": row.sitting.urusan}
        ),
        lambda row, actor: preparing.change_sitting(row.sitting, actor=actor, values={"room": "Aula"}),
        lambda row, actor: preparing.delete_sitting(row.sitting, actor=actor),
        lambda row, actor: preparing.fill_agenda(row.sitting, actor=actor),
        lambda row, actor: preparing.add_item(row.sitting, row.proposal, actor=actor),
        lambda row, actor: preparing.move_item(row, actor=actor, step=1, seen=1),
        lambda row, actor: preparing.sort_agenda(row.sitting, actor=actor, seen=1),
        lambda row, actor: preparing.transfer_item(row, row.sitting, actor=actor),
        lambda row, actor: preparing.remove_item(row, actor=actor),
    ],
    ids=["prepare", "add", "change", "delete", "fill", "add_item", "move", "sort", "transfer", "remove"],
)
def test_nobody_but_the_secretariat_prepares(request, sitting, role, verb):
    row = AgendaItemFactory(sitting=sitting)
    with pytest.raises(SessionRefused, match="Hanya sekretariat"):
        verb(row, request.getfixturevalue(role))
    assert AgendaItem.objects.get().order == row.order


# Agenda


def test_filling_adds_what_is_missing_and_keeps_the_order_that_people_made(sitting, sekretariat):
    first, second = (AgendaItemFactory(sitting=sitting, order=n).proposal for n in (2, 1))
    loved = verified(sitting, support_count=9)
    plain = verified(sitting)
    assert preparing.fill_agenda(sitting, actor=sekretariat) == 2
    assert numbers(sitting) == [second.number, first.number, loved.number, plain.number]
    assert preparing.fill_agenda(sitting, actor=sekretariat) == 0
    assert Entry.objects.get().data == {"count": 2}


def test_merged_proposals_are_no_items(sitting, sekretariat):
    child = ProposalFactory(merged=True, forum=sitting.forum, urusan=sitting.urusan, parent=verified(sitting))
    preparing.fill_agenda(sitting, actor=sekretariat)
    assert numbers(sitting) == [child.parent.number]
    assert [one.number for one in sitting.items.for_agenda().get().proposal.merged] == [child.number]


def test_proposal_of_no_urusan_is_added_by_hand(sitting, sekretariat):
    proposal = verified(sitting, urusan=None)
    preparing.add_item(sitting, proposal, actor=sekretariat)
    assert numbers(sitting) == [proposal.number]


def test_proposal_stands_on_one_agenda_alone(forum, sitting, sekretariat):
    item = AgendaItemFactory(sitting=sitting)
    with pytest.raises(SessionRefused, match="sudah ada dalam agenda"):
        preparing.add_item(SittingFactory(forum=forum), item.proposal, actor=sekretariat)


@pytest.mark.parametrize(
    ("which", "step", "order"), [(1, -1, [1, 0, 2]), (1, 1, [0, 2, 1]), (0, -1, [0, 1, 2]), (2, 1, [0, 1, 2])]
)
def test_item_moves_by_one_place(sitting, sekretariat, which, step, order):
    items = [AgendaItemFactory(sitting=sitting) for _n in range(3)]
    preparing.move_item(items[which], actor=sekretariat, step=step, seen=1)
    assert numbers(sitting) == [items[place].proposal.number for place in order]


def test_of_two_who_move_at_once_the_second_is_told(sitting, sekretariat):
    items = [AgendaItemFactory(sitting=sitting) for _n in range(3)]
    preparing.move_item(items[0], actor=sekretariat, step=1, seen=1)
    with pytest.raises(AgendaChanged, match="diubah orang lain"):
        preparing.move_item(items[2], actor=sekretariat, step=-1, seen=1)
    assert numbers(sitting) == [items[place].proposal.number for place in (1, 0, 2)]


def test_agenda_is_put_in_the_order_of_scores(forum, sitting, sekretariat):
    criterion = CriterionFactory(forum=forum, weight=100)
    items = [AgendaItemFactory(sitting=sitting) for _n in range(3)]
    for item, value in zip(items[1:], (2, 5), strict=True):
        MarkFactory(proposal=item.proposal, criterion=criterion, value=value)
    preparing.sort_agenda(sitting, actor=sekretariat, seen=1)
    assert numbers(sitting) == [items[place].proposal.number for place in (2, 1, 0)]
    with pytest.raises(AgendaChanged):
        preparing.sort_agenda(sitting, actor=sekretariat, seen=1)


def test_item_goes_to_another_session_with_its_marks(forum, sitting, sekretariat):
    criterion = CriterionFactory(forum=forum, weight=100)
    item, target = AgendaItemFactory(sitting=sitting), SittingFactory(forum=forum)
    MarkFactory(proposal=item.proposal, criterion=criterion, value=5)
    preparing.transfer_item(item, target, actor=sekretariat)
    assert (numbers(sitting), numbers(target)) == ([], [item.proposal.number])
    assert target.items.with_score().get().score == 100


def test_marks_are_not_lost_by_moving_to_another_way_of_scoring(forum, sitting, sekretariat):
    item = AgendaItemFactory(sitting=sitting)
    MarkFactory(proposal=item.proposal)
    with pytest.raises(SessionRefused, match="nilainya akan hilang"):
        preparing.transfer_item(item, SittingFactory(forum=forum, is_blind=True), actor=sekretariat)


def test_item_taken_off_comes_back_by_filling(sitting, sekretariat):
    item = AgendaItemFactory(sitting=sitting)
    preparing.remove_item(item, actor=sekretariat)
    assert numbers(sitting) == []
    with pytest.raises(AgendaChanged):
        preparing.remove_item(item, actor=sekretariat)
    preparing.fill_agenda(sitting, actor=sekretariat)
    assert numbers(sitting) == [item.proposal.number]


def test_what_was_discussed_stays(sitting, sekretariat):
    item = AgendaItemFactory(sitting=sitting, discussed_at=timezone.now())
    with pytest.raises(SessionRefused, match="sudah atau sedang dibahas"):
        preparing.remove_item(item, actor=sekretariat)


def test_closed_session_keeps_its_agenda(forum, sekretariat):
    sitting = SittingFactory(forum=forum, state="closed", opened_at=timezone.now())
    with pytest.raises(SessionRefused, match="sudah selesai"):
        preparing.fill_agenda(sitting, actor=sekretariat)


# Clashes


def at(start: int, hours: int = 1, **fields) -> Sitting:
    times = {"starts_at": NOON + start * HOUR, "ends_at": NOON + (start + hours) * HOUR}
    return Sitting(**{"name": f"Sidang {start}", "room": "Aula", "chair": "Rahmat"} | times | fields)


@pytest.mark.parametrize(
    ("other", "count"),
    [
        (at(1), 0),
        (at(0), 2),
        (at(0, room="aula ", chair="Sari"), 1),
        (at(0, room="", chair=""), 0),
        (at(0, room="B", chair="x", secretary="RAHMAT"), 1),
        (at(0, ends_at=None), 2),
        (at(0, starts_at=None, ends_at=None), 0),
        (at(0, state="closed"), 0),
    ],
    ids=["after it", "both", "room", "nothing named", "person in another role", "no end", "no time", "held"],
)
def test_sessions_in_each_others_way_are_named(other, count):
    assert len(clashes([at(0), other])) == count


def test_sessions_to_come_go_with_the_day_of_the_forum(forum, sekretariat):
    """At their own hour; what was held already, or was set for another day, stays."""
    week = datetime.timedelta(days=7)
    Forum.objects.filter(pk=forum.pk).update(held_on=NOON.date())
    coming, earlier = (SittingFactory(forum=forum, starts_at=at) for at in (NOON, NOON - week))
    held = SittingFactory(forum=forum, starts_at=NOON, state="closed", opened_at=NOON)
    edit_forum(forum, actor=sekretariat, values={"held_on": NOON.date() + week, "note": "Aula dipakai."})
    starts = dict(Sitting.objects.values_list("pk", "starts_at"))
    assert starts == {coming.pk: NOON + week, held.pk: NOON, earlier.pk: NOON - week}
