"""What a forum's figures are: counted from published states alone, so that everybody can count them again from the open data."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Aggregate, Case, Count, DurationField, F, Q, QuerySet, Sum, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from core.money import number
from forums.models import Forum
from proposals.choices import ACCEPTED_STATES, DECIDED_STATES, Status
from proposals.models import Feedback, Proposal, Support
from proposals.presentation import state_choices
from proposals.querysets import WAITING, ProposalQuerySet
from proposals.rating import share_of
from renja.readable import public_answers
from stakeholders.models import OrganizationKind

FEWEST = 3  # fewer people than these are not told: somebody might be recognised
CITIZENS = "warga"

TITLES = {
    "urusan": gettext_lazy("Menurut urusan"),
    "kecamatan": gettext_lazy("Menurut kecamatan"),
    "pengusul": gettext_lazy("Menurut kelompok pengusul"),
}
NOWHERE = {
    "urusan": gettext_lazy("Belum ditentukan atau tidak ditampilkan"),
    "kecamatan": gettext_lazy("Seluruh kota atau tidak ditampilkan"),
    "pengusul": gettext_lazy("Tidak ditampilkan"),
}


@dataclass(frozen=True)
class Row:
    """One group: proposals received, answered, accepted, in the published plan, and the rupiah that the plan gives them."""

    label: str
    received: int
    answered: int = 0
    accepted: int = 0
    planned: int = 0
    pagu: Decimal = Decimal(0)
    most: int = 1  # received by the largest group

    @property
    def width(self) -> str:
        """How long its bar is, of a hundred."""
        return f"{self.received * 100 / self.most:.1f}" if self.most else "0"

    @property
    def accepted_width(self) -> str:
        return f"{self.accepted * 100 / self.most:.1f}" if self.most else "0"


@dataclass(frozen=True)
class Breakdown:
    slug: str
    title: str
    rows: list[Row]


@dataclass(frozen=True)
class Participation:
    """Who took part: people each counted once."""

    citizens: int
    organizations: int
    supporters: int
    kelurahan: int


@dataclass(frozen=True)
class Statistics:
    forum: Forum
    total: Row
    states: list[Row]
    breakdowns: list[Breakdown]
    participation: Participation
    median_days: int | None  # from sending to the published result
    helped: (
        int | None
    )  # percent of the proposers who said that the answer helped; None where few said anything

    @property
    def coverage(self) -> int | None:
        """Percent of the accepted that the published plan holds; None before anything was accepted."""
        return round(self.total.planned * 100 / self.total.accepted) if self.total.accepted else None


class Median(Aggregate):
    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


class Counted(NamedTuple):
    """How many proposals, or how much rupiah, share all of these."""

    urusan: str | None
    kecamatan: str | None
    pengusul: str | None
    status: str
    waits: bool
    is_planned: bool
    amount: int | Decimal


def statistics(forum: Forum) -> Statistics:
    """All figures of one forum, in a handful of queries whatever its size."""
    rows = Proposal.objects.filter(forum=forum).submitted()
    counted, given = _count(rows), _sum(forum)
    parts = [_breakdown(slug, counted, given) for slug in TITLES]
    total = _row(str(_("Jumlah")), counted, given)
    helped = share_of(Feedback.objects.current().filter(proposal__forum=forum).tally())
    return Statistics(forum, total, _states(counted), parts, _participation(rows), _median_days(rows), helped)


def breakdown(forum: Forum, slug: str) -> Breakdown:
    """One table: a row for each group that has a proposal, the largest first, what belongs to none last."""
    return _breakdown(slug, _count(Proposal.objects.filter(forum=forum).submitted()), _sum(forum))


def _groups(prefix: str = "") -> dict[str, Case]:
    """What tables group by; what is withheld of a proposal stays out of its row and counts where nothing is told."""
    is_open = Q(**{f"{prefix}withheld_reason": ""})
    is_local = is_open & Q(**{f"{prefix}is_citywide": False})
    is_citizen = is_open & Q(**{f"{prefix}organization__isnull": True})
    return {
        "in_urusan": Case(When(is_open, then=F(f"{prefix}urusan__name"))),
        "in_kecamatan": Case(When(is_local, then=F(f"{prefix}kelurahan__kecamatan__name"))),
        "of_group": Case(
            When(is_citizen, then=Value(CITIZENS)), When(is_open, then=F(f"{prefix}organization__kind"))
        ),
    }


def _count(rows: ProposalQuerySet) -> list[Counted]:
    keys = (*_groups(), "status", "has_pending", "in_plan")
    found = rows.with_flags().order_by().annotate(**_groups()).values(*keys).annotate(count=Count("pk"))
    return [Counted(*row) for row in found.values_list(*keys, "count")]


def _sum(forum: Forum) -> list[Counted]:
    """Rupiah that lines of published plans give to accepted proposals."""
    today, of_acts = (_sums(answers.of_accepted(), forum) for answers in public_answers())
    return [
        Counted(urusan, kecamatan, group, status, waits=False, is_planned=True, amount=amount)
        for urusan, kecamatan, group, status, amount in today.union(of_acts, all=True)
    ]


def _sums(answers: QuerySet, forum: Forum) -> QuerySet:
    given = answers.filter(proposal__forum=forum, amount__isnull=False).order_by()
    keys = (*_groups("proposal__"), "proposal__status")
    sums = given.annotate(**_groups("proposal__")).values(*keys).annotate(sum=Sum("amount"))
    return sums.values_list(*keys, "sum")


def _breakdown(slug: str, counted: list[Counted], given: list[Counted]) -> Breakdown:
    keys = {getattr(one, slug) for one in counted}
    groups = {key: [one for one in counted if getattr(one, slug) == key] for key in keys}
    most = max((sum(one.amount for one in group) for group in groups.values()), default=0)
    rows = [
        _row(_label(slug, key), group, [one for one in given if getattr(one, slug) == key], int(most))
        for key, group in groups.items()
    ]
    rows.sort(key=lambda row: (row.label == NOWHERE[slug], -row.received, row.label))
    return Breakdown(slug, str(TITLES[slug]), rows)


def _row(label: str, counted: list[Counted], given: list[Counted], most: int = 1) -> Row:
    def count(applies: Callable[[Counted], bool]) -> int:
        return int(sum(one.amount for one in counted if applies(one)))

    return Row(
        label,
        received=count(lambda one: True),
        answered=count(lambda one: one.status in DECIDED_STATES),
        accepted=count(lambda one: one.status in ACCEPTED_STATES),
        planned=count(lambda one: one.status in ACCEPTED_STATES and one.is_planned),
        pagu=sum((Decimal(one.amount) for one in given), Decimal(0)),
        most=most,
    )


def _label(slug: str, key: str | None) -> str:
    if key is None:
        return str(NOWHERE[slug])
    if slug != "pengusul":
        return key
    return str(_("Warga") if key == CITIZENS else OrganizationKind(key).label)


def _states(counted: list[Counted]) -> list[Row]:
    """How many proposals the public reads in which state, in the order of a proposal's life."""
    counts: Counter[str] = Counter()
    for one in counted:
        counts[WAITING if one.waits and one.status == Status.VERIFIED else one.status] += int(one.amount)
    most = max(counts.values(), default=0)
    return [Row(label, counts[key], most=most) for key, label in state_choices() if counts[key]]


def _participation(rows) -> Participation:
    counts = rows.aggregate(
        citizens=Count("proposer", filter=Q(organization__isnull=True), distinct=True),
        organizations=Count("organization", distinct=True),
        kelurahan=Count("kelurahan", filter=Q(withheld_reason=""), distinct=True),
    )
    people = Support.objects.filter(proposal__in=rows.values("pk")).aggregate(n=Count("user", distinct=True))
    return Participation(supporters=people["n"], **counts)


def few(count: int) -> str:
    """A number of people: `1.234`, or `kurang dari 3` where somebody might be recognised."""
    return str(_("kurang dari %(n)d") % {"n": FEWEST}) if 0 < count < FEWEST else number(count)


def _median_days(rows) -> int | None:
    answered = rows.filter(published_at__isnull=False, submitted_at__isnull=False)
    middle: timedelta | None = answered.aggregate(days=Median(F("published_at") - F("submitted_at")))["days"]
    return None if middle is None else round(middle / timedelta(days=1))


def as_table(rows: Iterable[Row]) -> tuple[list[str], list[list[object]]]:
    """Head and rows for a download."""
    head = [
        _("Kelompok"),
        pgettext("jumlah", "Masuk"),
        _("Ditanggapi"),
        _("Diterima"),
        _("Dimuat dalam Renja"),
        _("Pagu (Rp)"),
    ]
    return head, [[r.label, r.received, r.answered, r.accepted, r.planned, r.pagu] for r in rows]
