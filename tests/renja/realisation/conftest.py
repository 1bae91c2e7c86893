"""A plan whose year is over, with a line that answers an accepted proposal."""

import pytest

from renja.models import Fulfilment, Renja, RenjaLine
from tests.factories.forums import ForumFactory
from tests.factories.proposals import ProposalFactory
from tests.factories.renja import FulfilmentFactory, IndicatorFactory, LineFactory, RenjaFactory, make_node

YEAR = 2025


@pytest.fixture
def done(db) -> Renja:
    return RenjaFactory(forum=ForumFactory(plan_year=YEAR), stage="ditetapkan")


@pytest.fixture
def line(done) -> RenjaLine:
    line = LineFactory(renja=done, node=make_node("2.16.02.2.01.0014", name="Pengelolaan Konten"))
    IndicatorFactory(line=line, text="Jumlah dokumen konten")
    return line


@pytest.fixture
def answer(line) -> Fulfilment:
    proposal = ProposalFactory(forum=line.renja.forum, accepted=True, title="Titik internet RT 12")
    return FulfilmentFactory(line=line, proposal=proposal)
