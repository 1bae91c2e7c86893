"""Everything that the document of a frozen revision prints: what the revision keeps of the plan, in the form of `reports.data`.

Host, signer, lampiran and proposers were not frozen; they are read as they are, or were on the document's day.
"""

from collections import Counter, defaultdict
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from core.dates import local_date
from core.money import number
from proposals.choices import ACCEPTED_STATES, WAITING_FOR_PUBLICATION, Status
from proposals.models import Decision, Proposal
from renja.frozen import FrozenPlan
from renja.models import RenjaLine, Revision
from renja.stages import SETTLED
from reports.annexes import read_annexes
from reports.data import forum_facts
from reports.letterhead import read_letterhead, read_signature
from reports.parts import fill_parts
from reports.plan_table import SourceSum, earlier_of, plan_of
from reports.proposal_table import SHOWN_INDICATORS, outcome_of, proposals_of, volume_of
from reports.report import ProposalRow, Proposals, RenjaReport
from reports.tables import blocks_of

Kept = dict[str, Any]


def read_frozen(revision: Revision) -> RenjaReport:
    """As everybody may read it now. Raises ReportRefused when the host is not set up."""
    frozen = FrozenPlan(revision)
    renja, host = frozen.renja, read_letterhead()
    plan, masked_lines = plan_of(
        frozen.outline,
        office=host.organization,
        year=renja.year,
        sources=_sources(frozen.outline.leaves),
        earlier=earlier_of(renja),
    )
    blocks = blocks_of(frozen.structure, renja.year, frozen.typed, host, plan)
    preface, chapters = fill_parts(frozen.structure, frozen.texts, blocks)
    closed_lines = set(renja.lines.order_by().exclude(withheld_reason="").values_list("pk", flat=True))
    closed = set(renja.forum.proposals.order_by().exclude(withheld_reason="").values_list("pk", flat=True))
    return RenjaReport(
        year=renja.year,
        stage=revision.stage,
        is_draft=revision.stage not in SETTLED,
        read_at=revision.frozen_at,
        host=host,
        signature=read_signature(host.city, renja.dated or local_date(revision.frozen_at)),
        preface=preface,
        chapters=chapters,
        plan=plan,
        proposals=_proposals(frozen),
        plan_table=blocks[frozen.structure.main_table.label].table.head,
        tables=tuple(block.table.head for block in blocks.values()),
        masked_lines=tuple(sorted({*masked_lines, *closed_lines})),
        masked_proposals=tuple(sorted(closed)),
        forum_facts=forum_facts(renja.forum),
        annexes=read_annexes(renja),
    )


def _sources(leaves: list[RenjaLine]) -> list[SourceSum]:
    """As the database sums them of the plan of today: a line of several sources counts for each, a closed one apart."""
    lines: Counter[str] = Counter()
    sums: dict[str, list[Decimal]] = defaultdict(lambda: [Decimal(0), Decimal(0)])
    for line in leaves:
        fundings = line.fundings.all()
        names = [_("Informasi dikecualikan") if line.is_withheld else one.source for one in fundings] or [""]
        lines.update(set(names))
        for name, one in zip(names, fundings, strict=False):
            sums[name][0] += one.amount or Decimal(0)
            sums[name][1] += one.forward or Decimal(0)
    return [
        {"name": name, "count": lines[name], "pagu": sums[name][0], "forward": sums[name][1]}
        for name in lines
    ]


# --- T-C.32 ------------------------------------------------------------------------------------------


def _proposals(frozen: FrozenPlan) -> Proposals:
    """With states and answers of then; who proposed, and what is closed, as it is now."""
    kept = [one for one in frozen.content["proposals"] if one["status"] != Status.WITHDRAWN]
    now = {one.number: one for one in _now(frozen)}
    answering = _answering(frozen)
    printed = tuple(
        _row(no, one, now.get(one["number"]), answering[one["number"]])
        for no, one in enumerate(kept, start=1)
    )
    withdrawn = len(frozen.content["proposals"]) - len(kept)
    return proposals_of(frozen.renja.year, printed, withdrawn=withdrawn)


def _now(frozen: FrozenPlan) -> QuerySet[Proposal]:
    """Each as it is now, and whether it waited for the publication of a result when the revision was frozen."""
    then = frozen.revision.frozen_at
    later = Q(published_at=None) | Q(published_at__gt=then)
    waited = Decision.objects.filter(later, proposal=OuterRef("pk"), decided_at__lte=then)
    rows = Proposal.objects.filter(number__in=[one["number"] for one in frozen.content["proposals"]])
    along = ("organization", "kelurahan__kecamatan", "parent", "forwarded_to")
    return rows.annotate(waited=Exists(waited)).select_related(*along)


def _answering(frozen: FrozenPlan) -> dict[str, list[tuple[str, RenjaLine]]]:
    """The lines that name each proposal, as T-C.32 words them."""
    found: dict[str, list[tuple[str, RenjaLine]]] = defaultdict(list)
    for row in frozen.outline.rows:
        kept = row.line.kept_answers if row.line else ()
        for number_of, share in kept:
            name = _("informasi dikecualikan") if row.line.is_withheld else row.node.name
            found[number_of].append((f"{row.code} {name} ({number(share)}%)", row.line))
    return found


def _row(no: int, kept: Kept, now: Proposal | None, answering: list[tuple[str, RenjaLine]]) -> ProposalRow:
    reason = (now.withheld_reason if now else "") or kept["withheld_reason"]
    outcome = _outcome(kept, now)
    if reason or "title" not in kept:
        return ProposalRow(
            no=no, number=kept["number"], title="", place="", outcome=outcome,
            withheld=reason or _("Informasi dikecualikan"),
        )  # fmt: skip
    lines = answering if kept["status"] in ACCEPTED_STATES else []
    indicators = [one.text for _words, line in lines if not line.is_withheld for one in line.indicators.all()]
    return ProposalRow(
        no=no,
        number=kept["number"],
        title=kept["title"],
        place=kept["place"],
        became=tuple(words for words, _line in lines),
        indicators=tuple(indicators[:SHOWN_INDICATORS]),
        more_indicators=max(0, len(indicators) - SHOWN_INDICATORS),
        volume=volume_of(_decimal(kept["volume"]), kept["volume_unit"]),
        agreed=volume_of(_decimal(kept["agreed_volume"]), kept["volume_unit"]),
        proposer=now.proposer_label if now else "",
        source=str(now.get_source_display()) if now else "",
        outcome=outcome,
        reason=kept["reason"],
    )


def _outcome(kept: Kept, now: Proposal | None) -> str:
    """With the proposal or office that it went to, as long as it is still there."""
    if now and now.status == kept["status"] and now.status in (Status.MERGED, Status.FORWARDED):
        return outcome_of(now)
    if now and now.waited and kept["status"] == Status.VERIFIED:
        return str(WAITING_FOR_PUBLICATION)
    return str(Status(kept["status"]).label)


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
