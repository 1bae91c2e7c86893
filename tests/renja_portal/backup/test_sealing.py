"""Sealed streams: what comes out is what went in, or an error; nothing in between."""

import errno
import io
import os
from pathlib import Path

import pytest

from renja_portal.backup.errors import BackupError
from renja_portal.backup.keys import identities, make_key, recipients
from renja_portal.backup.sealing import Counted, opened, sealed
from tests.renja_portal.backup.keys import public_of

CONTENT = os.urandom(300_000)  # several chunks of the format


@pytest.fixture(autouse=True)
def sealed_for(settings, key_file) -> None:
    settings.BACKUP_RECIPIENTS = [public_of(key_file)]


def seal(content: bytes = CONTENT) -> bytes:
    target = Counted(io.BytesIO())
    with sealed(target, recipients()) as stream:
        stream.write(content)
    return target.file.getvalue()


def unseal(content: bytes, key_file: Path) -> bytes:
    with opened(io.BytesIO(content), identities(key_file)) as stream:
        return stream.read()


def test_what_was_sealed_opens_with_the_key(key_file):
    closed = seal()
    assert closed.startswith(b"age-encryption.org/v1\n")  # any program that knows the format opens it
    assert CONTENT[:100] not in closed
    assert unseal(closed, key_file) == CONTENT


@pytest.mark.parametrize("place", [0, 60, 250, 200_000, -1])
def test_flipped_byte_is_noticed(key_file, place):
    closed = bytearray(seal())
    closed[place] ^= 1
    with pytest.raises(BackupError):
        unseal(bytes(closed), key_file)


@pytest.mark.parametrize("length", [0, 100, 65_000, 200_000, 300_000])
def test_cut_off_end_is_noticed(key_file, length):
    with pytest.raises(BackupError):
        unseal(seal()[:length], key_file)


def test_another_key_opens_nothing(tmp_path):
    other = tmp_path / "lain.txt"
    make_key(other)
    with pytest.raises(BackupError, match="tidak membuka arsip"):
        unseal(seal(), other)


def test_any_of_several_keys_opens(settings, tmp_path, key_file):
    other = tmp_path / "lain.txt"
    settings.BACKUP_RECIPIENTS = [make_key(other), *settings.BACKUP_RECIPIENTS]
    assert unseal(seal(), other) == unseal(seal(), key_file)


class Full(io.BytesIO):
    def write(self, block) -> int:
        if self.tell() > 100_000:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return super().write(block)


def test_full_disk_is_told_as_such():
    with pytest.raises(OSError, match="No space") as told, sealed(Counted(Full()), recipients()) as stream:
        stream.write(CONTENT * 50)
    assert told.value.errno == errno.ENOSPC


def test_whoever_fails_while_writing_is_heard():
    with pytest.raises(ValueError, match="mine"), sealed(Counted(io.BytesIO()), recipients()):
        raise ValueError("mine")


def test_whoever_stops_reading_is_heard(key_file):
    with pytest.raises(ValueError, match="mine"), opened(io.BytesIO(seal()), identities(key_file)):
        raise ValueError("mine")
