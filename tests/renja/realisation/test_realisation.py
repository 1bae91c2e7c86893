"""What was done and spent of the plan, quarter by quarter."""

from decimal import Decimal

import pytest

from audit.models import Entry
from renja.errors import PlanRefused, StaleEdit
from renja.models import Realisation
from renja.realisation.quarters import begun, shown_first
from renja.realisation.table import read_realised_plan
from renja.services import remove_line
from renja.services.realisation import RealisationEdit, over_pagu, save_realisations
from tests.factories.renja import IndicatorFactory, LineFactory, RealisationFactory, make_node

pytestmark = pytest.mark.django_db
VALUES = {"physical": Decimal(40), "output": Decimal(5), "output_label": "", "spent": Decimal(30_000_000)}


def save(line, actor, *, quarter=2, seen=0, **changes):
    edit = RealisationEdit(line.pk, VALUES | changes, seen)
    return save_realisations(line.renja, quarter, actor=actor, edits=[edit])


def test_values_are_stored_and_recorded(done, line, perencana):
    assert save(line, perencana) == 1
    row = Realisation.objects.get()
    assert (row.quarter, row.physical, row.output, row.spent, row.version) == (2, 40, 5, 30_000_000, 1)
    actions = Entry.objects.order_by("pk").values_list("action", flat=True)
    assert list(actions)[-2:] == ["renja.realise_line", "renja.save_realisation"]


def test_same_again_changes_nothing(line, perencana):
    save(line, perencana)
    assert save(line, perencana, seen=0) == 0
    assert Realisation.objects.get().version == 1


def test_stale_save_overwrites_nothing_of_any_line(done, line, perencana):
    save(line, perencana)
    other = LineFactory(renja=done)
    edits = [RealisationEdit(other.pk, VALUES), RealisationEdit(line.pk, VALUES | {"physical": Decimal(90)})]
    with pytest.raises(StaleEdit, match="Isian Anda belum disimpan") as stale:
        save_realisations(done, 2, actor=perencana, edits=edits)
    assert [row.physical for row in stale.value.current] == [40]
    assert Realisation.objects.count() == 1


def test_emptied_row_goes(line, perencana):
    save(line, perencana)
    save(line, perencana, seen=1, physical=None, output=None, spent=None)
    assert not Realisation.objects.exists()


@pytest.mark.parametrize(
    ("moment", "open_", "first"),
    [
        ("2024-12-31 23:00+08:00", [], 1),
        ("2025-01-01 00:30+08:00", [1], 1),
        ("2025-07-02 09:00+08:00", [1, 2, 3], 2),
        ("2026-01-01 00:30+08:00", [1, 2, 3, 4], 4),
    ],
)
def test_quarters_open_as_they_begin(moment, open_, first, time_machine):
    time_machine.move_to(moment, tick=False)
    assert (begun(2025), shown_first(2025)) == (open_, first)


def test_quarter_to_come_is_refused(line, perencana, time_machine):
    time_machine.move_to("2025-05-02 09:00+08:00", tick=False)
    with pytest.raises(PlanRefused, match="Triwulan III 2025 baru dapat diisi mulai 1 Juli 2025"):
        save(line, perencana, quarter=3)


def test_money_of_a_programme_is_computed(done, perencana):
    programme = LineFactory(
        renja=done, node=make_node("2.16.03"), pagu=None, source_of_funds="", forward_pagu=None
    )
    with pytest.raises(PlanRefused, match="tingkat terbawah"):
        save(programme, perencana)
    save(programme, perencana, spent=None, output=None, output_label="BB")
    assert Realisation.objects.get().achieved == "BB"


@pytest.mark.parametrize(
    "role", ["sekretariat", "verifikator", "pimpinan", "admin_user", "pengusul", "pemeriksa"]
)
def test_others_record_nothing(line, request, role):
    with pytest.raises(PlanRefused, match="bidang penanggung jawab"):
        save(line, request.getfixturevalue(role))


def test_bidang_records_its_own_line(line, verifikator):
    line.unit = verifikator.memberships.get().units.get()
    line.save()
    assert save(line, verifikator) == 1


def test_over_the_pagu_is_told_and_stored(done, line, perencana):
    save(line, perencana, quarter=1, spent=Decimal(80_000_000))
    assert over_pagu(done, [line.pk]) == []
    assert save(line, perencana, quarter=2, spent=Decimal(30_000_000), physical=Decimal(10)) == 1
    assert over_pagu(done, [line.pk]) == [line]
    (part,) = read_realised_plan(done, 2).parts
    assert "Keuangan melebihi pagu" in part.rows[-1].remarks


def test_sums_come_from_the_quarters(done, line):
    other = LineFactory(renja=done, node=make_node("2.16.02.2.01.0015"))
    RealisationFactory(line=line, quarter=1, spent=Decimal(10))
    RealisationFactory(line=line, quarter=2, spent=Decimal(5), physical=None)
    RealisationFactory(line=other, quarter=3, spent=Decimal(7))
    plan = read_realised_plan(done, 2)
    assert (plan.spent, plan.spent_so_far, plan.reported, plan.count) == (5, 15, 1, 2)
    head, own = plan.parts[0].head, plan.parts[0].rows[-2]
    assert (head.spent_so_far, own.spent_so_far, own.share) == (15, 15, Decimal(15) * 100 / 100_000_000)
    assert own.physical == 25  # the newest that was said


def test_reading_asks_as_much_for_three_lines_as_for_one(done, line, django_assert_max_num_queries):
    RealisationFactory(line=line)
    for count in range(3):
        with django_assert_max_num_queries(10):
            read_realised_plan(done, 1)
        IndicatorFactory(line=LineFactory(renja=done, node=make_node(f"2.16.02.2.01.002{count}")))


def test_realised_line_stays(forum, renja, perencana):
    """Also in a plan that can be edited: what was done of a line is not lost by removing it."""
    line = LineFactory(renja=renja)
    RealisationFactory(line=line)
    with pytest.raises(PlanRefused, match="Realisasi baris ini sudah dicatat"):
        remove_line(line, actor=perencana)
