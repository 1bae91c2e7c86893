"""Susunan acara and kriteria penilaian: saved as a whole, put in order, shown, and fixed once it is too late."""

import datetime

import pytest

from audit.models import Entry
from forums.criteria import save_criteria
from forums.errors import ForumRefused
from forums.models import Criterion, Forum, ProgrammeItem
from forums.programme import save_programme
from tests.factories.forums import CriterionFactory, ForumFactory, ProgrammeItemFactory
from tests.factories.meetings import MarkFactory
from tests.forums.conftest import address, page

MEANINGS = ["Sangat kurang", "Kurang", "Cukup", "Baik", "Sangat baik"]


def sent(prefix: str, rows: list, fields: tuple[str, ...], added: dict | None = None, **changes) -> dict:
    """A page of rows as a browser sends it; `changes` are for the first row."""
    data = {f"{prefix}-TOTAL_FORMS": len(rows) + 1, f"{prefix}-INITIAL_FORMS": len(rows)}
    for number, row in enumerate(rows):
        values = {"id": row.pk, "version": row.version} | {name: getattr(row, name) for name in fields}
        values |= changes if number == 0 else {}
        data |= {f"{prefix}-{number}-{name}": value for name, value in values.items()}
    return data | {f"{prefix}-{len(rows)}-{name}": value for name, value in (added or {}).items()}


def programme_data(*rows, **more) -> dict:
    return sent("acara", list(rows), ("title", "minutes", "in_charge"), **more)


def criteria_data(*rows, added=None, **changes) -> dict:
    data = sent("kriteria", list(rows), ("name", "weight"), added=added, **changes)
    for number, row in enumerate([*rows, *([added] if added else [])]):
        meanings = MEANINGS if isinstance(row, dict) else row.meanings
        data |= {f"kriteria-{number}-meanings_{mark}": text for mark, text in enumerate(meanings)}
    return data


@pytest.fixture
def items(forum) -> list[ProgrammeItem]:
    titles = ("Registrasi", "Pembukaan", "Penutupan")
    return [
        ProgrammeItemFactory(forum=forum, title=title, minutes=30, order=n)
        for n, title in enumerate(titles, 1)
    ]


def titles() -> list[str]:
    return list(ProgrammeItem.objects.order_by("order").values_list("title", flat=True))


# Susunan acara


def test_usual_programme_is_copied_once(staff, forum):
    assert "Salin susunan acara baku" in page(staff, "programme")
    staff.post(address("programme_fill"))
    assert forum.programme.count() == 10
    answer = staff.post(address("programme_fill"), follow=True)
    assert "Susunan acara sudah terisi." in answer.content.decode()
    assert forum.programme.count() == 10
    assert Entry.objects.get().action == "programme.fill"


def test_rows_are_changed_added_and_deleted_at_once(staff, forum, items):
    added = {"title": "Diskusi", "minutes": "60", "in_charge": "Moderator"}
    data = programme_data(*items, added=added, title="Registrasi peserta") | {"acara-1-DELETE": "on"}
    assert staff.post(address("programme"), data).url == address("programme")
    assert titles() == ["Registrasi peserta", "Penutupan", "Diskusi"]
    assert Entry.objects.get().data == {"new": 1, "changed": 1, "gone": 1, "rows": 3}


@pytest.mark.parametrize(
    ("button", "place", "order"),
    [("naik", 2, [0, 2, 1]), ("turun", 0, [1, 0, 2]), ("naik", 0, [0, 1, 2]), ("turun", 2, [0, 1, 2])],
)
def test_row_goes_up_and_down_with_what_was_typed(staff, items, button, place, order):
    data = programme_data(*items, in_charge="Panitia") | {button: items[place].pk}
    staff.post(address("programme"), data)
    assert titles() == [items[number].title for number in order]
    assert ProgrammeItem.objects.get(pk=items[0].pk).in_charge == "Panitia"


def test_unchanged_programme_leaves_no_trace(staff, items):
    assert staff.post(address("programme"), programme_data(*items)).status_code == 302
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"minutes": "0"}, "Isi sekurang-kurangnya 1 menit."),
        ({"minutes": "601"}, "Paling lama 600 menit"),
        ({"title": ""}, "Isian ini wajib diisi."),
    ],
)
def test_wrong_row_is_refused_and_nothing_typed_is_lost(staff, items, changes, words):
    text = staff.post(
        address("programme"), programme_data(*items, **(changes | {"in_charge": "Panitia"}))
    ).content.decode()
    assert words in text
    assert 'value="Panitia"' in text
    assert not Entry.objects.exists()


def test_stale_row_shows_both_texts(staff, items):
    data = programme_data(*items, title="Judul saya")
    ProgrammeItem.objects.filter(pk=items[0].pk).update(title="Judul orang lain", version=5)
    answer = staff.post(address("programme"), data)
    assert answer.status_code == 409
    assert "Judul orang lain" in answer.content.decode()
    assert 'value="Judul saya"' in answer.content.decode()


def test_row_that_somebody_deleted_is_named(forum, sekretariat, items):
    ProgrammeItem.objects.filter(pk=items[0].pk).delete()
    values = {"title": "Baru", "minutes": 5, "in_charge": ""}
    with pytest.raises(ForumRefused, match="sudah dihapus orang lain"):
        save_programme(forum, actor=sekretariat, changed=[(items[0], values, 1)])


def test_rows_of_another_forum_are_not_touched(staff, forum):
    other = ProgrammeItemFactory(forum=ForumFactory(plan_year=2027), title="Milik lain")
    staff.post(address("programme"), programme_data(other, title="Diubah"))
    assert titles() == ["Milik lain"]


def test_hours_follow_from_when_the_forum_begins(staff, client, forum, items):
    assert "Jam belum dapat dihitung" in page(staff, "programme")
    Forum.objects.update(starts_at=datetime.time(8, 30))
    assert "08.30–09.00" in page(staff, "programme")
    text = client.get("/forum/2028/").content.decode()
    for words in ("Susunan acara", "08.30–09.00", "09.30–10.00", "Penutupan"):
        assert words in text


def test_programme_without_hour_shows_how_long(client, forum, items):
    assert "± 30 menit" in client.get("/forum/2028/").content.decode()


# Kriteria penilaian


@pytest.fixture
def criteria(forum) -> list[Criterion]:
    return [
        CriterionFactory(forum=forum, name=name, weight=weight, order=n)
        for n, (name, weight) in enumerate((("Urgensi", 60), ("Kesiapan", 40)), 1)
    ]


def test_usual_criteria_are_copied_once(staff, forum):
    staff.post(address("criteria_fill"))
    assert sum(forum.criteria.values_list("weight", flat=True)) == 100
    assert "sudah terisi" in staff.post(address("criteria_fill"), follow=True).content.decode()


def test_criteria_are_changed_together(staff, criteria):
    added = {"name": "Dukungan", "weight": "30"}
    data = criteria_data(*criteria, added=added, weight="30")
    assert staff.post(address("criteria"), data).status_code == 302
    assert list(Criterion.objects.values_list("name", "weight")) == [
        ("Urgensi", 30),
        ("Kesiapan", 40),
        ("Dukungan", 30),
    ]
    assert Criterion.objects.get(name="Dukungan").meanings == MEANINGS


def test_weights_that_do_not_make_a_hundred_are_refused(staff, criteria):
    text = staff.post(address("criteria"), criteria_data(*criteria, weight="50")).content.decode()
    assert "Jumlah bobot harus 100; sekarang 90." in text
    assert 'value="50"' in text
    assert Criterion.objects.get(name="Urgensi").weight == 60


def test_each_mark_needs_its_meaning(staff, criteria):
    data = criteria_data(*criteria) | {"kriteria-0-meanings_2": ""}
    assert "Isi arti setiap nilai, dari 1 sampai 5." in staff.post(address("criteria"), data).content.decode()


def test_two_criteria_do_not_share_a_name(staff, criteria):
    data = criteria_data(*criteria, name="Kesiapan")
    assert "sudah ada" in staff.post(address("criteria"), data).content.decode()
    added = {"name": "Kesiapan", "weight": "10"}
    data = criteria_data(*criteria, added=added, weight="50")
    assert "sudah ada" in staff.post(address("criteria"), data).content.decode()
    assert Criterion.objects.count() == 2


def test_criterion_moves_up(staff, criteria):
    staff.post(address("criteria"), criteria_data(*criteria) | {"naik": criteria[1].pk})
    assert list(Criterion.objects.values_list("name", flat=True)) == ["Kesiapan", "Urgensi"]


def test_stale_criterion_shows_both_meanings(staff, criteria):
    data = criteria_data(*criteria) | {"kriteria-0-meanings_0": "Arti saya"}
    Criterion.objects.filter(pk=criteria[0].pk).update(meanings=["Arti lain", *MEANINGS[1:]], version=3)
    answer = staff.post(address("criteria"), data)
    assert answer.status_code == 409
    assert "Arti lain" in answer.content.decode()
    assert "Arti saya" in answer.content.decode()


def test_criteria_are_fixed_once_somebody_scored(staff, forum, sekretariat, criteria):
    MarkFactory(criterion=criteria[0])
    text = page(staff, "criteria")
    assert "Penilaian sudah dimulai" in text
    assert "Simpan kriteria" not in text
    with pytest.raises(ForumRefused, match="Penilaian sudah dimulai"):
        save_criteria(forum, actor=sekretariat, deleted=criteria)
    assert Criterion.objects.count() == 2


@pytest.mark.parametrize(
    ("name", "factory"), [("programme", ProgrammeItemFactory), ("criteria", CriterionFactory)]
)
def test_pages_ask_as_much_for_many_as_for_few(staff, forum, django_assert_max_num_queries, name, factory):
    def asked() -> int:
        with django_assert_max_num_queries(12) as queries:
            page(staff, name)
        return len(queries)

    factory(forum=forum)
    one = asked()
    factory.create_batch(2, forum=forum)
    assert asked() == one
