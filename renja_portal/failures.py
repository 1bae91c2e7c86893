"""The pages for what went wrong on our side: nothing they need can fail with what failed."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from core.storage import StorageAway, lacks_room

RETRY_SECONDS = 30


def server_error(request: HttpRequest) -> HttpResponse:
    """500 with a number to name; 503 while the database, or the store of the files, is away, full or too busy: that passes."""
    error = sys.exception()
    if isinstance(error, OperationalError | InterfaceError | StorageAway) or (error and lacks_room(error)):
        response = _page("503.html", 503)
        response.headers["Retry-After"] = str(RETRY_SECONDS)
        return response
    return _page("500.html", 500)


def _page(template: str, status: int) -> HttpResponse:
    return HttpResponse(render_to_string(template), status=status)
