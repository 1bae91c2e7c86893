"""T-C.32: what stakeholders asked for, and what became of it. Only what the public may read.

A result counts once it is published; until then the row says that it waits, and nothing more.
"""

from collections import Counter

from django.db.models import Exists, OuterRef, Prefetch
from django.utils.translation import gettext as _

from core.money import number
from proposals.choices import ACCEPTED_STATES, WAITING_FOR_PUBLICATION, Status
from proposals.models import Decision, Proposal
from renja.models import Fulfilment, Renja
from reports.report import ProposalRow, Proposals
from reports.wording import proposals_sentence
from urusan.codes import display_code

SHOWN_INDICATORS = 3  # the rest stands in T-C.33


def read_proposals(renja: Renja) -> tuple[Proposals, tuple[int, ...]]:
    """All submitted proposals of the plan's forum by number, and the ids of those that are masked. Four queries."""
    found = list(_query(renja))
    shown = [proposal for proposal in found if proposal.status != Status.WITHDRAWN]
    rows = tuple(_row(no, proposal, renja) for no, proposal in enumerate(shown, start=1))
    masked = tuple(proposal.pk for proposal in found if proposal.is_withheld)
    return proposals_of(renja.year, rows, withdrawn=len(found) - len(shown)), masked


def proposals_of(year: int, rows: tuple[ProposalRow, ...], *, withdrawn: int) -> Proposals:
    """The rows with the sentence that counts them by their outcome."""
    outcomes = Counter(row.outcome.split(":")[0] for row in rows)
    sentence = proposals_sentence(
        year=year,
        total=len(rows),
        by_outcome=sorted(outcomes.items(), key=lambda pair: -pair[1]),
        withdrawn=withdrawn,
    )
    return Proposals(rows=rows, sentence=sentence, has_withheld=any(row.withheld for row in rows))


def _query(renja: Renja):
    return (
        Proposal.objects.submitted()
        .filter(forum=renja.forum_id)
        .annotate(waits=Exists(Decision.objects.pending().filter(proposal=OuterRef("pk"))))
        .select_related("organization", "kelurahan__kecamatan", "parent", "forwarded_to")
        .prefetch_related(
            Prefetch(
                "decisions", Decision.objects.published().select_related("reason_code"), to_attr="published"
            ),
            Prefetch("fulfilments", _fulfilments(renja), to_attr="planned"),
        )
        .order_by("number")
    )


def _fulfilments(renja: Renja):
    return (
        Fulfilment.objects.filter(line__renja=renja)
        .select_related("line__node")
        .prefetch_related("line__indicators")
        .order_by("line__node__code")
    )


def _row(no: int, proposal: Proposal, renja: Renja) -> ProposalRow:
    decision = proposal.published[0] if proposal.published else None
    if proposal.is_withheld:
        return ProposalRow(
            no=no, number=proposal.number, title="", place="", withheld=proposal.withheld_reason,
            outcome=outcome_of(proposal),
        )  # fmt: skip
    lines = proposal.planned if proposal.status in ACCEPTED_STATES else []
    indicators = list(_indicators(lines))
    return ProposalRow(
        no=no,
        number=proposal.number,
        title=proposal.title,
        place=proposal.place_label,
        became=tuple(_line_text(answer, renja) for answer in lines),
        indicators=tuple(indicators[:SHOWN_INDICATORS]),
        more_indicators=max(0, len(indicators) - SHOWN_INDICATORS),
        volume=volume_of(proposal.volume, proposal.volume_unit),
        agreed=volume_of(proposal.agreed_volume, proposal.volume_unit),
        proposer=proposal.proposer_label,
        source=str(proposal.get_source_display()),
        outcome=outcome_of(proposal),
        reason=decision.reason if decision else "",
        is_corrected=bool(decision and decision.is_correction),
    )


def _line_text(answer: Fulfilment, renja: Renja) -> str:
    node, share = answer.line.node, number(answer.share)
    name = _("informasi dikecualikan") if answer.line.is_withheld else node.name
    return f"{display_code(node.code, renja.bidang_code)} {name} ({share}%)"


def _indicators(lines: list[Fulfilment]):
    for answer in lines:
        if not answer.line.is_withheld:
            yield from (indicator.text for indicator in answer.line.indicators.all())


def volume_of(volume, unit: str) -> str:
    return "" if volume is None else f"{number(volume)} {unit}".strip()


def outcome_of(proposal: Proposal) -> str:
    status = Status(proposal.status)
    if status == Status.VERIFIED and proposal.waits:
        return str(WAITING_FOR_PUBLICATION)
    if status == Status.MERGED and proposal.parent:
        return _("Digabungkan: %(number)s") % {"number": proposal.parent.number}
    if status == Status.FORWARDED and proposal.forwarded_to and not proposal.is_withheld:
        return _("Diteruskan: %(office)s") % {"office": proposal.forwarded_to}
    return str(status.label)
