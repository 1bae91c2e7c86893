"""Hints beside a draft: similar proposals, official sub kegiatan, another office; shown, changeable, never in the way."""

import re

import pytest
from django.urls import reverse

from tests.factories.forums import ForumFactory
from tests.factories.proposals import DecisionFactory, ProposalFactory
from tests.proposals.conftest import ask

pytestmark = pytest.mark.django_db


def test_hints_are_for_the_writer_alone(client, draft, verifikator):
    ProposalFactory(forum=draft.forum, title="CCTV di pasar")
    client.force_login(verifikator)
    assert ask(client, draft, title="CCTV di pasar").status_code == 404


def test_hints_after_the_session_ended_change_nothing(client, draft):
    assert ask(client, draft, title="CCTV di pasar").status_code == 204


def test_hints_end_once_the_proposal_was_sent(logged_in, forum, pengusul):
    sent = ProposalFactory(forum=forum, proposer=pengusul)
    assert ask(logged_in(pengusul), sent, title="CCTV di pasar").status_code == 404


def test_similar_proposal_with_state_and_support(logged_in, draft, pengusul):
    other = ProposalFactory(forum=draft.forum, title="Kamera pengawas di pasar")
    text = ask(logged_in(pengusul), draft, title="CCTV pasar", problem="").content.decode()
    assert other.title in text
    assert "Diajukan" in text
    assert f"{reverse('proposals:detail', args=[other.number])}#dukungan" in text
    assert "1 usulan serupa ada di bawah isian." in text


def test_at_most_three_and_never_the_draft_nor_its_past(logged_in, forum, pengusul):
    past = ProposalFactory(
        forum=ForumFactory(plan_year=2027), deferred=True, proposer=pengusul, title="CCTV di pasar"
    )
    returned = ProposalFactory(
        forum=forum, returned=True, proposer=pengusul, previous=past, title="CCTV di pasar"
    )
    others = ProposalFactory.create_batch(4, forum=forum, title="Kamera pasar")
    text = ask(logged_in(pengusul), returned, title="CCTV di pasar").content.decode()
    assert sum(other.number in text for other in others) == 3
    assert returned.number not in text
    assert past.number not in text


def test_own_and_earlier_proposals_are_shown_without_support(logged_in, draft, pengusul):
    own = ProposalFactory(forum=draft.forum, proposer=pengusul, title="CCTV di pasar")
    earlier = ProposalFactory(forum=ForumFactory(plan_year=2027), accepted=True, title="CCTV di pasar")
    text = ask(logged_in(pengusul), draft, title="Kamera pasar").content.decode()
    assert own.number in text
    assert earlier.number in text
    assert "Renja 2027" in text
    assert "#dukungan" not in text


def test_pending_result_is_not_told(logged_in, town_of_pending, pengusul):
    draft, pending = town_of_pending
    text = ask(logged_in(pengusul), draft, title=pending.title).content.decode()
    assert "Menunggu pengesahan hasil" in text


@pytest.fixture
def town_of_pending(draft):
    pending = ProposalFactory(forum=draft.forum, verified=True, title="CCTV di pasar")
    DecisionFactory(proposal=pending)
    return draft, pending


def test_hints_that_stand_there_already_are_not_said_again(logged_in, draft, pengusul):
    ProposalFactory(forum=draft.forum, title="Kamera pengawas di pasar")
    first = ask(logged_in(pengusul), draft, title="CCTV pasar")
    mark = re.search(r'name="terlihat" value="(\w+)"', first.content.decode())[1]
    assert ask(logged_in(pengusul), draft, title="CCTV pasar kita", terlihat=mark).status_code == 204
    assert ask(logged_in(pengusul), draft, title="", terlihat=mark).status_code == 200
    assert ask(logged_in(pengusul), draft, title="", terlihat="").status_code == 204


def test_typing_saves_nothing(logged_in, draft, pengusul):
    ask(logged_in(pengusul), draft, title="CCTV pasar", problem="Baru diketik")
    draft.refresh_from_db()
    assert (draft.title, draft.problem) == ("", "")


@pytest.mark.parametrize("many", [1, 3])
def test_hints_ask_few_questions(logged_in, draft, pengusul, node, many, django_assert_max_num_queries):
    ProposalFactory.create_batch(many, forum=draft.forum, title="Titik internet di balai")
    client = logged_in(pengusul)
    ask(client, draft, title="Wi-Fi di balai", request="")  # reads the words that ship with the project
    with django_assert_max_num_queries(12):
        assert "Titik internet" in ask(client, draft, title="Wi-Fi di balai RT", request="").content.decode()
