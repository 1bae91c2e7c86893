"""Each request is measured once: a line of the log tells it, and the figures count it.

A page is named by its route, never by its address: addresses hold keys, queries and what people typed.
"""

import logging
from time import perf_counter

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from accounts.quotas import daily_mark
from core.logfacts import add_facts, begin_facts
from core.pages import KNOWN_METHODS
from renja_portal.watching import metrics

logger = logging.getLogger("renja.access")

STATIC, NOWHERE = "static", "none"
PROBES = frozenset({"healthz", "readyz", "metrics", STATIC})  # told in the log only when they fail


class WatchedRequests:
    """Outermost but for the number of the request. The time is that until the answer begins to be sent."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        begin_facts(method=_method_of(request))
        began = perf_counter()
        response = self.get_response(request)
        _note(request, response, perf_counter() - began)
        return response

    def process_view(self, request: HttpRequest, view, args, kwargs) -> None:
        """From here on lines of the log name the page."""
        add_facts(route=request.resolver_match.view_name)


def _note(request: HttpRequest, response: HttpResponseBase, seconds: float) -> None:
    route, method, status = _route_of(request), _method_of(request), response.status_code
    if settings.METRICS_TOKEN:
        metrics.count_request(route, method, status, seconds)
    if settings.ACCESS_LOG and (status >= 400 or route not in PROBES):
        _tell(request, route, method, status, round(seconds * 1000, 1))


def _tell(request: HttpRequest, route: str, method: str, status: int, ms: float) -> None:
    place = _place_of(request)
    facts = {"method": method, "route": route, "status": status, "ms": ms, "from": place}
    logger.info("%s %s %d %.1f ms from %s", method, route, status, ms, place, extra={"facts": facts})


def _route_of(request: HttpRequest) -> str:
    """The name of the page's URL; `static` for files of the release, `none` for addresses that lead nowhere."""
    match = getattr(request, "resolver_match", None)
    if match is not None:
        return match.view_name or NOWHERE
    return STATIC if request.path_info.startswith(settings.STATIC_URL) else NOWHERE


def _method_of(request: HttpRequest) -> str:
    return request.method if request.method in KNOWN_METHODS else "other"


def _place_of(request: HttpRequest) -> str:
    """The daily mark of the network address (`accounts.quotas`); `-` where the proxy named none."""
    try:
        return daily_mark(get_adapter().get_client_ip(request))
    except PermissionDenied:
        return "-"
