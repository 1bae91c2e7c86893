"""Which archives go, and which of a folder are ours at all."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from renja_portal.backup.keeping import archive_name, archives, surplus

FIRST = datetime(2028, 1, 1, 17, 30, tzinfo=UTC)


def nightly(count: int) -> list[Path]:
    return [Path(archive_name(FIRST + timedelta(days=day))) for day in reversed(range(count))]


def days(paths: list[Path]) -> list[str]:
    return [path.name.partition("2028")[2][:4] for path in paths]


def test_newest_ones_stay():
    assert days(surplus(nightly(10), keep=7, months=0)) == ["0103", "0102", "0101"]
    assert surplus(nightly(7), keep=7, months=0) == []


def test_first_of_each_month_stays_too():
    gone = surplus(nightly(75), keep=14, months=12)
    assert len(gone) == 75 - 14 - 3  # January, February, March
    assert not {"0101", "0201", "0301"} & set(days(gone))
    assert "0102" in days(gone)


def test_only_so_many_months_stay():
    gone = days(surplus(nightly(75), keep=1, months=2))
    assert "0101" in gone
    assert not {"0201", "0301"} & set(gone)


@pytest.mark.parametrize(
    "name", ["lain.tar.age", "renja-lain.example-20280101T173000Z.tar.age", ".renja-x.tar.age.part"]
)
def test_what_is_not_ours_is_never_an_archive_of_ours(settings, tmp_path, name):
    settings.PUBLIC_URL = "https://renja.example.go.id"
    ours = tmp_path / archive_name(FIRST)
    for path in (ours, tmp_path / name, tmp_path / f"{ours.name}.sha256"):
        path.touch()
    assert archives(tmp_path) == [ours]
    assert ours.name == "renja-renja.example.go.id-20280101T173000Z.tar.age"
