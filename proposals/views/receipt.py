"""Tanda terima: the secret link by which somebody without an account follows a proposal and does what its proposer may."""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from core.secret_links import hash_of
from proposals.choices import UNANSWERED, Status
from proposals.holder import Holder
from proposals.models import Proposal
from proposals.tracking import end_words, lines_of, milestones, next_milestone
from proposals.views import mine
from proposals.views.held import hold, let_go, receipt_url
from proposals.workflow import refusal

OWN_STEPS = ("resubmit", "cancel", "withdraw", "ask_review")


def by_receipt(view: Callable) -> Callable:
    """Whoever shows the link is its holder for this request; what fits no proposal says so kindly. No robot keeps either."""

    @wraps(view)
    @sensitive_variables("token")
    def guarded(request: HttpRequest, token: str) -> HttpResponse:
        rows = Proposal.objects.for_listing().prefetch_related("forum__phases")
        proposal = rows.filter(receipt_hash=hash_of(token)).first()
        if proposal:
            proposal.shown_token = token
            request.user = Holder(proposal.pk)  # type: ignore[assignment]
            response = view(request, proposal)
        else:
            response = render(request, "proposals/receipt_unknown.html", status=404)
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Cache-Control"] = "private, no-store"
        return response

    return guarded


@by_receipt
def receipt(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    """Number, state, history, what happens next, and what can be done now. It sends no form, so it need not say where it is."""
    let_go(request, proposal)
    root, path = proposal.root, receipt_url(proposal)
    root.answered_by = list(lines_of(proposal))
    coming = next_milestone(proposal)
    context = {
        "proposal": proposal,
        "coming": coming,
        "end": "" if coming else end_words(proposal),
        "history": milestones(proposal.events.public(), coming, [] if root.is_withheld else root.answered_by),
        "answers": [] if root.status in UNANSWERED else root.answers.select_related("decision__reason_code"),
        "parent_state": root.public_state if root is not proposal else None,
        "returned": proposal.events.public().filter(step="return").last()
        if proposal.status == Status.RETURNED
        else None,
        "steps": [name for name in OWN_STEPS if not refusal(name, proposal, request.user)],
        "path": path,
        "link": settings.PUBLIC_URL + path,
        "whatsapp": _whatsapp(proposal, settings.PUBLIC_URL + path),
    }
    response = render(request, "proposals/receipt.html", context)
    response["Referrer-Policy"] = "no-referrer"
    return response


def _whatsapp(proposal: Proposal, link: str) -> str:
    """Opens WhatsApp with number and link written in, to be sent to oneself."""
    text = _(
        "Tanda terima usulan %(number)s: %(link)s (simpan sendiri; siapa pun yang memegang tautan ini dapat menarik usulan)"
    )
    return "https://wa.me/?" + urlencode({"text": text % {"number": proposal.number, "link": link}})


@by_receipt
def receipt_complete(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    """On to the pages on which it is written; this browser holds it again until it is sent."""
    if proposal.status != Status.RETURNED:
        return redirect(receipt_url(proposal))
    hold(request, proposal)
    return redirect("proposals:draft_check", proposal.key)


@by_receipt
def receipt_withdraw(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    """Tarik usulan; before it was published it is cancelled, and never will be."""
    return mine.withdraw_own(request, proposal)


@by_receipt
def receipt_review(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    """Ajukan peninjauan ulang, once."""
    return mine.ask_review_of_own(request, proposal)
