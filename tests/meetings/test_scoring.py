"""Scores: weighted by the database, blind where that is asked for, and never by somebody who stands too near."""

from decimal import Decimal

import pytest

from audit.models import Entry
from meetings import scoring
from meetings.errors import SessionRefused
from meetings.models import AgendaItem, ConflictOfInterest, Mark, Sitting
from proposals.choices import Status
from tests.factories.forums import CriterionFactory, ForumFactory
from tests.factories.meetings import AgendaItemFactory, ConflictFactory, MarkFactory, SittingFactory
from tests.factories.stakeholders import HostMembershipFactory, UnitFactory
from tests.meetings.conftest import give, typed

STRANGERS = ["pengusul", "perencana", "pimpinan", "admin_user", "pemeriksa"]


def score(item: AgendaItem, reader=None) -> Decimal | None:
    return AgendaItem.objects.with_score(reader).get(pk=item.pk).score


def test_verifikator_scores_what_their_bidang_handles(sitting, criteria):
    theirs, others = UnitFactory(), UnitFactory()
    person = HostMembershipFactory(role="verifikator", units=[theirs]).user
    mine = AgendaItemFactory(sitting=sitting, proposal__unit=theirs)
    foreign = AgendaItemFactory(sitting=sitting, proposal__unit=others)
    assert list(AgendaItem.objects.unscored_by(person)) == [mine]
    with pytest.raises(SessionRefused, match="bidang lain"):
        give(sitting, person, typed(foreign, criteria[0], 5))
    give(sitting, person, typed(mine, criteria[0], 5))
    assert list(Mark.objects.values_list("proposal", flat=True)) == [mine.proposal_id]


def test_total_is_the_weighted_sum_of_all_marks(sitting, criteria, verifikator):
    item = AgendaItemFactory(sitting=sitting)
    give(sitting, verifikator, typed(item, criteria[0], 5))
    assert score(item) is None
    give(sitting, verifikator, typed(item, criteria[1], 2))
    assert score(item) == Decimal("76.00")
    assert [entry.action for entry in Entry.objects.all()] == ["scoring.mark"] * 2


def test_blind_marks_count_by_their_mean_once_the_scoring_is_closed(
    blind, criteria, verifikator, colleague, sekretariat
):
    item = AgendaItemFactory(sitting=blind)
    give(blind, verifikator, typed(item, criteria[0], 5), typed(item, criteria[1], 5))
    give(blind, colleague, typed(item, criteria[0], 2), typed(item, criteria[1], 4))
    assert score(item, verifikator) == 100
    assert score(item, colleague) == Decimal("56.00")
    assert score(item) is None
    scoring.close_scoring(blind, actor=sekretariat)
    assert score(item) == score(item, colleague) == Decimal("78.00")


def test_mark_of_the_other_way_of_scoring_does_not_count(blind, criteria, sekretariat):
    item = AgendaItemFactory(sitting=blind)
    for criterion in criteria:
        MarkFactory(proposal=item.proposal, criterion=criterion)
    scoring.close_scoring(blind, actor=sekretariat)
    assert score(item) is None


def test_three_marks_are_averaged_exactly(blind, sekretariat):
    criterion = CriterionFactory(forum=blind.forum, weight=100)
    item = AgendaItemFactory(sitting=blind)
    for value in (1, 2, 2):
        MarkFactory(proposal=item.proposal, criterion=criterion, value=value, is_shared=False)
    scoring.close_scoring(blind, actor=sekretariat)
    assert score(item) == Decimal("33.33")


def test_shared_sheet_tells_the_second_of_two_what_the_first_gave(
    sitting, criteria, verifikator, sekretariat
):
    item = AgendaItemFactory(sitting=sitting)
    give(sitting, verifikator, typed(item, criteria[0], 4))
    saved = give(sitting, sekretariat, typed(item, criteria[0], 2), typed(item, criteria[1], 3))
    assert (saved.count, [(one.saved, one.scorer) for one in saved.stale]) == (1, [(4, str(verifikator))])
    assert Mark.objects.get(criterion=criteria[0]).value == 4


def test_choice_that_is_sent_again_over_the_seen_mark_counts(sitting, criteria, verifikator, sekretariat):
    item = AgendaItemFactory(sitting=sitting)
    give(sitting, verifikator, typed(item, criteria[0], 4))
    assert give(sitting, sekretariat, typed(item, criteria[0], 2, seen=1)).stale == []
    assert Mark.objects.get().value == 2


def test_same_mark_from_two_people_is_no_conflict(sitting, criteria, verifikator, sekretariat):
    item = AgendaItemFactory(sitting=sitting)
    give(sitting, verifikator, typed(item, criteria[0], 4))
    saved = give(sitting, sekretariat, typed(item, criteria[0], 4))
    assert (saved.count, saved.stale) == (0, [])


def test_mark_is_taken_back_and_its_version_counts_on(sitting, criteria, verifikator):
    item = AgendaItemFactory(sitting=sitting)
    give(sitting, verifikator, typed(item, criteria[0], 4))
    give(sitting, verifikator, typed(item, criteria[0], None, seen=1))
    mark = Mark.objects.get()
    assert (mark.value, mark.version) == (None, 2)


@pytest.mark.parametrize("role", STRANGERS)
def test_nobody_else_scores(request, sitting, criteria, role):
    item = AgendaItemFactory(sitting=sitting)
    actor = request.getfixturevalue(role)
    for verb in (
        lambda: give(sitting, actor, typed(item, criteria[0], 4)),
        lambda: scoring.declare_conflict(sitting, item.proposal, actor=actor),
        lambda: scoring.withdraw_conflict(sitting, item.proposal, actor=actor),
    ):
        with pytest.raises(SessionRefused, match="dinilai oleh verifikator dan sekretariat"):
            verb()
    assert not Mark.objects.exists()


@pytest.mark.parametrize("role", ["verifikator", *STRANGERS])
def test_secretariat_alone_closes_and_reopens(request, sitting, role):
    actor = request.getfixturevalue(role)
    for verb in (scoring.close_scoring, scoring.reopen_scoring):
        with pytest.raises(SessionRefused, match="Hanya sekretariat"):
            verb(sitting, actor=actor)


def test_own_proposals_and_those_of_the_own_organisation_are_left_to_others(sitting, criteria, verifikator):
    host = verifikator.memberships.get().organization
    mine = AgendaItemFactory(sitting=sitting, proposal__proposer=verifikator)
    ours = AgendaItemFactory(sitting=sitting, proposal__organization=host)
    other = AgendaItemFactory(sitting=sitting)
    for item in (mine, ours):
        with pytest.raises(SessionRefused, match="dinilai orang lain"):
            give(sitting, verifikator, typed(item, criteria[0], 5), typed(other, criteria[0], 5))
    assert not Mark.objects.exists()


def test_declared_conflict_takes_the_marks_back_and_lets_no_new_one_in(sitting, criteria, verifikator):
    item = AgendaItemFactory(sitting=sitting)
    give(sitting, verifikator, typed(item, criteria[0], 5))
    scoring.declare_conflict(sitting, item.proposal, actor=verifikator)
    assert Mark.objects.get().value is None
    with pytest.raises(SessionRefused, match="benturan kepentingan"):
        give(sitting, verifikator, typed(item, criteria[0], 5))
    scoring.withdraw_conflict(sitting, item.proposal, actor=verifikator)
    assert not ConflictOfInterest.objects.exists()
    assert give(sitting, verifikator, typed(item, criteria[0], 5)).count == 1


def test_marks_of_others_stay_when_one_leaves(blind, criteria, verifikator, colleague):
    item = AgendaItemFactory(sitting=blind)
    for actor in (verifikator, colleague):
        give(blind, actor, typed(item, criteria[0], 3))
    scoring.declare_conflict(blind, item.proposal, actor=verifikator)
    assert list(Mark.objects.filter(value__isnull=False).values_list("scorer", flat=True)) == [colleague.pk]


def test_closed_scoring_changes_no_more_until_it_is_opened_again(sitting, criteria, verifikator, sekretariat):
    item = AgendaItemFactory(sitting=sitting)
    scoring.close_scoring(sitting, actor=sekretariat)
    with pytest.raises(SessionRefused, match="sudah ditutup"):
        give(sitting, verifikator, typed(item, criteria[0], 5))
    with pytest.raises(SessionRefused, match="sudah ditutup"):
        scoring.declare_conflict(sitting, item.proposal, actor=verifikator)
    scoring.reopen_scoring(sitting, actor=sekretariat)
    assert give(sitting, verifikator, typed(item, criteria[0], 5)).count == 1
    with pytest.raises(SessionRefused, match="masih terbuka"):
        scoring.reopen_scoring(sitting, actor=sekretariat)
    actions = list(Entry.objects.order_by("id").values_list("action", flat=True))
    assert actions == ["scoring.close", "scoring.reopen", "scoring.mark"]


def test_what_stands_on_another_agenda_is_not_scored_here(forum, sitting, criteria, verifikator):
    item = AgendaItemFactory(sitting=SittingFactory(forum=forum))
    with pytest.raises(SessionRefused, match="Agenda sidang ini berubah"):
        give(sitting, verifikator, typed(item, criteria[0], 5))
    with pytest.raises(SessionRefused, match="tidak ada lagi"):
        scoring.declare_conflict(sitting, item.proposal, actor=verifikator)


def test_criterion_of_another_forum_is_refused(sitting, criteria, verifikator):
    item = AgendaItemFactory(sitting=sitting)
    strange = CriterionFactory(forum=ForumFactory(plan_year=2027))
    with pytest.raises(SessionRefused, match="Kriteria penilaian berubah"):
        give(sitting, verifikator, typed(item, strange, 5))


def test_unscored_are_those_with_an_open_criterion_that_one_may_score(
    forum, sitting, blind, criteria, verifikator, colleague
):
    fresh, done, half = (AgendaItemFactory(sitting=sitting) for _n in range(3))
    for item, count in ((done, 2), (half, 1)):
        for criterion in criteria[:count]:
            MarkFactory(proposal=item.proposal, criterion=criterion)
    AgendaItemFactory(sitting=sitting, proposal__proposer=verifikator)
    AgendaItemFactory(sitting=sitting, proposal__status=Status.WITHDRAWN)
    ConflictFactory(proposal=AgendaItemFactory(sitting=sitting).proposal, person=verifikator)
    alone = AgendaItemFactory(sitting=blind)
    give(blind, colleague, *(typed(alone, criterion, 3) for criterion in criteria))
    assert set(AgendaItem.objects.unscored_by(verifikator)) == {fresh, half, alone}
    Sitting.objects.update(scoring_closed_at="2027-01-01T00:00Z")
    assert not AgendaItem.objects.unscored_by(verifikator).exists()
