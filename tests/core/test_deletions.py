"""While a backup holds the files, what is deleted is put aside; afterwards it is gone."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from core import deletions
from core.deletions import AlreadyHeld, deletions_held
from core.sweeping import compare_files_with_rows

NAME = "usulan/2028/foto.jpg"


@pytest.fixture(autouse=True)
def media(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def stored() -> str:
    return default_storage.save(NAME, ContentFile(b"isi"))


def test_file_is_deleted_at_once_where_no_backup_runs(media, stored):
    with deletions_held(media):
        pass
    default_storage.delete(stored)
    assert not list(media.rglob("*.jpg"))


def test_file_deleted_meanwhile_lies_aside_until_the_backup_is_done(media, stored):
    with deletions_held(media) as aside:
        default_storage.delete(stored)
        assert not default_storage.exists(stored)
        assert (aside / stored).read_bytes() == b"isi"
    assert not list(media.rglob("*.jpg"))


def test_deleting_twice_or_nothing_does_no_harm_meanwhile(media, stored):
    with deletions_held(media) as aside:
        default_storage.delete(stored)
        default_storage.delete(stored)
        default_storage.delete("usulan/tidak-ada.jpg")
        assert [path.name for path in aside.rglob("*") if path.is_file()] == ["foto.jpg"]


def test_second_backup_of_the_same_files_is_refused(media, monkeypatch):
    monkeypatch.setattr(deletions, "PATIENCE", 0.1)
    with deletions_held(media), pytest.raises(AlreadyHeld), deletions_held(media):
        pass


def test_what_a_killed_backup_left_aside_goes_with_the_next(media):
    left = media / deletions.FOLDER / deletions.ASIDE / "lama.jpg"
    left.parent.mkdir(parents=True)
    left.touch()
    with deletions_held(media):
        assert not left.exists()


@pytest.mark.django_db
def test_what_lies_aside_is_no_file_without_a_row(media, stored):
    with deletions_held(media):
        default_storage.delete(stored)
        assert compare_files_with_rows().orphans == ()
