"""What every answer of the API has in common: counted, open to pages of other sites, sent again only when something changed."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

from accounts.rates import wait_for, words_of
from audit.models import Entry
from reports.api.errors import too_many
from reports.open_data.serving import open_to_all

FORM = 1  # raised when answers to the same data change


def answered(view: Callable) -> Callable:
    """Around each view of the API; programs that ask with HEAD get the same without its content."""

    @wraps(view)
    def at_door(request: HttpRequest, **places) -> HttpResponse:
        if seconds := wait_for("api", request):
            return open_to_all(too_many(words_of("api"), seconds))
        etag = quote_etag(
            f"{FORM}-{Entry.objects.latest_number()}"
        )  # read first, so never newer than the data
        response = get_conditional_response(request, etag=etag) or _as_get(view, request, places)
        if response.status_code in (200, 304):
            response.headers["ETag"] = etag
        response.headers.setdefault("Cache-Control", "public, max-age=60")
        return open_to_all(response)

    return at_door


def _as_get(view: Callable, request: HttpRequest, places: dict) -> HttpResponse:
    """Operations know GET alone; the server leaves the content out of what HEAD asked for."""
    asked, request.method = request.method, "GET"
    try:
        return view(request, **places)
    finally:
        request.method = asked
