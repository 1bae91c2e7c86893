"""Fill a new installation with what the law and the city give: urusan, editions, codes, places, reasons, holidays. Safe to repeat."""

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forums.holidays import fill_years
from proposals.reasons import create_reasons
from stakeholders.places import create_places
from urusan.seeding import create_editions, create_urusan, import_shipped


class Command(BaseCommand):
    help = "Isi data rujukan: urusan, edisi dan kode nomenklatur, wilayah, kode alasan, hari libur. Aman diulang."

    @transaction.atomic
    def handle(self, **options):
        create_urusan()
        create_editions()
        counts = import_shipped()
        create_places()
        create_reasons()
        fill_years([timezone.localdate().year, timezone.localdate().year + 1])
        self.stdout.write(
            _("Data rujukan siap. Kode nomenklatur: %(new)d baru, %(changed)d berubah, %(same)d sama.")
            % vars(counts)
        )
