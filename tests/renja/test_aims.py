"""The catalogue of priorities, tujuan and sasaran, and which lines serve them."""

from decimal import Decimal

import pytest

from audit.models import Entry
from renja.errors import PlanRefused, StaleEdit
from renja.models import RenjaLine
from renja.services import assign_aim, copy_aims, save_aims, save_line, take_aims
from renja.services.aims import MOST_AIMS, AimEdit, aims_mark
from renja.services.aims_taken import lacking_aims
from tests.factories.forums import ForumFactory
from tests.factories.renja import AimFactory, LineFactory, RenjaFactory, TableRowFactory, make_node


def save(renja, perencana, *edits, seen=None):
    return save_aims(renja, actor=perencana, seen=seen or aims_mark(renja), edits=edits)


def told(renja) -> list[tuple]:
    return [(aim.kind, aim.code, aim.text) for aim in renja.aims.in_order()]


@pytest.fixture
def aims(renja):
    return {
        code: AimFactory(renja=renja, kind=kind, code=code)
        for kind, code in (("prioritas", "9"), ("tujuan", "1"), ("sasaran", "1.2"), ("sasaran", "1.10"))
    }


def test_rows_are_added_changed_removed_and_recorded(renja, perencana):
    counts = save(renja, perencana, AimEdit("prioritas", "1", "Banjir"), AimEdit("tujuan", "1", "Mutu"))
    assert counts["added"] == 2
    first, second = renja.aims.in_order()
    counts = save(
        renja,
        perencana,
        AimEdit("prioritas", "1", "Pengendalian banjir", first.pk),
        AimEdit(id=second.pk, is_removed=True),
    )
    assert counts == {"added": 0, "changed": 1, "removed": 1}
    assert told(renja) == [("prioritas", "1", "Pengendalian banjir")]
    entry = Entry.objects.about(renja).first()
    assert (entry.action, entry.data) == ("renja.save_aims", counts)


def test_the_same_saved_again_is_no_change(renja, perencana, aims):
    edits = [AimEdit(aim.kind, aim.code, aim.text, aim.pk) for aim in aims.values()]
    assert not any(save(renja, perencana, *edits, seen="anything").values())
    assert not Entry.objects.about(renja).exists()


def test_numbers_change_places_in_one_save(renja, perencana, aims):
    first, second = aims["1.2"], aims["1.10"]
    save(
        renja,
        perencana,
        AimEdit("sasaran", "1.10", first.text, first.pk),
        AimEdit("sasaran", "1.2", second.text, second.pk),
    )
    first.refresh_from_db()
    assert first.code == "1.10"


def test_stale_save_overwrites_nothing(renja, perencana, aims):
    seen = aims_mark(renja)
    save(renja, perencana, AimEdit("prioritas", "1", "Baru"))
    with pytest.raises(StaleEdit, match="disimpan oleh"):
        save(renja, perencana, AimEdit("prioritas", "2", "Lain"), seen=seen)
    assert not renja.aims.filter(text="Lain").exists()


def test_row_that_lines_name_stays(renja, perencana, aims):
    LineFactory(renja=renja, priority=aims["9"])
    with pytest.raises(PlanRefused, match="Prioritas daerah 9 masih disebut 1 baris"):
        save(renja, perencana, AimEdit(id=aims["9"].pk, is_removed=True))
    with pytest.raises(PlanRefused, match="masih disebut"):
        save(renja, perencana, AimEdit("tujuan", "9", "x", aims["9"].pk))
    save(renja, perencana, AimEdit("prioritas", "8", "Uraian lain", aims["9"].pk))


def test_catalogue_has_an_end(renja, perencana):
    edits = [AimEdit("prioritas", str(n), "x") for n in range(MOST_AIMS + 1)]
    with pytest.raises(PlanRefused, match="paling banyak"):
        save(renja, perencana, *edits)


@pytest.mark.parametrize("verb", [take_aims, copy_aims])
def test_locked_plan_and_other_roles_change_nothing(renja, perencana, sekretariat, lock_plan, verb):
    with pytest.raises(PlanRefused, match="Hanya perencana"):
        verb(renja, actor=sekretariat)
    lock_plan()
    with pytest.raises(PlanRefused, match="dikunci"):
        verb(renja, actor=perencana)
    with pytest.raises(PlanRefused, match="dikunci"):
        save(renja, perencana, AimEdit("tujuan", "1", "x"))


def test_order_counts_as_people_do(renja, aims):
    assert [aim.code for aim in renja.aims.in_order()] == ["9", "1", "1.2", "1.10"]
    assert [aim.tag for aim in renja.aims.in_order()] == ["P9", "T1", "S1.2", "S1.10"]


def test_sums_count_lines_of_a_sasaran_for_its_tujuan(renja, aims):
    LineFactory(renja=renja, aim=aims["1.2"], priority=aims["9"], pagu=Decimal(5))
    LineFactory(renja=renja, aim=aims["1"], pagu=Decimal(3))
    AimFactory(renja=renja, kind="sasaran", code="11.1")
    other = RenjaFactory(forum=ForumFactory(plan_year=2027))
    LineFactory(
        renja=other,
        aim=AimFactory(renja=other, kind="sasaran", code="1.2"),
        node=make_node("2.20.02.2.01.0001"),
    )
    found = {aim.tag: (aim.line_count, aim.pagu) for aim in renja.aims.with_lines()}
    assert found == {"P9": (1, 5), "T1": (2, 8), "S1.2": (1, 5), "S1.10": (0, 0), "S11.1": (0, 0)}
    assert {aim.tag: renja.lines.serving(aim).count() for aim in aims.values()} == {
        "P9": 1, "T1": 2, "S1.2": 1, "S1.10": 0,
    }  # fmt: skip


def test_lines_that_name_nothing_are_found(renja, aims):
    LineFactory(renja=renja, priority=aims["9"])
    open_line = LineFactory(renja=renja)
    assert list(renja.lines.not_aligned()) == [open_line]


def test_line_takes_aims_of_its_own_plan_alone(renja, perencana, line, aims):
    values = {"priority": aims["9"], "aim": aims["1.2"]}
    saved = save_line(line, actor=perencana, seen=line.version, values=values)
    assert (saved.priority, saved.aim) == (aims["9"], aims["1.2"])
    assert Entry.objects.about(line).first().changed == ["aim", "priority"]
    foreign = AimFactory(renja=RenjaFactory(forum=ForumFactory(plan_year=2027)))
    for wrong in ({"priority": foreign}, {"priority": aims["1"]}, {"aim": aims["9"]}):
        with pytest.raises(PlanRefused, match="dari daftar Renja ini"):
            save_line(saved, actor=perencana, seen=saved.version, values=wrong)


def test_many_lines_are_assigned_at_once(renja, perencana, aims):
    kept, dropped, new = (LineFactory(renja=renja) for _n in range(3))
    RenjaLine.objects.filter(pk__in=[kept.pk, dropped.pk]).update(aim=aims["1.2"])
    changed = assign_aim(aims["1.2"], actor=perencana, add=[new, kept], drop=[dropped])
    assert {line.pk for line in changed} == {new.pk, dropped.pk}
    assert {line.pk for line in renja.lines.filter(aim=aims["1.2"])} == {kept.pk, new.pk}
    assert {line.version for line in renja.lines.exclude(pk=kept.pk)} == {2}
    assert Entry.objects.filter(action="renja.align_line").count() == 2


def test_line_that_others_gave_another_aim_keeps_it(renja, perencana, aims):
    line = LineFactory(renja=renja, aim=aims["1.10"])
    assert not assign_aim(aims["1.2"], actor=perencana, drop=[line])
    line.refresh_from_db()
    assert line.aim == aims["1.10"]


def test_catalogue_of_last_year_is_copied_once(renja, perencana):
    last = RenjaFactory(forum=ForumFactory(plan_year=2027))
    AimFactory(renja=last, kind="tujuan", code="1", text="Mutu layanan")
    assert copy_aims(renja, actor=perencana) == 1
    assert told(renja) == [("tujuan", "1", "Mutu layanan")]
    with pytest.raises(PlanRefused, match="sudah berisi"):
        copy_aims(renja, actor=perencana)


def test_typed_table_hands_on_what_the_catalogue_lacks(renja, perencana):
    AimFactory(renja=renja, kind="tujuan", code="1", text="Mutu layanan")
    for order, cells in enumerate(
        ({"tujuan": "mutu layanan"}, {"sasaran": "Internet merata"}, {"tujuan": "Data", "sasaran": "Satu data"},
         {"sasaran": "Internet merata"}, {"indikator": "Indeks"}), start=1,
    ):  # fmt: skip
        TableRowFactory(renja=renja, order=order, cells=cells)
    assert take_aims(renja, actor=perencana) == 3
    assert [(aim.tag, aim.text) for aim in renja.aims.in_order()] == [
        ("T1", "Mutu layanan"), ("S1.1", "Internet merata"), ("T2", "Data"), ("S2.1", "Satu data"),
    ]  # fmt: skip
    assert not lacking_aims(renja)
    assert take_aims(renja, actor=perencana) == 0
