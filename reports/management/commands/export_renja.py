"""Write the official Renja of a year to a file, without the queue."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from core.progress import steps
from renja.models import Renja
from reports.errors import ReportRefused
from reports.services import PARTS, typeset_renja


class Command(BaseCommand):
    help = "Tulis PDF resmi Renja satu tahun ke sebuah berkas."

    def add_arguments(self, parser):
        parser.add_argument("year", type=int, help=_("Tahun rencana, misalnya 2028."))
        parser.add_argument("--output", type=Path, required=True, help=_("Berkas PDF yang ditulis."))

    def handle(self, *, year: int, output: Path, **options):
        renja = Renja.objects.select_related("forum", "edition").filter(forum__plan_year=year).first()
        if renja is None:
            raise CommandError(_("Tidak ada Renja untuk tahun %(year)s.") % {"year": year})
        if output.is_dir():
            raise CommandError(_("%(path)s adalah folder; sebut nama berkas PDF.") % {"path": output})
        facts = self._write(renja, output.absolute())
        self.stdout.write(
            _("%(path)s: %(pages)s halaman, %(kb)s kB.")
            % {"path": output, "pages": facts.pages, "kb": facts.size // 1024}
        )

    def _write(self, renja: Renja, output: Path):
        with steps(PARTS, label=str(renja), stream=self.stderr._out) as bar:

            def report(done: int, total: int, text: str) -> None:
                bar.set_description_str(f"{renja}: {text}")
                bar.update(done - bar.n)

            try:
                _content, facts = typeset_renja(renja, output, report=report)
            except ReportRefused as refused:
                raise CommandError(refused.message) from refused
            except OSError as error:
                raise CommandError(
                    _("%(path)s tidak dapat ditulis: %(why)s.") % {"path": output, "why": error.strerror}
                ) from error
        return facts
