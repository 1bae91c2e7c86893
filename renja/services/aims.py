"""The catalogue of priorities, tujuan and sasaran of a plan, and which lines serve them."""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from audit.services import record, record_many
from core.retrying import retried
from renja.alignment import Aim, AimKind
from renja.errors import PlanRefused, StaleEdit
from renja.history import last_change
from renja.models import Renja, RenjaLine
from renja.windows import check_may_edit

AIM_FIELDS = ("kind", "code", "text")
MOST_AIMS = 60  # of one plan: some nine priorities, and tujuan and sasaran of one office


@dataclass(frozen=True)
class AimEdit:
    """What a person wants of one row: `id` is None for a new one."""

    kind: str = ""
    code: str = ""
    text: str = ""
    id: int | None = None
    is_removed: bool = False


def aims_mark(renja: Renja) -> str:
    """A short text that is another one as soon as a row of the catalogue was saved, added or removed."""
    told = list(renja.aims.order_by("pk").values_list("pk", *AIM_FIELDS))
    return hashlib.sha256(repr(told).encode()).hexdigest()[:16]


@retried(PlanRefused)
@transaction.atomic
def save_aims(renja: Renja, *, actor, seen: str, edits: Sequence[AimEdit]) -> dict[str, int]:
    """Write, add and remove rows; how many there were of each, {"added", "changed", "removed"}. Rows that are not named stay.

    `seen` is the `aims_mark` that the person had before their eyes; raises StaleEdit, and changes nothing, when it is
    another one by now. A row that lines name is not removed.
    """
    stored = lock_aims(renja, actor)
    gone, changed, new = _sorted_out(edits, stored)
    counts = {"added": len(new), "changed": len(changed), "removed": len(gone)}
    if not any(counts.values()):
        return counts
    if aims_mark(renja) != seen:
        message = _("Daftar ini disimpan %(who)s setelah Anda membukanya. Isian Anda belum disimpan.")
        raise StaleEdit(message % {"who": last_change(renja, action="renja.save_aims")}, renja)
    _check_unused([*gone, *(aim for aim, edit in changed if _moves(aim, edit))])
    _check_room(len(stored) - len(gone) + len(new))
    _write(renja, gone, changed, new)
    record("renja.save_aims", renja, actor=actor, data=counts)
    return counts


Changes = list[tuple[Aim, AimEdit]]


def _sorted_out(
    edits: Sequence[AimEdit], stored: Mapping[int, Aim]
) -> tuple[list[Aim], Changes, list[AimEdit]]:
    """The rows that go, those that change with what they become, and the new ones."""
    known = [(stored[edit.id], edit) for edit in edits if edit.id is not None and edit.id in stored]
    gone = [aim for aim, edit in known if edit.is_removed]
    changed = [(aim, edit) for aim, edit in known if not edit.is_removed and _differs(aim, edit)]
    return gone, changed, [edit for edit in edits if edit.id not in stored and not edit.is_removed]


def _write(renja: Renja, gone: list[Aim], changed: Changes, new: list[AimEdit]) -> None:
    for aim, edit in changed:
        aim.kind, aim.code, aim.text = edit.kind, edit.code, edit.text
        aim.save()
    Aim.objects.filter(pk__in=[aim.pk for aim in gone]).delete()
    Aim.objects.bulk_create(Aim(renja=renja, kind=e.kind, code=e.code, text=e.text) for e in new)


def lock_aims(renja: Renja, actor) -> dict[int, Aim]:
    """The rows by their id; whoever else wants to change the catalogue of this plan waits."""
    check_may_edit(renja.forum, actor)
    Renja.objects.select_for_update(of=("self",)).get(pk=renja.pk)
    return {aim.pk: aim for aim in renja.aims.all()}


def _differs(aim: Aim, edit: AimEdit) -> bool:
    return any(getattr(aim, name) != getattr(edit, name) for name in AIM_FIELDS)


def _check_unused(aims: Iterable[Aim]) -> None:
    for aim in aims:
        count = _naming(aim).count()
        if count:
            raise PlanRefused(
                _("%(aim)s masih disebut %(n)s baris Renja. Lepaskan dahulu baris-barisnya.")
                % {"aim": f"{aim.get_kind_display()} {aim.code}", "n": count}
            )


def _moves(aim: Aim, edit: AimEdit) -> bool:
    """Whether a priority becomes a tujuan or sasaran or the other way round, which lines that name it cannot follow."""
    return (aim.kind == AimKind.PRIORITAS) != (edit.kind == AimKind.PRIORITAS)


def _check_room(count: int) -> None:
    if count > MOST_AIMS:
        raise PlanRefused(_("Daftar ini memuat paling banyak %(most)s baris.") % {"most": MOST_AIMS})


def _naming(aim: Aim) -> QuerySet[RenjaLine]:
    """The lines that name this very row."""
    return RenjaLine.objects.filter(**{aim.field: aim})


def check_own_aims(line: RenjaLine, values: Mapping) -> None:
    """Raises PlanRefused where a line would name an aim of another plan, or one of the wrong kind."""
    for name in ("priority", "aim"):
        aim = values.get(name)
        if aim is not None and (aim.renja_id != line.renja_id or aim.field != name):
            raise PlanRefused(_("Pilih prioritas, tujuan, atau sasaran dari daftar Renja ini."))


@retried(PlanRefused)
@transaction.atomic
def assign_aim(
    aim: Aim, *, actor, add: Collection[RenjaLine] = (), drop: Collection[RenjaLine] = ()
) -> list[RenjaLine]:
    """Let the lines of `add` serve this aim, and those of `drop` no longer; the lines that changed.

    What somebody else decided meanwhile of other lines stays. A line serves one priority, and one tujuan or sasaran.
    """
    check_may_edit(aim.renja.forum, actor)
    wanted, left = {line.pk for line in add}, {line.pk for line in drop}
    rows = RenjaLine.objects.select_for_update(of=("self",)).select_related("renja__forum", "node")
    locked = rows.filter(renja=aim.renja_id, pk__in=wanted | left).order_by("pk")
    changed = [line for line in locked if (line.pk in wanted) != (getattr(line, f"{aim.field}_id") == aim.pk)]
    for line in changed:
        setattr(line, aim.field, aim if line.pk in wanted else None)
        line.version += 1
        line.save(update_fields=[aim.field, "version", "updated_at"])
    if changed:
        record_many("renja.align_line", changed, actor=actor, changed=[aim.field])
    return changed
