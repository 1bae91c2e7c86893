"""Several sources of funds of one line: the database sums them, and nobody types a sum."""

from decimal import Decimal
from importlib import import_module

import pytest
from django.db import IntegrityError, connection, transaction

from audit.models import Entry
from renja.errors import PlanRefused, StaleEdit
from renja.funding_guard import INSTALL
from renja.models import Funding, RenjaLine
from renja.services import change_cell, remove_line, save_line
from tests.factories.renja import FulfilmentFactory, FundingFactory, LineFactory, make_node
from tests.renja_portal.poisoned import unguarded


def funding(source: str, amount=None, forward=None) -> dict:
    given = {"amount": amount, "forward": forward}
    return {"source": source} | {
        name: None if value is None else Decimal(value) for name, value in given.items()
    }


def money_of(line: RenjaLine) -> tuple:
    line.refresh_from_db()
    return line.pagu, line.source_of_funds, line.forward_pagu


@pytest.fixture
def line(renja):
    return LineFactory(renja=renja)


@pytest.fixture
def save(line, perencana):
    """`save(funding(…), …)`: as a planner who has read what is stored."""

    def do(*wanted, **values):
        line.refresh_from_db()
        return save_line(line, actor=perencana, seen=line.version, values=values, fundings=list(wanted))

    return do


def test_line_holds_the_sums_of_its_sources(line, save):
    saved = save(funding("DAU", 60, 70), funding("PAD", 40), note="Dua sumber")
    assert (saved.pagu, saved.source_of_funds, saved.forward_pagu) == (100, "DAU, PAD", 70)
    assert money_of(line) == (100, "DAU, PAD", 70)
    assert [(row.source, row.amount) for row in line.fundings.all()] == [("DAU", 60), ("PAD", 40)]
    entry = Entry.objects.about(line).first()
    assert entry.changed == ["forward_pagu", "fundings", "note", "pagu", "source_of_funds"]
    assert "DAU" not in str(entry.data)


def test_other_order_is_another_plan_and_the_same_is_none(line, save):
    save(funding("DAU", 60), funding("PAD", 40))
    assert save(funding("DAU", 60), funding("PAD", 40)).version == 2
    assert save(funding("PAD", 40), funding("DAU", 60)).version == 3
    assert money_of(line) == (100, "PAD, DAU", None)


def test_sources_that_are_left_out_go(line, save):
    save(funding("DAU", 60), funding("PAD", 40))
    save()
    assert money_of(line) == (None, "", None)
    assert not Funding.objects.exists()


def test_stale_sources_overwrite_nothing(line, save, three_roles):
    save(funding("DAU", 60))
    with pytest.raises(StaleEdit):
        save_line(line, actor=three_roles, seen=1, values={}, fundings=[funding("PAD", 1)])
    assert money_of(line) == (60, "DAU", None)


def test_sum_of_sources_stays_above_what_proposals_were_promised(line, save):
    FulfilmentFactory(line=line, amount=Decimal(40))
    with pytest.raises(PlanRefused, match=r"tidak boleh kurang .* Rp40"), transaction.atomic():
        save(funding("DAU", 30), funding("PAD", 9))
    assert save(funding("DAU", 30), funding("PAD", 10)).pagu == 40


def test_line_above_the_lowest_level_has_no_sources(renja, perencana):
    program = LineFactory(
        renja=renja, node=make_node("2.16.02"), pagu=None, source_of_funds="", forward_pagu=None
    )
    with pytest.raises(PlanRefused, match="hanya diisi pada tingkat terbawah"):
        save_line(program, actor=perencana, seen=1, values={}, fundings=[funding("PAD", 5)])
    assert save_line(program, actor=perencana, seen=1, values={"note": "x"}, fundings=[]).note == "x"


@pytest.mark.parametrize("field", ["pagu", "forward_pagu", "source_of_funds"])
def test_cell_of_several_sources_leads_to_the_page_of_the_line(line, perencana, field):
    FundingFactory(line=line, source="DAU")
    with pytest.raises(PlanRefused, match="beberapa sumber dana"):
        change_cell(
            line, actor=perencana, seen=1, was=None, values={field: Decimal(1) if "pagu" in field else "X"}
        )
    assert line.fundings.count() == 2


def test_cell_of_the_only_source_keeps_the_rest_of_it(line, perencana):
    saved = change_cell(line, actor=perencana, seen=1, was=None, values={"source_of_funds": "DAU"})
    assert (saved.pagu, saved.source_of_funds) == (100_000_000, "DAU")
    only = line.fundings.get()
    assert (only.source, only.amount, only.forward) == ("DAU", 100_000_000, 110_000_000)


def test_source_of_which_nothing_is_left_goes(line, perencana):
    for field, empty in (("pagu", None), ("forward_pagu", None), ("source_of_funds", "")):
        line = change_cell(line, actor=perencana, seen=line.version, was=None, values={field: empty})
    assert not Funding.objects.exists()


def test_removed_line_takes_its_sources_along(line, perencana):
    FundingFactory(line=line)
    remove_line(line, actor=perencana)
    assert not Funding.objects.exists()


# --- what the database itself sees to --------------------------------------------------------------------


def test_sums_follow_whoever_writes(line):
    more = FundingFactory(line=line, source="DAU", amount=Decimal("0.50"), forward=None)
    assert money_of(line) == (Decimal("100000000.50"), "PAD, DAU", 110_000_000)
    Funding.objects.filter(pk=more.pk).update(amount=5, source="")
    assert money_of(line) == (100_000_005, "PAD", 110_000_000)
    more.delete()
    assert money_of(line) == (100_000_000, "PAD", 110_000_000)


def test_money_written_by_the_release_before_reaches_the_only_source(line):
    RenjaLine.objects.filter(pk=line.pk).update(pagu=7, source_of_funds="DAU", forward_pagu=None)
    assert list(line.fundings.values_list("source", "amount", "forward")) == [("DAU", 7, None)]
    RenjaLine.objects.filter(pk=line.pk).update(pagu=None, source_of_funds="")
    assert not line.fundings.exists()
    RenjaLine.objects.filter(pk=line.pk).update(pagu=9)
    assert line.fundings.get().amount == 9


def test_money_of_several_sources_is_never_written_by_itself(line):
    FundingFactory(line=line)
    with pytest.raises(IntegrityError, match="several sources"), transaction.atomic():
        RenjaLine.objects.filter(pk=line.pk).update(pagu=7)
    RenjaLine.objects.filter(pk=line.pk).update(note="x", pagu=130_000_000)  # the sum that it has


def test_line_deleted_by_the_release_before_takes_its_sources_along(line):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM renja_renjaline WHERE id = %s", [line.pk])
    assert not Funding.objects.exists()


def test_amounts_below_zero_and_the_same_source_twice_are_refused(line):
    for wrong in ({"source": "PAD"}, {"source": "DAU", "amount": -1}, {"source": "DAU", "forward": -1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            FundingFactory(line=line, **wrong)


def test_money_from_before_the_sources_becomes_the_first_of_them(renja):
    with unguarded():
        kept = LineFactory(renja=renja, source_of_funds="PAD, DAU", forward_pagu=None)
        LineFactory(renja=renja, pagu=None, forward_pagu=None, source_of_funds="")
    assert not Funding.objects.exists()
    for _twice in range(2):
        with connection.cursor() as cursor:
            cursor.execute(import_module("renja.migrations.0005_fundings_moved").MOVE)
    moved = Funding.objects.get()
    assert (moved.line, moved.source, moved.amount, moved.forward) == (kept, "PAD, DAU", 100_000_000, None)
    assert money_of(kept) == (100_000_000, "PAD, DAU", None)


def test_triggers_can_be_put_in_place_again(line):
    with connection.cursor() as cursor:
        cursor.execute(INSTALL)
    FundingFactory(line=line, amount=5)
    assert money_of(line)[0] == 100_000_005
