"""Drafts of people without an account: this browser's session holds them until they are sent, then the link of the receipt does."""

from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from proposals.holder import Holder, receipt_token
from proposals.models import Proposal

KEY = "held_proposals"
LINKS = "held_by_links"  # by which link (its hash) a proposal that was sent already came here
MOST = 10


def hold(request: HttpRequest, proposal: Proposal) -> None:
    """From now on this browser may write it."""
    held = request.session.get(KEY, {}) | {str(proposal.key): proposal.pk}
    request.session[KEY] = dict(list(held.items())[-MOST:])
    if proposal.receipt_hash:
        links = request.session.get(LINKS, {}) | {str(proposal.key): proposal.receipt_hash}
        request.session[LINKS] = dict(list(links.items())[-MOST:])


def let_go(request: HttpRequest, proposal: Proposal) -> None:
    """Whoever uses this browser next reaches it by its link alone."""
    held = request.session.get(KEY, {})
    if held.pop(str(proposal.key), None):
        request.session[KEY] = held


def held_rows(request: HttpRequest):
    """The proposals that this browser may write without an account."""
    return Proposal.objects.filter(pk__in=request.session.get(KEY, {}).values())


def becomes_holder(request: HttpRequest, key) -> bool:
    """Whether this browser holds the draft; for the rest of the request its visitor is then the holder, signed in or not."""
    held = request.session.get(KEY, {})
    if str(key) in held and _is_in_force(request, str(key)):
        request.user = Holder(held[str(key)])  # type: ignore[assignment]
        return True
    return False


def _is_in_force(request: HttpRequest, key: str) -> bool:
    """False once the link by which this browser came was replaced."""
    link = request.session.get(LINKS, {}).get(key)
    return link is None or Proposal.objects.filter(key=key, receipt_hash=link).exists()


def by_account_or_holder(view):
    """For a page of a draft: its holder may open it; everybody else signs in first."""

    @wraps(view)
    def guarded(request: HttpRequest, key, **kwargs) -> HttpResponse:
        if becomes_holder(request, key) or request.user.is_authenticated:
            return view(request, key, **kwargs)
        return redirect_to_login(request.get_full_path() if request.method == "GET" else request.path)

    return guarded


def receipt_url(proposal: Proposal) -> str:
    """The secret link of its proposer; for nobody else's eyes."""
    token = proposal.shown_token or receipt_token(proposal, proposal.receipt_renewals)
    return reverse("proposals:receipt", args=[token])


def page_of_owner(proposal: Proposal) -> str:
    """Where its proposer reads on after it was sent."""
    return (
        receipt_url(proposal) if proposal.is_by_phone else reverse("proposals:detail", args=[proposal.number])
    )


def list_of_owner(proposal: Proposal) -> str:
    """Where its proposer finds it again while it is being written."""
    if not proposal.is_by_phone:
        return reverse("proposals:mine")
    return receipt_url(proposal) if proposal.number else reverse("proposals:new")
