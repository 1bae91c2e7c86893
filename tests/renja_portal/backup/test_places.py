"""Folders for archives."""

from pathlib import Path

import pytest

from core.deletions import deletions_held
from renja_portal.backup.errors import BackupError
from renja_portal.backup.places import check_folder, check_room, holds_files


def test_folder_must_be_there(tmp_path):
    with pytest.raises(BackupError, match=r"tidak ada.*mkdir"):
        check_folder(tmp_path / "lain")


def test_folder_of_the_portals_own_files_is_refused(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    inside = tmp_path / "cadangan"
    inside.mkdir()
    with pytest.raises(BackupError, match="di dalam"):
        check_folder(inside)


def test_too_little_room_is_told_before_anything_begins(tmp_path):
    check_room(tmp_path, 1)
    with pytest.raises(BackupError, match=r"tidak cukup: perlu sekitar 1\.048\.776 MB"):
        check_room(tmp_path, 1 << 40)


def test_own_housekeeping_is_no_file(tmp_path):
    with deletions_held(tmp_path):
        assert not holds_files(tmp_path)
    (tmp_path / "usulan").mkdir()
    assert not holds_files(tmp_path)
    Path(tmp_path, "usulan", "x.pdf").touch()
    assert holds_files(tmp_path)
