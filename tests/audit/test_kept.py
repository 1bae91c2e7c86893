"""What is kept until a deed is read once, and never older than the newest entry of the record."""

import pytest

from audit.kept import kept_until_a_deed
from audit.services import record

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kept_pages")]


@pytest.fixture
def readings():
    """Each reading gives the next number."""
    return iter(range(100))


def ask(readings, name: str = "here") -> int:
    return kept_until_a_deed(name, lambda: next(readings))


def test_reading_is_kept_while_nothing_happens(readings):
    assert [ask(readings), ask(readings)] == [0, 0]


def test_reading_is_made_anew_after_a_deed(readings):
    assert ask(readings) == 0
    record("backup.create", None)
    assert ask(readings) == 1


def test_readings_of_two_names_are_two(readings):
    assert [ask(readings), ask(readings, "there"), ask(readings)] == [0, 1, 0]


def test_nothing_is_kept_where_that_is_switched_off(readings, settings):
    settings.KEPT_PAGE_SECONDS = 0
    assert [ask(readings), ask(readings)] == [0, 1]


def test_nothing_kept_is_read_again_as_nothing():
    calls = []
    assert [kept_until_a_deed("empty", lambda: calls.append(1) or 0) for _time in range(2)] == [0, 0]
    assert len(calls) == 1
