"""Two states of a plan that somebody chose to compare: revisions, or one of them and the plan as it stands now."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from renja.causes import Explained, explain, for_everybody
from renja.changes import Changes, read_changes
from renja.models import Renja, Revision
from renja.revision_content import read_content


@dataclass(frozen=True)
class Comparison:
    """`after` is None for the working copy."""

    renja: Renja
    before: Revision
    after: Revision | None
    changes: Changes
    lines: tuple[Explained, ...]

    @property
    def before_name(self) -> str:
        return self.before.name

    @property
    def after_name(self) -> str:
        return self.after.name if self.after else _("naskah kerja sekarang")

    @property
    def slug(self) -> str:
        """`2-kini`, as files name it."""
        return f"{self.before.number}-{self.after.number if self.after else 'kini'}"


def read_comparison(
    renja: Renja, before: Revision, after: Revision | None, *, closed: dict[str, str] | None = None
) -> Comparison:
    """What differs, and why; with `closed` (official code → reason) as everybody may read it."""
    changes = read_changes(before.content, _content(renja, after))
    if closed is not None:
        changes = for_everybody(changes, closed)
    return Comparison(renja, before, after, changes, explain(changes.lines))


def _content(renja: Renja, revision: Revision | None) -> dict[str, Any]:
    return revision.content if revision else read_content(renja)
