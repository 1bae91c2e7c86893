import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import RequestFactory

from core.middleware import security_headers


def answer(*, signed_in=False, reached_user=True, cookie_of_answer=None, headers=None):
    request = RequestFactory().get("/")
    if reached_user:
        request.user = AnonymousUser()
    if signed_in:
        request.COOKIES[settings.SESSION_COOKIE_NAME] = "abc"
    response = HttpResponse("x", headers=headers or {})
    if cookie_of_answer is not None:
        response.set_cookie(settings.SESSION_COOKIE_NAME, "abc", max_age=cookie_of_answer)
    return security_headers(lambda _request: response)(request)


def test_every_answer_names_its_policies():
    response = answer()
    assert "camera=()" in response["Permissions-Policy"]
    assert "geolocation=()" in response["Permissions-Policy"]
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Cache-Control" not in response


def test_signed_in_answers_are_stored_nowhere():
    response = answer(signed_in=True, headers={"Cache-Control": "public, max-age=60", "Vary": "HX-Request"})
    assert response["Cache-Control"] == "private, no-store"
    assert response["Vary"] == "HX-Request, Cookie"


def test_the_answer_that_signs_in_is_not_stored():
    assert answer(cookie_of_answer=600)["Cache-Control"] == "private, no-store"


def test_static_files_keep_their_caching():
    response = answer(signed_in=True, reached_user=False, headers={"Cache-Control": "max-age=60, public"})
    assert response["Cache-Control"] == "max-age=60, public"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize(("cookie", "expected"), [(0, '"cache"'), (600, None), (None, None)])
def test_signing_out_clears_the_browsers_cache(cookie, expected):
    assert answer(signed_in=True, cookie_of_answer=cookie).get("Clear-Site-Data") == expected
