"""Hari libur: what a year's table says, how it is filled and mended, and how working days follow it."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from audit.models import Entry
from core.dates import add_working_days, is_working_day, working_days_between
from core.memory import request_memory
from core.tables import read_table
from core.versions import StaleSave
from forums.errors import ForumRefused
from forums.forms.holidays import HolidayFileForm
from forums.holiday_table import HolidaysRefused, Line, as_csv, lines_of, read_day
from forums.holidays import (
    add_holiday,
    change_holiday,
    fill_years,
    import_holidays,
    preview_import,
    remove_holiday,
)
from forums.models import Holiday
from forums.workdays import counted_words, day_warning, workdays
from tests.factories.forums import HolidayFactory

pytestmark = pytest.mark.django_db

FRIDAY = datetime.date(2026, 12, 18)
EVE, CHRISTMAS = datetime.date(2026, 12, 24), datetime.date(2026, 12, 25)
EVE_OFF = {"day": EVE, "name": "Cuti bersama Natal", "kind": "cuti_bersama", "source": "SKB"}


def line(day: datetime.date, name: str = "Cuti bersama", kind: str = "cuti_bersama") -> Line:
    return Line(day, name, kind, "SKB")


# What counts


def test_pure_functions_take_days_off_and_days_worked():
    assert not is_working_day(EVE, [EVE])
    assert is_working_day(CHRISTMAS, (), [CHRISTMAS])
    assert not is_working_day(datetime.date(2026, 12, 26), (), [datetime.date(2026, 12, 26)])  # a Saturday
    assert add_working_days(FRIDAY, 5, [EVE]) == datetime.date(2026, 12, 29)
    assert working_days_between(FRIDAY, CHRISTMAS, (), [CHRISTMAS]) == 5
    assert working_days_between(CHRISTMAS, FRIDAY, [EVE], [CHRISTMAS]) == -working_days_between(
        FRIDAY - datetime.timedelta(1), CHRISTMAS - datetime.timedelta(1), [EVE], [CHRISTMAS]
    )


def test_a_year_without_rows_goes_by_the_calendar():
    assert workdays().after(FRIDAY, 5) == datetime.date(2026, 12, 28)
    assert workdays().name_of(CHRISTMAS) == "Hari Raya Natal"


def test_a_year_with_rows_goes_by_them_alone():
    Holiday.objects.create(**EVE_OFF)
    calendar = workdays()
    assert calendar.is_working_day(CHRISTMAS)
    assert (calendar.name_of(CHRISTMAS), calendar.name_of(EVE)) == ("", "Cuti bersama Natal")
    assert calendar.after(FRIDAY, 5) == datetime.date(2026, 12, 28)
    assert calendar.between(FRIDAY, CHRISTMAS) == 4
    assert not calendar.is_working_day(datetime.date(2027, 1, 1))  # another year


def test_the_table_is_read_once_for_a_request(django_assert_num_queries):
    def page(request):
        return [workdays().after(FRIDAY, n) for n in range(3)]

    with django_assert_num_queries(1):
        request_memory(page)(None)
    with django_assert_num_queries(3):
        page(None)


def test_what_changes_a_day_is_seen_in_the_same_request(sekretariat):
    def page(request):
        before = workdays().is_working_day(EVE)
        add_holiday(values=EVE_OFF, actor=sekretariat)
        return before, workdays().is_working_day(EVE)

    assert request_memory(page)(None) == (True, False)


def test_a_count_is_explained_with_every_day_left_out():
    words = counted_words(FRIDAY, 5)
    assert words == (
        "Lima hari kerja sejak Jumat, 18 Desember 2026 berakhir Senin, 28 Desember 2026: "
        "tanpa Sabtu, Minggu, 25 Desember 2026 (Hari Raya Natal)."
    )


def test_odd_days_are_named():
    assert day_warning(CHRISTMAS) == "25 Desember 2026 adalah hari libur: Hari Raya Natal."
    assert day_warning(FRIDAY + datetime.timedelta(1)) == "19 Desember 2026 jatuh pada hari Sabtu."
    assert day_warning(FRIDAY) == day_warning(None) == ""


# The verbs


def test_a_year_is_filled_once(sekretariat):
    assert fill_years([2026], actor=sekretariat) > 10
    assert fill_years([2026]) == 0
    assert workdays().name_of(CHRISTMAS) == "Hari Raya Natal"
    assert Entry.objects.filter(action="holiday.fill").count() == 1


def test_an_added_day_keeps_the_others_of_its_year(sekretariat):
    added = add_holiday(values=EVE_OFF, actor=sekretariat)
    assert not workdays().is_working_day(CHRISTMAS)
    assert str(added) == "24 Desember 2026 (Cuti bersama Natal)"
    with pytest.raises(ForumRefused, match="sudah tercatat"):
        add_holiday(values=EVE_OFF, actor=sekretariat)


def test_a_day_is_changed_and_taken_off(sekretariat):
    holiday = add_holiday(values=EVE_OFF, actor=sekretariat)
    moved = EVE_OFF | {"day": datetime.date(2026, 12, 28)}
    assert change_holiday(holiday, values=moved, version=1, actor=sekretariat).version == 2
    assert change_holiday(holiday, values=moved, version=1, actor=sekretariat).version == 2
    with pytest.raises(StaleSave):
        change_holiday(holiday, values=EVE_OFF, version=1, actor=sekretariat)
    with pytest.raises(ForumRefused, match="sudah tercatat"):
        change_holiday(holiday, values=EVE_OFF | {"day": CHRISTMAS}, version=2, actor=sekretariat)
    remove_holiday(holiday, actor=sekretariat)
    remove_holiday(holiday, actor=sekretariat)  # somebody was quicker
    assert workdays().is_working_day(datetime.date(2026, 12, 28))
    assert Entry.objects.filter(action="holiday.remove").count() == 1


def test_a_list_adds_and_renames_and_takes_off_what_it_lacks_only_when_told(sekretariat):
    kept = [line(EVE), line(CHRISTMAS, "Kelahiran Yesus Kristus", "libur_nasional")]
    changes = import_holidays(kept, replaces=False, actor=sekretariat)
    assert ([one.day for one in changes.new], [one.day for one in changes.changed]) == ([EVE], [CHRISTMAS])
    assert Holiday.objects.filter(day__month=8).exists()
    again = preview_import(kept, replaces=True)
    assert (again.any, again.same) == (True, 2)
    import_holidays(kept, replaces=True, actor=sekretariat)
    assert list(Holiday.objects.values_list("day", flat=True)) == [EVE, CHRISTMAS]
    assert not preview_import(kept, replaces=True).any


@pytest.mark.parametrize("role", ["pengusul", "verifikator", "perencana", "pimpinan"])
def test_others_change_no_holiday(request, role):
    actor = request.getfixturevalue(role)
    with pytest.raises(ForumRefused, match="admin dan sekretariat"):
        add_holiday(values=EVE_OFF, actor=actor)
    with pytest.raises(ForumRefused):
        import_holidays([line(EVE)], replaces=True, actor=actor)


# The file


@pytest.mark.parametrize(
    "cell",
    [
        "25-12-2026", "2026-12-25", "25/12/2026", "25 Desember 2026", "Jumat, 25 desember 2026", CHRISTMAS,
        datetime.datetime(2026, 12, 25, 0, 0),
    ],
)  # fmt: skip
def test_days_are_read_as_people_write_them(cell):
    assert read_day(cell) == CHRISTMAS


@pytest.mark.parametrize("cell", ["", None, "kemarin", "31-02-2026", "25 Foo 2026", 7])
def test_what_is_no_day_is_not_guessed(cell):
    assert read_day(cell) is None


def test_a_list_is_read_and_written_alike():
    table = read_table(
        b"Tanggal;Nama;Jenis;Dasar\n24-12-2026;Cuti  bersama;Cuti Bersama;SKB\n25-12-2026;Natal;;"
    )
    lines = lines_of(table)
    assert [(one.name, one.kind) for one in lines] == [
        ("Cuti bersama", "cuti_bersama"),
        ("Natal", "libur_nasional"),
    ]
    assert lines_of(read_table(as_csv(lines).encode())) == lines


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("hari,nama\n1,2", "Kolom “tanggal” tidak ada"),
        ("tanggal,nama\n", "tidak memuat satu hari libur"),
        ("tanggal,nama\nkapan,Natal", "Baris 2: tanggal “kapan” tidak terbaca"),
        ("tanggal,nama\n25-12-0026,Natal", "tahun 26 tidak dapat dipakai"),
        ("tanggal,nama,jenis\n25-12-2026,,", "isi nama hari libur"),
        ("tanggal,nama,jenis\n25-12-2026,Natal,Libur", "jenis “Libur” tidak dikenal"),
        ("tanggal,nama\n25-12-2026,Natal\n25/12/2026,Natal", "tertulis lebih dari sekali"),
    ],
)
def test_a_wrong_list_is_refused_whole_with_its_rows(text, words):
    with pytest.raises(HolidaysRefused) as refused:
        lines_of(read_table(text.encode()))
    assert words in " ".join(refused.value.errors)


def test_a_file_that_is_no_table_is_refused_in_the_form():
    form = HolidayFileForm({}, {"file": SimpleUploadedFile("libur.csv", b"\x00\x01")})
    assert not form.is_valid()
    assert form.errors["file"]


def test_days_of_factories_differ():
    assert HolidayFactory().day != HolidayFactory().day
