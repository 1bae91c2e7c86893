"""What the forum changed: the newest revision from before its beginning, beside the plan that came after it."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from forums.models import Forum
from renja.causes import Explained, explain, for_everybody
from renja.changes import Changes, read_changes
from renja.models import Renja, Revision
from renja.revision_content import read_content
from renja.stages import DRAFTS, Stage

AFTER = (*DRAFTS, Stage.DITETAPKAN)  # a later change of the plan is not the forum's


@dataclass(frozen=True)
class ForumChanges:
    """`after` is None where nothing was frozen since: then it is the plan as it stands now."""

    before: Revision
    after: Revision | None
    changes: Changes
    lines: tuple[Explained, ...]


def began_at(forum: Forum) -> datetime.datetime | None:
    """The moment from which on a revision is of after the forum; None as long as no day is known, or it is still to come."""
    if forum.held_on is None:
        return None
    moment = datetime.datetime.combine(forum.held_on, forum.starts_at or datetime.time())
    begin = timezone.make_aware(moment)
    return begin if begin <= timezone.now() else None


def read_forum_changes(renja: Renja) -> ForumChanges | None:
    """As everybody may read it; None as long as there are not two sides. Reads the plan itself where nothing newer is frozen."""
    begin = began_at(renja.forum)
    if begin is None:
        return None
    before = renja.revisions.filter(frozen_at__lt=begin).order_by("-number").first()
    if before is None:
        return None
    after = renja.revisions.filter(frozen_at__gte=begin, stage__in=AFTER).order_by("-number").first()
    content = after.content if after else _present(renja)
    if content is None:
        return None
    changes = for_everybody(read_changes(before.content, content), closed_nodes(renja))
    return ForumChanges(before, after, changes, explain(changes.lines))


def _present(renja: Renja) -> dict[str, Any] | None:
    return read_content(renja) if renja.stage in DRAFTS else None


def closed_nodes(renja: Renja) -> dict[str, str]:
    """Official code → reason of every line that is withheld now, or was in any revision."""
    closed = renja.revisions.closed_nodes()
    now = renja.lines.exclude(withheld_reason="").values_list("node__code", "withheld_reason")
    return closed | dict(now)
