"""What the home page tells, read once: the forum and its phases, what became of proposals, what is new."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import Count, F, Q, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.dates import MONTHS, local_date, long_datetime
from core.money import number, rupiah_short
from forums.models import Activity, Forum, Phase
from meetings.models import Agreement
from proposals.choices import Status
from proposals.models import Proposal
from renja.models import Fulfilment
from urusan.models import Urusan

NEWEST = 4


@dataclass(frozen=True)
class Station:
    """One phase on the path of the year, as components/phases.html shows it."""

    name: str
    range_text: str
    state: str


@dataclass(frozen=True)
class Window:
    """The phase that matters today: its name, until (or from) when, and how long that is."""

    name: str
    is_open: bool
    when: str
    left: str
    takes_proposals: bool


@dataclass(frozen=True)
class Figure:
    value: str
    label: str


def day_range(opens: datetime, closes: datetime) -> str:
    """`16 Nov – 17 Des 2026`: the first and the last day of a window, the year once where it is one."""
    first, last = local_date(opens), local_date(closes - timedelta(microseconds=1))
    end = f"{last.day} {MONTHS[last.month - 1][:3]} {last.year}"
    if first == last:
        return end
    begin = f"{first.day} {MONTHS[first.month - 1][:3]}"
    return f"{begin} – {end}" if first.year == last.year else f"{begin} {first.year} – {end}"


def stations(phases: list[Phase]) -> list[Station]:
    """The path of the forum's year, in its order."""
    now = timezone.now()
    return [Station(p.name, day_range(p.opens_at, p.closes_at), _state(p, now)) for p in phases]


def _state(phase: Phase, now: datetime) -> str:
    if phase.closes_at <= now:
        return "done"
    return "now" if phase.opens_at <= now else "next"


def window_of_today(phases: list[Phase]) -> Window | None:
    """The open phase (the one that takes proposals first), else the next one; None when all is over."""
    now = timezone.now()
    by_state = {state: [p for p in phases if _state(p, now) == state] for state in ("now", "next")}
    current = sorted(by_state["now"], key=lambda p: (Activity.SUBMIT not in p.activities, p.closes_at))
    coming = sorted(by_state["next"], key=lambda p: p.opens_at)
    if current:
        return _window(current[0], current[0].closes_at, is_open=True)
    return _window(coming[0], coming[0].opens_at, is_open=False) if coming else None


def _window(phase: Phase, moment: datetime, *, is_open: bool) -> Window:
    days = (local_date(moment) - timezone.localdate()).days
    left = ngettext("%(n)d hari lagi", "%(n)d hari lagi", days) % {"n": days} if days else _("hari ini")
    takes = is_open and Activity.SUBMIT in phase.activities
    return Window(phase.name, is_open, long_datetime(moment), left, takes)


def forum_with_results() -> Forum | None:
    """The newest forum of which results were published."""
    rows = Forum.objects.filter(is_published=True, proposals__published_at__isnull=False)
    return rows.order_by("-plan_year").first()


def flow(forum: Forum) -> list[Figure]:
    """From proposal to plan in five numbers. Counts published states only: what waits counts as verified."""
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
    rows = Fulfilment.objects.published().order_by().filter(proposal__in=planned.accepted().values("pk"))
    return rows.aggregate(total=Sum("amount"))["total"] or Decimal(0)


def urusan_of(forum: Forum) -> QuerySet:
    """The urusan with `proposal_count`, and how many organisations and citizens they come from."""
    mine = Q(proposals__forum=forum) & ~Q(proposals__status=Status.DRAFT)
    return Urusan.objects.annotate(
        proposal_count=Count("proposals", filter=mine, distinct=True),
        organization_count=Count("proposals__organization", filter=mine, distinct=True),
        citizen_count=Count(
            "proposals__proposer", filter=mine & Q(proposals__organization__isnull=True), distinct=True
        ),
    ).order_by("order", "name")


def newest_proposals() -> QuerySet:
    return Proposal.objects.submitted().for_listing()[:NEWEST]


def last_agreements() -> list[Agreement]:
    """What the last forum that was held agreed on, urusan by urusan."""
    held = Forum.objects.filter(is_published=True, held_on__lte=timezone.localdate())
    last = held.filter(agreements__isnull=False).order_by(F("held_on").desc()).first()
    return list(Agreement.objects.filter(forum=last).select_related("forum").for_listing()) if last else []
