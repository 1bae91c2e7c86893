"""Who can open an archive: `age` keys. The server needs the public half alone; the secret one is kept elsewhere."""

import os
import stat
from pathlib import Path

import pyrage
from django.conf import settings
from django.utils.translation import gettext as _
from pyrage import x25519

from renja_portal.backup.errors import BackupError

SECRET = "AGE-SECRET-KEY-"  # noqa: S105 (how such a line begins)


def recipients() -> list[x25519.Recipient]:
    """For whom archives are sealed (`BACKUP_RECIPIENTS`). Raises BackupError where that is nobody, or no key."""
    if not settings.BACKUP_RECIPIENTS:
        told = _("BACKUP_RECIPIENTS belum diisi: tanpa kunci publik, arsip tidak dapat disandikan.")
        raise BackupError(told, "manage.py backup_key BERKAS")
    return [_recipient(text) for text in settings.BACKUP_RECIPIENTS]


def _recipient(text: str) -> x25519.Recipient:
    try:
        return x25519.Recipient.from_str(text.strip())
    except pyrage.RecipientError as error:
        told = _("%(text)r di BACKUP_RECIPIENTS bukan kunci publik age (diawali age1).")
        shown = "…" if text.strip().upper().startswith(SECRET) else text[:70]  # never repeat a secret
        raise BackupError(told % {"text": shown}) from error


def identities(path: Path | None) -> list[x25519.Identity]:
    """The secret keys of a file, which nobody but its owner may read. Raises BackupError."""
    if path is None:
        raise BackupError(
            _(
                "Kunci rahasia belum ditunjuk. Tulis letak berkasnya di BACKUP_KEY_FILE atau --key-file BERKAS."
            )
        )
    try:
        _refuse_open_to_others(path)
        lines = [line.strip() for line in path.read_text().splitlines()]
    except (OSError, UnicodeDecodeError) as error:
        told = _("Berkas kunci %(path)s tidak dapat dibaca: %(reason)s.")
        raise BackupError(told % {"path": path, "reason": getattr(error, "strerror", "") or error}) from error
    return _parsed([line for line in lines if line and not line.startswith("#")], path)


def _refuse_open_to_others(path: Path) -> None:
    found = path.stat()
    if stat.S_ISREG(found.st_mode) and found.st_mode & 0o077:
        told = _("Berkas kunci %(path)s dapat dibaca orang lain.")
        raise BackupError(told % {"path": path}, f"chmod 600 {path}")


def _parsed(lines: list[str], path: Path) -> list[x25519.Identity]:
    try:
        keys = [x25519.Identity.from_str(line) for line in lines]
    except pyrage.IdentityError as error:
        raise BackupError(_("%(path)s bukan berkas kunci age.") % {"path": path}) from error
    if not keys:
        raise BackupError(_("%(path)s tidak berisi kunci.") % {"path": path})
    return keys


def make_key(path: Path) -> str:
    """A new pair: the secret half in a file of its own, readable by its owner alone; the public one is returned."""
    identity = x25519.Identity.generate()
    public = str(identity.to_public())
    try:
        opened = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError as error:
        told = _("%(path)s sudah ada; kunci lama tidak ditimpa. Pilih nama lain.")
        raise BackupError(told % {"path": path}) from error
    except OSError as error:
        told = _("%(path)s tidak dapat ditulis: %(reason)s.")
        raise BackupError(told % {"path": path, "reason": error.strerror}) from error
    with os.fdopen(opened, "w") as file:
        file.write(f"# public key: {public}\n{identity}\n")
        file.flush()
        os.fsync(file.fileno())
    return public
