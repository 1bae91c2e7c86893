"""The steps of a file: taken in, its columns named, checked, applied, taken back; or dropped."""

import hashlib
from collections.abc import Collection, Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.upload_quota import UPLOADED, check_quota
from audit.services import record, record_many
from core.headings import find_heading, guess_fields, heading_above
from core.mapped import count_rows, names_of, stored
from core.retrying import retried
from core.sheets import read_sheets
from core.tables import TableRefused
from core.uploads import check_upload
from jobs.services import enqueue
from renja.errors import PlanRefused
from renja.exchange.aim_cells import AimCells
from renja.exchange.columns import guess_line_columns
from renja.exchange.line_writing import apply_lines, lock_lines, undo_lines
from renja.exchange.plan import CHANGED, MISSING, NEW, SAME, WRONG, Missing, Plan, counts_told
from renja.exchange.reading import names_code
from renja.exchange.realisation_writing import apply_realisation, undo_realisation
from renja.exchange.subjects import called, labels, plan_of
from renja.exchange.table_writing import apply_table, undo_table
from renja.exchanged import REALISATION
from renja.models import PlanFile, Renja, RenjaLine
from renja.windows import check_may_edit
from stakeholders.models import Unit

TABLES = ("xlsx", "csv")
MAX_ROWS = 15_000  # of a file; a line may have several
INLINE_ROWS = 1_000  # so many are compared and written while somebody waits; more are a job
CHECK, APPLY = "plan_file_check", "plan_file_apply"


def begin_file(
    renja: Renja,
    *,
    actor,
    file: UploadedFile,
    table: str = "",
    unit: Unit | None = None,
    is_comparison: bool = False,
) -> PlanFile:
    """Take a file in and guess its columns; what the same person left unfinished goes.

    In our own format it is checked at once. Raises UploadRefused or TableRefused (the file), PlanRefused (the person, the time).
    """
    _ask(renja, actor, is_comparison=is_comparison, table=table)
    names = called(renja, table)
    checked = check_upload(file, TABLES)
    sheets = []
    for sheet in read_sheets(checked.content.read(), most_rows=MAX_ROWS):
        heading = find_heading(sheet, names)
        if heading is None and not table:
            heading = heading_above(sheet, names_code)
        sheets.append(stored(sheet, heading))
    if not any(sheet["chosen"] for sheet in sheets):
        raise TableRefused(_no_heading(table))
    new = PlanFile(
        renja=renja, table=table, unit=unit, is_comparison=is_comparison, sheets=sheets, headings=_mark(sheets, table),
        original_name=checked.original_name, sha256=checked.sha256, size=checked.size, created_by=actor,
    )  # fmt: skip
    new.columns = guess_columns(new)
    begun = _keep(new, actor=actor)
    return choose_columns(begun, actor=actor, columns=begun.columns) if is_ours(begun) else begun


def _no_heading(table: str) -> str:
    if table:
        return _("Judul kolom tabel ini tidak ditemukan. Unduh dahulu tabelnya, lalu isi berkas itu.")
    return _(
        "Judul kolom tidak ditemukan. Beri kolomnya judul, sekurang-kurangnya kode dan pagu atau indikator."
    )


def _ask(renja: Renja, actor, *, is_comparison: bool, table: str) -> None:
    """Comparing changes nothing of the plan, nor does recording what was done: both are free at any time."""
    if table == REALISATION:
        if not actor.has_perm("renja.edit"):
            raise PlanRefused(_("Hanya perencana yang dapat mengisi realisasi dari berkas."))
    elif not is_comparison:
        check_may_edit(renja.forum, actor)
    elif not actor.has_perm("renja.edit"):
        raise PlanRefused(_("Hanya perencana yang dapat membandingkan Renja dengan SIPD."))


def _mark(sheets: Sequence[dict[str, Any]], table: str) -> str:
    """The same for files with the same headings, whatever their order: by it, columns are remembered."""
    told = "|".join([table, *sorted(names_of(sheets))])
    return hashlib.sha256(told.encode()).hexdigest()


def guess_columns(file: PlanFile) -> dict[str, str]:
    """Field → heading: as for the last file with these headings, else by what offices call them."""
    names, remembered = names_of(file.sheets), PlanFile.objects.last_columns(file.headings)
    if file.table:
        return guess_fields(names, called(file.renja, file.table), remembered, loosely=False)
    listless = [field for field, rows in AimCells(file.renja).rows.items() if not rows]
    return guess_line_columns(names, file.renja.year, remembered, without=listless)


def is_ours(file: PlanFile) -> bool:
    """Whether it has every column that we hand out, so that nothing need be asked."""
    return set(labels(file.renja, file.table)) <= file.columns.keys()


@retried(PlanRefused)
@transaction.atomic
def _keep(file: PlanFile, *, actor) -> PlanFile:
    check_quota(actor, file.size)
    PlanFile.objects.unfinished().filter(created_by=actor, renja=file.renja).delete()
    file.pk = None
    file.row_count = count_rows(file.sheets)
    file.save()
    record("renja.begin_file", file, actor=actor, data={"sha256": file.sha256, UPLOADED: file.size})
    return file


@retried(PlanRefused)
@transaction.atomic
def choose_columns(
    file: PlanFile, *, actor, columns: dict[str, str], sheets: Collection[str] | None = None
) -> PlanFile:
    """Which heading gives which field, in which sheets; then the file is checked, by the worker where it is long."""
    locked = _open(file, actor)
    locked.map_columns(columns, sheets)
    locked.removals = []
    if locked.row_count > INLINE_ROWS:
        locked.job = enqueue(CHECK, key=str(locked.pk), payload={"file": locked.pk}, actor=actor)
    locked.save()
    record("renja.map_file", locked, actor=actor, changed=["columns"])
    return locked if locked.job else check_file(locked, actor=actor)


@retried(PlanRefused)
@transaction.atomic
def check_file(file: PlanFile, *, actor) -> PlanFile:
    """Read every row and compare it with what is here; nothing of the plan is changed."""
    locked = _open(file, actor)
    locked.report, locked.checked_at = plan_of(locked).report, timezone.now()
    locked.save()
    record("renja.check_file", locked, actor=actor, data=counts_told(locked.report["counts"]))
    return locked


@retried(PlanRefused)
@transaction.atomic
def choose_removals(file: PlanFile, *, actor, shown: Collection[int], wanted: Collection[int]) -> PlanFile:
    """Of the rows that the file does not name and that were `shown`, those that shall go; what was not shown stays chosen."""
    locked = _open(file, actor)
    free = {row["id"] for row in locked.report.get("missing", []) if not row["kept"]}
    chosen = (set(locked.removals) - set(shown)) | (set(wanted) & set(shown) & free)
    locked.removals = sorted(chosen)
    locked.save(update_fields=["removals"])
    record("renja.choose_removals", locked, actor=actor, data={"rows": len(chosen)})
    return locked


@retried(PlanRefused)
@transaction.atomic
def order_applying(file: PlanFile, *, actor) -> PlanFile:
    """Apply the file now, or have the worker do it where it is long."""
    locked = lock_file(file)
    if locked.is_applied or locked.row_count <= INLINE_ROWS:
        return apply_file(locked, actor=actor)
    _ask(locked.renja, actor, is_comparison=False, table=locked.table)
    locked.job = enqueue(APPLY, key=str(locked.pk), payload={"file": locked.pk}, actor=actor)
    locked.save(update_fields=["job"])
    record("renja.order_file", locked, actor=actor, data={"job": str(locked.job.pk)})
    return locked


@retried(PlanRefused)
@transaction.atomic
def apply_file(file: PlanFile, *, actor) -> PlanFile:
    """Write the whole file as it was shown; a second time changes nothing.

    Raises PlanRefused, and keeps nothing, where a row is wrong or something changed since the file was checked.
    """
    locked = lock_file(file)
    if locked.is_applied:
        return locked
    _ask(locked.renja, actor, is_comparison=False, table=locked.table)
    lock_lines(locked.renja)
    plan = plan_of(locked)
    removed = _check(locked, plan)
    lines: list[RenjaLine] = []
    if locked.table == REALISATION:
        before = apply_realisation(locked, plan, actor=actor)
    elif locked.table:
        before = apply_table(locked, plan, removed, actor=actor)
    else:
        before, lines = apply_lines(locked, plan, removed)
    _keep_outcome(locked, plan, before, len(removed))
    record_many("renja.import_line", lines, actor=actor, reason=locked.original_name)
    counts = counts_told(plan.counts) | {"removed": len(removed), "sha256": locked.sha256}
    record("renja.apply_file", locked, actor=actor, data=counts)
    return locked


def _check(file: PlanFile, plan: Plan) -> list[Missing]:
    """The rows that shall go. Raises PlanRefused where the plan is another one than was shown, or nothing would be done."""
    if file.is_comparison:
        raise PlanRefused(_("Berkas ini hanya dibandingkan; Renja tidak diubah dengannya."))
    if not file.is_checked or plan.mark != file.report.get("mark"):
        raise PlanRefused(
            _("Renja berubah sejak berkas ini diperiksa. Periksa kembali sebelum menerapkannya.")
        )
    if plan.counts[WRONG]:
        raise PlanRefused(_("Masih ada baris yang salah. Perbaiki berkasnya, lalu unggah kembali."))
    removed = [row for row in plan.missing if row.id in set(file.removals) and not row.kept]
    if not plan.counts[NEW] and not plan.counts[CHANGED] and not removed:
        raise PlanRefused(_("Tidak ada yang perlu diterapkan: isi berkas ini sama dengan Renja."))
    return removed


def _keep_outcome(file: PlanFile, plan: Plan, before: list[dict[str, Any]], removed: int) -> None:
    """What came of it stays, and how things were; what the file held goes."""
    file.new_count, file.changed_count = plan.counts[NEW], plan.counts[CHANGED]
    file.same_count, file.removed_count = plan.counts[SAME], removed
    shown = [row.told for row in plan.rows if row.kind in (NEW, CHANGED)]
    gone = [row.told for row in plan.missing if row.id in set(file.removals)]
    file.report = {"rows": shown, MISSING: gone, "counts": {NEW: file.new_count, CHANGED: file.changed_count}}
    file.sheets, file.before, file.applied_at, file.job = [], before, timezone.now(), None
    file.save()


@retried(PlanRefused)
@transaction.atomic
def undo_file(file: PlanFile, *, actor) -> PlanFile:
    """Put everything back as it was before the file, once. Raises PlanRefused, naming them, where rows were changed since."""
    locked = lock_file(file)
    _ask(locked.renja, actor, is_comparison=False, table=locked.table)
    if not locked.is_applied or locked.is_undone:
        raise PlanRefused(_("Impor ini belum diterapkan, atau sudah diurungkan."))
    lock_lines(locked.renja)
    lines: list[RenjaLine] = []
    if locked.table == REALISATION:
        lines = undo_realisation(locked)
    elif locked.table:
        undo_table(locked)
    else:
        lines = undo_lines(locked)
    locked.undone_at, locked.before = timezone.now(), []
    locked.save(update_fields=["undone_at", "before"])
    record_many("renja.restore_line", lines, actor=actor, reason=locked.original_name)
    record("renja.undo_file", locked, actor=actor, data={"rows": len(lines)})
    return locked


@retried(PlanRefused)
@transaction.atomic
def drop_file(file: PlanFile, *, actor) -> None:
    """Throw away what was read from a file; nothing of it was applied."""
    locked = _open(file, actor)
    record("renja.drop_file", locked, actor=actor)
    locked.delete()


def lock_file(file: PlanFile) -> PlanFile:
    rows = PlanFile.objects.select_for_update(of=("self",)).select_related(
        "renja__forum", "renja__edition", "unit"
    )
    locked = rows.filter(pk=file.pk).first()
    if locked is None:
        raise PlanRefused(_("Berkas ini sudah dibuang. Unggah lagi."))
    return locked


def _open(file: PlanFile, actor) -> PlanFile:
    locked = lock_file(file)
    _ask(locked.renja, actor, is_comparison=locked.is_comparison, table=locked.table)
    if locked.is_applied:
        raise PlanRefused(_("Berkas ini sudah diterapkan."))
    return locked
