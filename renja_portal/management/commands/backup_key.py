"""Make the pair of keys that archives are sealed with."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from renja_portal.backup.errors import BackupError
from renja_portal.backup.keys import make_key


class Command(BaseCommand):
    help = "Buat sepasang kunci cadangan: kunci rahasia ditulis ke BERKAS, kunci publiknya dicetak."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="BERKAS", help="berkas baru untuk kunci rahasia")

    def handle(self, *, file: Path, **options):
        try:
            public = make_key(file)
        except BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"BACKUP_RECIPIENTS={public}")
        self.stderr.write(
            _(
                "Simpan %(file)s di dua tempat di luar server ini, lalu hapus dari sini: tanpanya arsip tidak dapat dibuka."
            )
            % {"file": file}
        )
