"""Streams through `age`: what is written comes out sealed, what is read was opened. Nothing is held as a whole.

The library takes a reader and a writer and goes on until the end, so it works on a thread, behind a pipe.
"""

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread
from typing import BinaryIO

import pyrage
from django.utils.translation import gettext as _
from pyrage import x25519

from renja_portal.backup.errors import BackupError

BLOCK = 1 << 20


class Counted:
    """A file that is written to: how much, its SHA-256, and why it took no more."""

    def __init__(self, file: BinaryIO) -> None:
        self.file, self.digest, self.size = file, hashlib.sha256(), 0
        self.trouble: OSError | None = None

    def write(self, block: bytes) -> int:
        try:
            self.file.write(block)
        except OSError as error:
            self.trouble = error
            raise
        self.digest.update(block)
        self.size += len(block)
        return len(block)

    def flush(self) -> None:
        self.file.flush()


class Beside(Thread):
    """Work on a thread that keeps what went wrong."""

    def __init__(self, work: Callable[[], None]) -> None:
        super().__init__(name="sealing", daemon=True)
        self.work = work
        self.error: Exception | None = None

    def run(self) -> None:
        try:
            self.work()
        except Exception as error:  # told by whoever waits for this thread
            self.error = error


@contextmanager
def sealed(target: Counted, recipients: list[x25519.Recipient]) -> Iterator[BinaryIO]:
    """What is written to the file yielded arrives sealed in `target`. Raises OSError where that takes no more."""
    reading, writing = os.pipe()

    def seal() -> None:
        with os.fdopen(reading, "rb") as source:
            pyrage.encrypt_io(source, target, recipients)

    beside = Beside(seal)
    beside.start()
    try:
        with os.fdopen(writing, "wb", BLOCK) as sink:
            yield sink
    except BrokenPipeError:
        beside.join()
        if beside.error is None:
            raise
    finally:
        beside.join()
    if beside.error:
        raise target.trouble or BackupError(
            _("Arsip tidak dapat disandikan: %(reason)s.") % {"reason": beside.error}
        )


@contextmanager
def opened(source: BinaryIO, identities: list[x25519.Identity]) -> Iterator[BinaryIO]:
    """What the archive holds, to be read to its end: a changed or missing byte raises BackupError, then or before."""
    reading, writing = os.pipe()

    def unseal() -> None:
        with os.fdopen(writing, "wb", BLOCK) as sink:
            pyrage.decrypt_io(source, sink, identities)

    beside = Beside(unseal)
    beside.start()
    try:
        with os.fdopen(reading, "rb", BLOCK) as stream:
            yield stream
            _read_to_end(stream)
    except BackupError:
        raise
    except Exception:
        # A stream that ends too early looks like a broken tar; what lies behind it is the better word.
        beside.join()
        if beside.error is None or _hung_up(beside.error):
            raise
        raise _explained(beside.error) from beside.error
    finally:
        beside.join()
    if beside.error:
        raise _explained(beside.error) from beside.error


def _read_to_end(stream: BinaryIO) -> None:
    while stream.read(BLOCK):
        pass


def _hung_up(error: Exception) -> bool:
    """It only noticed that nobody reads any more."""
    return "Broken pipe" in str(error)


def _explained(error: Exception) -> BackupError:
    if "No matching keys" in str(error):
        return BackupError(
            _("Kunci ini tidak membuka arsip itu. Pakai kunci yang berlaku saat arsip dibuat.")
        )
    if isinstance(error, OSError) and error.errno:
        return BackupError(_("Arsip tidak dapat dibaca: %(reason)s.") % {"reason": error.strerror})
    return BackupError(
        _(
            "Arsip rusak, terpotong, atau bukan arsip cadangan (%(reason)s). Tidak ada yang dipulihkan; pakai arsip lain."
        )
        % {"reason": error}
    )
