"""Files on disk that are whole as soon as they have their name, and still there when the power fails a moment later.

Where several machines share one store, `core.s3` takes the place of the disk and promises the same.
"""

import errno
import logging
import os
import tempfile
from pathlib import Path

from django.core.files.storage import FileSystemStorage
from django.utils.translation import gettext_lazy as _

from core.deletions import deleting, put_aside
from core.uploads import UploadRefused

logger = logging.getLogger("renja.core")

PART = ".part"
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}


class NoRoom(UploadRefused):
    """The disk is full, or takes nothing at the moment: nothing was kept, and the same may go well later."""


def lacks_room(error: BaseException) -> bool:
    """Whether it failed because the disk was full, or took nothing."""
    return isinstance(error, NoRoom) or (isinstance(error, OSError) and error.errno in FULL)


class StorageAway(Exception):
    """The store of the files does not answer, or refuses us: nothing was written, nothing is lost. The text is for the log."""


class DurableStorage(FileSystemStorage):
    """Written beside its place, forced to the disk, then renamed: the row that names it may be committed afterwards."""

    def _save(self, name: str, content) -> str:
        part = name + PART
        try:
            super()._save(part, content)  # type: ignore[misc]
            _force_to_disk(self.path(part))
            Path(self.path(part)).rename(self.path(name))
            _force_to_disk(Path(self.path(name)).parent)
        except BaseException:
            self.delete(part)
            raise
        return name

    def save(self, name, content, max_length=None) -> str:
        """Raises NoRoom, a sentence for people, where the disk is full."""
        try:
            return super().save(name, content, max_length)
        except OSError as error:
            if not lacks_room(error):
                raise
            logger.error("no room for a file: %s", error)
            words = _(
                "Berkas belum dapat disimpan karena ruang penyimpanan portal penuh. Isian lain tidak hilang. "
                "Coba lagi nanti; bila tetap penuh, beri tahu sekretariat."
            )
            raise NoRoom(words) from error

    def delete(self, name: str) -> None:
        """Gone at once, or as soon as the backup that is being made is done."""
        root = Path(self.location)
        with deleting(root) as aside:
            if aside and (path := Path(self.path(name))).is_file():
                put_aside(path, aside / path.relative_to(root))
            else:
                super().delete(name)

    def put(self, draft: Path, target: Path) -> None:
        """A finished file on the same disk gets its place, whatever lay there: whole, or not at all."""
        move_durably(draft, target)

    def is_ready(self) -> bool:
        """Files can be written: one without a name was, and is gone with its closing."""
        try:
            with tempfile.TemporaryFile(dir=self.location) as probe:
                probe.write(b"ok")
                probe.flush()
        except OSError:
            return False
        return True


def move_durably(draft: Path, target: Path) -> None:
    """Onto the disk first, then under its name: a half-written file is never seen."""
    _force_to_disk(draft)
    draft.chmod(0o640)
    draft.replace(target)


def _force_to_disk(path: str | Path) -> None:
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
