"""What of the plan was typed into SIPD. The plan itself is not changed, so this is free at any time."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.services import record
from core.retrying import retried
from renja.errors import PlanRefused
from renja.models import Renja, SipdEntry


@retried(PlanRefused)
@transaction.atomic
def mark_entered(renja: Renja, *, actor, seen: Mapping[int, int]) -> tuple[int, int]:
    """Note that these lines stand in SIPD: `seen` is the version of each that the person had before their eyes.

    How many were noted, and how many were changed meanwhile and are not.
    """
    _ask(actor)
    lines = list(renja.lines.leaves().select_for_update(of=("self",)).filter(pk__in=seen).order_by("pk"))
    same = [line for line in lines if line.version == seen[line.pk]]
    now = timezone.now()
    SipdEntry.objects.bulk_create(
        [SipdEntry(line=line, version=line.version, entered_at=now, entered_by=actor) for line in same],
        update_conflicts=True,
        unique_fields=["line"],
        update_fields=["version", "entered_at", "entered_by"],
    )
    if same:
        record("renja.mark_sipd", renja, actor=actor, data={"rows": len(same)})
    return len(same), len(lines) - len(same)


@retried(PlanRefused)
@transaction.atomic
def unmark_entered(renja: Renja, *, actor, lines: Mapping[int, int]) -> int:
    """Take the mark off these lines; how many had one."""
    _ask(actor)
    gone, _rows = SipdEntry.objects.filter(line__renja=renja, line__in=list(lines)).delete()
    if gone:
        record("renja.unmark_sipd", renja, actor=actor, data={"rows": gone})
    return gone


def _ask(actor) -> None:
    if not actor.has_perm("renja.edit"):
        raise PlanRefused(_("Hanya perencana yang dapat menandai baris SIPD."))
