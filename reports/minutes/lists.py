"""What became of the proposals: accepted, not accepted, in reserve, moved elsewhere; each by urusan."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from core.money import rupiah
from forums.models import Forum
from meetings.undiscussed import undiscussed_of
from proposals.choices import Outcome
from proposals.drafting import quantity
from proposals.models import Decision, Proposal
from reports.minutes.paper import Group, Row

ACCEPTED = (Outcome.ACCEPTED, Outcome.ACCEPTED_WITH_CHANGES)
MOVED = (Outcome.FORWARDED, Outcome.MERGED)
ALONG = (
    "proposal__urusan", "proposal__organization", "proposal__kelurahan__kecamatan", "reason_code", "office", "parent",
)  # fmt: skip


@dataclass(frozen=True)
class Lists:
    accepted: tuple[Group, ...]
    accepted_total: str
    declined: tuple[Group, ...]
    reserves: tuple[Group, ...]
    moved: tuple[Group, ...]
    undiscussed: tuple[Group, ...]
    shown: tuple[int, ...]

    @property
    def counts(self) -> dict[str, int]:
        return {
            name: sum(len(group.rows) for group in getattr(self, name))
            for name in ("accepted", "declined", "reserves", "moved", "undiscussed")
        }


def newest_results(forum: Forum) -> QuerySet[Decision]:
    """The newest result of each proposal of the forum that has one, pending or published."""
    rows = Decision.objects.filter(proposal__forum=forum, state__in=("pending", "published"))
    newest = rows.order_by("proposal_id", "-decided_at", "-pk").distinct("proposal_id").values("pk")
    return Decision.objects.filter(pk__in=newest)


def decisions_of(forum: Forum) -> list[Decision]:
    """The newest results, by urusan and number."""
    found = newest_results(forum).select_related(*ALONG)
    return list(found.defer("proposal__stems", "proposal__words").order_by(
        "proposal__urusan__order", "proposal__urusan__name", "proposal__number"
    ))  # fmt: skip


def without_result(forum: Forum) -> list[Decision]:
    """What the forum did not come to, as rows that say so and are not saved."""
    told = _("Belum dibahas pada forum ini; tidak ada keputusan.")
    rows = undiscussed_of(forum).select_related("urusan", "organization", "kelurahan__kecamatan")
    return [Decision(proposal=row, outcome="", reason=told) for row in rows.defer("stems", "words")]


def read_lists(rows: list[Decision], undiscussed: list[Decision] | None = None) -> Lists:
    totals = _totals(row.proposal_id for row in rows if row.outcome in ACCEPTED)
    return Lists(
        accepted=_groups((row for row in rows if row.outcome in ACCEPTED), totals),
        accepted_total=_whole(row.proposal_id for row in rows if row.outcome in ACCEPTED),
        declined=_groups(row for row in rows if row.outcome == Outcome.REJECTED),
        reserves=_groups(row for row in rows if row.outcome == Outcome.DEFERRED),
        moved=_groups(row for row in rows if row.outcome in MOVED),
        undiscussed=_groups(undiscussed or []),
        shown=tuple(row.proposal_id for row in (*rows, *(undiscussed or [])) if not row.proposal.is_withheld),
    )


def _totals(keys: Iterable[int]) -> dict[int | None, Decimal]:
    """The estimated costs of each urusan; withheld proposals are not added."""
    rows = Proposal.objects.filter(pk__in=list(keys), withheld_reason="").order_by()
    return dict(rows.values_list("urusan").annotate(total=Sum("estimated_cost")))


def _whole(keys: Iterable[int]) -> str:
    """The same of all urusan together; "" where no proposal names its costs."""
    rows = Proposal.objects.filter(pk__in=list(keys), withheld_reason="")
    total = rows.aggregate(total=Sum("estimated_cost"))["total"]
    return "" if total is None else rupiah(total)


def _groups(rows: Iterable[Decision], totals: dict[int | None, Decimal] | None = None) -> tuple[Group, ...]:
    """Numbered on through all urusan."""
    found, no = [], 0
    for urusan, inside in groupby(rows, key=lambda row: row.proposal.urusan):
        told = []
        for decision in inside:
            no += 1
            told.append(_row(no, decision))
        total = (totals or {}).get(urusan.pk if urusan else None)
        name = urusan.name if urusan else _("Belum ditentukan urusannya")
        found.append(Group(name, tuple(told), rupiah(total) if total is not None else ""))
    return tuple(found)


def _row(no: int, decision: Decision) -> Row:
    proposal = decision.proposal
    if proposal.is_withheld:
        return Row(
            key=proposal.pk, no=no, number=proposal.number, title=proposal.public_title, proposer="–", place="–",
            volume="–", agreed="–", cost="–", note="–", withheld=proposal.withheld_reason,
        )  # fmt: skip
    asked = quantity(proposal.volume, proposal.volume_unit)
    agreed = decision.agreed_volume
    cost = proposal.estimated_cost
    return Row(
        key=proposal.pk,
        no=no,
        number=proposal.number,
        title=proposal.title,
        proposer=proposal.proposer_label,
        place=proposal.place_label,
        volume=asked or "–",
        agreed=quantity(agreed, proposal.volume_unit) if agreed is not None else asked or "–",
        cost=rupiah(cost) if cost is not None else "–",
        note="\n".join(_notes(decision)) or "–",
        outcome=decision.get_outcome_display(),
    )


def _notes(decision: Decision) -> Iterator[str]:
    """Where it went, and why, in plain words; the usual sentence once."""
    if decision.outcome == Outcome.ACCEPTED_WITH_CHANGES:
        yield decision.get_outcome_display() + "."
    if decision.office:
        yield _("Diteruskan kepada %(office)s.") % {"office": decision.office.name}
    if decision.parent:
        yield _("Digabungkan dengan %(number)s.") % {"number": decision.parent.number}
    usual = decision.reason_code.sentence if decision.reason_code else ""
    yield from dict.fromkeys(filter(None, (usual, decision.reason.strip())))
