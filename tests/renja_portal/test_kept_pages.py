"""Pages that strangers read are made once, until something happens, and never mix people up."""

import pytest
from django.core.cache import caches
from django.db import connection
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.test import Client
from django.test.utils import CaptureQueriesContext

from renja_portal.kept_pages import KeptPagesMiddleware
from tests.factories.forums import ForumFactory
from tests.factories.proposals import ProposalFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kept(settings):
    settings.KEPT_PAGE_SECONDS = 60
    caches["pages"].clear()
    yield
    caches["pages"].clear()


@pytest.fixture
def proposal(verifikator):
    return ProposalFactory(forum=ForumFactory(is_published=True), title="Wifi di balai warga")


def read(path: str, **headers) -> str:
    """What a stranger gets who comes for the first time."""
    return Client().get(path, headers=headers).content.decode()


def is_kept(path: str, **headers) -> bool:
    """Whether a second stranger gets the page for no more than one question to the record."""
    read(path, **headers)
    with CaptureQueriesContext(connection) as asked:
        read(path, **headers)
    return [query["sql"].count("audit_entry") > 0 for query in asked] == [True]


@pytest.mark.parametrize("path", ["/", "/aspirasi/", "/aspirasi/{number}/", "/forum/{year}/", "/bantuan/"])
def test_page_for_strangers_is_made_once(path, proposal):
    assert is_kept(path.format(number=proposal.number, year=proposal.forum.plan_year))


def _secret(request) -> HttpResponse:
    return HttpResponse(get_token(request))


@pytest.mark.parametrize(("make", "is_kept"), [(lambda _request: HttpResponse(), True), (_secret, False)])
def test_secret_of_a_form_stays_with_its_visitor(rf, make, is_kept):
    request = rf.get("/")
    request.kept_as = "somewhere"
    KeptPagesMiddleware(make)(request)
    assert (caches["pages"].get("somewhere") is not None) == is_kept


def test_visitor_who_once_saw_a_form_is_a_stranger_too(proposal):
    visitor = Client()
    visitor.get("/akun/masuk/")
    assert visitor.cookies
    visitor.get("/aspirasi/")
    with CaptureQueriesContext(connection) as asked:
        read("/aspirasi/")
    assert len(asked) == 1


def test_kept_page_carries_every_header(proposal):
    first, second = Client().get("/"), Client().get("/")
    names = set(first.headers) - {"X-Request-ID"}
    assert {name: second[name] for name in names} == {name: first[name] for name in names}
    assert first["X-Request-ID"] != second["X-Request-ID"]


def test_kept_pages_can_be_switched_off(proposal, settings):
    settings.KEPT_PAGE_SECONDS = 0
    assert not is_kept("/")
