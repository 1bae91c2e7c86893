"""The forward estimate of many lines at once, by one factor; taken back as a whole."""

from decimal import Decimal

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.services import record
from core.retrying import retried
from renja.errors import PlanRefused
from renja.estimating import Estimate, read_estimate
from renja.models import ForwardEstimate, Funding, Renja
from renja.windows import check_may_edit
from urusan.models import Nomenclature


@retried(PlanRefused)
@transaction.atomic
def estimate_forward(
    renja: Renja,
    *,
    actor,
    factor: Decimal,
    seen: str,
    program: Nomenclature | None = None,
    only_empty: bool = False,
) -> ForwardEstimate:
    """Write for every funding of the plan, or of one program, the pagu times `factor` as its forward estimate.

    `seen` is the mark of what the person has read (Estimate.mark); raises PlanRefused and changes nothing when it would
    become something else meanwhile.
    """
    check_may_edit(renja.forum, actor)
    _lock_lines(renja)
    estimate = read_estimate(renja, factor, program=program, only_empty=only_empty)
    _check_read(estimate, seen)
    changes = [
        [row.pk, None if row.forward is None else str(row.forward), str(row.after)] for row in estimate.rows
    ]
    _write(renja, {row.pk: row.after for row in estimate.rows})
    made = ForwardEstimate.objects.create(renja=renja, factor=factor, program=program, changes=changes)
    told = {"factor": factor, "code": program.code if program else "", "rows": len(changes)}
    record(
        "renja.estimate_forward",
        renja,
        actor=actor,
        data={name: value for name, value in told.items() if value},
    )
    return made


def _check_read(estimate: Estimate, seen: str) -> None:
    if not estimate.rows:
        raise PlanRefused(_("Tidak ada prakiraan maju yang berubah dengan faktor ini."))
    if estimate.mark != seen:
        raise PlanRefused(
            _("Pagu atau prakiraan maju berubah setelah Anda membaca pratinjau. Periksa lagi, lalu terapkan.")
        )


@retried(PlanRefused)
@transaction.atomic
def undo_estimate(renja: Renja, *, actor) -> tuple[int, int]:
    """Take the newest estimate back, once: how many fundings have their former one again, and how many were changed since
    and stay."""
    check_may_edit(renja.forum, actor)
    _lock_lines(renja)
    made = renja.estimates.first()
    if made is None or made.undone_at:
        raise PlanRefused(_("Tidak ada prakiraan maju dengan faktor yang dapat diurungkan."))
    changes = made.by_funding
    now = Funding.objects.filter(pk__in=changes).values_list("pk", "forward")
    back = {pk: changes[pk][0] for pk, forward in now if forward == changes[pk][1]}
    _write(renja, back)
    made.undone_at = timezone.now()
    made.save(update_fields=["undone_at"])
    told = {"factor": made.factor, "rows": len(back)}
    record("renja.undo_estimate", renja, actor=actor, data=told)
    return len(back), len(changes) - len(back)


def _lock_lines(renja: Renja) -> None:
    """Whoever edits a line waits, and the other way round; always in one order."""
    list(renja.lines.select_for_update().order_by("pk").values_list("pk"))


def _write(renja: Renja, forward: dict[int, Decimal | None]) -> None:
    rows = list(Funding.objects.filter(pk__in=forward).order_by("line_id", "pk"))
    for row in rows:
        row.forward = forward[row.pk]
    Funding.objects.bulk_update(rows, ["forward"], batch_size=200)
    renja.lines.filter(pk__in={row.line_id for row in rows}).update(
        version=F("version") + 1, updated_at=timezone.now()
    )
