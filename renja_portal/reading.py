"""Bahasa: the reader's choice of language, kept in a cookie."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from core.languages import YEAR


def choose_language(request: HttpRequest, code: str) -> HttpResponse:
    """Back to the page that was read (`lanjut`, a path of ours), now in this language."""
    if code not in dict(settings.LANGUAGES):
        raise Http404
    page = request.GET.get("lanjut", "")
    ours = page.startswith("/") and url_has_allowed_host_and_scheme(page, allowed_hosts=None)
    response = redirect(page if ours else "/")
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, code, max_age=YEAR, samesite="Lax", httponly=True,
        secure=settings.LANGUAGE_COOKIE_SECURE,
    )  # fmt: skip
    return response
