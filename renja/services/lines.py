"""Lines of the plan: an official code with its money, place and indicators."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from audit.services import record
from core.retrying import retried
from core.versions import differing
from renja.errors import PlanRefused, StaleEdit
from renja.history import last_change
from renja.models import Indicator, Renja, RenjaLine
from renja.outline import UPPER_LEVELS
from renja.services.aims import check_own_aims
from renja.services.money import (
    FUNDING_FIELDS,
    MONEY,
    check_carries_money,
    funding_contents,
    is_money,
    write_fundings,
    write_money,
)
from renja.windows import check_may_edit
from urusan.models import Nomenclature

FIELDS = (
    "location",
    "target_group",
    "origin",
    "urgency",
    "unit",
    "priority",
    "aim",
    "note",
    "withheld_reason",
)
INDICATOR_FIELDS = ("text", "target", "target_label", "satuan", "forward_target")


def lock_line(line: RenjaLine) -> RenjaLine:
    """The same line, fresh and locked until the transaction ends. Raises PlanRefused when it is gone."""
    rows = RenjaLine.objects.select_for_update(of=("self",)).select_related(
        "renja__forum", "renja__edition", "node"
    )
    locked = rows.filter(pk=line.pk).first()
    if locked is None:
        raise PlanRefused(_("Baris ini sudah dihapus dari Renja oleh orang lain."))
    return locked


@retried(PlanRefused)
@transaction.atomic
def add_line(renja: Renja, node: Nomenclature, *, actor) -> RenjaLine:
    """A line for this code, with the official indicator; added twice, it is the same line.

    Programs and kegiatan may have a line for indicators of their own; money is carried by the lowest level alone.
    """
    check_may_edit(renja.forum, actor)
    _check_usable(renja, node)
    line, new = RenjaLine.objects.get_or_create(renja=renja, node=node)
    if not new:
        return line
    if node.indikator:
        Indicator.objects.create(line=line, text=node.indikator, satuan=node.satuan)
    record("renja.add_line", line, actor=actor, data={"code": node.code})
    return line


def _check_usable(renja: Renja, node: Nomenclature) -> None:
    if node.edition_id != renja.edition_id:
        raise PlanRefused(
            _("Kode ini bukan dari edisi nomenklatur Renja ini (%(edition)s).") % {"edition": renja.edition}
        )
    if node.is_regency_only:
        raise PlanRefused(_("Kode ini hanya untuk kabupaten, sehingga tidak dapat dimuat dalam Renja kota."))
    if node.level not in (*UPPER_LEVELS, renja.edition.leaf_level):
        raise PlanRefused(
            _("Yang dapat dimuat sebagai baris adalah program, kegiatan, atau tingkat terbawah.")
        )


@retried(PlanRefused)
@transaction.atomic
def save_line(
    line: RenjaLine,
    *,
    actor,
    seen: int,
    values: dict,
    indicators: Iterable[dict] | None = None,
    fundings: Iterable[dict] | None = None,
) -> RenjaLine:
    """Write a line's fields and, where given, all of its indicators and fundings in their order (those left out go).

    `seen` is the version that the person had before their eyes; raises StaleEdit and changes nothing when it is not
    the newest, unless everything is there already (a form sent twice). An indicator is a dict of INDICATOR_FIELDS, with
    `id` where it exists already; one whose `id` is gone is written anew. A funding is a dict of FUNDING_FIELDS; where
    there is one alone, `values` may name its money as the table does (MONEY).
    """
    locked = lock_line(line)
    check_may_edit(locked.renja.forum, actor)
    rows = {"indicators": indicators, "fundings": fundings}
    wanted = {name: list(given) for name, given in rows.items() if given is not None}
    changed = differing(locked, {name: values[name] for name in (*FIELDS, *MONEY) if name in values})
    changed += [name for name, given in wanted.items() if _has_changed(locked, name, given)]
    if not changed:
        return locked
    _check_version(locked, seen)
    check_own_aims(locked, values)
    changed = _write(locked, values, wanted, changed)
    record("renja.save_line", locked, actor=actor, changed=changed, data=_told(locked))
    return locked


def _has_changed(line: RenjaLine, name: str, wanted: list[dict]) -> bool:
    if name == "fundings":
        return funding_contents(wanted) != funding_contents(line.fundings.values(*FUNDING_FIELDS))
    return _contents(wanted) != _contents(line.indicators.values(*INDICATOR_FIELDS))


def _write(line: RenjaLine, values: dict, wanted: dict[str, list[dict]], changed: list[str]) -> list[str]:
    """Write what changed to a locked line; the names of all that changed, the sums of its money included."""
    before = {name: getattr(line, name) for name in MONEY}
    if "indicators" in changed:
        _write_indicators(line, wanted["indicators"])
    if "fundings" in changed:
        check_carries_money(line, (value for row in funding_contents(wanted["fundings"]) for value in row))
        write_fundings(line, wanted["fundings"])
    elif is_money(changed):
        check_carries_money(line, (values[name] for name in MONEY if name in values))
        write_money(line, values)
    for name in set(FIELDS) & set(changed):
        setattr(line, name, values[name])
    line.version += 1
    line.save()
    return sorted({*changed, *(name for name in MONEY if getattr(line, name) != before[name])})


@retried(PlanRefused)
@transaction.atomic
def change_cell(line: RenjaLine, *, actor, seen: int, was: dict | None, values: dict) -> RenjaLine:
    """Write one cell of the table: a field of the line, or what its first indicator says (INDICATOR_FIELDS).

    `was` is what the person saw in this cell: what others changed elsewhere in the row is no conflict. Raises StaleEdit
    and changes nothing when the cell itself was changed after version `seen`, unless it holds `values` already.
    """
    locked = lock_line(line)
    check_may_edit(locked.renja.forum, actor)
    row = _first_indicator(locked) if values.keys() <= set(INDICATOR_FIELDS) else locked
    changed = differing(row, values)
    if not changed:
        return locked
    if was is None or differing(row, was):
        _check_version(locked, seen)
    if is_money(values):
        check_carries_money(locked, values.values())
        write_money(locked, values)
    else:
        _write_cell(row, values)
    locked.version += 1
    locked.save()
    record("renja.change_cell", locked, actor=actor, changed=changed, data=_told(locked))
    return locked


def _first_indicator(line: RenjaLine) -> Indicator:
    return line.indicators.first() or Indicator(line=line)


def _write_cell(row: RenjaLine | Indicator, values: dict) -> None:
    """Set the values of a locked line, or save those of its indicator; an indicator of which nothing is left goes."""
    if isinstance(row, Indicator):
        _check_wording(row, values)
    for name, value in values.items():
        setattr(row, name, value)
    if isinstance(row, Indicator) and row.text:
        row.save()
    elif isinstance(row, Indicator):
        row.delete()


def _check_wording(row: Indicator, values: dict) -> None:
    if "text" in values and row.is_official:
        raise PlanRefused(
            _("Indikator ini dari daftar kode resmi. Bila memang perlu, ubah melalui halaman barisnya.")
        )
    after = {name: values.get(name, getattr(row, name)) for name in INDICATOR_FIELDS}
    if not after.pop("text") and any(value not in (None, "") for value in after.values()):
        raise PlanRefused(
            _("Target dan satuan memerlukan indikator. Isi indikatornya dahulu, atau kosongkan semuanya.")
        )


def _contents(rows: Iterable[dict]) -> list[tuple]:
    return [tuple(row[name] for name in INDICATOR_FIELDS) for row in rows]


def _check_version(line: RenjaLine, seen: int) -> None:
    if line.version == seen:
        return
    message = _("Baris ini disimpan %(who)s setelah Anda membukanya. Isian Anda belum disimpan.")
    raise StaleEdit(message % {"who": last_change(line)}, line)


def _write_indicators(line: RenjaLine, wanted: list[dict]) -> None:
    """Make the line's indicators those that are wanted, in this order."""
    existing = {row.pk: row for row in line.indicators.all()}
    line.indicators.exclude(pk__in=[row["id"] for row in wanted if row.get("id") in existing]).delete()
    for order, row in enumerate(wanted):
        indicator = existing.get(row.get("id")) or Indicator(line=line)
        for name in INDICATOR_FIELDS:
            setattr(indicator, name, row[name])
        indicator.order = order
        indicator.save()


@retried(PlanRefused)
@transaction.atomic
def remove_line(line: RenjaLine, *, actor, unlink: Iterable[int] = ()) -> list[str]:
    """Take a line out of the plan; the numbers of the proposals that lost it.

    A line that answers proposals goes only when each of them is named in `unlink` (ids): the person has read that
    those proposals are without a line afterwards.
    """
    locked = lock_line(line)
    check_may_edit(locked.renja.forum, actor)
    _check_nothing_done(locked)
    answered = list(locked.fulfilments.select_related("proposal"))
    if {row.proposal_id for row in answered} - set(unlink):
        raise PlanRefused(
            _("Baris ini menjawab usulan lain daripada yang Anda baca. Periksa kembali sebelum menghapus.")
        )
    numbers = [str(row.proposal.number) for row in answered]
    told = _told(locked) | {"code": locked.node.code, "unlinked": numbers}
    gone = locked.pk
    locked.delete()
    locked.pk = gone
    record("renja.remove_line", locked, actor=actor, data=told)
    return numbers


def _check_nothing_done(line: RenjaLine) -> None:
    if line.realisations.exists() or line.proofs.exists():
        raise PlanRefused(
            _(
                "Realisasi baris ini sudah dicatat. Kosongkan realisasi dan hapus buktinya sebelum menghapus baris."
            )
        )


def _told(line: RenjaLine) -> dict:
    """The amounts as they are now; place and note of a withheld line stay out of the record."""
    return {"version": line.version, "pagu": line.pagu, "forward_pagu": line.forward_pagu}
