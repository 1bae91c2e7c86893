"""Is this document genuine? Each kind that can be asked about has a source here: records of a forum, what is made of a plan,
prints for the work on it.

A source finds a document by its code, or a file by its SHA-256, and tells of it what everybody may know. A file that somebody
compares is read in memory and kept nowhere.
"""

import datetime
import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from core.errors import ContentRefused
from core.pdf_check import read_fully
from reports.minutes.proof import find_minutes, find_minutes_file
from reports.plan_files.proof import find_document, find_document_file
from reports.prints_proof import find_print, find_print_file
from reports.proof import Proof
from reports.signing.checking import SignatureFacts, signatures_of


@dataclass(frozen=True)
class Source:
    """`by_code(code)` and `by_hash(sha256)` each give a Proof or None."""

    by_code: Callable[[str], Proof | None]
    by_hash: Callable[[str], Proof | None]


SOURCES: tuple[Source, ...] = (
    Source(find_minutes, find_minutes_file),
    Source(find_document, find_document_file),
    Source(find_print, find_print_file),
)


@dataclass(frozen=True)
class Compared:
    """What is known of a file that somebody handed in: its hash, the document that it is, the signatures inside it."""

    sha256: str
    proof: Proof | None
    at: datetime.datetime
    signatures: tuple[SignatureFacts, ...] = field(default=())

    @property
    def is_broken(self) -> bool:
        """It carries signatures that no longer fit what it says, or to which something was added after the last one."""
        if not self.signatures:
            return False
        return not (
            all(one.is_intact for one in self.signatures) and any(one.is_last for one in self.signatures)
        )


def find_by_code(code: str) -> Proof | None:
    return _first(source.by_code(code) for source in SOURCES)


def compare(content: bytes, *, at: datetime.datetime) -> Compared:
    """By its hash alone; the signatures inside are looked at, too, where it is a PDF that can do no harm."""
    sha256 = hashlib.sha256(content).hexdigest()
    return Compared(sha256, _first(source.by_hash(sha256) for source in SOURCES), at, _signatures(content))


def _first(found: Iterable[Proof | None]) -> Proof | None:
    return next((one for one in found if one), None)


def _signatures(content: bytes) -> tuple[SignatureFacts, ...]:
    try:
        read_fully(content)
    except ContentRefused:
        return ()
    return tuple(signatures_of(content))
