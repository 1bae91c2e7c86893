from datetime import UTC, date, datetime

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from core.dates import (
    add_working_days,
    is_working_day,
    long_date,
    long_datetime,
    plain_date,
    working_days_between,
)

DAY = date(2026, 11, 23)
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def test_dates_are_english_for_readers_of_english_alone():
    for language in ("id", "de"):
        with translation.override(language):
            assert long_date(DAY) == "Senin, 23 November 2026"
            assert plain_date(date(2026, 8, 1)) == "1 Agustus 2026"
    with translation.override("en"):
        assert long_date(DAY) == "Monday, 23 November 2026"
        assert long_datetime(datetime(2026, 8, 1, 14, 5)) == "Saturday, 1 August 2026 at 14:05 WITA"


def test_moments_are_told_in_the_citys_time():
    late = datetime(2026, 11, 22, 17, 5, tzinfo=UTC)
    assert long_date(late) == "Senin, 23 November 2026"
    assert long_datetime(late) == "Senin, 23 November 2026 pukul 01.05 WITA"
    assert plain_date(late) == "23 November 2026"


def test_naive_moments_count_as_local():
    assert long_datetime(datetime(2026, 11, 23, 14, 5)) == "Senin, 23 November 2026 pukul 14.05 WITA"
    assert long_date(datetime(2026, 11, 23, 23, 59)) == "Senin, 23 November 2026"


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 11, 23), True),
        (date(2026, 11, 21), False),  # Saturday
        (date(2026, 11, 22), False),  # Sunday
        (date(2026, 8, 17), False),  # Hari Kemerdekaan
        (date(2026, 12, 25), False),  # Natal
    ],
)
def test_working_day_is_neither_weekend_nor_holiday(day, expected):
    assert is_working_day(day) is expected


def test_working_day_may_be_taken_by_an_extra_holiday():
    assert is_working_day(date(2026, 12, 24), [date(2026, 12, 24)]) is False


def test_add_working_days_steps_over_weekend_and_holiday():
    friday = date(2026, 8, 14)
    assert add_working_days(friday, 1) == date(2026, 8, 18)
    assert add_working_days(date(2026, 8, 18), -1) == friday
    assert add_working_days(friday, 0) == friday
    assert add_working_days(friday, 1, {date(2026, 8, 18)}) == date(2026, 8, 19)


def test_working_days_between_counts_the_end_not_the_start():
    assert working_days_between(date(2026, 8, 14), date(2026, 8, 18)) == 1
    assert working_days_between(date(2026, 8, 18), date(2026, 8, 14)) == -1
    assert working_days_between(DAY, DAY) == 0


@given(DAYS, st.integers(-40, 40))
def test_add_and_between_agree(day, count):
    start = add_working_days(day, 1)
    assert working_days_between(start, add_working_days(start, count)) == count
