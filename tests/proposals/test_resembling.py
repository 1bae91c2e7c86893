"""Hints of similar proposals, measured on texts that people could have written."""

import json
from pathlib import Path

import pytest

from proposals.choices import UNPUBLISHED_STATES, Status
from proposals.models import Proposal
from tests.factories.forums import ForumFactory
from tests.factories.proposals import ProposalFactory

pytestmark = pytest.mark.django_db
LABELLED = json.loads((Path(__file__).parent / "data" / "similar_pairs.json").read_text(encoding="utf-8"))
SHOWN = 3


@pytest.fixture
def labelled(forum) -> list[tuple[dict, Proposal]]:
    """What is typed, with the proposal that should be found."""
    shared = ProposalFactory(forum=forum, withdrawn=True)
    return [(pair["typed"], _make(shared, **pair["proposal"])) for pair in LABELLED["pairs"]]


def _make(shared: Proposal, **text) -> Proposal:
    return ProposalFactory(
        forum=shared.forum, kelurahan=shared.kelurahan, urusan=shared.urusan, proposer=shared.proposer, **text
    )


def found(forum, title: str, problem: str) -> list[str]:
    rows = Proposal.objects.resembling(title, problem, forum=forum)
    return list(rows.values_list("title", flat=True)[:SHOWN])


def test_similar_proposals_are_found_and_unrelated_texts_have_none(labelled, forum):
    misses = [
        (typed["title"], proposal.title, found(forum, **typed))
        for typed, proposal in labelled
        if proposal.title not in found(forum, **typed)
    ]
    noise = [(text["title"], hints) for text in LABELLED["unrelated"] if (hints := found(forum, **text))]
    recall = 1 - len(misses) / len(labelled)
    print(
        f"recall at {SHOWN}: {recall:.2f} of {len(labelled)}; missed: {misses}; hints on unrelated texts: {noise}"
    )
    assert len(labelled) >= 60
    assert len(LABELLED["unrelated"]) >= 25
    assert recall >= 0.8
    assert noise == []


SAME = {"title": "Kamera pengawas di pasar", "problem": "Barang hilang."}


@pytest.mark.parametrize("status", [status.value for status in Status])
def test_only_what_is_of_use_is_shown(forum, status):
    ProposalFactory(forum=forum, status=status, title="CCTV di pasar")
    shown = found(forum, **SAME)
    assert bool(shown) == (status not in (*UNPUBLISHED_STATES, Status.WITHDRAWN, Status.MERGED))


@pytest.mark.parametrize("status", [status.value for status in Status if status != Status.DRAFT])
def test_earlier_forums_show_what_was_accepted_or_waits(forum, status):
    ProposalFactory(forum=ForumFactory(plan_year=2027), status=status, title="CCTV di pasar")
    shown = found(forum, **SAME)
    assert bool(shown) == (status in (Status.ACCEPTED, Status.ACCEPTED_WITH_CHANGES, Status.DEFERRED))


def test_later_forums_are_not_looked_at(forum):
    ProposalFactory(forum=ForumFactory(plan_year=2029), accepted=True, title="CCTV di pasar")
    assert found(forum, **SAME) == []


def test_withheld_proposals_are_never_shown(forum):
    ProposalFactory(forum=forum, withheld=True, title="CCTV di pasar")
    assert found(forum, **SAME) == []


@pytest.mark.parametrize("text", ["", "yang untuk dan", "12 34", "'; \\ :* & |", "\x00"], ids=range(5))
def test_text_that_says_nothing_finds_nothing(forum, text):
    ProposalFactory(forum=forum, title="CCTV di pasar")
    assert found(forum, text, text) == []


@pytest.mark.parametrize("word", ["pelatihan", "dilatih", "melatih", "berlatih"])
def test_other_forms_of_a_word_are_the_same(forum, word):
    ProposalFactory(forum=forum, title="Latihan pengasuh panti merawat taman hidroponik")
    assert found(forum, f"Pengasuh panti {word} merawat hidroponik", "") != []
