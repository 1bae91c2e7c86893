"""Making an archive: one moment, read by all; written beside its place, forced to the disk, renamed; then old ones go."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from audit.services import record
from core.deletions import AlreadyHeld, deletions_held
from renja_portal.backup import census, keeping
from renja_portal.backup.archive import Writer
from renja_portal.backup.dumping import dump_pieces
from renja_portal.backup.errors import BackupError
from renja_portal.backup.keys import recipients
from renja_portal.backup.manifest import DATABASE, MEDIA, NAME, Manifest, key_mark
from renja_portal.backup.moment import Moment, files, held_moment, read_facts
from renja_portal.backup.places import check_folder, check_room, force_to_disk
from renja_portal.backup.programs import Program, fitting, server_major
from renja_portal.backup.release import release
from renja_portal.backup.sealing import Counted, sealed
from renja_portal.backup.state import BackupState, note_success


@dataclass(frozen=True)
class Source:
    """What an archive is made of: a moment that is held, the files that its rows name ({file: row}), and where those lie
    that were deleted since.
    """

    moment: Moment
    files: dict[str, str]
    aside: Path
    program: Program


@dataclass(frozen=True)
class Made:
    """A finished archive."""

    path: Path
    manifest: Manifest
    size: int
    sha256: str
    seconds: float


def make_backup(folder: Path) -> Made:
    """One archive of this moment in `folder`. Raises BackupError or OSError; then nothing is left there."""
    began = time.monotonic()
    sealed_for, program = recipients(), fitting("pg_dump", server_major())
    check_folder(folder)
    with _nothing_deleted() as aside, held_moment() as moment:
        for path in keeping.unfinished(folder):  # what we hold, no other run holds: nobody writes one
            path.unlink()
        source = Source(moment, files(), aside, program)
        check_room(folder, census.table_bytes() + sum(map(_size_of, source.files)))
        final = folder / keeping.archive_name(moment.at)
        with _appearing(final) as target, sealed(target, sealed_for) as stream, Writer(stream) as writer:
            manifest = _fill(writer, source)
    return Made(final, manifest, target.size, target.digest.hexdigest(), time.monotonic() - began)


def settle(made: Made, *, keep: int, months: int) -> list[Path]:
    """Note an archive that is whole, and remove the older ones whose time is over; those that went."""
    path, manifest = made.path, made.manifest
    path.with_name(path.name + keeping.DIGEST).write_text(f"{made.sha256}  {path.name}\n")
    force_to_disk(path.parent)
    seconds, lost = round(made.seconds, 1), len(manifest.lost)
    note_success(BackupState(manifest.at, str(path), made.size, made.sha256, seconds, lost))
    record(
        "system.backup", None, data={"file": made.sha256, "uploaded": made.size, "count": len(manifest.media)}
    )
    surplus = keeping.surplus(keeping.archives(path.parent), keep=keep, months=months)
    for old in surplus:
        keeping.remove(old)
    return surplus


@contextmanager
def _nothing_deleted() -> Iterator[Path]:
    try:
        with deletions_held(Path(settings.MEDIA_ROOT)) as aside:
            yield aside
    except AlreadyHeld as error:
        raise BackupError(_("Pencadangan lain sedang berjalan; tunggu sampai selesai.")) from error


@contextmanager
def _appearing(final: Path) -> Iterator[Counted]:
    """Written beside its place, for its owner alone; under its name, on the disk, once the block ended well."""
    part = final.with_name(f".{final.name}{keeping.PART}")
    try:
        with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            yield Counted(file)
            file.flush()
            os.fsync(file.fileno())
        part.rename(final)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _size_of(name: str) -> int:
    try:
        return (Path(settings.MEDIA_ROOT) / name).stat().st_size
    except OSError:
        return 0


def _fill(writer: Writer, source: Source) -> Manifest:
    """Files, the database, and what the archive says about itself, in this order."""
    moment, facts = source.moment, read_facts()
    lost = [(row, name) for name, row in source.files.items() if not _is_put(writer, name, source.aside)]
    pieces = dump_pieces(source.program, moment.snapshot, facts["left_out"])
    for number, piece in enumerate(pieces, start=1):
        writer.put_bytes(f"{DATABASE}{number:06d}", piece, moment.at.timestamp())
    manifest = Manifest(
        at=moment.at,
        host=keeping.host(),
        version=release(),
        server=server_major(),
        dumped_by=source.program.major,
        key_mark=key_mark(),
        database=_below(DATABASE, writer),
        media=_below(MEDIA, writer),
        lost=sorted(lost),
        store=settings.MEDIA_S3_BUCKET,
        **facts,
    )
    writer.put_bytes(NAME, manifest.as_json(), moment.at.timestamp())
    return manifest


def _is_put(writer: Writer, name: str, aside: Path) -> bool:
    """What is deleted meanwhile lies aside; what is in neither place was missing before."""
    for place in (Path(settings.MEDIA_ROOT), aside):
        try:
            writer.put_file(MEDIA + name, place / name)
        except FileNotFoundError:
            continue
        return True
    return False


def _below(prefix: str, writer: Writer) -> dict[str, tuple[int, str]]:
    members = writer.members.items()
    return {name.removeprefix(prefix): facts for name, facts in members if name.startswith(prefix)}
