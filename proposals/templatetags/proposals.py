"""What lists and pages ask of a proposal: its state in words, and where its draft goes on."""

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from core.templatetags.renja import badge
from proposals.drafting import page_to_continue
from proposals.presentation import PublicState

register = template.Library()
register.filter(page_to_continue)


@register.simple_tag
def state_badges(state: PublicState) -> SafeString:
    """The word of a state, then its further badges. A tag, since long lists hold many."""
    return format_html_join("\n", "{}", ((badge(one.tone, one.label),) for one in (state, *state.badges)))
