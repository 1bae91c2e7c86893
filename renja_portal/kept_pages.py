"""Pages that many strangers read, made once and kept until something happens.

Every deed adds an entry to the record, in its own transaction and in order; so the number of the newest entry names a
state of everything that people did. What depends on the clock alone is at most `KEPT_PAGE_SECONDS` old.
"""

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from audit.models import Entry

HARMLESS_COOKIES = {settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME}


class KeptPagesMiddleware:
    """Answers strangers with the page that was made for another one, where its address says `kept`."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        key = getattr(request, "kept_as", "")
        if key and _is_for_everybody(request, response):
            caches["pages"].set(key, response, settings.KEPT_PAGE_SECONDS)
        return response

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        if not (settings.KEPT_PAGE_SECONDS and _is_kept(view) and _is_plain(request)):
            return None
        key = f"{get_language()}:{Entry.objects.latest_number()}:{request.path_info}"
        kept = caches["pages"].get(key)
        if kept is None:  # named before it is made: what happens meanwhile gets another name
            request.kept_as = key  # type: ignore[attr-defined]
        return kept


def _is_kept(view) -> bool:
    return getattr(getattr(view, "policy", None), "kept", False)


def _is_plain(request: HttpRequest) -> bool:
    """A stranger asks for a whole page: no session, no message that waits, no search, no htmx."""
    is_whole = request.method == "GET" and not request.GET and "HX-Request" not in request.headers
    return is_whole and set(request.COOKIES) <= HARMLESS_COOKIES


def _is_for_everybody(request: HttpRequest, response: HttpResponse) -> bool:
    """A page without cookies and without a form's secret; nothing that is streamed, moved or wrong."""
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not request.META.get("CSRF_COOKIE_NEEDS_UPDATE")  # set by whatever asks for the secret
    )
