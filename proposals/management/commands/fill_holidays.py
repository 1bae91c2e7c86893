"""Fill the table of holidays for years of which none is known, and count running deadlines anew."""

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from proposals.deadlines import fill_holidays


class Command(BaseCommand):
    help = "Isi hari libur nasional untuk tahun yang belum terisi; tenggat yang berjalan dihitung ulang."

    def add_arguments(self, parser):
        parser.add_argument("years", type=int, nargs="+", metavar=_("tahun"))

    def handle(self, *, years: list[int], **options):
        recount = fill_holidays(years)
        words = _("%(days)d hari libur ditambahkan, %(moved)d tenggat bergeser.")
        self.stdout.write(words % {"days": recount.result, "moved": recount.moved})
