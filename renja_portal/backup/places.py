"""Folders to write archives into, and to restore into: whether they will do, before anything is begun."""

import os
import shutil
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from core.deletions import FOLDER
from renja_portal.backup.errors import BackupError

RESERVE = 200 << 20  # what stays free beside the archive, as /readyz wants it


def check_folder(folder: Path) -> None:
    """A folder that exists, can be written to, and is not handed out or swept by the portal itself."""
    if not folder.is_dir():
        told = _("Folder %(folder)s tidak ada.") % {"folder": folder}
        raise BackupError(told, f"mkdir -m 700 {folder}")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise BackupError(_("Folder %(folder)s tidak dapat ditulis oleh akun ini.") % {"folder": folder})
    for own in (Path(settings.MEDIA_ROOT), Path(settings.STATIC_ROOT)):
        if folder.resolve().is_relative_to(own.resolve()):
            told = _(
                "Arsip tidak boleh disimpan di dalam %(own)s. Pilih folder lain, sebaiknya di mesin lain."
            )
            raise BackupError(told % {"own": own})


def check_room(folder: Path, needed: int) -> None:
    """Room for `needed` bytes and a reserve. What is dumped is compressed, so this rather asks for too much."""
    free = shutil.disk_usage(folder).free
    if free < needed + RESERVE:
        told = _("Ruang di %(folder)s tidak cukup: perlu sekitar %(needed)s, tersedia %(free)s.")
        raise BackupError(
            told % {"folder": folder, "needed": megabytes(needed + RESERVE), "free": megabytes(free)}
        )


def megabytes(size: int) -> str:
    return f"{size / (1 << 20):,.0f} MB".replace(",", ".")


def holds_files(root: Path) -> bool:
    """Whether there is any file that is not of our own housekeeping."""
    return any(path.is_file() for path in root.rglob("*") if FOLDER not in path.relative_to(root).parts)


def force_to_disk(folder: Path) -> None:
    """The names in a folder survive a power cut."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
