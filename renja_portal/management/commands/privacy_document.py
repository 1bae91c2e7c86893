"""Write docs/privacy.md from what is declared."""

from pathlib import Path

from django.core.management.base import BaseCommand

from renja_portal.privacy.document import privacy_document


class Command(BaseCommand):
    help = "Menulis catatan pemrosesan data pribadi dan masa simpannya sebagai Markdown."

    def add_arguments(self, parser):
        parser.add_argument("--output", type=Path, help="berkas tujuan; tanpa ini, ke layar")

    def handle(self, *, output: Path | None = None, **options):
        if output is None:
            self.stdout.write(privacy_document(), ending="")
        else:
            output.write_text(privacy_document())
