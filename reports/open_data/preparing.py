"""Whole datasets, made by the worker when something happened, so that handing them out costs nothing."""

from contextlib import ExitStack
from datetime import timedelta
from functools import partial

from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.models import Entry
from jobs.models import Job, State
from jobs.registry import Report
from jobs.services import enqueue
from reports.open_data import hidden
from reports.open_data.datasets import DATASETS, Dataset
from reports.open_data.models import DataFile, DataFormat
from reports.open_data.writing import Written, write_csv, write_excel, write_json

PREPARE_DATA = "prepare_data"
PAUSE = timedelta(minutes=10)
KEPT = 2  # sets of files of each dataset: whoever has just begun to fetch the one before may end


def order_files() -> int:
    """One job for each ten minutes in which something happened, and at once where something was hidden; 1 when it was ordered."""
    oldest = DataFile.objects.least_fresh()
    if oldest and not _is_stale(oldest):
        return 0
    slot = int(timezone.now().timestamp() // PAUSE.total_seconds())
    key = f"{slot}:{oldest.entry if oldest else 0}"  # what fails is ordered again with the next ten minutes
    if Job.objects.about(PREPARE_DATA, key).exists():
        return 0
    Job.objects.filter(
        kind=PREPARE_DATA, state=State.DONE
    ).delete()  # many a day, and the files themselves say when
    enqueue(PREPARE_DATA, key=key)
    return 1


def _is_stale(oldest: DataFile) -> bool:
    if oldest.checked_at > timezone.now() - PAUSE:
        return hidden.something_since(oldest.entry)
    return oldest.entry < Entry.objects.latest_number()


def prepare_files(report: Report = lambda done, total, text: None) -> dict:
    """All datasets, of which those that did not change keep their files. How many rows each has, for the job's result."""
    entry = Entry.objects.latest_number()  # read first: what happens meanwhile makes the next ones due
    counts = {}
    for done, dataset in enumerate(DATASETS.values()):
        report(done, len(DATASETS), _("Menyiapkan data: %(title)s") % {"title": dataset.title})
        counts[dataset.slug] = _prepare(dataset, entry)
    return counts


def _prepare(dataset: Dataset, entry: int) -> int:
    kept = list(DataFile.objects.filter(dataset=dataset.slug).newest())
    with ExitStack() as opened:
        table = write_csv(dataset)
        opened.enter_context(table.content)
        if _is_the_same(table, kept):
            looked_at = {"entry": entry, "checked_at": timezone.now()}
            DataFile.objects.filter(pk__in=[one.pk for one in kept]).update(**looked_at)
            return table.row_count
        written = {
            DataFormat.CSV: table,
            DataFormat.JSON: write_json(dataset),
            DataFormat.XLSX: write_excel(dataset),
        }
        for one in written.values():
            opened.enter_context(one.content)
        _keep(dataset, entry, written)
    return table.row_count


def _is_the_same(table: Written, kept: list[DataFile]) -> bool:
    hashes = {one.format: one.sha256 for one in kept if one.file.storage.exists(one.file.name)}
    return len(hashes) == len(DataFormat) and hashes[DataFormat.CSV] == table.sha256


@transaction.atomic
def _keep(dataset: Dataset, entry: int, written: dict[DataFormat, Written]) -> None:
    count = written[DataFormat.CSV].row_count
    for form, one in written.items():
        new = DataFile(
            dataset=dataset.slug, format=form, sha256=one.sha256, size=one.size, row_count=count, entry=entry
        )
        new.file.save(f"{dataset.slug}-{one.sha256[:16]}.{form}", File(one.content), save=False)
        new.save()
        _forget_old(dataset.slug, form)


def _forget_old(slug: str, form: str) -> None:
    """Rows first, then the files."""
    rows = DataFile.objects.filter(dataset=slug, format=form).order_by("-pk")
    for old in list(rows[KEPT:]):
        stored, storage = str(old.file.name), old.file.storage
        old.delete()
        transaction.on_commit(partial(storage.delete, stored))
