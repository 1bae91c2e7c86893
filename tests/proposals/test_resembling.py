"""Hints of similar proposals, measured on texts that people could have written."""

import json
from pathlib import Path

import pytest

from proposals.models import Proposal
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
