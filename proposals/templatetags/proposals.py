"""How the state of a proposal stands in lists and on pages."""

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from core.templatetags.renja import badge
from proposals.presentation import PublicState

register = template.Library()


@register.simple_tag
def state_badges(state: PublicState) -> SafeString:
    """The word of a state, then its further badges. A tag, since long lists hold many."""
    return format_html_join("\n", "{}", ((badge(one.tone, one.label),) for one in (state, *state.badges)))
