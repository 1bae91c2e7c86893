"""The evidence by its parts, with the final files that the portal made, and all of it as one ZIP."""

from dataclasses import dataclass, field
from tempfile import TemporaryFile
from typing import Any
from zipfile import ZIP_STORED, ZipFile

from core.quarantine import ScanState
from core.uploads import clean_name
from forums.models import Forum
from meetings.models import Evidence, Minutes, MinutesFile

MADE = {Evidence.Slot.MINUTES: Minutes.Kind.BERITA_ACARA, Evidence.Slot.NOTES: Minutes.Kind.NOTULEN}


@dataclass(frozen=True)
class Slot:
    """One part: what was uploaded, and what the portal made for it."""

    value: str
    label: str
    rows: tuple[Evidence, ...] = field(default=())
    made: tuple[MinutesFile, ...] = field(default=())

    @property
    def is_empty(self) -> bool:
        return not (self.rows or self.made)


def slots_of(forum: Forum) -> list[Slot]:
    """All parts in their order, in two queries."""
    rows = list(forum.evidence.for_listing())
    files = MinutesFile.objects.kept().filter(minutes__forum=forum, scan=ScanState.CLEAN)
    made = list(files.select_related("minutes__forum").defer("minutes__content").order_by("made_at", "pk"))
    return [
        Slot(
            value=slot.value,
            label=str(slot.label),
            rows=tuple(row for row in rows if row.slot == slot.value),
            made=tuple(file for file in made if file.minutes.kind == MADE.get(slot)),
        )
        for slot in Evidence.Slot
    ]


def write_bundle(forum: Forum) -> Any:
    """An open temporary file, read from its beginning. Files that wait for the scanner are left out."""
    written = TemporaryFile()  # noqa: SIM115 (the response closes it)
    with ZipFile(written, "w", ZIP_STORED) as archive:
        for number, slot in enumerate(slots_of(forum), start=1):
            folder = f"{number:02d}-{slot.value}"
            clean = [row for row in slot.rows if row.is_clean]
            for place, row in enumerate(clean, start=1):
                _add(archive, row.file, f"{folder}/{place:02d}-{clean_name(row.original_name)}")
            for file in slot.made:
                _add(archive, file.file, f"{folder}/{file.pk}-{file.file_name}")
    written.seek(0)
    return written


def _add(archive: ZipFile, stored, name: str) -> None:
    with stored.open("rb") as source, archive.open(name, "w") as target:
        while block := source.read(1024 * 1024):
            target.write(block)
