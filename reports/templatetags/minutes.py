"""How texts of a berita acara are shown, and what pages of lower apps say of it."""

from django import template

from forums.models import Forum
from meetings.models import Minutes
from reports.minutes.lines import Line, lines_of
from reports.minutes.publishing import published_minutes

register = template.Library()


@register.filter
def lines(text: str) -> tuple[Line, ...]:
    """The lines of a plain text with their marks and levels."""
    return lines_of(text or "")


@register.simple_tag
def public_minutes(forum: Forum) -> Minutes | None:
    """The final berita acara that the public page of a forum offers, if there is one."""
    return published_minutes(forum)
