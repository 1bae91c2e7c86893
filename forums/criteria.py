"""By what the proposals of a forum are scored: criteria that weigh 100 together, fixed once somebody has scored."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from audit.services import record
from core.versions import take_over
from forums.errors import ForumRefused
from forums.listing import in_order, keep_rows
from forums.locking import locked_forum
from forums.models import Criterion, Forum
from forums.standard import usual_criteria

WHOLE = 100  # percent


def is_scored(forum: Forum) -> bool:
    """Whether something hangs on a criterion of this forum. What that is lies in a higher app, and is found by its relation."""
    return any(
        relation.related_model._base_manager.filter(**{f"{relation.field.name}__forum": forum}).exists()
        for relation in Criterion._meta.related_objects
    )


def scored_refusal(forum: Forum) -> str:
    """Why the criteria are fixed; empty while they are not."""
    if not is_scored(forum):
        return ""
    return _(
        "Penilaian sudah dimulai, sehingga kriteria, bobot, dan arti nilainya tidak dapat diubah lagi: "
        "nilai yang sudah diberikan akan berubah artinya."
    )


@transaction.atomic
def save_criteria(
    forum: Forum, *, actor, added=(), changed=(), deleted=(), moved: Criterion | None = None, step: int = 0
) -> None:
    """All criteria of a page at once, or none. Raises ForumRefused unless they weigh 100 together, or StaleSave."""
    locked = locked_forum(forum, actor)
    _check_open(locked)
    gone = locked.criteria.filter(pk__in=[row.pk for row in deleted]).delete()[0]
    written = [bool(_write(row, values, version)) for row, values, version in changed]
    for number, values in enumerate(added, start=locked.criteria.count() + 1):
        _check_name(locked, values["name"])
        Criterion.objects.create(forum=locked, order=number, **values)
    rows = in_order(list(locked.criteria.all()), moved, step)
    _check_weights(rows)
    Criterion.objects.bulk_update(rows, ["order"])
    if added or gone or any(written) or moved:
        told = {"new": len(added), "changed": sum(written), "gone": gone, "rows": len(rows)}
        record("criteria.save", locked, actor=actor, data=told)


@transaction.atomic
def fill_criteria(forum: Forum, *, actor) -> None:
    """The usual criteria, where there are none yet."""
    locked = locked_forum(forum, actor)
    if locked.criteria.exists():
        raise ForumRefused(_("Kriteria penilaian sudah terisi."))
    rows = usual_criteria()
    keep_rows(locked, rows)
    record("criteria.fill", locked, actor=actor, data={"count": len(rows)})


def weights_refusal(total: int) -> str:
    """Why weights that add up to this cannot be kept; empty where they can."""
    if total in (0, WHOLE):
        return ""
    return _("Jumlah bobot harus 100; sekarang %(total)d. Sesuaikan bobotnya, lalu simpan lagi.") % {
        "total": total
    }


def _check_open(forum: Forum) -> None:
    problem = scored_refusal(forum)
    if problem:
        raise ForumRefused(problem)


def _check_weights(rows: list[Criterion]) -> None:
    problem = weights_refusal(sum(row.weight for row in rows))
    if problem:
        raise ForumRefused(problem)


def _write(row: Criterion, values: dict[str, Any], version: int) -> list[str]:
    found = Criterion.objects.select_for_update().filter(pk=row.pk).first()
    if found is None:
        raise ForumRefused(
            _("Kriteria “%(name)s” sudah dihapus orang lain. Muat ulang halaman ini.") % {"name": row}
        )
    _check_name(row.forum, values["name"], own=found)
    return take_over(found, values, version=version)


def _check_name(forum: Forum, name: str, own: Criterion | None = None) -> None:
    others = forum.criteria.exclude(pk=own.pk) if own else forum.criteria.all()
    if others.filter(name=name).exists():
        raise ForumRefused(_("Kriteria “%(name)s” sudah ada.") % {"name": name})
