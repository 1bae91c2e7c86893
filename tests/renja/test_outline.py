"""The plan as a tree: order, codes, sums and counts are those of the data."""

from decimal import Decimal

import pytest

from renja.outline import read_outline
from tests.factories.renja import (
    FulfilmentFactory,
    IndicatorFactory,
    LineFactory,
    RenjaFactory,
    edition_2006,
    make_node,
)
from tests.reports import build
from urusan.models import Level


def codes(outline) -> list[str]:
    return [row.code for row in outline.rows]


def test_rows_stand_under_their_codes_in_order(renja):
    for code in ("2.20.02.2.01.0007", "2.16.02.2.01.0015", "2.16.02.2.01.0014"):
        LineFactory(renja=renja, node=make_node(code))
    assert codes(read_outline(renja)) == [
        "2", "2.16", "2.16.02", "2.16.02.2.01", "2.16.02.2.01.0014", "2.16.02.2.01.0015",
        "2.20", "2.20.02", "2.20.02.2.01", "2.20.02.2.01.0007",
    ]  # fmt: skip


def test_placeholder_is_printed_as_the_plans_bidang(renja):
    make_node("2.16")
    LineFactory(renja=renja, node=make_node("X.XX.01.2.01.0001"))
    outline = read_outline(renja)
    assert codes(outline) == ["2", "2.16", "2.16.01", "2.16.01.2.01", "2.16.01.2.01.0001"]
    assert outline.lines[0].code == "2.16.01.2.01.0001"
    renja.bidang_code = "2.20"
    make_node("2.20")
    assert codes(read_outline(renja))[-1] == "2.20.01.2.01.0001"


@pytest.mark.parametrize("tree", [build.three_level_tree, build.two_level_tree])
def test_sums_equal_those_of_the_same_lines(db, tree):
    renja = build.new_plan(tree(), 2028, bidang="2.16")
    outline = read_outline(renja)
    lines = list(renja.lines.select_related("node"))
    assert outline.pagu == sum(line.pagu for line in lines)
    assert outline.forward == sum(line.forward_pagu for line in lines)
    for row in outline.rows:
        below = [line for line in lines if row.node.pk in line.node.lineage]
        expected = (None, None)
        if not row.is_heading:
            expected = (sum(line.pagu for line in below), sum(line.forward_pagu for line in below))
        assert (row.pagu, row.forward) == expected


def test_line_above_the_lowest_level_adds_no_money(renja):
    LineFactory(renja=renja, node=make_node("2.16.02"), pagu=None, forward_pagu=None)
    LineFactory(renja=renja, node=make_node("2.16.02.2.01.0014"), pagu=Decimal(7))
    outline = read_outline(renja)
    program = next(row for row in outline.rows if row.level == Level.PROGRAM)
    assert (program.pagu, bool(program.line)) == (Decimal(7), True)
    assert len(outline.leaves) == 1


def test_two_level_edition_counts_no_sub_kegiatan(forum):
    renja = RenjaFactory(forum=forum, edition=edition_2006(), bidang_code="1.25")
    LineFactory(renja=renja, node=make_node("1.25.15.01", edition=renja.edition))
    outline = read_outline(renja)
    assert outline.counts == {"urusan": 1, "bidang_urusan": 1, "program": 1, "kegiatan": 1}
    assert outline.rows[-1].is_leaf


def test_empty_plan_has_no_rows(renja):
    outline = read_outline(renja)
    assert (outline.rows, outline.pagu, outline.forward) == ((), 0, 0)


def test_outline_asks_as_much_for_three_lines_as_for_one(renja, django_assert_num_queries):
    def fill(n):
        line = LineFactory(renja=renja)
        IndicatorFactory.create_batch(n, line=line)
        FulfilmentFactory(line=line, proposal__number=f"ASP-2028-05{n:02d}")

    def read():
        for row in read_outline(renja).rows:
            assert not row.line or len(row.line.answers) == 1

    fill(1)
    with django_assert_num_queries(6):
        read()
    fill(2)
    fill(3)
    with django_assert_num_queries(6):
        read()
