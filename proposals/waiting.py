"""All results that wait for the head at once: those that stand out first, by urusan, and which of them are chosen.

What is chosen is carried as (result, version) pairs from the page on which it was read: what somebody changes meanwhile
is another version, and is not published unread.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from types import SimpleNamespace
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Sum
from django.utils.translation import gettext as _

from proposals.approval import Concern, Row, rows_for, waiting_results
from proposals.choices import ACCEPTED_STATES, Outcome
from proposals.models import Decision, Proposal

AT_ONCE = 2_000  # so many are read and chosen at once; what lies beyond follows when these are published
PAGE_SIZE = 50
ACCEPTED = (Outcome.ACCEPTED, Outcome.ACCEPTED_WITH_CHANGES)
Scope = tuple[int, str]


def read_waiting(user) -> list[Row]:
    """What waits, in the order of reading, with what stands out; own proposals tell nothing."""
    decisions = list(waiting_results()[:AT_ONCE])
    beyond = _beyond_ceiling(decisions)
    rows = rows_for(decisions, user)
    return [row if row.is_own else replace(row, concerns=_concerns(row.decision, beyond)) for row in rows]


def _concerns(decision: Decision, beyond: set[int]) -> tuple[Concern, ...]:
    proposal, agreed = decision.proposal, decision.agreed_volume
    less = agreed is not None and proposal.volume is not None and agreed < proposal.volume
    checks = (
        (decision.is_correction, Concern(_("Berbeda dari kesepakatan forum"))),
        (decision.was_reviewed, Concern(_("Hasil peninjauan ulang"), "sea")),
        (proposal.is_withheld, Concern(_("Dikecualikan dari publik"), "wait", "lock")),
        (less, Concern(_("Disepakati kurang dari yang diusulkan"))),
        (decision.pk in beyond, Concern(_("Melewati pagu indikatif"))),
    )
    return tuple(concern for holds, concern in checks if holds)


def _beyond_ceiling(decisions: list[Decision]) -> set[int]:
    """Acceptances with which the estimated cost of all that their forum accepts passes its ceiling, in the order of reading."""
    new = [d for d in decisions if d.outcome in ACCEPTED and d.proposal.status not in ACCEPTED_STATES]
    ceilings = {d.proposal.forum_id: d.proposal.forum.ceilings for d in new}
    totals = {forum: rows.total() for forum, rows in ceilings.items()}
    running = _accepted_cost(totals)
    beyond = set()
    for decision in new:
        forum, cost = decision.proposal.forum_id, decision.proposal.estimated_cost or Decimal(0)
        running[forum] += cost
        if cost and totals[forum] is not None and running[forum] > totals[forum]:
            beyond.add(decision.pk)
    return beyond


def _accepted_cost(forums: Iterable[int]) -> defaultdict[int, Decimal]:
    """Rupiah of what is accepted and published already."""
    rows = Proposal.objects.accepted().filter(forum__in=list(forums)).order_by().values_list("forum")
    return defaultdict(
        Decimal, {forum: cost or Decimal(0) for forum, cost in rows.annotate(Sum("estimated_cost"))}
    )


@dataclass(frozen=True)
class Choice:
    """`known`: pairs that the head was shown and can publish; `left_out`: those of them whose tick was taken away."""

    known: dict[int, int]
    left_out: frozenset[int] = frozenset()

    @property
    def chosen(self) -> dict[int, int]:
        return {pk: version for pk, version in self.known.items() if pk not in self.left_out}

    @property
    def known_words(self) -> str:
        return pairs(self.known)

    @property
    def left_out_words(self) -> str:
        return pairs({pk: version for pk, version in self.known.items() if pk in self.left_out})


def pairs(read: dict[int, int]) -> str:
    """As one hidden field carries them: `12-3 15-1`."""
    return " ".join(f"{pk}-{version}" for pk, version in read.items())


@dataclass(frozen=True)
class Reading:
    """One page of what waits: what stands out, the rest, and the choice that the page carries on."""

    page: Page
    exceptions: list[Row]
    others: list[Row]
    choice: Choice

    @property
    def shown(self) -> str:
        """The pairs on this page that have a tick."""
        rows = [*self.exceptions, *self.others]
        return " ".join(row.read for row in rows if not row.problem)


def reading_of(rows: list[Row], number, choice: Choice | None = None) -> Reading:
    """What stands out comes first, over all pages. Without a choice that goes on, all that can be published is chosen."""
    ordered = sorted(rows, key=lambda row: not row.is_exception)
    page = Paginator(ordered, PAGE_SIZE).get_page(number)
    shown = {row.decision.pk: row.decision.version for row in page if not row.problem}
    before = choice or Choice({row.decision.pk: row.decision.version for row in rows if not row.problem})
    now = Choice(before.known | shown, before.left_out)
    marked = [replace(row, is_chosen=row.decision.pk not in now.left_out) for row in page]
    exceptions = [row for row in marked if row.is_exception]
    return Reading(page, exceptions, [row for row in marked if not row.is_exception], now)


def scope_of(row: Row) -> Scope:
    """Forum and urusan, as addresses name them."""
    proposal = row.decision.proposal
    return proposal.forum.plan_year, proposal.urusan.slug if proposal.urusan else ""


def scoped(rows: list[Row], query) -> list[Row]:
    """The rows of the urusan that `?tahun=…&urusan=…` names; all without."""
    if "tahun" not in query:
        return rows
    wanted = (query["tahun"], query.get("urusan", ""))
    return [row for row in rows if (str(scope_of(row)[0]), scope_of(row)[1]) == wanted]


def tabs(rows: list[Row], query) -> list[SimpleNamespace]:
    """All, then each urusan of each forum, with how many wait; as components/subnav.html shows them."""
    counts = Counter(scope_of(row) for row in rows)
    names = {scope_of(row): str(row.decision.proposal.urusan or _("Tanpa urusan")) for row in rows}
    years = {year for year, _slug in counts}
    found = [SimpleNamespace(label=_("Semua"), url="?", count=len(rows), current="tahun" not in query)]
    for (year, slug), count in counts.items():
        label = names[year, slug] if len(years) == 1 else f"{names[year, slug]} {year}"
        current = (query.get("tahun"), query.get("urusan", "")) == (str(year), slug)
        url = "?" + urlencode({"tahun": year, "urusan": slug})
        found.append(SimpleNamespace(label=label, url=url, count=count, current=current))
    return found
