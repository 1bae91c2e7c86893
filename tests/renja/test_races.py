"""Two people at the same moment: one wins, the other reads why; limits hold for both together."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier

import pytest
from django.db import connections

from renja.errors import PlanRefused, StaleEdit
from renja.models import Chapter, Fulfilment, Renja, RenjaLine, Revision
from renja.services import (
    add_line,
    change_cell,
    create_plan,
    freeze_revision,
    link_proposal,
    remove_line,
    save_chapter,
    save_line,
)
from tests.factories.forums import ForumFactory, PhaseFactory
from tests.factories.proposals import ProposalFactory
from tests.factories.renja import EditionFactory, LineFactory, RenjaFactory, make_node

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*deeds):
    """What each deed returned or raised, all begun at the same moment in threads of their own."""
    start = Barrier(len(deeds))

    def run(deed):
        start.wait()
        try:
            return deed()
        except PlanRefused as refused:
            return refused
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


@pytest.fixture
def renja():
    forum = ForumFactory()
    PhaseFactory(forum=forum)
    return RenjaFactory(forum=forum)


@pytest.mark.parametrize("_again", range(3))
def test_one_of_two_saves_of_a_line_wins(renja, perencana, _again):
    line = LineFactory(renja=renja)
    done = at_once(
        lambda: save_line(line, actor=perencana, seen=1, values={"note": "A"}),
        lambda: save_line(line, actor=perencana, seen=1, values={"note": "B"}),
    )
    assert sorted(type(each) for each in done if isinstance(each, Exception)) == [StaleEdit]
    winner = next(each for each in done if not isinstance(each, Exception))
    line.refresh_from_db()
    assert (line.note, line.version) == (winner.note, 2)


@pytest.mark.parametrize(("other", "kept"), [("note", 1), ("location", 2)])
def test_of_two_cells_both_are_kept_and_of_one_the_first(renja, perencana, other, kept):
    line = LineFactory(renja=renja)
    was = {"note": "", "location": line.location}
    done = at_once(
        *(
            lambda name=name, text=text: change_cell(
                line, actor=perencana, seen=1, was={name: was[name]}, values={name: text}
            )
            for name, text in (("note", "A"), (other, "B"))
        )
    )
    assert len([each for each in done if not isinstance(each, StaleEdit)]) == kept
    line.refresh_from_db()
    assert line.version == 1 + kept


@pytest.mark.parametrize("begun", [False, True])
def test_one_of_two_texts_wins(renja, perencana, begun):
    if begun:
        save_chapter(renja, "1.1", actor=perencana, seen=0, text="Awal")
    seen = int(begun)
    done = at_once(
        lambda: save_chapter(renja, "1.1", actor=perencana, seen=seen, text="A"),
        lambda: save_chapter(renja, "1.1", actor=perencana, seen=seen, text="B"),
    )
    assert [type(each) for each in done if isinstance(each, Exception)] == [StaleEdit]
    assert Chapter.objects.get().version == seen + 1


def test_shares_given_at_once_stay_within_the_whole(renja, perencana):
    lines = LineFactory.create_batch(3, renja=renja)
    proposal = ProposalFactory(forum=renja.forum, accepted=True)
    done = at_once(
        *(
            lambda line=line: link_proposal(line, proposal, actor=perencana, share=Decimal(40))
            for line in lines
        )
    )
    assert len([each for each in done if isinstance(each, PlanRefused)]) == 1
    assert sum(row.share for row in Fulfilment.objects.all()) == 80


def test_amounts_given_at_once_stay_within_the_pagu(renja, perencana):
    line = LineFactory(renja=renja, pagu=Decimal(100))
    asked = [ProposalFactory(forum=renja.forum, accepted=True) for _n in range(3)]
    done = at_once(
        *(
            lambda p=p: link_proposal(line, p, actor=perencana, share=Decimal(10), amount=Decimal(40))
            for p in asked
        )
    )
    assert len([each for each in done if isinstance(each, PlanRefused)]) == 1


def test_removing_and_linking_leave_no_half_link(renja, perencana):
    line = LineFactory(renja=renja)
    proposal = ProposalFactory(forum=renja.forum, accepted=True)
    done = at_once(
        lambda: remove_line(line, actor=perencana),
        lambda: link_proposal(line, proposal, actor=perencana, share=Decimal(10)),
    )
    assert len([each for each in done if isinstance(each, PlanRefused)]) == 1
    assert RenjaLine.objects.count() == Fulfilment.objects.count()


def test_beginnings_at_once_are_one(renja, perencana):
    node = make_node("2.16.02.2.01.0014", indikator="Jumlah dokumen")
    lines = at_once(*(lambda: add_line(renja, node, actor=perencana) for _n in range(2)))
    assert lines[0] == lines[1]
    assert lines[0].indicators.count() == 1
    other = ForumFactory(plan_year=2029)
    PhaseFactory(forum=other)
    EditionFactory()
    plans = at_once(*(lambda: create_plan(other, actor=perencana) for _n in range(2)))
    assert plans[0] == plans[1]
    assert Renja.objects.filter(forum=other).count() == 1


@pytest.mark.parametrize("_again", range(3))
def test_two_planners_who_freeze_at_once_make_one_revision(renja, perencana, three_roles, _again):
    LineFactory(renja=renja)
    done = at_once(
        lambda: freeze_revision(renja, actor=perencana, stage="rancangan", seen=0, reason="A"),
        lambda: freeze_revision(renja, actor=three_roles, stage="rancangan", seen=0, reason="B"),
    )
    (loser,) = [each for each in done if isinstance(each, PlanRefused)]
    assert "setelah Anda membuka halaman ini" in loser.message
    assert Revision.objects.get().number == 1


@pytest.mark.parametrize("_again", range(3))
def test_line_that_is_saved_while_the_plan_is_frozen_is_in_it_or_comes_after(renja, perencana, _again):
    line = LineFactory(renja=renja)
    made, _saved = at_once(
        lambda: freeze_revision(renja, actor=perencana, stage="rancangan", seen=0, reason="A"),
        lambda: save_line(line, actor=perencana, seen=1, values={"note": "Baru", "location": "Baru"}),
    )
    kept = made.content["rows"][-1]["line"]
    assert (kept["note"], kept["location"]) in (("Baru", "Baru"), ("", "Balikpapan Utara, Karang Joang"))
    line.refresh_from_db()
    assert line.note == "Baru"
