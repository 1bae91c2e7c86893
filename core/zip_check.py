"""ZIP packages that people hand in (DOCX, XLSX): believed only after every entry was unpacked and counted."""

import re
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.utils.translation import gettext_lazy as _

from core.errors import ContentRefused

MAX_ENTRIES = 2_000
MAX_UNPACKED = 100 * 1024 * 1024  # of all entries together; a small file can hide gigabytes
MAX_RATIO = 100  # unpacked bytes for one packed
SMALL = 1024 * 1024  # below it a high ratio is mere repetition
BLOCK = 64 * 1024
BEGIN, END, END_BYTES = b"PK\x03\x04", b"PK\x05\x06", 22
ENCRYPTED = 0x1
NO_NAME = re.compile(r"[\\:\x00-\x1f\x7f]")  # other separators, drives, and what cannot be seen
LONGEST_NAME = 250


@dataclass(frozen=True)
class Package:
    """A package that was found sane; `names` are its parts."""

    archive: ZipFile
    names: tuple[str, ...]

    def read(self, name: str) -> bytes:
        return self.archive.read(name)

    def beginning(self, name: str) -> bytes:
        """The first bytes of a part, which tell what it is."""
        with self.archive.open(name) as part:
            return part.read(8)

    def parts(self, *suffixes: str) -> Iterator[str]:
        """Names of the parts of these kinds; names differ in capitals."""
        return (name for name in self.names if name.lower().endswith(suffixes))


def open_package(raw: bytes) -> Package:
    """The package in these bytes. Raises ContentRefused for a bomb, a damaged one, or one that is two things at once."""
    try:
        archive = ZipFile(BytesIO(raw))
        entries = archive.infolist()
        _check_outline(raw, entries)
        _check_sizes(archive, entries, len(raw))
    except ContentRefused:
        raise
    except Exception as error:  # zipfile, zlib and struct may stumble over hostile bytes in any way
        raise damaged() from error
    return Package(archive, tuple(entry.filename for entry in entries if not entry.is_dir()))


def _check_outline(raw: bytes, entries: list[ZipInfo]) -> None:
    """From the first byte to the last one package, its entries each once, none encrypted."""
    if len(entries) > MAX_ENTRIES:
        raise _too_large()
    names = {entry.filename.lower() for entry in entries}
    whole = raw.startswith(BEGIN) and raw[-END_BYTES:].startswith(END) and _first(entries) == 0
    plain = all(entry.compress_type in (ZIP_STORED, ZIP_DEFLATED) for entry in entries)
    sound = all(_is_path_inside(entry.filename) for entry in entries)
    locked = any(entry.flag_bits & ENCRYPTED for entry in entries)
    if not (whole and plain and sound) or locked or len(names) != len(entries):
        raise damaged()


def _is_path_inside(name: str) -> bool:
    """As the office programs write it: no step upwards, no root, no drive."""
    steps = set(name.removesuffix("/").split("/"))
    return len(name) <= LONGEST_NAME and not NO_NAME.search(name) and not steps & {"", ".", ".."}


def _first(entries: list[ZipInfo]) -> int:
    return min((entry.header_offset for entry in entries), default=-1)


def _check_sizes(archive: ZipFile, entries: list[ZipInfo], packed: int) -> None:
    """What the entries say about their sizes, and what they really unpack to, stay within the limits and agree."""
    declared = sum(entry.file_size for entry in entries)
    if declared > MAX_UNPACKED:
        raise _too_large()
    room = MAX_UNPACKED
    for entry in entries:
        size = _unpacked(archive, entry, room)
        room -= size
        if size != entry.file_size:
            raise damaged()
        if size > SMALL and size > entry.compress_size * MAX_RATIO:
            raise _too_large()
    if declared > SMALL and declared > packed * MAX_RATIO:
        raise _too_large()


def _unpacked(archive: ZipFile, entry: ZipInfo, room: int) -> int:
    """How many bytes an entry unpacks to, whatever it says itself; reading ends where there is no room left."""
    unbelieved = copy(entry)
    unbelieved.file_size = 1 << 40
    size = 0
    with archive.open(unbelieved) as opened:
        while block := opened.read(BLOCK):
            size += len(block)
            if size > room:
                raise _too_large()
    return size


def damaged() -> ContentRefused:
    return ContentRefused(
        _("berkas rusak atau tidak utuh. Simpan ulang dari Word atau Excel lalu unggah lagi.")
    )


def _too_large() -> ContentRefused:
    return ContentRefused(
        _("isinya terlalu besar setelah dibuka. Bagi menjadi beberapa berkas, atau unggah sebagai PDF.")
    )
