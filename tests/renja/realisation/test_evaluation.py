"""What was recorded fills the evaluation of the plan two years later; what was typed stays."""

from decimal import Decimal

import pytest
from django.urls import reverse

from renja.errors import PlanRefused
from renja.models import TableRow
from renja.services.evaluation import fill_evaluation
from reports.plan_table import read_plan
from tests.factories.forums import ForumFactory, PhaseFactory
from tests.factories.renja import (
    IndicatorFactory,
    LineFactory,
    RealisationFactory,
    RenjaFactory,
    TableRowFactory,
    make_node,
)
from tests.renja.pages import read
from tests.renja.realisation.conftest import YEAR

pytestmark = pytest.mark.django_db
LABEL = "T-C.29"


@pytest.fixture
def later(line):
    """The plan of two years later, open, and the one between them."""
    RealisationFactory(line=line, quarter=1, output=Decimal(4))
    RealisationFactory(line=line, quarter=4, output=Decimal("10.5"))
    between = RenjaFactory(forum=ForumFactory(plan_year=YEAR + 1))
    IndicatorFactory(
        line=LineFactory(renja=between, node=line.node), text="Jumlah dokumen konten", target=Decimal(15)
    )
    forum = ForumFactory(plan_year=YEAR + 2)
    PhaseFactory(forum=forum)
    return RenjaFactory(forum=forum)


def fill(later, actor, *, replaces=False):
    return fill_evaluation(later, LABEL, actor=actor, replaces=replaces)


def test_empty_table_begins_with_what_was_promised_and_done(later, line, perencana):
    assert fill(later, perencana)["added"] == 1
    row = TableRow.objects.get()
    assert row.node == line.node
    assert row.cells == {
        "uraian": "Pengelolaan Konten", "indikator": "Jumlah dokumen konten", "target_lalu": "12",
        "realisasi_lalu": "10.5", "target_berjalan": "15",
    }  # fmt: skip


def test_typed_values_stay_and_are_named(later, line, perencana, enter):
    TableRowFactory(renja=later, table=LABEL, node=line.node, cells={"realisasi_lalu": "9"})
    text = read(enter(perencana).get(reverse("renja:table", args=[YEAR + 2, LABEL])))
    assert "Realisasi Renja PD Tahun 2025: tertulis 9, tercatat 10,5" in text
    assert fill(later, perencana) == {"added": 0, "changed": 1, "removed": 0}
    assert TableRow.objects.get().cells == {
        "realisasi_lalu": "9",
        "target_lalu": "12",
        "target_berjalan": "15",
    }


def test_typed_values_give_way_where_that_was_ticked(later, line, perencana, enter):
    TableRowFactory(renja=later, table=LABEL, node=line.node, cells={"realisasi_lalu": "9"})
    address = reverse("renja:table_fill", args=[YEAR + 2, LABEL])
    assert enter(perencana).post(address, {"ganti": "on"}).status_code == 302
    assert TableRow.objects.get().cells["realisasi_lalu"] == "10.5"


def test_nothing_known_is_said(later, perencana, enter):
    TableRowFactory(renja=later, table=LABEL, node=make_node("2.20.02.2.01.0007"), cells={"uraian": "Lain"})
    with pytest.raises(PlanRefused, match="Tidak ada yang perlu diisi"):
        fill(later, perencana)
    text = read(enter(perencana).get(reverse("renja:table", args=[YEAR + 2, LABEL])))
    assert "Isi dari realisasi" not in text


def test_of_several_indicators_the_wording_decides(later, line, perencana):
    IndicatorFactory(line=line, text="Indeks kepuasan", target=None, target_label="BB")
    row = TableRowFactory(renja=later, table=LABEL, node=line.node, cells={"indikator": "indeks kepuasan"})
    fill(later, perencana)
    row.refresh_from_db()
    assert row.cells["target_lalu"] == "BB"
    assert "realisasi_lalu" not in row.cells


def test_only_planners_fill(later, sekretariat):
    with pytest.raises(PlanRefused, match="Hanya perencana"):
        fill(later, sekretariat)


def test_matrix_prints_what_earlier_plans_realised_and_expect(later, line):
    mine = LineFactory(renja=later, node=line.node)
    IndicatorFactory(line=mine, text="Jumlah dokumen konten")
    type(later).objects.filter(pk=later.pk).update(structure="sipd-ri")
    later.refresh_from_db()
    plan, _masked = read_plan(later, office="Diskominfo")
    (target,) = plan.rows[-1].targets
    assert (target.realized, target.expected) == ("10,5 Dokumen", "15 Dokumen")


def test_what_was_withheld_fills_no_table(later, line, perencana):
    type(line).objects.filter(pk=line.pk).update(withheld_reason="Dikecualikan.")
    with pytest.raises(PlanRefused, match="Tidak ada yang perlu diisi"):
        fill(later, perencana)
