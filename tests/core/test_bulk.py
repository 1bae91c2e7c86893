"""Work on thousands of rows at once."""

import gc

import pytest

from core.bulk import all_at_once


def stumble() -> None:
    with all_at_once():
        assert not gc.isenabled()
        raise ZeroDivisionError


def test_collector_rests_within_and_works_again_also_after_an_error():
    with pytest.raises(ZeroDivisionError):
        stumble()
    assert gc.isenabled()
