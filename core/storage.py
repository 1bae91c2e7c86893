"""Files on disk that are whole as soon as they have their name, and still there when the power fails a moment later."""

import os
from pathlib import Path

from django.core.files.storage import FileSystemStorage

PART = ".part"


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


def _force_to_disk(path: str | Path) -> None:
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
