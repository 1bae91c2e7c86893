"""What the home page tells, read once: what became of proposals, what is new."""

from dataclasses import dataclass
from decimal import Decimal

from django.core.cache import cache
from django.db.models import Count, F, Q, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.money import number, rupiah_short
from core.paging import rows_between
from forums.models import Forum
from meetings.models import Agreement
from proposals.choices import UNPUBLISHED_STATES, Status
from proposals.kept_reads import LIST_ROWS
from proposals.models import Proposal
from renja.readable import public_answers
from urusan.models import Urusan

NEWEST = 4
FRESH_SECONDS = 60


@dataclass(frozen=True)
class Figure:
    value: str
    label: str


def forum_with_results() -> Forum | None:
    """The newest forum of which results were published."""
    rows = Forum.objects.filter(is_published=True, proposals__published_at__isnull=False)
    return rows.order_by("-plan_year").first()


def flow(forum: Forum) -> list[Figure]:
    """From proposal to plan in five numbers, up to a minute old: many readers, and counting takes long."""
    figures = cache.get_or_set(
        f"home:flow:{get_language()}:{forum.pk}", lambda: _count_flow(forum), FRESH_SECONDS
    )
    return figures or []


def _count_flow(forum: Forum) -> list[Figure]:
    """Counts published states only: what waits counts as verified."""
    rows = Proposal.objects.filter(forum=forum).submitted()
    planned = rows.in_public_state("in_plan")
    counts = rows.aggregate(
        received=Count("pk"),
        verified=Count("pk", filter=Q(status=Status.VERIFIED) | Q(published_at__isnull=False)),
    )
    return [
        Figure(number(counts["received"]), _("usulan masuk")),
        Figure(number(counts["verified"]), _("terverifikasi dan dibahas")),
        Figure(number(rows.accepted().count()), _("diterima")),
        Figure(number(planned.accepted().count()), _("dimuat dalam Renja")),
        Figure(rupiah_short(_pagu_of(planned)), _("pagu untuk usulan")),
    ]


def _pagu_of(planned: QuerySet) -> Decimal:
    """Rupiah that lines of published plans give to these proposals."""
    keys = planned.accepted().values("pk")
    given = (
        rows.order_by().filter(proposal__in=keys).aggregate(total=Sum("amount")) for rows in public_answers()
    )
    return sum((one["total"] or Decimal(0) for one in given), Decimal(0))


def urusan_of(forum: Forum) -> list[Urusan]:
    """The urusan with `proposal_count`, and how many organisations and citizens they come from; up to a minute old."""
    rows = cache.get_or_set(f"home:urusan:{forum.pk}", lambda: list(_count_urusan(forum)), FRESH_SECONDS)
    return rows or []


def _count_urusan(forum: Forum) -> QuerySet:
    mine = Q(proposals__forum=forum) & ~Q(proposals__status__in=UNPUBLISHED_STATES)
    return Urusan.objects.annotate(
        proposal_count=Count("proposals", filter=mine, distinct=True),
        organization_count=Count("proposals__organization", filter=mine, distinct=True),
        citizen_count=Count(
            "proposals__proposer", filter=mine & Q(proposals__organization__isnull=True), distinct=True
        ),
    ).order_by("order", "name")


def newest_proposals() -> list[Proposal]:
    return rows_between(Proposal.objects.submitted().newest_first(), 0, NEWEST, whole=LIST_ROWS)


def last_agreements() -> list[Agreement]:
    """What the last forum that was held agreed on, urusan by urusan."""
    held = Forum.objects.filter(is_published=True, held_on__lte=timezone.localdate())
    last = held.filter(agreements__isnull=False).order_by(F("held_on").desc()).first()
    return list(Agreement.objects.filter(forum=last).select_related("forum").for_listing()) if last else []
