"""The answer for somebody whose form came too late: what they typed stays, and other people's work stays closed."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from proposals.models import Proposal
from proposals.workflow import Overtaken, check_seen


def moved_away(request: HttpRequest, number: str, form_of: Callable | None) -> HttpResponse:
    """For a proposal that is not (any longer) this person's to handle.

    409 with who did what and the typed text, where `form_of` gives a form with a version that was true before; else 404.
    """
    own = Proposal.objects.owned_by(request.user).values("pk")
    rows = Proposal.objects.submitted().exclude(pk__in=own).for_listing()
    proposal = get_object_or_404(rows, number=number)
    if form_of is None:
        raise Http404
    form = form_of(proposal)
    try:
        check_seen(proposal, form.seen)
    except Overtaken as refused:
        context = {"proposal": proposal, "overtaken": refused.message, "typed": form.typed}
        return render(request, "proposals/staff_overtaken.html", context, status=409)
    raise Http404
