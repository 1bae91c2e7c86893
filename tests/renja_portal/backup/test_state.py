"""What this machine knows of its backups."""

from datetime import timedelta

import pytest
from django.utils import timezone

from renja_portal.backup.state import STATE, BackupState, last_backup, note_failure, note_success


@pytest.fixture(autouse=True)
def data(settings, tmp_path) -> None:
    settings.DATA_DIR = tmp_path


def test_nothing_is_known_before_the_first_try():
    assert last_backup() is None


def test_last_archive_is_known_with_its_age():
    made = BackupState(timezone.now() - timedelta(hours=5), "/srv/x.tar.age", 7, "a" * 64, 1.5, 0)
    note_success(made)
    assert last_backup() == made
    assert timedelta(hours=5) <= last_backup().age < timedelta(hours=5, minutes=1)


def test_failure_stands_beside_the_last_archive_until_the_next():
    note_failure("disk penuh")
    assert (last_backup().at, last_backup().age, last_backup().failure) == (None, None, "disk penuh")
    made = BackupState(timezone.now(), "/srv/x.tar.age", 7, "a" * 64, 1.5, 0)
    note_success(made)
    assert last_backup().failure == ""
    note_failure("kunci hilang")
    state = last_backup()
    assert (state.at, state.failure) == (made.at, "kunci hilang")
    assert state.failed_at >= made.at


@pytest.mark.parametrize("text", ["", "{", "[]", '{"at": "kemarin"}', '{"lain": 1}'])
def test_unreadable_note_counts_as_none(tmp_path, text):
    (tmp_path / STATE).write_text(text)
    assert last_backup() is None
