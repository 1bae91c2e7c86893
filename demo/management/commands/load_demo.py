"""Fill an empty database with the demo."""

from django.core.management.base import BaseCommand, CommandError

from demo.loading import LoadRefused, load_demo


class Command(BaseCommand):
    help = "Isi basis data kosong dengan contoh: dua forum, usulan dalam semua status, dan dua Renja."

    def handle(self, **options):
        try:
            load_demo()
        except LoadRefused as refused:
            raise CommandError(refused.message) from refused
