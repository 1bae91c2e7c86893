"""Whether database, files and record are whole; after a restore also whether all is there."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils.translation import gettext as _

from core.preflight import tell
from jobs.worker import lengthen_statement_timeout
from renja_portal.backup import manifest as manifests
from renja_portal.backup.checking import verify
from renja_portal.backup.errors import BackupError


class Command(BaseCommand):
    help = "Periksa kunci antartabel, berkas dan catatan audit; dengan --manifest juga jumlah baris. Tidak mengubah apa pun."

    def add_arguments(self, parser):
        parser.add_argument(
            "--manifest", type=Path, metavar="BERKAS", help="manifes arsip, seperti DATA_DIR/pemulihan.json"
        )

    def handle(self, *, manifest: Path | None, **options):
        lengthen_statement_timeout()
        try:
            wrong = tell(
                verify(manifests.parse(manifest.read_bytes()) if manifest else None), self.stdout.write
            )
        except (BackupError, OSError, DatabaseError) as error:
            raise CommandError(
                _("Tidak dapat diperiksa: %(reason)s") % {"reason": str(error).strip()}
            ) from error
        if wrong:
            raise CommandError(_("Ada yang salah."))
