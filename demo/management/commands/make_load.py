"""Add many proposals to the demo, for measuring."""

from django.core.management.base import BaseCommand, CommandError

from demo.crowd import add_crowd
from forums.models import Forum


class Command(BaseCommand):
    help = "Tambahkan N usulan buatan ke forum contoh yang sedang berjalan, untuk pengukuran."

    def add_arguments(self, parser):
        parser.add_argument("count", type=int, metavar="N")

    def handle(self, count: int, **options):
        if count < 1:
            raise CommandError("N harus angka 1 atau lebih.")
        if Forum.objects.current() is None:
            raise CommandError("Belum ada forum. Ketik dahulu: manage.py load_demo")
        add_crowd(count)
