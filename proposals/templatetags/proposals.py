"""What lists and pages ask of a proposal: its state in words, and where its draft goes on."""

from datetime import datetime
from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from core.templatetags.renja import badge
from proposals.drafting import page_to_continue
from proposals.hints import hints_for
from proposals.personal import personal_numbers
from proposals.presentation import PublicState

register = template.Library()
register.filter(page_to_continue)
WRITTEN_AT = ("masalah", "usulan")  # the pages of a draft whose words the hints go by


@register.filter
def rt_of(proposal) -> str:
    """Its RT as one says it, whether somebody wrote "RT 09" or "09"."""
    return proposal.rt if proposal.rt.upper().startswith("RT") else f"RT {proposal.rt}"


@register.simple_tag
def state_badges(state: PublicState) -> SafeString:
    """The word of a state, then its further badges. A tag, since long lists hold many."""
    return format_html_join("\n", "{}", ((badge(one.tone, one.label),) for one in (state, *state.badges)))


@register.simple_tag
def proposal_row(proposal) -> SafeString:
    """A proposal in a list, without what is withheld. A tag, since long lists hold many: what says the same is made once."""
    title, state = proposal.public_title, proposal.public_state
    if proposal.is_withheld:
        return _row(get_language(), proposal.number, title, state, reason=proposal.withheld_reason)
    told = proposal.proposer_label, proposal.place_label, proposal.submitted_at, proposal.support_count
    return _row(get_language(), proposal.number, title, state, *told)


@lru_cache(maxsize=1_000)
def _row(
    language: str | None, number: str, title: str, state: PublicState,
    proposer: str = "", place: str = "", submitted_at: datetime | None = None, supports: int = 0, *, reason: str = "",
) -> SafeString:  # fmt: skip
    """By all that it says, and the language in which."""
    return render_to_string("proposals/row.html", {
        "number": number, "title": title, "state": state,
        "proposer": proposer, "place": place, "submitted_at": submitted_at, "supports": supports, "reason": reason,
    })  # fmt: skip


@register.inclusion_tag("proposals/draft_hints.html", takes_context=True)
def draft_hints(context, proposal, step: str) -> dict:
    """Similar proposals, what fits and who else is competent, on the page `step` of a draft: while its text is written, and
    similar ones once more before it is sent for the first time."""
    user, is_last = context["user"], step == "periksa"
    helps = step in WRITTEN_AT or (is_last and not proposal.number)
    return {
        "proposal": proposal,
        "hints": hints_for(proposal, reader=user) if helps else None,
        "may_choose": step == "usulan",
        "is_written_here": step in WRITTEN_AT,
        "is_last": is_last,
    }


@register.simple_tag
def personal_in(proposal) -> dict:
    """Personal numbers in what the public will read: `numbers`, and whether one `must_go` before sending."""
    numbers = personal_numbers(proposal)
    return {"numbers": numbers, "must_go": any(one.must_go for one in numbers)}
