"""Which agreements of the forum support a line."""

from collections.abc import Collection

from django.db import transaction

from audit.services import record
from core.retrying import retried
from meetings.models import Agreement
from renja.errors import PlanRefused
from renja.models import RenjaLine
from renja.services.lines import lock_line
from renja.windows import check_may_edit


@retried(PlanRefused)
@transaction.atomic
def link_agreements(line: RenjaLine, agreements: Collection[Agreement], *, actor) -> RenjaLine:
    """Name all agreements that support a line; those that are not named no longer do. Raises PlanRefused."""
    locked = lock_line(line)
    check_may_edit(locked.renja.forum, actor)
    wanted = {agreement.pk for agreement in agreements}
    if wanted != set(locked.agreements.values_list("pk", flat=True)):
        locked.agreements.set(wanted)
        record(
            "renja.link_agreements", locked, actor=actor, changed=["agreements"], data={"count": len(wanted)}
        )
    return locked
