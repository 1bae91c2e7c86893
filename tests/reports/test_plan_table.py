"""T-C.33 as it is read, before anything is typeset: sources of funds with amounts, urgency, the recap by source."""

import pytest

from renja.models import RenjaLine
from reports.plan_table import read_plan
from tests.factories.renja import FundingFactory, LineFactory, RenjaFactory, make_node

pytestmark = pytest.mark.django_db


@pytest.fixture
def line():
    return LineFactory(renja=RenjaFactory(), node=make_node("2.16.02.2.01.0014"))


def printed(line: RenjaLine):
    return read_plan(line.renja, office="Dinas Kominfo")[0]


def test_only_source_is_named_and_several_with_their_amounts(line):
    assert printed(line).rows[-1].source == "PAD"
    FundingFactory(line=line, source="", amount=5)
    assert printed(line).rows[-1].source == "PAD:\n100.000.000\nBelum ditentukan:\n5"


def test_urgency_is_told_beside_the_note(line):
    assert printed(line).rows[-1].urgency == ""
    RenjaLine.objects.update(urgency=["spm", "forum"])
    assert printed(line).rows[-1].urgency == "Urgensi: SPM, Forum OPD"


def test_recap_sums_the_sources_and_tells_none_of_what_is_withheld(line):
    FundingFactory(line=line, source="DAU")
    FundingFactory(line=LineFactory(renja=line.renja, withheld_reason="Persandian"), source="RAHASIA")
    LineFactory(renja=line.renja, pagu=None, forward_pagu=None, source_of_funds="")
    plan = printed(line)
    assert [(row.name, row.count, row.pagu) for row in plan.sources] == [
        ("Belum ditentukan", 1, 0), ("DAU", 1, 30_000_000), ("Informasi dikecualikan", 1, 130_000_000),
        ("PAD", 1, 100_000_000),
    ]  # fmt: skip
    assert sum(row.pagu for row in plan.sources) == plan.pagu
    assert "RAHASIA" not in str(plan.rows)
