"""The one door: who may open which page, with which method, and with a second factor where staff work."""

import logging
from http import HTTPStatus

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.loader import render_to_string

from accounts.second_factor import redirect_without_second_factor
from accounts.turns import please_wait
from audit.handing_out import record_handed_out
from audit.refusals import record_refusal
from core.pages import FORM, PUBLIC, SIGNED_IN, Policy
from jobs.services import QueueFull

logger = logging.getLogger("renja.policy")

ADMIN_SITE = Policy("stakeholders.manage_people", FORM)
GUARDED = ("/kerja/", "/admin/")
RECORDED_BY_ITSELF = {"upkeep:record_csv"}  # with its filters
QUEUE_SECONDS = 60


def policy_of(view, app_names: list[str]) -> Policy | None:
    """What was declared for a view; None means that nobody may open it."""
    if "admin" in app_names:
        return ADMIN_SITE
    return getattr(view, "policy", None)


class PolicyMiddleware:
    """Default deny: a view without a policy is refused to everybody."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_download = response.status_code == HTTPStatus.OK and "Content-Disposition" in response.headers
        if is_download and request.method != "HEAD":
            _record_handing_out(request)
        return response

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        policy = policy_of(view, request.resolver_match.app_names)
        if policy is None:
            logger.error("no policy: %s", request.resolver_match.view_name)
            raise PermissionDenied
        if request.method not in policy.methods:
            return _not_allowed(request, policy)
        return self._ask(request, policy)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """What a view refuses by itself is recorded like the door's own refusals; a full queue is said by 429."""
        if isinstance(exception, PermissionDenied) and request.user.is_authenticated:
            _record_refusal(request)
        if isinstance(exception, QueueFull):
            return please_wait(request, exception.message, QUEUE_SECONDS)
        return None

    def _ask(self, request: HttpRequest, policy: Policy) -> HttpResponse | None:
        if policy.may == PUBLIC:
            return None
        if not request.user.is_authenticated:
            return _to_login(request)
        if policy.may != SIGNED_IN and not request.user.has_perm(policy.may):
            _record_refusal(request)
            raise PermissionDenied
        if settings.SECOND_FACTOR_REQUIRED and request.path.startswith(GUARDED):
            return redirect_without_second_factor(request)
        return None


def _record_handing_out(request: HttpRequest) -> None:
    """A file or a table left a page that asks for a permission; what everybody may have, and one's own, is not noted."""
    match = request.resolver_match
    policy = match and policy_of(match.func, match.app_names)
    if policy and policy.may not in (PUBLIC, SIGNED_IN) and match.view_name not in RECORDED_BY_ITSELF:
        record_handed_out(
            "file.hand_out",
            None,
            actor=request.user,
            address=get_adapter().get_client_ip(request),
            place=match.view_name,
            path=request.path,
        )


def _record_refusal(request: HttpRequest) -> None:
    """A signed-in person wanted what is not theirs to open."""
    record_refusal(
        "access.refuse",
        None,
        actor=request.user,
        address=get_adapter().get_client_ip(request),
        place=f"{request.method} {request.resolver_match.view_name}",
    )


def _not_allowed(request: HttpRequest, policy: Policy) -> HttpResponse:
    """Who opens the address of a button, such as after signing in again, reads what it is."""
    response = HttpResponseNotAllowed(policy.methods)
    if request.method == "GET":
        response.content = render_to_string("405.html", request=request)
    return response


def _to_login(request: HttpRequest) -> HttpResponse:
    """To the sign-in page, and back to where a person can go on: a form that was sent cannot be sent by a link."""
    target = request.get_full_path() if request.method in ("GET", "HEAD") else request.path
    response = redirect_to_login(target)
    if getattr(request, "htmx", False):
        whole_page = HttpResponse(status=204)
        whole_page["HX-Redirect"] = response["Location"]
        return whole_page
    return response
