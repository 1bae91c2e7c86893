"""Whose personal data was opened in a span of time, as CSV; the page at /kerja/data-pribadi/kebocoran/ shows the same."""

from datetime import datetime

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from core.csv_export import csv_lines
from renja_portal.privacy.breach import breach_report
from renja_portal.privacy.notices import drafts
from renja_portal.privacy.views import COLUMNS, rows_of
from stakeholders.models import Organization


def _moment(text: str) -> datetime:
    """`2026-11-27` or `2026-11-27 08:30`, in the portal's own time."""
    try:
        day = parse_date(text)
        found = datetime(day.year, day.month, day.day) if day else parse_datetime(text)
    except ValueError:
        found = None
    if found is None:
        raise CommandError(f"Bukan tanggal: {text!r}. Contoh: 2026-11-27 atau '2026-11-27 08:30'.")
    return found if timezone.is_aware(found) else timezone.make_aware(found)


class Command(BaseCommand):
    help = "Menyebut data pribadi siapa yang dibuka dalam suatu masa, menurut catatan, sebagai CSV."

    def add_arguments(self, parser):
        parser.add_argument("--from", dest="first", required=True, help="sejak, misalnya '2026-11-27 08:30'")
        parser.add_argument("--to", dest="last", help="sampai; bawaannya sekarang")
        parser.add_argument("--who", type=int, help="nomor akun yang membuka")
        parser.add_argument("--object", dest="about", default="", help="nomor usulan atau kunci")
        parser.add_argument(
            "--notices", action="store_true", help="rancangan pemberitahuan sebagai ganti tabelnya"
        )

    def handle(self, *, first: str, last: str | None, who: int | None, about: str, notices: bool, **options):
        begin, end = _moment(first), _moment(last) if last else timezone.now()
        touched = breach_report(begin, end, actor=None, account=who, about=about)
        if notices:
            for notice in drafts(touched, begin, end, Organization.objects.host()):
                self.stdout.write(f"== {notice.title} ==\n{notice.text}")
            return
        for line in csv_lines(COLUMNS, rows_of(touched)):
            self.stdout.write(line, ending="")
