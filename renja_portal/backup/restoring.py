"""The way back, into an empty installation only: read the archive to its end first, then files, then the database at once.

A run that ends half-way leaves an empty database (one transaction) and a mark, by which the next run knows that the
files lying there are of its own making.
"""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone
from django.utils.translation import gettext as _
from pyrage import x25519

from renja_portal.backup import archive
from renja_portal.backup.errors import BackupError
from renja_portal.backup.filling import Filling
from renja_portal.backup.manifest import MEDIA, NAME, Files, Manifest
from renja_portal.backup.places import check_room, force_to_disk, holds_files
from renja_portal.backup.programs import Program, fitting, install_line, least_server, server_major
from renja_portal.backup.sealing import opened

UNFINISHED = "pemulihan-belum-selesai"
LEFT = "media-sisa-"  # what such a run had written
RESTORED = "pemulihan.json"  # the manifest of what was restored, for `manage.py verify --manifest`


def read_archive(path: Path, identities: list[x25519.Identity]) -> Manifest:
    """The manifest of an archive that was read to its last byte and is whole. Raises BackupError."""
    with _file(path) as file, opened(file, identities) as stream:
        return archive.read_whole(stream)


def restore(path: Path, identities: list[x25519.Identity], manifest: Manifest) -> None:
    """Put everything in place: files, then the database in one transaction. Raises BackupError, before anything is changed
    where the installation is not empty.
    """
    check_empty()
    program = suitable_program(manifest)
    media = Path(settings.MEDIA_ROOT)
    media.mkdir(mode=0o750, parents=True, exist_ok=True)
    check_room(media, manifest.media_bytes)
    with _marked(media):
        with _file(path) as file, opened(file, identities) as stream, Filling(program) as filling:
            _put_in_place(stream, manifest.members, media, filling)
        kept = settings.DATA_DIR / RESTORED
        kept.write_bytes(manifest.as_json())
        kept.chmod(0o600)


def check_empty() -> None:
    """Neither tables nor files, but for what an earlier run of ours left. Raises BackupError."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
    name = connection.settings_dict["NAME"]
    if tables:
        told = _(
            "Basis data %(name)s tidak kosong (%(count)d tabel); memulihkan ke dalamnya akan mencampur data."
        )
        told += " " + _(
            "Buat yang baru: createdb --owner=renja --encoding=UTF8 --template=template0 NAMA, lalu arahkan DATABASE_URL ke sana"
        )
        raise BackupError(told % {"name": name, "count": len(tables)})
    if holds_files(Path(settings.MEDIA_ROOT)) and not (settings.DATA_DIR / UNFINISHED).exists():
        told = _(
            "Folder %(media)s tidak kosong. Arahkan DATA_DIR ke folder baru, atau pindahkan isinya lebih dahulu."
        )
        raise BackupError(told % {"media": settings.MEDIA_ROOT})


def suitable_program(manifest: Manifest) -> Program:
    """The pg_restore for this archive and this server. Raises BackupError where a version does not fit: of the server, of the
    program, or of our own code, which must know all migrations of the archive.
    """
    least = least_server(manifest.dumped_by, manifest.server)
    if (own := server_major()) < least:
        told = _("Arsip ini memerlukan server PostgreSQL %(least)d atau lebih baru; server ini %(own)d.")
        raise BackupError(told % {"least": least, "own": own})
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if unknown := [name for name in manifest.migrations if name not in known]:
        told = _(
            "Arsip dibuat oleh rilis yang lebih baru (%(version)s; migrasi %(name)s). Pasang rilis itu lebih dahulu."
        )
        raise BackupError(told % {"version": manifest.version, "name": unknown[0]})
    program = fitting("pg_restore", manifest.dumped_by)
    if least_server(program.major, own) > own:
        told = _("pg_restore %(major)d terlalu baru untuk server %(own)d.")
        raise BackupError(told % {"major": program.major, "own": own}, install_line(own))
    return program


@contextmanager
def _file(path: Path) -> Iterator[BinaryIO]:
    try:
        file = path.open("rb")
    except OSError as error:
        told = _("Arsip %(path)s tidak dapat dibuka: %(reason)s.")
        raise BackupError(told % {"path": path, "reason": error.strerror}) from error
    with file:
        yield file


@contextmanager
def _marked(media: Path) -> Iterator[None]:
    mark = settings.DATA_DIR / UNFINISHED
    if mark.exists() and holds_files(media):
        media.rename(media.with_name(f"{LEFT}{timezone.now():%Y%m%dT%H%M%S}"))  # nothing is deleted here
        media.mkdir(mode=0o750)
    mark.touch(mode=0o600)
    force_to_disk(settings.DATA_DIR)
    yield
    mark.unlink()


def _put_in_place(stream: BinaryIO, expected: Files, media: Path, filling: Filling) -> None:
    for member, content in archive.members(stream):
        if member.name == NAME:
            os.sync()  # the files are on the disk before we say so
            continue
        if member.name.startswith(MEDIA):
            digest = _write(content, media / member.name.removeprefix(MEDIA), member.mtime)
        else:
            digest = filling.feed(content)
        if (member.size, digest) != expected.get(member.name):
            raise BackupError(_("Arsip berubah selagi dipulihkan."))
    filling.finish()


def _write(content: BinaryIO, place: Path, mtime: float) -> str:
    """SHA-256 of what was written."""
    place.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with place.open("xb") as file:
        while block := content.read(archive.BLOCK):
            file.write(block)
            digest.update(block)
    place.chmod(settings.FILE_UPLOAD_PERMISSIONS)
    os.utime(place, (mtime, mtime))
    return digest.hexdigest()
