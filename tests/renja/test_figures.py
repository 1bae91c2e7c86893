"""The head of the plan and the coverage of proposals."""

import datetime
from decimal import Decimal

import pytest

from forums.models import Ceiling
from renja.codes import find_codes
from renja.coverage import accepted_proposals, read_coverage
from renja.summary import read_summary
from tests.factories.proposals import ProposalFactory
from tests.factories.renja import (
    EditionFactory,
    FulfilmentFactory,
    FundingFactory,
    IndicatorFactory,
    LineFactory,
    make_node,
)


def add_ceiling(forum, amount, source="", month=1) -> Ceiling:
    return Ceiling.objects.create(
        forum=forum,
        amount=Decimal(amount),
        source_of_funds=source,
        dated=datetime.date(2027, month, 1),
        basis="SE",
    )


def test_summary_without_ceiling_has_no_room_to_speak_of(renja):
    LineFactory(renja=renja, pagu=Decimal(30), forward_pagu=Decimal(40))
    summary = read_summary(renja)
    assert (summary.pagu, summary.forward, summary.ceiling) == (30, 40, None)
    assert not summary.is_over


def test_summary_counts_the_newest_ceiling_of_each_source(renja):
    LineFactory(renja=renja, pagu=Decimal(94))
    add_ceiling(renja.forum, 1000, "PAD")
    newest = [add_ceiling(renja.forum, 40, "DAU"), add_ceiling(renja.forum, 60, "PAD", month=2)]
    summary = read_summary(renja)
    assert (summary.ceiling, summary.room, summary.is_over) == (100, 6, False)
    assert list(summary.bases) == newest


def test_summary_says_by_how_much_the_plan_is_over(renja):
    LineFactory(renja=renja, pagu=Decimal(94))
    add_ceiling(renja.forum, 90)
    summary = read_summary(renja)
    assert (summary.is_over, summary.overrun) == (True, 4)


def test_summary_sets_each_source_beside_its_newest_ceiling(renja):
    line = LineFactory(renja=renja, pagu=Decimal(94), forward_pagu=None, source_of_funds="pad")
    FundingFactory(line=line, source="DAU", amount=5, forward=6)
    LineFactory(renja=renja, pagu=Decimal(1), forward_pagu=None, source_of_funds="")
    LineFactory(renja=renja, pagu=Decimal(2), forward_pagu=None, source_of_funds="PAD")
    LineFactory(renja=renja, pagu=None, forward_pagu=None, source_of_funds="")
    add_ceiling(renja.forum, 100, "PAD")
    add_ceiling(renja.forum, 60, "PAD", month=2)
    add_ceiling(renja.forum, 7, "DAK")
    summary = read_summary(renja)
    told = [(row.name, row.pagu, row.forward, row.is_over) for row in summary.sources]
    assert told == [
        ("DAK", 0, 0, False), ("DAU", 5, 6, False), ("PAD", 96, 0, True), ("Belum ditentukan", 1, 0, False),
    ]  # fmt: skip
    assert [(row.name, row.overrun) for row in summary.over_sources] == [("PAD", 36)]
    assert [ceiling.amount for ceiling in summary.earlier] == [100]


def test_sums_by_source_add_up_to_the_total(renja):
    line = LineFactory(renja=renja)
    FundingFactory(line=line, source="DAU")
    LineFactory(renja=renja, withheld_reason="Persandian", source_of_funds="RAHASIA")
    rows = renja.lines.sums_by_source(withheld="Dikecualikan")
    assert {row["name"]: (row["count"], row["pagu"]) for row in rows} == {
        "DAU": (1, 30_000_000), "PAD": (1, 100_000_000), "Dikecualikan": (1, 100_000_000),
    }  # fmt: skip
    assert sum(row["pagu"] for row in rows) == renja.lines.totals()["pagu"]


@pytest.mark.parametrize("gap", [{"source": ""}, {"amount": None}, {"forward": None}])
def test_source_that_lacks_something_is_incomplete(renja, gap):
    line = LineFactory(renja=renja)
    IndicatorFactory(line=line)
    assert read_summary(renja).incomplete == 0
    FundingFactory(line=line, **gap)
    assert read_summary(renja).incomplete == 1


def test_coverage_counts_each_proposal_once(renja):
    first = FulfilmentFactory(line__renja=renja, share=Decimal(30)).proposal
    FulfilmentFactory(line=LineFactory(renja=renja), proposal=first, share=Decimal("25.5"))
    homeless = ProposalFactory(forum=renja.forum, accepted=True)
    for status in ("submitted", "verified", "rejected", "deferred"):
        ProposalFactory(forum=renja.forum, status=status)
    coverage = read_coverage(renja.forum)
    assert (coverage.accepted, coverage.in_plan, coverage.homeless) == (2, 1, 1)
    rows = {row.number: (row.covered, len(row.planned)) for row in accepted_proposals(renja.forum)}
    assert rows == {first.number: (Decimal("55.50"), 2), homeless.number: (None, 0)}


def test_codes_are_found_by_code_and_words(renja):
    found = make_node("2.16.03.2.02.0038", name="Koordinasi Kabupaten atau Kota Cerdas")
    make_node("2.16.02.2.01.0014", name="Pengelolaan Media")
    make_node("2.16.02.3.01.0001", name="Kota Cerdas kabupaten")
    make_node("2.16.03.2.02.0039", name="Kota Cerdas lain", edition=EditionFactory(slug="lain"))
    assert list(find_codes(renja, "kota cerdas")) == [found]
    assert list(find_codes(renja, "2.16.03")) == [found]
    assert find_codes(renja, "").count() == 2


def test_codes_of_the_support_programme_are_found_as_printed(renja):
    node = make_node("X.XX.01.2.01.0001")
    other = make_node("2.16.01.2.09.0001")
    assert list(find_codes(renja, "2.16.01.2.01")) == [node]
    assert set(find_codes(renja, "2.16")) == {node, other}
    assert list(find_codes(renja, "x.xx.01")) == [node]


def test_upper_codes_show_when_asked_for(renja):
    leaf = make_node("2.16.02.2.01.0014")
    assert list(find_codes(renja, "2.16.02")) == [leaf]
    assert [node.code for node in find_codes(renja, "2.16.02", with_upper=True)] == [
        "2.16.02", "2.16.02.2.01", "2.16.02.2.01.0014",
    ]  # fmt: skip


def test_codes_know_the_line_that_has_them(renja):
    line = LineFactory(renja=renja)
    assert find_codes(renja, line.node.code).get().line_id == line.pk


COMPLETE = {"target": 5, "forward_target": 6, "target_label": ""}
WORD = {"target": None, "forward_target": None, "target_label": "BB"}


@pytest.mark.parametrize(
    ("of_line", "of_indicator", "lacks"),
    [
        ({}, COMPLETE, False),
        ({}, WORD, False),
        ({}, None, True),
        ({}, COMPLETE | {"target": None}, True),
        ({}, COMPLETE | {"forward_target": None}, True),
        ({"location": ""}, COMPLETE, True),
        ({"target_group": ""}, COMPLETE, True),
        ({"source_of_funds": ""}, COMPLETE, True),
        ({"pagu": None}, COMPLETE, True),
        ({"pagu": 0, "note": ""}, COMPLETE, False),
        ({"forward_pagu": None}, COMPLETE, True),
    ],
)
def test_lines_that_lack_something_are_counted_once(renja, of_line, of_indicator, lacks):
    line = LineFactory(renja=renja, **of_line)
    if of_indicator is not None:
        IndicatorFactory.create_batch(2, line=line, **of_indicator)
    LineFactory(renja=renja, node=make_node("2.16.02"), pagu=None)
    summary = read_summary(renja)
    assert summary.incomplete == int(lacks)
    assert summary.completeness == ("1 baris belum lengkap" if lacks else "Semua baris lengkap")
