"""Making an archive: one moment, read by all; written beside its place, forced to the disk, renamed; then old ones go."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

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
class Made:
    """A finished archive, and the older ones that went."""

    path: Path
    manifest: Manifest
    size: int
    seconds: float
    removed: list[Path]


def make_backup(folder: Path, *, keep: int, months: int) -> Made:
    """One archive of this moment in `folder`. Raises BackupError or OSError; then nothing is left there."""
    began = time.monotonic()
    sealed_for, program = recipients(), fitting("pg_dump", server_major())
    check_folder(folder)
    with _nothing_deleted() as aside, held_moment() as moment:
        for path in keeping.unfinished(folder):  # held: no other run writes one
            path.unlink()
        named = files()
        check_room(folder, census.table_bytes() + sum(map(_size_of, named)))
        final = folder / keeping.archive_name(moment.at)
        part = folder / f".{final.name}{keeping.PART}"
        try:
            with _private(part) as file:
                target = Counted(file)
                with sealed(target, sealed_for) as stream, Writer(stream) as writer:
                    manifest = _fill(writer, moment, named, aside, program)
                file.flush()
                os.fsync(file.fileno())
            part.rename(final)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
    return _finish(Made(final, manifest, target.size, time.monotonic() - began, []), target, keep, months)


def _private(path: Path) -> BinaryIO:
    """A new file that its owner alone may read."""
    return os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb")


@contextmanager
def _nothing_deleted() -> Iterator[Path]:
    try:
        with deletions_held(Path(settings.MEDIA_ROOT)) as aside:
            yield aside
    except AlreadyHeld as error:
        raise BackupError(_("Pencadangan lain sedang berjalan; tunggu sampai selesai.")) from error


def _size_of(name: str) -> int:
    try:
        return (Path(settings.MEDIA_ROOT) / name).stat().st_size
    except OSError:
        return 0


def _fill(writer: Writer, moment: Moment, named: dict[str, str], aside: Path, program: Program) -> Manifest:
    facts = read_facts()
    lost = [(row, name) for name, row in named.items() if not _is_put(writer, name, aside)]
    pieces = dump_pieces(program, moment.snapshot, facts["left_out"])
    for number, piece in enumerate(pieces, start=1):
        writer.put_bytes(f"{DATABASE}{number:06d}", piece, moment.at.timestamp())
    manifest = Manifest(
        at=moment.at,
        host=keeping.host(),
        version=release(),
        server=server_major(),
        dumped_by=program.major,
        key_mark=key_mark(),
        database=_below(DATABASE, writer),
        media=_below(MEDIA, writer),
        lost=sorted(lost),
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
    return {
        name.removeprefix(prefix): facts for name, facts in writer.members.items() if name.startswith(prefix)
    }


def _finish(made: Made, target: Counted, keep: int, months: int) -> Made:
    """What is noted of an archive that is whole, and which older ones go now."""
    digest = target.digest.hexdigest()
    made.path.with_name(made.path.name + keeping.DIGEST).write_text(f"{digest}  {made.path.name}\n")
    force_to_disk(made.path.parent)
    at, lost = made.manifest.at, len(made.manifest.lost)
    note_success(BackupState(at, str(made.path), made.size, digest, round(made.seconds, 1), lost))
    record(
        "system.backup", None, data={"file": digest, "uploaded": made.size, "count": len(made.manifest.media)}
    )
    surplus = keeping.surplus(keeping.archives(made.path.parent), keep=keep, months=months)
    for path in surplus:
        keeping.remove(path)
    return Made(made.path, made.manifest, made.size, made.seconds, surplus)
