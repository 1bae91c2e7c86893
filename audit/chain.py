"""Each entry carries the hash of the one before, so that a later change or gap shows."""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC

from django.utils.translation import gettext as _

from audit.models import Entry

CHUNK = 1000
HASHED = (
    "action",
    "actor_label",
    "object_type",
    "object_id",
    "object_label",
    "reason",
    "changed",
    "data",
    "previous_hash",
)


@dataclass(frozen=True)
class Break:
    """An entry that does not fit, and why (for people)."""

    entry_id: int
    why: str


@dataclass(frozen=True)
class ChainReport:
    """What a look at the whole chain found; `head` is (id, hash) of the newest entry."""

    count: int
    head: tuple[int, str] | None
    breaks: tuple[Break, ...]

    @property
    def whole(self) -> bool:
        return not self.breaks


def hash_of(entry: Entry) -> str:
    """SHA-256 over the entry's canonical JSON and the hash before it; the actor's number is left out."""
    content = {name: getattr(entry, name) for name in HASHED}
    content["at"] = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    written = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def chain_head() -> tuple[int, str] | None:
    """(id, hash) of the newest entry: noted elsewhere, it shows later whether the end was cut off."""
    return Entry.objects.order_by("-id").values_list("id", "hash").first()


def verify_chain(
    *, anchor: tuple[int, str] | None = None, report: Callable[[int, int], object] | None = None
) -> ChainReport:
    """Recompute every hash in order. `anchor` is a head noted earlier, which must still be there.

    `report(done, total)` hears how far it is, every thousand entries.
    """
    total = Entry.objects.count() if report else 0
    count, head = 0, None
    breaks: list[Break] = []
    for entry, faults in _walk():
        count += 1
        head = (entry.pk, entry.hash)
        breaks.extend(Break(entry.pk, why) for why in faults)
        if report and count % CHUNK == 0:
            report(count, max(total, count))
    if anchor and not Entry.objects.filter(pk=anchor[0], hash=anchor[1]).exists():
        breaks.append(Break(anchor[0], _("tidak ada lagi dengan sidik yang pernah dicatat")))
    return ChainReport(count, head, tuple(breaks))


def _walk() -> Iterator[tuple[Entry, list[str]]]:
    expected = ""
    for entry in Entry.objects.order_by("id").iterator(chunk_size=CHUNK):
        faults = []
        if entry.previous_hash != expected:
            faults.append(_("tidak menyambung dengan catatan sebelumnya"))
        if entry.hash != hash_of(entry):
            faults.append(_("isinya tidak cocok dengan sidiknya"))
        yield entry, faults
        expected = entry.hash
