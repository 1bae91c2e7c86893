"""The second factor that staff pages demand: there must be one, and this session must have used it."""

from urllib.parse import urlencode

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

WAITING = "after_second_factor"  # in the session: where the person was going


def redirect_without_second_factor(request: HttpRequest) -> HttpResponse | None:
    """None for whoever used their second factor in this session, else the way to do so, and back."""
    if is_mfa_enabled(request.user) and used_second_factor(request):
        return None
    address = f"{reverse(_page_for(request.user))}?{urlencode({'next': way_back(request)})}"
    return redirect_whole_page(request, address)


def redirect_whole_page(request: HttpRequest, address: str) -> HttpResponse:
    """Also where htmx asked for a part of it."""
    if request.htmx:
        response = HttpResponse(status=204)
        response["HX-Redirect"] = address
        return response
    return HttpResponseRedirect(address)


def _page_for(user) -> str:
    """The page of the factor that this person has; the way to set one up where there is none."""
    if is_mfa_enabled(user, [Authenticator.Type.TOTP]):
        return "mfa_reauthenticate"
    if is_mfa_enabled(user, [Authenticator.Type.WEBAUTHN]):
        return "mfa_reauthenticate_webauthn"
    return "mfa_reauthenticate" if is_mfa_enabled(user) else "account_second_factor"


def used_second_factor(request: HttpRequest) -> bool:
    """Whether a passkey, a code of the app or a recovery code was given in this session."""
    records = get_authentication_records(request, request.user)
    return any(record["method"] == "mfa" for record in records)


def note_second_factor(request: HttpRequest, kind: str) -> None:
    """It was used or set up just now: counts as a fresh proof too, and the session gets another key."""
    record_authentication(request, request.user, "mfa", type=kind, reauthenticated=True)
    request.session.cycle_key()


def demand_fresh_proof(request: HttpRequest) -> None:
    """Before power is given: allauth's middleware asks for the proof, then sends what was typed once more."""
    raise_if_reauthentication_required(request, app="accounts")


def remember_destination(request: HttpRequest) -> None:
    """Keep `next` until the second factor is set up; that takes several pages."""
    wanted = request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        request.session[WAITING] = wanted


def destination(request: HttpRequest) -> str:
    """Where to go on after the set-up."""
    return request.session.get(WAITING) or reverse("mfa_index")


def way_back(request: HttpRequest) -> str:
    """A page that can be opened by a link: a form that was sent cannot, nor a part of a page."""
    if request.htmx:
        return request.htmx.current_url_abs_path or reverse("workspace")
    return request.get_full_path() if request.method in ("GET", "HEAD") else reverse("workspace")
