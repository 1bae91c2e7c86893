"""Take over an official code list from a CSV or XLSX file."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from core.tables import MAX_BYTES, TableRefused, read_table
from urusan.importing import ImportRefused, import_nomenclature
from urusan.models import Edition


class Command(BaseCommand):
    help = "Impor daftar kode (nomenklatur) dari CSV atau XLSX; semua atau tidak sama sekali."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help=_("Berkas CSV atau XLSX."))
        parser.add_argument(
            "--edition",
            nargs="+",
            default=[],
            metavar="SLUG",
            help=_("Hanya edisi ini; baris edisi lain dilewati."),
        )

    def handle(self, *, file: Path, edition: list[str], **options):
        self._check_editions(edition)
        try:
            with file.open("rb") as opened:
                table = read_table(opened.read(MAX_BYTES + 1))
            counts = import_nomenclature(table, only=edition)
        except OSError as error:
            raise CommandError(
                _("%(path)s tidak dapat dibaca: %(why)s.") % {"path": file, "why": error.strerror}
            ) from error
        except TableRefused as refused:
            raise CommandError(refused.message) from refused
        except ImportRefused as refused:
            for problem in refused.problems:
                self.stderr.write(str(problem))
            raise CommandError(refused.message + " " + _("Tidak ada yang disimpan.")) from refused
        self.stdout.write(_("%(new)d baru, %(changed)d berubah, %(same)d sama.") % vars(counts))

    def _check_editions(self, slugs: list[str]) -> None:
        known = sorted(Edition.objects.values_list("slug", flat=True))
        unknown = [slug for slug in slugs if slug not in known]
        if unknown:
            raise CommandError(
                _("Edisi %(unknown)s tidak dikenal. Edisi yang ada: %(known)s.")
                % {"unknown": ", ".join(unknown), "known": ", ".join(known) or _("belum ada")}
            )
