"""Hints beside a draft, asked for while its title and text are typed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from proposals.choices import EDITABLE_STATES
from proposals.hints import hints_for
from proposals.models import Proposal
from proposals.suggesting import suggestible_nodes
from proposals.views.held import becomes_holder

NOTHING_NEW = 204
TYPED = {"title": 150, "problem": 4000, "request": 4000}  # characters


def draft_hints(request: HttpRequest, key) -> HttpResponse:
    """The hints for what is typed now; nothing where they stand on the page already, or where the session is over."""
    if not (becomes_holder(request, key) or request.user.is_authenticated):
        return HttpResponse(status=NOTHING_NEW)
    rows = Proposal.objects.owned_by(request.user).select_related("forum")
    proposal = get_object_or_404(rows, key=key, status__in=EDITABLE_STATES)
    _take_typed(proposal, request.POST)
    hints = hints_for(proposal, reader=request.user)
    if request.POST.get("terlihat", "") == (hints.mark if hints else ""):
        return HttpResponse(status=NOTHING_NEW)
    context = {"proposal": proposal, "hints": hints, "may_choose": "request" in request.POST}
    return render(request, "proposals/draft_hints.html#answer", context)


def _take_typed(proposal: Proposal, typed) -> None:
    """What the page shows, which need not be saved yet."""
    for name, longest in TYPED.items():
        if name in typed:
            setattr(proposal, name, typed[name][:longest])
    chosen = typed.get("suggested_node", "")
    if chosen.isdecimal() and len(chosen) < 10:
        proposal.suggested_node = suggestible_nodes(proposal.forum.plan_year).filter(pk=chosen).first()
