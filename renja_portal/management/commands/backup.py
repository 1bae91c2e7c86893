"""One consistent, sealed archive of database and files (docs/backup.md)."""

import errno
import signal
import sys
from contextlib import suppress
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils.translation import gettext as _

from jobs.worker import lengthen_statement_timeout
from renja_portal.backup.errors import BackupError
from renja_portal.backup.making import Made, make_backup
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
        signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(143))  # leaves nothing half behind
        lengthen_statement_timeout()
        try:
            self._tell(make_backup(folder, keep=keep, months=keep_months))
        except (BackupError, DatabaseError, OSError) as error:
            self._fail(error)

    def _fail(self, error: Exception) -> None:
        reason = _reason(error)
        with suppress(OSError):  # this very failure may be that nothing can be written any more
            note_failure(reason)
        raise CommandError(_("Cadangan tidak dibuat: %(reason)s") % {"reason": reason}) from error

    def _tell(self, made: Made) -> None:
        for row, name in made.manifest.lost:
            self.stderr.write(
                _("Hilang sebelum dicadangkan: %(name)s (%(row)s)") % {"name": name, "row": row}
            )
        for path in made.removed:
            self.stdout.write(_("Arsip lama dihapus: %(name)s") % {"name": path.name})
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


def _reason(error: Exception) -> str:
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return _("disk penuh selagi arsip ditulis; kosongkan ruang, lalu ulangi")
    if isinstance(error, OSError) and error.strerror:
        return f"{error.strerror} {error.filename or ''}".strip()
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
