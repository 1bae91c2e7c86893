"""A frozen revision read as rows of the plan, so that what shows and prints the plan of today shows and prints it, too.

Nothing of it is stored: the rows are made of the revision's content. What lies behind them, proposals and agreements, is read
as it is public now; of a line that is closed now, or was in any revision, code, money and the reason stay.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from meetings.models import Agreement
from proposals.models import Proposal
from renja.alignment import Aim, AimKind
from renja.forum_changes import closed_nodes
from renja.models import Fulfilment, Funding, Indicator, Renja, RenjaLine, Revision, TableRow
from renja.outline import Outline, OutlineRow
from renja.structure import Structure, structure_of
from renja.typed_tables import ReadRow
from urusan.models import Edition, Level, Nomenclature

LEVELS = [str(level) for level in Level]


class FrozenPlan:
    """What a revision keeps: `renja` as it was then, its lines, texts and tables."""

    def __init__(self, revision: Revision) -> None:
        self.revision = revision
        self.content: Mapping[str, Any] = revision.content
        self.structure: Structure = structure_of(self.content["settings"]["structure"])

    @cached_property
    def renja(self) -> Renja:
        """Stage, structure, codes and date of then; it cannot be saved, and its relations lead to the plan of today."""
        now, told = self.revision.renja, self.content["settings"]
        same = told["edition"] == now.edition.slug
        return Renja(
            pk=now.pk,
            forum=now.forum,
            edition=now.edition
            if same
            else Edition.objects.filter(slug=told["edition"]).first() or now.edition,
            structure=told["structure"],
            stage=self.revision.stage,
            bidang_code=told["bidang_code"],
            dated=date.fromisoformat(told["dated"]) if told["dated"] else self.revision.dated,
            is_published=now.is_published,
        )

    @cached_property
    def texts(self) -> dict[str, str]:
        return {one["key"]: one["html"] for one in self.content["chapters"]}

    @cached_property
    def outline(self) -> Outline:
        rows = tuple(_Rows(self).read())
        return Outline(
            rows=rows,
            pagu=_decimal(self.content["pagu"]) or Decimal(0),
            forward=_decimal(self.content["forward_pagu"]) or Decimal(0),
            counts=dict(Counter(row.level for row in rows)),
        )

    @cached_property
    def typed(self) -> dict[str, tuple[ReadRow, ...]]:
        """The rows of every typed table by its label."""
        kept = {table["label"]: table["rows"] for table in self.content["tables"]}
        levels = {row["code"]: row["level"] for row in self.content["rows"]}
        return {
            table.label: tuple(_typed_row(table, row, levels) for row in kept.get(table.label, ()))
            for table in self.structure.typed
        }


def _typed_row(table, row: Mapping[str, Any], levels: Mapping[str, str]) -> ReadRow:
    """As it was printed; where the edition has more columns by now, they stay empty."""
    texts = tuple(row["texts"]) + ("",) * len(table.columns)
    pairs = zip(table.columns, texts, strict=False)
    cells = {column.key: _plain(text) if column.is_number else text for column, text in pairs}
    level = levels.get(row["code"])
    node = Nomenclature(code=row["code"], level=level) if level else None
    return ReadRow(TableRow(pk=row["id"], table=table.label, node=node), cells, texts[: len(table.columns)])


def _plain(printed: str) -> str:
    """A number as tables store it: `1.250,5` → `1250.5`."""
    return printed.replace(".", "").replace(",", ".")


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


class _Rows:
    """The lines of a revision under their codes, with what hangs on all of them read once."""

    def __init__(self, plan: FrozenPlan) -> None:
        self.plan, self.renja = plan, plan.renja
        self.kept = [row["line"] for row in plan.content["rows"] if row["line"]]
        self.closed = closed_nodes(plan.revision.renja)
        self.proposals = self._proposals()
        self.agreements = {one.pk: one for one in self._agreements()}
        self.above: list[Nomenclature] = []

    def _proposals(self) -> dict[str, Proposal]:
        """By number, in the state that they had then."""
        numbers = {answer["proposal"] for line in self.kept for answer in line["answers"]}
        told = ("number", "title", "status", "withheld_reason", "years_asked")
        states = {one["number"]: one["status"] for one in self.plan.content["proposals"]}
        found = Proposal.objects.submitted().filter(number__in=numbers).only(*told)
        for one in found:
            one.status = states.get(one.number, one.status)
        return {one.number: one for one in found}

    def _agreements(self):
        keys = {one["id"] for line in self.kept for one in line["agreements"]}
        return Agreement.objects.public().filter(pk__in=keys).select_related("forum")

    def read(self):
        for place, row in enumerate(self.plan.content["rows"], start=1):
            node = self._node(place, row)
            yield OutlineRow(
                node=node,
                code=row["code"],
                is_leaf=row["is_leaf"],
                line=self._line(row["line"], node) if row["line"] else None,
                pagu=_decimal(row["pagu"]),
                forward=_decimal(row["forward_pagu"]),
            )

    def _node(self, place: int, row: Mapping[str, Any]) -> Nomenclature:
        """With the name of then; its key is its place, as the official list may have changed."""
        depth = LEVELS.index(row["level"])
        self.above = [one for one in self.above if LEVELS.index(str(one.level)) < depth]
        node = Nomenclature(pk=place, code=row["node"], name=row["name"], level=row["level"])
        self.above.append(node)
        node.lineage = [one.pk for one in self.above]
        return node

    def _line(self, kept: Mapping[str, Any], node: Nomenclature) -> RenjaLine:
        fundings = [
            Funding(source=one["source"], amount=_decimal(one["amount"]), forward=_decimal(one["forward"]))
            for one in kept["fundings"]
        ]
        serves = [_aim(one) for one in kept.get("serves", ())]
        line = RenjaLine(
            pk=kept["id"],
            renja=self.renja,
            node=node,
            location=kept["location"],
            target_group=kept["target_group"],
            pagu=_sum(one.amount for one in fundings),
            source_of_funds=", ".join(one.source for one in fundings if one.source),
            forward_pagu=_sum(one.forward for one in fundings),
            origin=kept["origin"],
            urgency=kept["urgency"],
            note=kept["note"],
            withheld_reason=self.closed.get(node.code) or kept["withheld_reason"],
            priority=next((aim for aim in serves if aim.field == "priority"), None),
            aim=next((aim for aim in serves if aim.field == "aim"), None),
            updated_at=self.plan.revision.frozen_at,
        )
        return self._with_rows(line, kept, fundings)

    def _with_rows(self, line: RenjaLine, kept: Mapping[str, Any], fundings: list[Funding]) -> RenjaLine:
        """As if `for_table` and `for_readers` had fetched what hangs on it."""
        answers = [
            Fulfilment(
                line=line,
                proposal=self.proposals[one["proposal"]],
                share=_decimal(one["share"]) or Decimal(0),
                amount=_decimal(one["amount"]),
            )
            for one in kept["answers"]
            if one["proposal"] in self.proposals
        ]
        line._prefetched_objects_cache = {
            "indicators": [_indicator(line, one) for one in kept["indicators"]],
            "fundings": fundings,
            "fulfilments": answers,
        }
        line.funded = len(fundings)
        line.kept_answers = [(one["proposal"], _decimal(one["share"])) for one in kept["answers"]]
        line.sources = [{"source": one.source, "amount": one.amount} for one in fundings]
        line.public_agreements = [
            self.agreements[one["id"]] for one in kept["agreements"] if one["id"] in self.agreements
        ]
        return line


def _indicator(line: RenjaLine, kept: Mapping[str, Any]) -> Indicator:
    return Indicator(
        line=line,
        text=kept["text"],
        target=_decimal(kept["target"]),
        target_label=kept["target_label"],
        satuan=kept["satuan"],
        forward_target=_decimal(kept["forward_target"]),
    )


def _aim(kept: str) -> Aim:
    """Out of `Prioritas daerah 3: Transformasi birokrasi`."""
    kind = next((kind for kind in AimKind if kept.startswith(str(kind.label))), AimKind.TUJUAN)
    code, _mark, text = kept.removeprefix(str(kind.label)).strip().partition(": ")
    return Aim(kind=kind, code=code, text=text)


def _sum(amounts) -> Decimal | None:
    """Of what is known, as the database keeps it with each line; None where nothing is."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None
