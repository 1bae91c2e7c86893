"""Move the demo's dates forward once its submission has closed."""

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from demo.shifting import shift_demo


class Command(BaseCommand):
    help = "Majukan tanggal forum contoh bila penjaringan aspirasinya sudah ditutup."

    def handle(self, **options):
        days = shift_demo()
        if days:
            self.stdout.write(_("Tanggal contoh dimajukan %(days)d hari.") % {"days": days})
