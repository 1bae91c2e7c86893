"""One consistent, sealed archive of database and files (docs/backup.md)."""

import errno
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NoReturn

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils.translation import gettext as _

from jobs.worker import lengthen_statement_timeout
from renja_portal.backup.errors import BackupError
from renja_portal.backup.making import Made, make_backup, settle
from renja_portal.backup.places import megabytes
from renja_portal.backup.state import note_failure

KEEP, MONTHS = 14, 12


class Command(BaseCommand):
    help = "Buat satu arsip cadangan (basis data dan berkas, disandikan) di FOLDER, selagi portal dipakai."

    def add_arguments(self, parser):
        parser.add_argument(
            "folder", type=Path, metavar="FOLDER", help="tempat arsip; sebaiknya di mesin lain"
        )
        parser.add_argument(
            "--keep", type=int, default=KEEP, metavar="N", help=f"arsip terbaru yang disimpan ({KEEP})"
        )
        parser.add_argument(
            "--keep-months", type=int, default=MONTHS, metavar="N",
            help=f"bulan yang arsip pertamanya disimpan juga ({MONTHS})",
        )  # fmt: skip

    def handle(self, *, folder: Path, keep: int, keep_months: int, **options):
        if keep < 1 or keep_months < 0:
            raise CommandError(_("--keep paling sedikit 1, --keep-months paling sedikit 0."))
        lengthen_statement_timeout()
        try:
            with _stopped_gently():
                made = make_backup(folder)
        except (BackupError, DatabaseError, OSError) as error:
            self._fail(error)
        self._tell(made)
        try:
            removed = settle(made, keep=keep, months=keep_months)
        except (DatabaseError, OSError) as error:
            told = _("Arsipnya selesai, tetapi tidak dapat dicatat: %(reason)s")
            raise CommandError(told % {"reason": _reason(error)}) from error
        for path in removed:
            self.stdout.write(_("Arsip lama dihapus: %(name)s") % {"name": path.name})

    def _fail(self, error: Exception) -> NoReturn:
        reason = _reason(error)
        with suppress(OSError):  # this very failure may be that nothing can be written any more
            note_failure(reason)
        raise CommandError(_("Cadangan tidak dibuat: %(reason)s") % {"reason": reason}) from error

    def _tell(self, made: Made) -> None:
        if made.manifest.store:
            told = _(
                "Berkas ada di penyimpanan %(store)s, yang menyimpan salinannya sendiri; arsip ini hanya memuat basis data."
            )
            self.stdout.write(told % {"store": made.manifest.store})
        for row, name in made.manifest.lost:
            self.stderr.write(
                _("Hilang sebelum dicadangkan: %(name)s (%(row)s)") % {"name": name, "row": row}
            )
        counts = made.manifest.counts
        told = _(
            "%(path)s: %(size)s, %(rows)d baris dalam %(tables)d tabel, %(files)d berkas, %(seconds).1f detik."
        )
        self.stdout.write(
            told
            % {
                "path": made.path,
                "size": megabytes(made.size),
                "rows": sum(counts.values()),
                "tables": len(counts),
                "files": len(made.manifest.media),
                "seconds": made.seconds,
            }
        )


@contextmanager
def _stopped_gently() -> Iterator[None]:
    """Whoever asks this process to end (systemd, an operator) leaves nothing half behind."""
    before = signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(143))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _reason(error: Exception) -> str:
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return _("disk penuh selagi arsip ditulis; kosongkan ruang, lalu ulangi")
    if isinstance(error, OSError) and error.strerror:
        return f"{error.strerror} {error.filename or ''}".strip()
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
