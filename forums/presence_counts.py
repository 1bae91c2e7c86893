"""How many came to a forum, as everybody may read it: by kind of organisation, never so few that a person can be meant."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from forums.models import Forum
from stakeholders.models import OrganizationKind

SMALL = 5  # fewer of a kind are told together with the others, which are at least as many


@dataclass(frozen=True)
class PresenceCounts:
    """All who came, and of each kind; `rows` is empty where one row would say the same."""

    total: int
    rows: list[tuple[str, int]]


def presence_of(forum: Forum) -> PresenceCounts | None:
    """From the day after the forum; None before that, and where nobody was entered."""
    if forum.held_on is None or forum.held_on >= timezone.localdate():
        return None
    by_kind = forum.attendances.by_kind()
    total = sum(by_kind.values())
    large = {
        kind: by_kind[kind]
        for kind in OrganizationKind
        if kind != OrganizationKind.LAINNYA and by_kind.get(kind, 0) >= SMALL
    }
    if large and 0 < total - sum(large.values()) < SMALL:
        fewest = min(large, key=large.__getitem__)
        large = {kind: count for kind, count in large.items() if kind != fewest}
    rows = [(str(kind.label), count) for kind, count in large.items()]
    if rest := total - sum(large.values()):
        rows.append((_("Lainnya"), rest))
    return PresenceCounts(total, rows if len(rows) > 1 else []) if total else None
