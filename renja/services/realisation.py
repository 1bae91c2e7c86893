"""What was done and spent of the plan, quarter by quarter. The plan itself is not changed, so no window closes this."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from audit.services import record, record_many
from core.dates import plain_date
from core.retrying import retried
from core.versions import differing
from renja.errors import PlanRefused, StaleEdit
from renja.history import last_change
from renja.models import Realisation, Renja, RenjaLine
from renja.realisation.quarters import Quarter, begins, begun

FIELDS = ("physical", "output", "output_label", "spent", "note", "hindrance")


@dataclass(frozen=True)
class RealisationEdit:
    """What a person wants of one line in a quarter: `seen` is the version before their eyes, 0 where there was none.

    Of FIELDS, those that are not among `values` stay.
    """

    line: int
    values: Mapping[str, Any]
    seen: int = 0


@retried(PlanRefused)
@transaction.atomic
def save_realisations(renja: Renja, quarter: int, *, actor, edits: Sequence[RealisationEdit]) -> int:
    """Write what was done of several lines, all of it or nothing; how many were changed.

    Raises StaleEdit with the stored rows in `current` where one was changed after the person saw it, unless it says the
    same already; PlanRefused where the quarter has not begun or a line is somebody else's.
    """
    check_quarter(renja, quarter)
    lines = lock_lines(renja, [edit.line for edit in edits], actor)
    stored = rows_of(lines, quarter)
    pairs = [(edit, stored[edit.line]) for edit in edits]
    changed = [(edit, row) for edit, row in pairs if differing(row, dict(edit.values))]
    stale = [row for edit, row in changed if (row.version if row.pk else 0) != edit.seen]
    if stale:
        words = _("Realisasi ini disimpan %(who)s setelah Anda membukanya. Isian Anda belum disimpan.")
        raise StaleEdit(words % {"who": last_change(stale[0].line)}, stale)
    for edit, row in changed:
        _check_money(row.line, edit.values)
        write(row, edit.values)
    if changed:
        record_many(
            "renja.realise_line", [row.line for _edit, row in changed], actor=actor, reason=label_of(quarter)
        )
        record("renja.save_realisation", renja, actor=actor, data={"quarter": quarter, "rows": len(changed)})
    return len(changed)


def check_quarter(renja: Renja, quarter: int) -> None:
    """Raises PlanRefused for a quarter that has not begun."""
    if quarter not in begun(renja.year):
        words = _("%(quarter)s %(year)d baru dapat diisi mulai %(day)s.")
        told = {
            "quarter": label_of(quarter),
            "year": renja.year,
            "day": plain_date(begins(renja.year, quarter)),
        }
        raise PlanRefused(words % told)


def label_of(quarter: int) -> str:
    return str(Quarter(quarter).label)


def lock_lines(renja: Renja, wanted: Sequence[int], actor) -> dict[int, RenjaLine]:
    """These lines of a plan, locked in order. Raises PlanRefused where one is gone or the actor does not answer for it."""
    rows = renja.lines.select_for_update(of=("self",)).filter(pk__in=wanted).order_by("pk")
    lines = {line.pk: line for line in rows.select_related("node", "renja__forum", "renja__edition")}
    if len(lines) < len(set(wanted)):
        raise PlanRefused(_("Ada baris yang sudah dihapus dari Renja. Muat ulang halaman ini."))
    if not all(actor.has_perm("renja.realise", line) for line in lines.values()):
        raise PlanRefused(_("Realisasi diisi perencana, atau bidang penanggung jawab barisnya."))
    return lines


def rows_of(lines: Mapping[int, RenjaLine], quarter: int) -> dict[int, Realisation]:
    """What is stored of these locked lines in a quarter, new rows where nothing is."""
    here = Realisation.objects.select_for_update().filter(line__in=list(lines), quarter=quarter)
    stored = {row.line_id: row for row in here}
    for pk, line in lines.items():
        stored.setdefault(pk, Realisation(line=line, quarter=quarter)).line = line
    return stored


def _check_money(line: RenjaLine, values: Mapping[str, Any]) -> None:
    if values.get("spent") is not None and not line.carries_money:
        raise PlanRefused(
            _("Keuangan dicatat pada tingkat terbawah; jumlah program dan kegiatan dihitung dari sana.")
        )


def write(row: Realisation, values: Mapping[str, Any]) -> None:
    """Of a locked line; what says nothing any more goes."""
    for name, value in values.items():
        setattr(row, name, value)
    if row.is_empty and row.pk:
        row.delete()
    elif not row.is_empty:
        row.version = row.version + 1 if row.pk else 1
        row.save()


def over_pagu(renja: Renja, lines: Sequence[int]) -> list[RenjaLine]:
    """Of these lines, those of which more was spent than their pagu; it is told, never forbidden."""
    rows = renja.lines.filter(pk__in=lines).with_realisation().select_related("node")
    return [line for line in rows if (line.realised_spent or Decimal(0)) > (line.pagu or Decimal(0))]
