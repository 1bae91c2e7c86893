"""The susunan acara of a forum: its rows, saved together, and their order."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from audit.services import record
from core.versions import take_over
from forums.errors import ForumRefused
from forums.listing import in_order, keep_rows
from forums.locking import locked_forum
from forums.models import Forum, ProgrammeItem
from forums.standard import usual_programme


@transaction.atomic
def save_programme(
    forum: Forum,
    *,
    actor,
    added=(),
    changed=(),
    deleted=(),
    moved: ProgrammeItem | None = None,
    step: int = 0,
) -> None:
    """All rows of a page at once, or none: `added` values, `changed` (row, values, version), `deleted` rows.

    `moved` then goes `step` places on. Raises ForumRefused, or StaleSave for a row that was changed meanwhile.
    """
    locked = locked_forum(forum, actor)
    written = [bool(_write(row, values, version)) for row, values, version in changed]
    gone = locked.programme.filter(pk__in=[row.pk for row in deleted]).delete()[0]
    _append(locked, [ProgrammeItem(forum=locked, **values) for values in added])
    rows = in_order(list(locked.programme.all()), moved, step)
    ProgrammeItem.objects.bulk_update(rows, ["order"])
    if added or gone or any(written) or moved:
        told = {"new": len(added), "changed": sum(written), "gone": gone, "rows": len(rows)}
        record("programme.save", locked, actor=actor, data=told)


@transaction.atomic
def fill_programme(forum: Forum, *, actor) -> None:
    """The usual susunan acara, where there is none yet."""
    locked = locked_forum(forum, actor)
    if locked.programme.exists():
        raise ForumRefused(_("Susunan acara sudah terisi."))
    rows = usual_programme()
    keep_rows(locked, rows)
    record("programme.fill", locked, actor=actor, data={"count": len(rows)})


def _write(row: ProgrammeItem, values: dict[str, Any], version: int) -> list[str]:
    found = ProgrammeItem.objects.select_for_update().filter(pk=row.pk).first()
    if found is None:
        raise ForumRefused(
            _("Acara “%(name)s” sudah dihapus orang lain. Muat ulang halaman ini.") % {"name": row}
        )
    return take_over(found, values, version=version)


def _append(forum: Forum, rows: list[ProgrammeItem]) -> None:
    last = forum.programme.count()
    for number, row in enumerate(rows, start=last + 1):
        row.order = number
    ProgrammeItem.objects.bulk_create(rows)
