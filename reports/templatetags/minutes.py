"""How texts of a berita acara are shown, and what pages of lower apps say of it."""

from dataclasses import dataclass

from django import template

from forums.models import Forum
from meetings.models import Minutes
from reports.minutes.awaiting import waits_for_head
from reports.minutes.lines import Line, lines_of
from reports.minutes.publishing import newest_published, public_file, text_is_scan

register = template.Library()


@register.filter
def lines(text: str) -> tuple[Line, ...]:
    """The lines of a plain text with their marks and levels."""
    return lines_of(text or "")


@dataclass(frozen=True)
class PublicRecord:
    """The final berita acara as the public page of a forum tells of it: `can_be_read` here, or why not."""

    minutes: Minutes
    can_be_read: bool
    text_is_scan: bool
    waits_for_head: bool


@register.simple_tag
def public_minutes(forum: Forum) -> PublicRecord | None:
    """The newest final one, if there is one; also where it cannot be handed out, with why."""
    found = newest_published(forum)
    if found is None:
        return None
    can_be_read, is_scan = public_file(found) is not None, text_is_scan(found)
    waits = not (can_be_read or is_scan) and waits_for_head(found)
    return PublicRecord(found, can_be_read, is_scan, waits)
