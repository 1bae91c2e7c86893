"""What lines serve travels in the workbook: as it is handed out, and as people type it."""

import pytest

from renja.exchange.services import undo_file
from renja.models import PlanFile
from tests.factories.renja import AimFactory
from tests.renja.books import applied, change, changes, checked, errors, exported, kinds, sheet

pytestmark = pytest.mark.django_db
CODE = "2.16.02.2.01.0014"
HEAD = ["Kode", "Prioritas daerah", "Tujuan atau sasaran"]


@pytest.fixture
def aims(renja):
    rows = (
        ("prioritas", "3", "Stunting"),
        ("tujuan", "1", "Layanan yang baik"),
        ("sasaran", "1.1", "Mutu data"),
        ("sasaran", "1.2", "Mutu layanan"),
    )
    return {code: AimFactory(renja=renja, kind=kind, code=code, text=text) for kind, code, text in rows}


@pytest.fixture
def serving(line, aims):
    line.priority, line.aim = aims["3"], aims["1.2"]
    line.save(update_fields=["priority", "aim"])
    return line


def test_aims_go_out_in_words_and_come_back_the_same(renja, serving, perencana):
    book = exported(renja)
    assert [book.active.cell(4, place).value for place in (15, 16)] == [
        "Prioritas daerah 3: Stunting", "Sasaran 1.2: Mutu layanan",
    ]  # fmt: skip
    file = checked(renja, perencana, book)
    assert (kinds(file), errors(file), changes(file)) == (["same"], [], [])


@pytest.mark.parametrize(
    ("priority", "aim", "found"),
    [
        ("P3", "S1.1", ("3", "1.1")),
        (3, "1.1", ("3", "1.1")),
        ("prioritas daerah 3", "Tujuan 1", ("3", "1")),
        ("STUNTING", "  mutu   data ", ("3", "1.1")),
        ("Prioritas daerah 3: kata yang lama", "Sasaran 1.1: kata yang lama", ("3", "1.1")),
        (None, None, (None, None)),
    ],
    ids=["tag", "number", "kind and number", "words", "words of then", "empty"],
)
def test_aims_are_read_as_people_name_them(renja, serving, aims, perencana, priority, aim, found):
    applied(renja, perencana, sheet([CODE, priority, aim], head=HEAD))
    serving.refresh_from_db()
    assert (serving.priority, serving.aim) == tuple(aims.get(code) for code in found)


@pytest.mark.parametrize(
    ("priority", "aim", "problem"),
    [
        ("P9", None, "Baris 2, kolom B: “P9” tidak menunjuk tepat satu baris daftar Renja ini; tulis tandanya, misalnya P3."),
        (None, 1.1, "Baris 2, kolom C: “1.1” tidak menunjuk"),
        (None, "P3", "Baris 2, kolom C: “P3” tidak menunjuk"),
        (None, "Sasaran 1.1: Mutu layanan", "Baris 2, kolom C: “Sasaran 1.1: Mutu layanan” tidak menunjuk"),
    ],
    ids=["unknown", "1.1 or 1.10", "of the other column", "words of another row"],
)  # fmt: skip
def test_aim_that_is_not_plain_is_named_by_its_cell(renja, serving, perencana, priority, aim, problem):
    found = errors(checked(renja, perencana, sheet([CODE, priority, aim], head=HEAD)))
    assert len(found) == 1
    assert found[0].startswith(problem)


def test_aims_change_and_are_taken_back(renja, serving, aims, perencana):
    file = checked(renja, perencana, change(exported(renja), 4, Tujuan="S1.1"))
    assert changes(file) == [("Tujuan atau sasaran", "Sasaran 1.2: Mutu layanan", "Sasaran 1.1: Mutu data")]
    file = applied(renja, perencana, change(exported(renja), 4, Tujuan="S1.1"))
    serving.refresh_from_db()
    assert serving.aim == aims["1.1"]
    undo_file(file, actor=perencana)
    serving.refresh_from_db()
    assert (serving.priority, serving.aim) == (aims["3"], aims["1.2"])


def test_plan_without_catalogue_takes_its_own_file_and_guesses_no_column_of_others(renja, line, perencana):
    assert checked(renja, perencana, exported(renja)).is_checked
    file = checked(renja, perencana, sheet([CODE, "x", "y"], head=["Kode", "Lokasi", "Prioritas RPJMD"]))
    assert file.columns == {"code": "Kode", "location": "Lokasi"}
    found = errors(checked(renja, perencana, sheet([CODE, "Stunting"], head=HEAD[:2])))
    assert "belum memiliki daftar" in found[0]


def test_file_applied_before_aims_travelled_is_taken_back_without_them(renja, serving, aims, perencana):
    file = applied(renja, perencana, sheet([CODE, "Baru"], head=["Kode", "Lokasi"]))
    kept = PlanFile.objects.get(pk=file.pk).before
    for name in ("priority", "aim"):
        del kept[0]["content"]["values"][name]
    PlanFile.objects.filter(pk=file.pk).update(before=kept)
    undo_file(file, actor=perencana)
    serving.refresh_from_db()
    assert (serving.aim, serving.location) == (aims["1.2"], "Balikpapan Utara, Karang Joang")
