"""Compare the stored files with the rows that name them."""

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from core.sweeping import compare_files_with_rows, remove_orphans


class Command(BaseCommand):
    help = "Laporkan berkas tersimpan yang tidak dipakai baris mana pun, dan baris yang berkasnya hilang."

    def add_arguments(self, parser):
        parser.add_argument(
            "--delete",
            action="store_true",
            help=_("Hapus berkas yang tidak dipakai dan berumur lebih dari sehari."),
        )

    def handle(self, *, delete: bool, **options):
        findings = compare_files_with_rows()
        for name in findings.orphans:
            self.stdout.write(_("Tidak dipakai: %(name)s") % {"name": name})
        for row, name in findings.lost:
            self.stderr.write(_("Hilang: %(name)s (%(row)s)") % {"name": name, "row": row})
        counts = {"named": findings.named, "orphans": len(findings.orphans), "lost": len(findings.lost)}
        self.stdout.write(_("%(named)d berkas dipakai, %(orphans)d tidak dipakai, %(lost)d hilang.") % counts)
        if delete:
            remove_orphans(findings)
            self.stdout.write(_("%(orphans)d berkas dihapus.") % counts)
