"""One ZIP with everything about a person: at once where it is small, else made by the worker and kept for a day."""

import json
import tempfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from django.core.files import File
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import DataCopy, User
from audit.services import record
from jobs.models import Job
from jobs.registry import Report
from jobs.services import enqueue
from proposals.models import Attachment
from renja_portal.personal.reading import everything_about, files_of

DATA_COPY = "data_copy"
DIRECT_BYTES = 20 * 1024 * 1024  # more than this is left to the worker
LIFE = timedelta(days=1)
NAME = "data-saya.zip"


def is_large(user: User) -> bool:
    """Whether the files of this person are too much for one request."""
    return (files_of(user).aggregate(total=Sum("size"))["total"] or 0) > DIRECT_BYTES


@transaction.atomic
def hand_out(user: User, *, actor) -> IO[bytes]:
    """The whole archive, in a file that is gone once it is closed."""
    archive = tempfile.TemporaryFile()  # noqa: SIM115 (closed by the response)
    write_archive(user, archive, lambda done, total, text: None)
    archive.seek(0)
    record("account.export_data", user, actor=actor)
    return archive


@transaction.atomic
def order_copy(user: User, *, actor) -> Job:
    """Let the worker make it; the job already under way, or a new one."""
    job = enqueue(DATA_COPY, key=str(user.pk), payload={"user": user.pk}, actor=actor)
    record("account.export_data", user, actor=actor, data={"job": str(job.pk)})
    return job


def make_copy(job: Job, report: Report) -> dict:
    """The archive of this job; nothing where the account was erased meanwhile, and once where it is made twice."""
    user = User.objects.filter(pk=job.payload["user"]).first()
    if user is None or DataCopy.objects.filter(key=job.pk).exists():
        return {}
    with tempfile.TemporaryFile() as archive:
        write_archive(user, archive, report)
        archive.seek(0)
        _keep(user, job, archive)
    return {}


@transaction.atomic
def _keep(user: User, job: Job, archive: IO[bytes]) -> None:
    if not User.objects.select_for_update().filter(pk=user.pk).exists():
        return
    copy = DataCopy(user=user, key=job.pk)
    copy.file.save(f"{job.pk}.zip", File(archive), save=False)
    copy.save()


def write_archive(user: User, target: IO[bytes], report: Callable[[int, int, str], None]) -> None:
    """The data as JSON, the files as they are; a file that is lost is named in the list of what is missing."""
    files = list(files_of(user))
    with ZipFile(target, "w", ZIP_STORED) as archive:
        content = json.dumps(everything_about(user), cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
        archive.writestr("data-saya.json", content, ZIP_DEFLATED)
        missing = []
        for done, (name, file) in enumerate(_named(files)):
            report(done, len(files), _("Berkas %(n)d dari %(total)d") % {"n": done + 1, "total": len(files)})
            if not _put(archive, name, file):
                missing.append(name)
        if missing:
            archive.writestr("berkas-yang-hilang.txt", "\n".join(missing))


def _named(files: list[Attachment]) -> Iterator[tuple[str, Attachment]]:
    """Each file below the number of its proposal; no two of them have one name."""
    for number, file in enumerate(files, start=1):
        proposal = file.proposal.number or f"draf-{file.proposal_id}"
        yield f"lampiran/{proposal}/{number:03d}-{file.original_name.replace('/', '-')}", file


def _put(archive: ZipFile, name: str, file: Attachment) -> bool:
    try:
        with file.file.storage.open(file.file.name, "rb") as opened:
            archive.writestr(name, opened.read())
    except FileNotFoundError:
        return False
    return True


def clear_old_copies() -> int:
    """What was made a day ago goes, with its file; a portion at a time."""
    old = DataCopy.objects.filter(made_at__lt=timezone.now() - LIFE)[:20]
    return sum(remove_copy(copy) for copy in old)


def remove_copy(copy: DataCopy) -> int:
    """Row first, then the file."""
    stored, storage = copy.file.name, copy.file.storage
    removed = DataCopy.objects.filter(pk=copy.pk).delete()[0]
    transaction.on_commit(lambda: storage.delete(stored))
    return removed
