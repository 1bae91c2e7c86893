"""What taking over a list of participants would do: each line compared with who is invited already."""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from difflib import get_close_matches

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forums.models import Forum, Participant
from forums.participant_table import FIELDS, HEAD, Line, named_twice
from stakeholders.models import Organization, OrganizationKind

NEW, CHANGED, SAME, WRONG = "new", "changed", "same", "wrong"
ALIKE = 0.75


@dataclass(frozen=True)
class Badge:
    """A word with its colour."""

    label: str | Promise
    tone: str


BADGES = {
    WRONG: Badge(gettext_lazy("Galat"), "no"),
    NEW: Badge(gettext_lazy("Baru"), "ok"),
    CHANGED: Badge(gettext_lazy("Berubah"), "sea"),
    SAME: Badge(gettext_lazy("Sama"), "rest"),
}


@dataclass
class Planned:
    """One line and what would become of it. Without `organization` it would be entered as a new one."""

    line: Line
    kind: str
    organization: Organization | None = None
    participant: Participant | None = None
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    alike: list[str] = field(default_factory=list)

    @property
    def is_unknown(self) -> bool:
        return self.kind == NEW and self.organization is None

    @property
    def badge(self) -> Badge:
        return BADGES[self.kind]

    @property
    def kind_words(self) -> str:
        return str(OrganizationKind(self.line.kind).label)

    @property
    def told_changes(self) -> list[dict[str, str]]:
        """Old and new of each field that differs, as people read them."""
        return [
            {"label": str(HEAD[FIELDS.index(name)]), "old": _shown(name, old), "new": _shown(name, new)}
            for name, old, new in self.changes
        ]


def _shown(name: str, value: str) -> str:
    return (str(Participant.Part(value).label) if name == "part" else value) or "–"


@dataclass
class Plan:
    rows: list[Planned]

    def of(self, kind: str) -> list[Planned]:
        return [row for row in self.rows if row.kind == kind]

    @property
    def counts(self) -> Counter:
        return Counter(row.kind for row in self.rows)

    @property
    def in_order(self) -> list[Planned]:
        """What has to be mended first, then what would change; what stays as it is last."""
        return sorted(self.rows, key=lambda row: list(BADGES).index(row.kind))

    @property
    def unknown(self) -> list[Line]:
        """The lines that name organisations nobody knows yet."""
        return [row.line for row in self.rows if row.is_unknown]

    @property
    def mark(self) -> str:
        """The same for the same plan: whether what was shown is still what would be done."""
        told = [[*row.line.told, row.kind, row.changes] for row in self.rows]
        return hashlib.sha256(json.dumps(told, default=str).encode()).hexdigest()

    @property
    def can_be_taken_over(self) -> bool:
        return not self.counts[WRONG] and bool(self.counts[NEW] or self.counts[CHANGED])


def plan_of(forum: Forum, lines: list[Line]) -> Plan:
    """Organisations are found by their whole name or short name, whatever the case; in three queries."""
    rows = list(Organization.objects.all())
    known = {row.short_name.casefold(): row for row in rows if row.short_name}
    known |= {row.name.casefold(): row for row in rows}
    invited = {row.organization_id: row for row in forum.participants.all()}
    names = [row.name for row in rows]
    plan = Plan([_planned(line, known.get(line.name.casefold()), invited) for line in lines])
    for row in plan.rows:
        if row.is_unknown:
            row.alike = get_close_matches(row.line.name, names, n=2, cutoff=ALIKE)
    _mark_twins(plan)
    return plan


def _planned(line: Line, organization: Organization | None, invited: dict[int, Participant]) -> Planned:
    if organization and not organization.is_active:
        line.errors.append(_("Instansi ini tidak aktif lagi. Aktifkan dahulu, atau hapus barisnya."))
    if line.errors:
        return Planned(line, WRONG, organization)
    participant = invited.get(organization.pk) if organization else None
    if participant is None:
        return Planned(line, NEW, organization)
    changes = [
        (name, getattr(participant, name), value)
        for name, value in line.values.items()
        if getattr(participant, name) != value
    ]
    return Planned(line, CHANGED if changes else SAME, organization, participant, changes)


def _mark_twins(plan: Plan) -> None:
    """One organisation under its long and its short name is named twice as well."""
    first: dict[int, Planned] = {}
    for row in plan.rows:
        if row.organization and first.setdefault(row.organization.pk, row) is not row:
            row.kind, earlier = WRONG, first[row.organization.pk].line.row
            row.line.errors.append(named_twice(row.organization.name, earlier))
