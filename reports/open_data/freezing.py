"""The data of a year, frozen: one ZIP with tables, dictionary, licence and a list of all hashes, kept for good."""

import json
import uuid
from collections.abc import Iterator
from datetime import datetime
from tempfile import TemporaryFile
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.files import File
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.services import record
from core.csv_export import csv_lines
from forums.models import Forum
from jobs.models import Job
from jobs.registry import Report
from jobs.services import enqueue
from reports.errors import ReportRefused
from reports.open_data import hidden, licence
from reports.open_data.datasets import DATASETS
from reports.open_data.models import DataEdition
from reports.open_data.writing import Written, finished, write_csv

FREEZE_DATA = "freeze_data"
FREEZE = "reports.freeze_data"


def silent(done: int, total: int, text: str) -> None:
    """Where nobody watches."""


@transaction.atomic
def request_edition(forum: Forum, *, actor) -> Job:
    """The job that freezes the data of this forum's year: the one already under way, or a new one.

    Raises ReportRefused when the person may not do so, or the public cannot see the forum.
    """
    if not actor.has_perm(FREEZE):
        raise ReportRefused(_("Hanya sekretariat dan admin yang membekukan data."))
    if not forum.is_published:
        raise ReportRefused(
            _(
                "Forum ini belum ditampilkan kepada publik, sehingga belum ada data terbuka yang dapat dibekukan."
            )
        )
    job = enqueue(FREEZE_DATA, key=str(forum.plan_year), payload={"year": forum.plan_year}, actor=actor)
    record("data.request_edition", forum, actor=actor, data={"job": str(job.pk)})
    return job


def make_edition(
    year: int, *, key: uuid.UUID | None = None, actor=None, report: Report = silent
) -> DataEdition:
    """A new edition of a year's data; done a second time for one key, it gives the first one's."""
    if key and (made := DataEdition.objects.filter(key=key).first()):
        return made
    moment, masked = timezone.now(), hidden.withheld_in(year)[year]
    with TemporaryFile() as output:
        count = _write_archive(output, year, moment, report)
        archive = finished(output, count)
        return _keep(year, key or uuid.uuid4(), archive, (moment, masked), actor=actor)


def _write_archive(output, year: int, moment: datetime, report: Report) -> int:
    """Everything, and last the list of what the ZIP holds. How many rows all tables have together."""
    told, rows = [], 0
    with ZipFile(output, "w", ZIP_DEFLATED) as archive:
        for done, (name, written) in enumerate(_tables(year)):
            report(done, len(DATASETS) + 1, _("Membekukan %(name)s") % {"name": name})
            with written.content as content, archive.open(name, "w") as target:
                while block := content.read(1024 * 1024):
                    target.write(block)
            rows += written.row_count
            told.append(
                {"berkas": name, "sha256": written.sha256, "ukuran": written.size, "baris": written.row_count}
            )
        dictionary = csv_lines(licence.dictionary_head(), licence.dictionary_rows())
        archive.writestr("kamus-data.csv", "".join(dictionary))
        archive.writestr("LISENSI.txt", f"{licence.terms()}\n\n{licence.ADDRESS}\n")
        manifest = {"tahun": year, "lisensi": licence.SHORT, "dibuat": moment.isoformat(), "isi": told}
        archive.writestr("manifest.json", json.dumps(manifest, ensure_ascii=False, indent=2) + "\n")
    return rows


def _tables(year: int) -> Iterator[tuple[str, Written]]:
    for dataset in DATASETS.values():
        yield f"{dataset.slug}-{year}.csv", write_csv(dataset, year)


@transaction.atomic
def _keep(year: int, key: uuid.UUID, archive: Written, state: tuple, *, actor) -> DataEdition:
    """As the next edition, with its moment and what was withheld then; the forum's row is locked, so that two at once get two numbers."""
    Forum.objects.select_for_update().filter(plan_year=year).first()
    if made := DataEdition.objects.filter(key=key).first():
        return made
    last = DataEdition.objects.filter(year=year).aggregate(last=Max("number"))["last"] or 0
    moment, masked = state
    edition = DataEdition(
        key=key, year=year, number=last + 1, sha256=archive.sha256, size=archive.size,
        row_count=archive.row_count, made_at=moment, masked_lines=masked.lines, masked_proposals=masked.proposals,
    )  # fmt: skip
    edition.file.save(f"{key}.zip", File(archive.content), save=False)
    edition.save(force_insert=True)
    data = {"sha256": edition.sha256, "year": year, "edition": edition.number}
    record("data.freeze", edition, actor=actor, data=data)
    return edition
