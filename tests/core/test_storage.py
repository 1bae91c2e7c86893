"""U11: a file has its name only when it is whole and on the disk; a failed write leaves nothing behind."""

import errno
import os
from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from core.storage import DurableStorage, NoRoom, lacks_room


@pytest.fixture
def storage(tmp_path) -> DurableStorage:
    return DurableStorage(location=tmp_path)


def files(storage) -> set[str]:
    root = Path(storage.location)
    return {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}


def test_u11_file_is_forced_to_disk_before_it_has_its_name(storage, monkeypatch):
    """U11: written beside, forced to the disk, renamed, its folder forced to the disk."""
    seen, force = [], os.fsync

    def note(opened: int) -> None:
        seen.append((Path(f"/proc/self/fd/{opened}").readlink().name, files(storage)))
        force(opened)

    monkeypatch.setattr(os, "fsync", note)
    assert storage.save("usulan/a.pdf", ContentFile(b"isi")) == "usulan/a.pdf"
    assert seen == [("a.pdf.part", {"usulan/a.pdf.part"}), ("usulan", {"usulan/a.pdf"})]
    assert Path(storage.path("usulan/a.pdf")).read_bytes() == b"isi"


def test_u11_name_that_is_taken_is_not_overwritten(storage):
    """U11: an existing file keeps its content; the newcomer gets another name."""
    storage.save("a.pdf", ContentFile(b"lama"))
    second = storage.save("a.pdf", ContentFile(b"baru"))
    assert second != "a.pdf"
    assert Path(storage.path("a.pdf")).read_bytes() == b"lama"


def test_u11_write_that_fails_midway_leaves_nothing(storage):
    """U11: a full disk, a broken upload: no half file, neither under its name nor beside it."""

    class Broken(ContentFile):
        def chunks(self, chunk_size=None):
            yield b"halb"
            raise OSError("No space left on device")

    with pytest.raises(OSError, match="No space left"):
        storage.save("a.pdf", Broken(b"x"))
    assert files(storage) == set()


def test_u11_disk_that_does_not_confirm_leaves_nothing(storage, monkeypatch):
    """U11: what is not on the disk is not there."""
    monkeypatch.setattr(os, "fsync", lambda opened: (_ for _ in ()).throw(OSError("I/O error")))
    with pytest.raises(OSError, match="I/O error"):
        storage.save("a.pdf", ContentFile(b"x"))
    assert files(storage) == set()


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EROFS])
def test_f12_disk_without_room_is_told_in_words(storage, number):
    """F12: the sentence says that nothing else is lost; no half file stays."""

    class Full(ContentFile):
        def chunks(self, chunk_size=None):
            yield b"setengah"
            raise OSError(number, os.strerror(number))

    with pytest.raises(NoRoom, match=r"penyimpanan portal penuh\. Isian lain tidak hilang") as refused:
        storage.save("a.pdf", Full(b"x"))
    assert files(storage) == set()
    assert lacks_room(refused.value)


def test_f12_other_trouble_of_the_disk_is_no_lack_of_room(storage):
    class Broken(ContentFile):
        def chunks(self, chunk_size=None):
            yield b"setengah"
            raise OSError(errno.EIO, os.strerror(errno.EIO))

    with pytest.raises(OSError, match="Input/output") as failed:
        storage.save("a.pdf", Broken(b"x"))
    assert not lacks_room(failed.value)
