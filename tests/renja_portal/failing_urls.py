"""The portal's addresses, and some whose pages fail in a given way."""

import errno
import logging
import os

from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse

from core.pages import page
from renja_portal.urls import handler500
from renja_portal.urls import urlpatterns as portal

__all__ = ["handler500", "urlpatterns"]


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("rahasia-di-jejak")


def away(request: HttpRequest) -> HttpResponse:
    raise OperationalError("connection to server at 10.1.2.3 failed")


def too_slow(request: HttpRequest) -> HttpResponse:
    """What a statement that runs into the limit raises, from the database itself."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 5; SELECT pg_sleep(1)")
    return HttpResponse("never")


def full(request: HttpRequest) -> HttpResponse:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def logged(request: HttpRequest) -> HttpResponse:
    logging.getLogger("renja.test").warning("one\nforged line\x1b[31m")
    return HttpResponse("ok")


urlpatterns = [
    *portal,
    page("uji/rusak/", broken, "broken"),
    page("uji/putus/", away, "away"),
    page("uji/lambat/", too_slow, "too_slow"),
    page("uji/penuh/", full, "full"),
    page("uji/catat/", logged, "logged"),
]
