"""Note which letters came back, from what mail servers write about them."""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from notifications.bounces import MAX_BYTES, note_bounces


class Command(BaseCommand):
    help = "Membaca laporan pengiriman (RFC 3464) dan menandai surat yang tidak sampai. “-” berarti masukan baku."

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", metavar="BERKAS", help="surel laporan, atau “-”")

    def handle(self, *, files: list[str], **options):
        counts = [note_bounces(self._read(name)) for name in files]
        noted, unknown = (sum(numbers) for numbers in zip(*counts, strict=True))
        self.stdout.write(f"{noted} surat ditandai tidak sampai, {unknown} laporan tidak berlaku.")

    def _read(self, name: str) -> bytes:
        if name == "-":
            return sys.stdin.buffer.read(MAX_BYTES)
        try:
            return Path(name).read_bytes()
        except OSError as error:
            raise CommandError(f"Berkas {name} tidak dapat dibaca: {error.strerror}.") from error
