"""Recompute the chain of the record and say whether it is whole."""

from argparse import ArgumentTypeError

from django.core.management.base import BaseCommand, CommandError

from audit.chain import verify_chain


def _anchor(text: str) -> tuple[int, str]:
    number, _colon, digest = text.partition(":")
    if not number.isdigit() or len(digest) != 64:
        raise ArgumentTypeError("tulis ID:SIDIK seperti yang dicetak perintah ini")
    return int(number), digest


class Command(BaseCommand):
    help = "Memeriksa rantai catatan audit; kode keluar 1 bila rantainya rusak."

    def add_arguments(self, parser):
        parser.add_argument("--anchor", type=_anchor, help="ID:SIDIK yang pernah dicatat di tempat lain")

    def handle(self, *, anchor=None, **options):
        report = verify_chain(anchor=anchor)
        for fault in report.breaks:
            self.stderr.write(f"Catatan {fault.entry_id}: {fault.why}")
        if not report.whole:
            raise CommandError(
                f"Rantai audit rusak: {len(report.breaks)} masalah pada {report.count} catatan."
            )
        head = "{}:{}".format(*report.head) if report.head else "-"
        self.stdout.write(f"Rantai audit utuh: {report.count} catatan, ujung {head}")
