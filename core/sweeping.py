"""Files and the rows that name them: what lies there for no row (a transaction failed after the file was written), and
which rows name a file that is gone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import models
from django.utils import timezone

MIN_AGE = timedelta(days=1)  # a younger file may belong to a row that is not committed yet
FEW, SHARE = 3, 20  # removed without being asked: at most one file for 20 that rows name, or three


@dataclass(frozen=True)
class Findings:
    """`orphans`: files that no row names, a day old at least. `lost`: rows (table, key) and the file they miss."""

    orphans: tuple[str, ...]
    lost: tuple[tuple[str, str], ...]
    named: int

    @property
    def are_few(self) -> bool:
        """So few orphans as failed uploads leave; many more mean that database and files do not belong together."""
        return bool(self.named) and len(self.orphans) <= max(FEW, self.named // SHARE)


def compare_files_with_rows() -> Findings:
    """What does not fit. Files are listed before rows are read, so what comes in meanwhile is nobody's orphan."""
    before = timezone.now() - MIN_AGE
    stored = set(_stored(""))
    named = dict(named_files())
    orphans = (name for name in sorted(stored - named.keys()) if _is_older(name, before))
    lost = sorted((row, name) for name, row in named.items() if name not in stored)
    lost = [(row, name) for row, name in lost if not default_storage.exists(name)]  # written meanwhile
    return Findings(tuple(orphans), tuple(lost), len(named))


def remove_orphans(findings: Findings) -> None:
    for name in findings.orphans:
        default_storage.delete(name)


def _stored(folder: str) -> Iterator[str]:
    """Names of all files below a folder of the storage, as rows name them; none where it is not there.

    Folders whose name begins with a dot hold what can be made again.
    """
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    prefix = f"{folder}/" if folder else ""
    yield from (prefix + name for name in files)
    for name in folders:
        if not name.startswith("."):
            yield from _stored(prefix + name)


def named_files() -> Iterator[tuple[str, str]]:
    """(file, row) for every file that a row of any table names."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.local_fields:
            if isinstance(field, models.FileField) and not model._meta.proxy:
                rows = model._base_manager.exclude(**{field.name: ""}).values_list(field.name, "pk")
                yield from ((name, f"{model._meta.label} {pk}") for name, pk in rows.iterator() if name)


def _is_older(name: str, moment) -> bool:
    try:
        return default_storage.get_modified_time(name) < moment
    except FileNotFoundError:  # removed meanwhile
        return False
