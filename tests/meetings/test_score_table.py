"""The order that marks make, and the table that is printed of them."""

from decimal import Decimal

from meetings import scoring
from meetings.models import ConflictOfInterest, Mark, Sitting
from meetings.ranking import read_ranking
from meetings.score_table import DeclaredConflict, score_table
from tests.factories.forums import CeilingFactory
from tests.factories.meetings import AgendaItemFactory, ConflictFactory, MarkFactory
from tests.meetings.conftest import give, typed


def test_ranking_draws_the_line_where_the_ceiling_ends(sitting, criteria, verifikator):
    CeilingFactory(forum=sitting.forum, amount=100)
    best, second, last = (
        AgendaItemFactory(sitting=sitting, proposal__estimated_cost=cost) for cost in (70, 20, 50)
    )
    for item, value in ((best, 5), (second, 4), (last, 1)):
        for criterion in criteria:
            MarkFactory(proposal=item.proposal, criterion=criterion, value=value)
    AgendaItemFactory(sitting=sitting)
    ranking = read_ranking(sitting, verifikator)
    assert [(place.item.pk, place.item.running, place.is_within) for place in ranking.places[:3]] == [
        (best.pk, 70, True),
        (second.pk, 90, True),
        (last.pk, 140, False),
    ]
    assert [place.is_last_within for place in ranking.places] == [False, True, False, False]
    assert (ranking.cost, ranking.scored, ranking.without_cost, ranking.starts_beyond) == (140, 3, 1, False)


def test_ranking_without_ceiling_has_no_line(sitting, criteria, verifikator):
    AgendaItemFactory(sitting=sitting, proposal__estimated_cost=70)
    ranking = read_ranking(sitting, verifikator)
    assert (ranking.ceiling, ranking.places[0].is_within, ranking.places[0].is_last_within) == (
        None,
        True,
        False,
    )


def test_score_table_is_ranked_and_keeps_what_is_withheld(sitting, criteria, verifikator):
    low, high = AgendaItemFactory(sitting=sitting), AgendaItemFactory(sitting=sitting)
    secret = AgendaItemFactory(
        sitting=sitting, proposal__withheld_reason="Rincian persandian", proposal__title="Rahasia"
    )
    for item, value in ((low, 1), (high, 5)):
        for criterion in criteria:
            MarkFactory(proposal=item.proposal, criterion=criterion, value=value, scorer=verifikator)
    ConflictFactory(proposal=low.proposal, person=verifikator)
    table = score_table(sitting)
    assert [(row.rank, row.number, row.total) for row in table.rows] == [
        (1, high.proposal.number, Decimal(100)),
        (2, low.proposal.number, Decimal(20)),
        (None, secret.proposal.number, None),
    ]
    assert table.rows[0].means == (5, 5)
    assert (table.rows[2].title, table.rows[2].is_withheld) == ("Informasi dikecualikan", True)
    assert [(one.weight, len(one.meanings)) for one in table.criteria] == [(60, 5), (40, 5)]
    assert table.conflicts == (DeclaredConflict(low.proposal.number, "Verifikator"),)
    assert (table.is_final, table.is_blind, table.scorers, table.is_empty) == (False, False, 1, False)


def test_score_table_tells_nothing_of_blind_marks_before_the_closing(
    blind, criteria, verifikator, sekretariat
):
    item = AgendaItemFactory(sitting=blind)
    give(blind, verifikator, *(typed(item, criterion, 5) for criterion in criteria))
    assert score_table(blind).rows[0].means == (None, None)
    assert score_table(blind).is_empty
    scoring.close_scoring(blind, actor=sekretariat)
    assert score_table(Sitting.objects.get(pk=blind.pk)).rows[0].total == 100


def test_score_table_outlives_the_account_of_a_scorer(blind, criteria, colleague, verifikator, sekretariat):
    item = AgendaItemFactory(sitting=blind)
    for actor in (colleague, verifikator):
        give(blind, actor, *(typed(item, criterion, 5) for criterion in criteria))
    ConflictFactory(proposal=item.proposal, person=colleague)
    scoring.close_scoring(blind, actor=sekretariat)
    Mark.objects.filter(scorer=colleague).update(scorer=None)
    ConflictOfInterest.objects.update(person=None)
    table = score_table(Sitting.objects.get(pk=blind.pk))
    assert (table.rows[0].total, table.conflicts[0].name) == (Decimal(100), "")


def test_score_table_asks_as_much_for_many_as_for_few(sitting, criteria, django_assert_num_queries):
    for count in (1, 2):
        for _n in range(count):
            MarkFactory(proposal=AgendaItemFactory(sitting=sitting).proposal, criterion=criteria[0])
        with django_assert_num_queries(5):
            score_table(sitting)
