"""Do queued jobs and send due mail, until SIGTERM or Ctrl-C."""

import os
import signal
from contextlib import suppress
from pathlib import Path

from django.core.management.base import BaseCommand

from jobs.worker import Worker, lengthen_statement_timeout

NICER = "10"  # as nice(1) counts


class Command(BaseCommand):
    help = "Mengerjakan antrean pekerjaan dan mengirim surel yang jatuh tempo."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="selesaikan yang jatuh tempo, lalu berhenti")

    def handle(self, *, once: bool = False, **options):
        worker = Worker()
        if once:
            done = worker.run_once()
            self.stdout.write(f"{done} pekerjaan selesai dikerjakan.")
            return
        lengthen_statement_timeout()
        self._stand_back()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda number, _frame: self._end(worker, number))
        self._say(f"Pekerja {worker.name} siap.")
        worker.run()
        self._say("Pekerja berhenti.")

    def _say(self, text: str) -> None:
        """A log that takes nothing, such as on a full disk, keeps nobody from working."""
        with suppress(OSError):
            self.stdout.write(text)

    def _stand_back(self) -> None:
        """People who read come first. Linux shares its time among sessions before it looks at nice(1), and a service leads one;
        under systemd CPUWeight of the unit says the same."""
        if os.getsid(0) == os.getpid():
            with suppress(OSError):
                Path("/proc/self/autogroup").write_text(NICER)

    def _end(self, worker: Worker, number: int) -> None:
        """The first signal lets the work at hand finish, a second one ends at once."""
        worker.stop()
        signal.signal(number, signal.SIG_DFL)
