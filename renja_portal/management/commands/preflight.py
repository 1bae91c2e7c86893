"""What is not right with this server, one line each, with what to type."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from core.preflight import read_preflight, tell


class Command(BaseCommand):
    help = "Periksa server ini sebelum dipakai: yang salah, yang perlu diperhatikan, dan cara membenahinya."
    requires_system_checks: list[str] = []  # they are part of what is told

    def handle(self, *args, **options):
        if tell(read_preflight(), self.stdout.write):
            raise CommandError(_("Masih ada yang salah."))
