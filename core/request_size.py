"""Requests that are larger than everything which a form of ours can send are answered before they are read."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string


def limited(get_response):
    """413 with a page in words, by what the request says about its length; the server reads no more than it says."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if _length(request) > settings.REQUEST_MAX_BYTES:
            return HttpResponse(render_to_string("413.html"), status=413)
        return get_response(request)

    return middleware


def _length(request: HttpRequest) -> int:
    told = request.META.get("CONTENT_LENGTH") or "0"
    return int(told) if told.isdecimal() and len(told) < 20 else 0
