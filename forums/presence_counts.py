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
    large = [
        (str(kind.label), by_kind[kind])
        for kind in OrganizationKind
        if kind != OrganizationKind.LAINNYA and by_kind.get(kind, 0) >= SMALL
    ]
    rest = total - sum(count for _label, count in large)
    while 0 < rest < SMALL and large:
        fewest = min(large, key=lambda row: row[1])
        large.remove(fewest)
        rest += fewest[1]
    if rest:
        large.append((_("Lainnya"), rest))
    return PresenceCounts(total, large if len(large) > 1 else []) if total else None
