"""The tar inside: files in, hashed while they pass; the same out again."""

import hashlib
import os
import tarfile
from collections.abc import Iterator
from contextlib import nullcontext, suppress
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from django.utils.translation import gettext as _

from renja_portal.backup.errors import BackupError
from renja_portal.backup.manifest import DATABASE, MEDIA, NAME, Files, Manifest, differing, parse

BLOCK = 1 << 20
LONGEST_MANIFEST = 1 << 30


class Hashed:
    """A file that is read: its SHA-256 so far."""

    def __init__(self, file: BinaryIO) -> None:
        self.file, self.digest = file, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        block = self.file.read(size)
        self.digest.update(block)
        return block


class Writer:
    """Puts one member after the other into a stream and remembers what they were; complete when the block is left."""

    def __init__(self, stream: BinaryIO) -> None:
        self.tar = tarfile.open(fileobj=stream, mode="w|", bufsize=BLOCK, format=tarfile.PAX_FORMAT)  # noqa: SIM115
        self.tar.copybufsize = BLOCK
        self.members: Files = {}

    def put_file(self, name: str, path: Path) -> None:
        """FileNotFoundError where there is none; BackupError where somebody writes to it."""
        with path.open("rb") as file:
            found = os.fstat(file.fileno())
            self._put(name, file, found.st_size, found.st_mtime)
            if file.read(1):
                raise BackupError(_("Berkas %(name)s berubah selagi disalin.") % {"name": name})

    def put_bytes(self, name: str, content: bytes, mtime: float) -> None:
        self._put(name, BytesIO(content), len(content), mtime)

    def __enter__(self) -> "Writer":
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        with (
            suppress(Exception) if error else nullcontext()
        ):  # of a stream that broke, only the first word counts
            self.tar.close()

    def _put(self, name: str, file: BinaryIO, size: int, mtime: float) -> None:
        member = tarfile.TarInfo(name)
        member.size, member.mtime, member.mode = size, mtime, 0o640
        hashed = Hashed(file)
        self.tar.addfile(member, hashed)  # type: ignore[arg-type]
        self.members[name] = (size, hashed.digest.hexdigest())


def members(stream: BinaryIO) -> Iterator[tuple[tarfile.TarInfo, BinaryIO]]:
    """Each member with its content, to be read before the next one. BackupError where one is not what we write."""
    with tarfile.open(fileobj=stream, mode="r|", bufsize=BLOCK) as tar:
        for member in tar:
            content = tar.extractfile(member) if member.isfile() else None
            if content is None or not is_ours(member.name):
                raise BackupError(
                    _("Arsip memuat %(name)r, yang bukan bagian cadangan.") % {"name": member.name}
                )
            yield member, content  # type: ignore[misc]


def is_ours(name: str) -> bool:
    """A path below `media/` or `database/`, or the manifest: nothing that leads anywhere else."""
    parts = name.split("/")
    sound = "" not in parts and "." not in parts and ".." not in parts and "\0" not in name
    return sound and (name == NAME or name.startswith((MEDIA, DATABASE)))


def read_whole(stream: BinaryIO) -> Manifest:
    """Read an archive to its end and compare all of it with its manifest. BackupError where they differ."""
    found: Files = {}
    manifest: Manifest | None = None
    for member, content in members(stream):
        if manifest is not None:
            raise BackupError(_("Arsip berlanjut setelah manifesnya; arsip ini tidak dibuat oleh portal."))
        if member.name == NAME:
            manifest = parse(content.read(LONGEST_MANIFEST))
        else:
            found[member.name] = (member.size, digest_of(content))
    if manifest is None:
        raise BackupError(_("Arsip tidak memuat manifes; arsip terpotong."))
    if wrong := differing(manifest.members, found):
        told = _("%(count)d berkas dalam arsip tidak cocok dengan manifesnya, di antaranya %(name)s.")
        raise BackupError(told % {"count": len(wrong), "name": wrong[0]})
    return manifest


def digest_of(file: BinaryIO) -> str:
    """SHA-256 of what is left to be read."""
    digest = hashlib.sha256()
    while block := file.read(BLOCK):
        digest.update(block)
    return digest.hexdigest()
