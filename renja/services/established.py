"""What an act established of links, kept as rows while its change is drafted (`renja/established.py`). Part of larger verbs."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from proposals.models import Proposal
from renja.established import EstablishedAnswer, EstablishedLine
from renja.forum_changes import closed_nodes
from renja.models import Renja
from renja.readable import acts_of


def keep_established(renja: Renja) -> None:
    """Make the rows of what the newest act keeps; of a plan whose act is not kept here there are none."""
    drop_established(renja)
    act = acts_of(renja).first()
    if act is None:
        return
    kept = {row["node"]: row["line"] for row in act.content["rows"] if row["line"]}
    lines = list(_lines(renja, kept))
    EstablishedLine.objects.bulk_create(lines)
    named = {line.pk: kept[line.node.code] for line in lines}
    EstablishedAnswer.objects.bulk_create(_answers(named))
    link = EstablishedLine.agreements.through
    link.objects.bulk_create(
        [
            link(establishedline_id=pk, agreement_id=one["id"])
            for pk, line in named.items()
            for one in line["agreements"]
        ]
    )


def drop_established(renja: Renja) -> None:
    """Remove them: the plan's own rows are what counts again."""
    renja.established_lines.all().delete()


def _lines(renja: Renja, kept: Mapping[str, Mapping[str, Any]]) -> Iterator[EstablishedLine]:
    closed = closed_nodes(renja)
    for node in renja.edition.nodes.filter(code__in=kept):
        line = kept[node.code]
        amounts = [Decimal(one["amount"]) for one in line["fundings"] if one["amount"] is not None]
        yield EstablishedLine(
            id=line["id"], renja=renja, node=node, pagu=sum(amounts) if amounts else None,
            withheld_reason=closed.get(node.code) or line["withheld_reason"],
        )  # fmt: skip


def _answers(named: Mapping[int, Mapping[str, Any]]) -> Iterator[EstablishedAnswer]:
    numbers = {one["proposal"] for line in named.values() for one in line["answers"]}
    keys = dict(Proposal.objects.filter(number__in=numbers).values_list("number", "pk"))
    for pk, line in named.items():
        for one in line["answers"]:
            amount = None if one["amount"] is None else Decimal(one["amount"])
            yield EstablishedAnswer(
                line_id=pk, proposal_id=keys[one["proposal"]], share=Decimal(one["share"]), amount=amount
            )
