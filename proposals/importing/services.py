"""The steps before a list is entered: taken in, its columns named, checked; or dropped."""

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.upload_quota import UPLOADED, check_quota
from audit.services import record
from core.mapped import count_rows, names_of, stored
from core.retrying import retried
from core.sheets import read_sheets
from core.tables import TableRefused
from core.uploads import check_upload
from forums.models import Forum
from jobs.services import enqueue
from proposals.importing.columns import find_heading, guess_columns
from proposals.importing.entering import enter_batch, lock_batch
from proposals.importing.plan import plan_of
from proposals.importing.rows import MAX_ROWS
from proposals.models import ImportBatch
from proposals.workflow import StepRefused
from urusan.models import Urusan

TABLES = ("xlsx", "csv")
INLINE_ROWS = 400  # so many are checked and entered while somebody waits; more are a job
CHECK, ENTER = "proposal_import_check", "proposal_import"


def begin_import(
    forum: Forum, *, actor, file: UploadedFile, source: str, source_basis: str, urusan: Urusan | None
) -> ImportBatch:
    """Take a file in and guess its columns; what the same person left unfinished goes.

    Raises UploadRefused or TableRefused (the file), StepRefused (the person).
    """
    _ask(actor)
    checked = check_upload(file, TABLES)
    sheets = [
        stored(sheet, find_heading(sheet))
        for sheet in read_sheets(checked.content.read(), most_rows=MAX_ROWS)
    ]
    if not any(sheet["chosen"] for sheet in sheets):
        raise TableRefused(
            _(
                "Judul kolom tidak ditemukan. Beri kolomnya judul, sekurang-kurangnya nomor usulan dan judul usulan."
            )
        )
    names = names_of(sheets)
    columns = guess_columns(names, source=source, remembered=ImportBatch.objects.last_columns(source))
    batch = ImportBatch(
        forum=forum, source=source, source_basis=source_basis, urusan=urusan, sheets=sheets, columns=columns,
        original_name=checked.original_name, sha256=checked.sha256, size=checked.size, created_by=actor,
    )  # fmt: skip
    return _keep(batch, actor=actor)


@retried(StepRefused)
@transaction.atomic
def _keep(batch: ImportBatch, *, actor) -> ImportBatch:
    check_quota(actor, batch.size)
    ImportBatch.objects.unfinished().filter(created_by=actor).delete()
    batch.pk = None
    batch.row_count = count_rows(batch.sheets)
    batch.save()
    record("proposal.begin_import", batch, actor=actor, data={"sha256": batch.sha256, UPLOADED: batch.size})
    return batch


def _ask(actor) -> None:
    if not actor.has_perm("proposals.record_for_others"):
        raise StepRefused(_("Usulan diimpor oleh sekretariat."))


@retried(StepRefused)
@transaction.atomic
def choose_columns(batch: ImportBatch, *, actor, columns: dict[str, str], sheets: list[str]) -> ImportBatch:
    """Which heading gives which field, in which sheets; then the list is checked, by the worker where it is long."""
    _ask(actor)
    locked = _open(batch)
    locked.map_columns(columns, sheets)
    if locked.row_count > INLINE_ROWS:
        locked.job = enqueue(CHECK, key=str(locked.pk), payload={"batch": locked.pk}, actor=actor)
    locked.save()
    record("proposal.map_import", locked, actor=actor, changed=["columns"])
    return locked if locked.job else check_batch(locked, actor=actor)


@retried(StepRefused)
@transaction.atomic
def check_batch(batch: ImportBatch, *, actor) -> ImportBatch:
    """Read every row and compare it with what is here; nothing is entered."""
    locked = _open(batch)
    locked.report, locked.checked_at = plan_of(locked).report, timezone.now()
    locked.save()
    counts = {name: locked.report["counts"][name] for name in ("new", "changed", "same")}
    record("proposal.check_import", locked, actor=actor, data=counts)
    return locked


@retried(StepRefused)
@transaction.atomic
def order_entering(batch: ImportBatch, *, actor) -> ImportBatch:
    """Enter the list now, or have the worker do it where it is long."""
    _ask(actor)
    locked = lock_batch(batch)
    if locked.is_entered or locked.row_count <= INLINE_ROWS:
        return enter_batch(locked, actor=actor)
    locked.job = enqueue(ENTER, key=str(locked.pk), payload={"batch": locked.pk}, actor=actor)
    locked.save(update_fields=["job"])
    record("proposal.order_import", locked, actor=actor, data={"job": str(locked.job.pk)})
    return locked


@retried(StepRefused)
@transaction.atomic
def drop_batch(batch: ImportBatch, *, actor) -> None:
    """Throw away what was read from a file; nothing of it was entered."""
    _ask(actor)
    locked = _open(batch)
    record("proposal.drop_import", locked, actor=actor)
    locked.delete()


def _open(batch: ImportBatch) -> ImportBatch:
    locked = lock_batch(batch)
    if locked.is_entered:
        raise StepRefused(_("Daftar ini sudah diimpor."))
    return locked
