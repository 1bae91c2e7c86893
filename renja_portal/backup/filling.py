"""pg_restore, fed piece by piece: the whole database in one transaction, or nothing."""

import hashlib
import subprocess
import tempfile
from types import TracebackType
from typing import BinaryIO

from django.db import connection
from django.utils.translation import gettext as _

from renja_portal.backup.dumping import complaint_in
from renja_portal.backup.errors import BackupError
from renja_portal.backup.programs import Program, reaching

BLOCK = 1 << 20


class Filling:
    """Within the block the dump is handed over; it is committed once all of it is there and fits."""

    def __init__(self, program: Program) -> None:
        line, environment = reaching(program)
        line += [
            "--format=custom",
            "--single-transaction",
            "--exit-on-error",
            "--no-owner",
            "--no-privileges",
        ]
        connection.close()  # nothing of ours stands in its way
        self.told = tempfile.TemporaryFile()  # noqa: SIM115 (closed when the block is left)
        self.running = subprocess.Popen(  # noqa: S603
            line, env=environment, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=self.told
        )

    def __enter__(self) -> "Filling":
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Whatever was not finished is rolled back by the server."""
        if self.running.poll() is None:
            self.running.kill()
            self.running.wait()
        self.told.close()

    def feed(self, content: BinaryIO) -> str:
        """Hand over one piece; its SHA-256."""
        digest = hashlib.sha256()
        while block := content.read(BLOCK):
            digest.update(block)
            try:
                self.running.stdin.write(block)
            except BrokenPipeError:
                self._fail()
        return digest.hexdigest()

    def finish(self) -> None:
        """The dump is complete. Raises BackupError where the database did not take it."""
        try:
            self.running.stdin.close()
        except BrokenPipeError:
            self._fail()
        if self.running.wait():
            self._fail()

    def _fail(self) -> None:
        self.running.wait()
        told = _("pg_restore gagal, basis data tetap kosong: %(reason)s")
        raise BackupError(told % {"reason": complaint_in(self.told)})
