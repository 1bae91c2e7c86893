"""Put an archive in place, into an empty installation (docs/backup.md)."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from audit.services import record
from core.preflight import tell
from jobs.worker import lengthen_statement_timeout
from notifications.models import Message
from renja_portal.backup.checking import is_behind, verify
from renja_portal.backup.errors import BackupError
from renja_portal.backup.keys import identities
from renja_portal.backup.manifest import Manifest
from renja_portal.backup.places import megabytes
from renja_portal.backup.restoring import check_empty, read_archive, restore


class Command(BaseCommand):
    help = "Pulihkan ARSIP ke basis data dan folder berkas yang kosong, lalu periksa hasilnya."

    def add_arguments(self, parser):
        parser.add_argument("archive", type=Path, metavar="ARSIP")
        parser.add_argument(
            "--key-file",
            type=Path,
            metavar="BERKAS",
            help="berkas kunci rahasia (tanpa ini: BACKUP_KEY_FILE)",
        )
        parser.add_argument(
            "--check-only", action="store_true", help="hanya baca arsip sampai akhir dan periksa keutuhannya"
        )

    def handle(self, *, archive: Path, key_file: Path | None, check_only: bool, **options):
        lengthen_statement_timeout()
        key = key_file or settings.BACKUP_KEY_FILE
        try:
            keys = identities(Path(key) if key else None)
            if not check_only:
                check_empty()  # known at once; reading an archive to its end takes a while
            manifest = read_archive(archive, keys)
            self._describe(manifest)
            if not check_only:
                restore(archive, keys, manifest)
        except (BackupError, OSError, DatabaseError) as error:
            raise CommandError(_("Tidak dipulihkan: %(reason)s") % {"reason": str(error).strip()}) from error
        if not check_only:
            self._look_after(manifest)

    def _describe(self, manifest: Manifest) -> None:
        told = _(
            "Arsip utuh: keadaan %(at)s, rilis %(version)s, %(rows)d baris, %(files)d berkas (%(size)s)."
        )
        self.stdout.write(
            told
            % {
                "at": f"{localtime(manifest.at):%d-%m-%Y %H:%M:%S %Z}",
                "version": manifest.version,
                "rows": sum(manifest.counts.values()),
                "files": len(manifest.media),
                "size": megabytes(manifest.media_bytes),
            }
        )

    def _look_after(self, manifest: Manifest) -> None:
        """What was restored is verified and noted; what happens next is said."""
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        faults = tell(verify(manifest), self.stdout.write)
        if not is_behind():
            record("system.restore", None, data={"before": manifest.at, "version": manifest.version})
        if faults:
            raise CommandError(_("Dipulihkan, tetapi pemeriksaan menemukan yang salah (lihat di atas)."))
        told = _(
            "Dipulihkan. Sesi tidak ikut: semua orang masuk lagi. %(count)d surat menunggu dan akan dikirim pekerja."
        )
        self.stdout.write(told % {"count": Message.objects.pending().count()})
