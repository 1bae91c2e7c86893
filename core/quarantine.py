"""Files that people handed in wait for the virus scanner's word, and are handed to nobody before.

Without a scanner (`settings.UPLOAD_SCANNER`) a file counts as clean at once. With one, the worker asks it about each
file that waits; while it is away they wait, however long that takes.
"""

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

from django.conf import settings
from django.db import models, transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.scanner import ScannerAway, scanner
from core.storage import StorageAway

logger = logging.getLogger("renja.core")

# After each try without a verdict; the first is longer than any one try may take.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (2, 5, 15, 60))
PAUSE = timedelta(seconds=10)  # for the other files, once the scanner gave no verdict about one


class ScanState(models.TextChoices):
    WAITING = "waiting", _("Menunggu pemeriksaan")
    CLEAN = "clean", _("Bersih")
    HELD = "held", _("Ditahan")


def first_state() -> str:
    """How a file begins that comes in now."""
    return ScanState.WAITING if settings.UPLOAD_SCANNER else ScanState.CLEAN


class HandedIn(models.Model):
    """A row with a file that people handed in: what it is called, and what the scanner said about it.

    The database's own defaults let a release run that knows nothing of scanning.
    """

    original_name = models.CharField(max_length=120, editable=False)
    scan = models.CharField(
        max_length=10,
        choices=ScanState.choices,
        default=first_state,
        db_default=ScanState.CLEAN,
        editable=False,
    )
    scan_tries = models.PositiveSmallIntegerField(default=0, db_default=0, editable=False)
    scan_after = models.DateTimeField(default=timezone.now, db_default=Now(), editable=False)

    class Meta:
        abstract = True

    @property
    def kind(self) -> str:
        """What the file is, such as `PDF`."""
        return self.original_name.rpartition(".")[2].upper()

    @property
    def is_clean(self) -> bool:
        """It may be handed out, to whoever may read it."""
        return self.scan == ScanState.CLEAN

    @property
    def is_held(self) -> bool:
        """The scanner found something in it: nobody is handed it any more."""
        return self.scan == ScanState.HELD

    @property
    def scan_words(self) -> str:
        """What its owner and the staff read beside its name; "" for a file that is simply there."""
        words = {
            ScanState.WAITING: _("Sedang diperiksa; dapat dibuka setelah pemeriksaan selesai"),
            ScanState.HELD: _("Ditahan karena terdeteksi berbahaya; tidak dapat dibuka siapa pun"),
        }
        return str(words.get(ScanState(self.scan), ""))


Row = TypeVar("Row", bound=HandedIn)


def scan_next(model: type[Row], settle: Callable[[Row, str], None]) -> int:
    """Ask about one file of this table that waits: 1 when there was a verdict, 0 when there is nothing to do now.

    `settle(row, finding)` records a file that is held, in the transaction that holds it.
    """
    row = _claim(model)
    if row is None:
        return 0
    try:
        finding = _ask(row)
    except (ScannerAway, StorageAway, OSError) as error:
        logger.warning("no verdict about %s %s: %s", model._meta.label, row.pk, error)
        _waiting(model).filter(scan_after__lte=timezone.now()).update(scan_after=timezone.now() + PAUSE)
        return 0
    _keep(row, finding, settle)
    return 1


def _waiting(model: type[Row]) -> models.QuerySet[Row]:
    return model._base_manager.filter(scan=ScanState.WAITING)


@transaction.atomic
def _claim(model: type[Row]) -> Row | None:
    """The next file, put off for as long as asking may take: a worker that dies over it leaves it to another."""
    due = _waiting(model).filter(scan_after__lte=timezone.now()).order_by("scan_after", "pk")
    row = due.select_for_update(skip_locked=True).first()
    if row:
        row.scan_after = timezone.now() + WAITS[min(row.scan_tries, len(WAITS) - 1)]
        row.scan_tries += 1
        row.save(update_fields=["scan_after", "scan_tries"])
    return row


def _ask(row: HandedIn) -> str:
    scan = scanner()
    if scan is None:
        return ""
    stored = row.file  # type: ignore[attr-defined]
    with stored.storage.open(stored.name, "rb") as opened:
        return scan(opened)


@transaction.atomic
def _keep(row: Row, finding: str, settle: Callable[[Row, str], None]) -> None:
    verdict = ScanState.HELD if finding else ScanState.CLEAN
    if _waiting(type(row)).filter(pk=row.pk).update(scan=verdict) and finding:
        logger.error("%s %s is held: %s", row._meta.label, row.pk, finding)
        row.scan = verdict
        settle(row, finding)
