"""What entering a list would do: each line compared with what is here, as the page shows it and as the verb does it."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from core.money import number
from proposals.choices import Status
from proposals.importing.columns import LABELS
from proposals.importing.rows import Line, ListReader
from proposals.models import ImportBatch, Proposal

NEW, CHANGED, SAME, UNTOUCHED, WRONG = "new", "changed", "same", "untouched", "wrong"
LONGEST_SHOWN = 300
UNSAID = ("contact_name", "is_citywide")  # changes that are told without their values


@dataclass
class Planned:
    """One line and what would become of it."""

    line: Line
    kind: str
    proposal: Proposal | None = None
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)

    @property
    def told(self) -> dict[str, Any]:
        """For the page, as JSON."""
        return {
            "sheet": self.line.sheet,
            "row": self.line.row,
            "kind": self.kind,
            "origin": self.line.number,
            "title": self.line.values.get("title", ""),
            "number": self.proposal.number if self.proposal else "",
            "status": str(self.proposal.public_state.label)
            if self.kind == UNTOUCHED and self.proposal
            else "",
            "changes": [_told(name, *values) for name, values in self.changes.items()],
            "errors": self.line.errors,
            "notes": self.line.notes,
        }


@dataclass
class Plan:
    rows: list[Planned]
    skipped: list[dict[str, Any]]

    @property
    def counts(self) -> Counter:
        return Counter(row.kind for row in self.rows)

    @property
    def mark(self) -> str:
        """The same for the same plan: whether what was shown is still what would be done."""
        told = json.dumps([row.told for row in self.rows], sort_keys=True, default=str)
        return hashlib.sha256(told.encode()).hexdigest()

    @property
    def report(self) -> dict[str, Any]:
        counts = {kind: self.counts[kind] for kind in (NEW, CHANGED, SAME, UNTOUCHED, WRONG)}
        return {
            "rows": [row.told for row in self.rows],
            "counts": counts | {"skipped": len(self.skipped)},
            "skipped": self.skipped,
            "mark": self.mark,
        }


def plan_of(batch: ImportBatch) -> Plan:
    """Read the list and compare it with what is here now."""
    reader = ListReader(batch)
    lines = list(reader.lines())
    _mark_twins(lines, reader)
    here = _already_here(batch, lines)
    return Plan([_planned(line, here.get(line.number)) for line in lines], reader.skipped)


def _mark_twins(lines: list[Line], reader: ListReader) -> None:
    """One number for two proposals of the list is wrong for both."""
    first: dict[str, Line] = {}
    for line in lines:
        earlier = first.setdefault(line.number, line) if line.number else line
        if earlier is not line:
            where = _("baris %(row)d") % {"row": earlier.row}
            if reader.several:
                where = _("lembar “%(sheet)s” baris %(row)d") % {"sheet": earlier.sheet, "row": earlier.row}
            words = _("Baris %(row)d: nomor asal “%(number)s” sudah dipakai pada %(where)s.")
            line.errors.append(words % {"row": line.row, "number": line.number, "where": where})


def _already_here(batch: ImportBatch, lines: Iterable[Line]) -> dict[str, Proposal]:
    numbers = [line.number for line in lines if line.number]
    rows = Proposal.objects.submitted().filter(
        forum=batch.forum, source=batch.source, external_number__in=numbers
    )
    return {row.external_number: row for row in rows.with_people().order_by("-pk")}


def _planned(line: Line, proposal: Proposal | None) -> Planned:
    if line.errors:
        return Planned(line, WRONG, proposal)
    if proposal is None:
        return Planned(line, NEW)
    changes = _changes(line, proposal)
    if not changes:
        return Planned(line, SAME, proposal)
    return Planned(line, CHANGED if proposal.status == Status.SUBMITTED else UNTOUCHED, proposal, changes)


def _changes(line: Line, proposal: Proposal) -> dict[str, tuple[Any, Any]]:
    """Old and new, of what the list has columns for."""
    asked = {name: value for name, value in line.values.items() if name not in line.assumed}
    pairs = {name: (getattr(proposal, name), value) for name, value in asked.items()}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _told(name: str, old: Any, new: Any) -> dict[str, str]:
    label = LABELS.get(name) or Proposal._meta.get_field(name).verbose_name
    if name in UNSAID:
        return {"label": str(label), "old": "", "new": ""}
    return {"label": str(label), "old": _shown(old), "new": _shown(new)}


def _shown(value: Any) -> str:
    if value in (None, ""):
        return "–"
    text = number(value) if hasattr(value, "as_tuple") else str(value)
    return text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "…"
