"""What a file would do: each of its rows compared with what is here, and what is here but not in the file."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

NEW, CHANGED, SAME, UNTOUCHED, WRONG = "new", "changed", "same", "untouched", "wrong"
MISSING = "missing"
KINDS = (NEW, CHANGED, SAME, UNTOUCHED, WRONG)
LONGEST_SHOWN = 300


@dataclass(frozen=True)
class Change:
    """One field, as it is and as the file wants it, in words."""

    label: str
    old: str
    new: str

    @property
    def told(self) -> dict[str, str]:
        return {"label": self.label, "old": _short(self.old), "new": _short(self.new)}


@dataclass
class Planned:
    """One thing of the file and what becomes of it. `thing` is what is here, `node` its official code, `wanted` what shall be;
    `version` is of `thing`."""

    kind: str
    sheet: str
    row: int
    code: str
    title: str
    changes: list[Change] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    thing: Any = None
    node: Any = None
    wanted: Any = None
    version: int = 0

    @property
    def told(self) -> dict[str, Any]:
        """For the page, as JSON."""
        return {
            "sheet": self.sheet, "row": self.row, "kind": self.kind, "code": self.code, "title": _short(self.title),
            "changes": [change.told for change in self.changes], "errors": self.errors, "notes": self.notes,
            "version": self.version,
        }  # fmt: skip


@dataclass(frozen=True)
class Missing:
    """Something here that the file does not name. `kept` says why it cannot be removed so; empty where it can."""

    id: int
    version: int
    code: str
    title: str
    kept: str = ""

    @property
    def told(self) -> dict[str, Any]:
        return {
            "id": self.id, "version": self.version, "code": self.code, "title": _short(self.title), "kept": self.kept,
        }  # fmt: skip


@dataclass
class Plan:
    rows: list[Planned]
    missing: list[Missing]
    skipped: list[dict[str, Any]]

    @property
    def counts(self) -> Counter:
        return Counter(row.kind for row in self.rows)

    @property
    def mark(self) -> str:
        """The same for the same plan: whether what was shown is still what would be done."""
        return _mark(*self._told)

    @property
    def _told(self) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        return [row.told for row in self.rows], [row.told for row in self.missing]

    @property
    def report(self) -> dict[str, Any]:
        counted, (rows, missing) = self.counts, self._told
        counts = {kind: counted[kind] for kind in KINDS}
        return {
            "rows": rows,
            "missing": missing,
            "skipped": self.skipped,
            "counts": counts | {MISSING: len(self.missing), "skipped": len(self.skipped)},
            "mark": _mark(rows, missing),
        }

    def of_kind(self, kind: str) -> list[Planned]:
        return [row for row in self.rows if row.kind == kind]


def _mark(*told: list[dict[str, Any]]) -> str:
    return hashlib.sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "…"


@dataclass(frozen=True)
class Tag:
    """What went out with a row: its version then, and the mark of what it said."""

    id: int
    version: int
    mark: str

    @classmethod
    def read(cls, text: str) -> "Tag | None":
        """`3-1f2e3d4c5b`, or with the row's id before it; None for anything else."""
        parts = text.split("-")
        numbers = parts[:-1]
        if len(numbers) not in (1, 2) or not all(part.isascii() and part.isdigit() for part in numbers):
            return None
        if any(len(part) > 18 for part in numbers):
            return None
        return cls(int(numbers[0]) if len(numbers) == 2 else 0, int(numbers[-1]), parts[-1])


def counts_told(counts: Mapping[str, int]) -> dict[str, int]:
    """For the record."""
    return {kind: counts[kind] for kind in (NEW, CHANGED, SAME)}
