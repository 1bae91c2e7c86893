"""Freeze the open data of a year as a new edition, without the queue."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from forums.models import Forum
from reports.open_data.freezing import make_edition


class Command(BaseCommand):
    help = "Bekukan data terbuka satu tahun rencana sebagai edisi baru."

    def add_arguments(self, parser):
        parser.add_argument("year", type=int, help=_("Tahun rencana, misalnya 2028."))

    def handle(self, *, year: int, **options):
        if not Forum.objects.filter(plan_year=year, is_published=True).exists():
            raise CommandError(_("Tidak ada forum yang terbuka untuk tahun %(year)s.") % {"year": year})
        edition = make_edition(year)
        self.stdout.write(
            _("%(name)s: %(rows)s baris, SHA-256 %(hash)s.")
            % {"name": edition.file_name, "rows": edition.row_count, "hash": edition.sha256}
        )
