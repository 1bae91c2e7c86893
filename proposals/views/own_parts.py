"""What a reader has of their own on the page of somebody else's proposal, which is otherwise the same for everybody."""

from django.http import HttpRequest
from django.template.loader import render_to_string

from proposals.kept_reads import PARTLY
from proposals.supporting import support_panel
from proposals.views.panels import question_panel

PANELS = {"questions": "proposals/detail_questions.html", "support": "proposals/detail_support.html"}


def own_parts(request: HttpRequest, number: str) -> dict[str, str] | None:
    """Questions and support; None where more than these differs: one's own proposal, a merged one, a withheld one."""
    proposal = PARTLY.first(number=number)
    if proposal is None or proposal.is_withheld or proposal.parent_id is not None:
        return None
    if request.user.has_perm("proposals.submit", proposal):
        return None
    context = {"proposal": proposal, **question_panel(proposal, request.user)}
    context |= support_panel(proposal, request.user)
    return {name: render_to_string(template, context, request) for name, template in PANELS.items()}
