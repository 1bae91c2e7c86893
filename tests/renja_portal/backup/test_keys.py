"""Keys: made once, kept from others, explained where they are missing."""

import stat

import pytest

from renja_portal.backup.errors import BackupError
from renja_portal.backup.keys import identities, make_key, recipients
from tests.renja_portal.backup.keys import public_of


def test_key_is_made_for_its_owner_alone_and_never_overwritten(tmp_path):
    path = tmp_path / "kunci.txt"
    public = make_key(path)
    assert public == public_of(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    before = path.read_text()
    with pytest.raises(BackupError, match="tidak ditimpa"):
        make_key(path)
    assert path.read_text() == before
    assert str(identities(path)[0].to_public()) == public


def test_key_that_others_may_read_is_refused(key_file):
    key_file.chmod(0o640)
    with pytest.raises(BackupError, match="chmod 600"):
        identities(key_file)


@pytest.mark.parametrize("text", ["", "# nothing\n", "AGE-SECRET-KEY-1XX\n", "bukan kunci"])
def test_file_without_a_key_is_refused(key_file, text):
    key_file.write_text(text)
    with pytest.raises(BackupError, match="kunci"):
        identities(key_file)


def test_no_key_or_a_missing_file_is_explained(tmp_path):
    with pytest.raises(BackupError, match="BACKUP_KEY_FILE"):
        identities(None)
    with pytest.raises(BackupError, match="tidak dapat dibaca"):
        identities(tmp_path / "tidak-ada")


def test_nobody_to_seal_for_is_explained(settings):
    settings.BACKUP_RECIPIENTS = []
    with pytest.raises(BackupError, match="backup_key"):
        recipients()


def test_secret_key_in_the_wrong_place_is_not_repeated(settings, key_file):
    secret = key_file.read_text().splitlines()[1]
    settings.BACKUP_RECIPIENTS = [secret]
    with pytest.raises(BackupError) as told:
        recipients()
    assert secret[20:] not in str(told.value)
