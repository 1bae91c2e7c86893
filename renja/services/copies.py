"""Lines of an earlier plan taken over into this one at once, and taken back at once."""

from collections.abc import Iterable
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.services import record
from core.retrying import retried
from renja.copying import Copied, read_copy
from renja.errors import PlanRefused
from renja.models import Funding, Indicator, PlanCopy, Renja, RenjaLine
from renja.windows import check_may_edit


@retried(PlanRefused)
@transaction.atomic
def copy_plan(
    renja: Renja, source: Renja, *, actor, basis: str, factor: Decimal, lines: Iterable[int], seen: str
) -> PlanCopy:
    """Copy those of `lines` (keys of the earlier plan's) that this plan has not: code, place, indicators, sources of funds.

    Proposals, agreements and remarks stay behind: they belong to the year before. `seen` is the mark of what the person
    has read (PlanCopyPreview.mark); raises PlanRefused and changes nothing when it would become something else meanwhile.
    """
    locked = Renja.objects.select_for_update(of=("self",)).select_related("forum", "edition").get(pk=renja.pk)
    check_may_edit(locked.forum, actor)
    preview = read_copy(locked, source, basis=basis, factor=factor)
    if preview.mark != seen:
        raise PlanRefused(_("Renja berubah setelah Anda membaca pratinjau. Periksa lagi, lalu salin."))
    wanted = set(lines)
    rows = [row for row in preview.new if row.line.pk in wanted]
    if not rows:
        raise PlanRefused(_("Tidak ada baris yang disalin. Centang sedikitnya satu."))
    made = PlanCopy.objects.create(renja=locked, source=source, lines=_write(locked, rows))
    told = {"year": source.year, "rows": len(rows), "basis": basis, "factor": factor}
    record("renja.copy_plan", locked, actor=actor, data=told)
    return made


def _write(renja: Renja, rows: list[Copied]) -> list[int]:
    made = RenjaLine.objects.bulk_create(row.make_line(renja) for row in rows)
    pairs = list(zip(rows, made, strict=True))
    Funding.objects.bulk_create(one for row, line in pairs for one in row.make_fundings(line))
    Indicator.objects.bulk_create(one for row, line in pairs for one in row.make_indicators(line))
    return [line.pk for line in made]


@retried(PlanRefused)
@transaction.atomic
def undo_copy(renja: Renja, *, actor) -> tuple[int, int]:
    """Take the newest copy back, once: how many lines went, and how many were worked on since and stay."""
    check_may_edit(renja.forum, actor)
    made = renja.copies.select_for_update(of=("self",)).select_related("source__forum").first()
    if made is None or made.undone_at:
        raise PlanRefused(_("Tidak ada salinan yang dapat diurungkan."))
    there = list(renja.lines.select_for_update(of=("self",)).filter(pk__in=made.lines).order_by("pk"))
    untouched = renja.lines.filter(
        pk__in=made.lines,
        version=1,
        fulfilments__isnull=True,
        agreements__isnull=True,
        sipd_entry__isnull=True,
        realisations__isnull=True,
        proofs__isnull=True,
    )
    gone = set(untouched.values_list("pk", flat=True))
    renja.lines.filter(pk__in=gone).delete()
    made.undone_at = timezone.now()
    made.save(update_fields=["undone_at"])
    record("renja.undo_copy", renja, actor=actor, data={"year": made.source.year, "rows": len(gone)})
    return len(gone), len(there) - len(gone)
