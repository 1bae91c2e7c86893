"""The portal in production settings behind the shipped nginx: what both say together."""

from collections.abc import Iterator

import pytest
from django.urls import reverse

from tests.deploy.front import Front
from tests.deploy.portal import Web, make_release, production
from tests.factories.forums import DocumentFactory
from tests.renja_portal.test_trust_headers import EVERYWHERE, by_itself

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("nginx"), pytest.mark.django_db(transaction=True)]


@pytest.fixture
def front(front_of, tmp_path, settings, static) -> Iterator[Front]:
    """nginx, the portal behind it, and files that this test keeps where the portal looks for them."""
    srv = tmp_path / "srv"
    environment = production(srv, static, WEB_WORKERS="1", FILES_BY_PROXY="/berkas-internal/")
    settings.MEDIA_ROOT = srv / "data" / "media"
    (srv / "static").symlink_to(static)
    web = Web(make_release(tmp_path / "release"), environment)
    yield front_of(web.upstream)
    web.stop()


def test_portal_and_nginx_together(front):
    """H01, H08, H10, U09: pages, static files, refusals and a file, as a browser gets them."""
    page = front.ask("/")
    assert page.status == 200
    for name, value in EVERYWHERE.items():
        assert [by_itself({name: one}, name) for one in page.headers[name.lower()]] == [value], name
    assert front.ask("/tidak-ada/").status == 404
    assert front.ask("/static/css/tokens.css").status == 200
    sign_in = front.ask("/akun/masuk/")
    assert all("Secure" in cookie for cookie in sign_in.headers["set-cookie"])
    check_file(front)


def check_file(front: Front) -> None:
    """U09: nginx hands the file out, with everything that the portal says about it, and by the portal's word alone."""
    document = DocumentFactory(forum__is_published=True)
    place = reverse("forums:document", args=[document.forum.plan_year, document.pk])
    answer = front.ask(place)
    with document.file.open("rb") as kept:
        assert (answer.status, answer.body) == (200, kept.read())
    assert answer.header("Content-Security-Policy") == "sandbox; default-src 'none'"
    assert answer.header("Content-Type") == document.content_type
    assert answer.header("Content-Disposition").startswith("attachment; ")
    assert answer.header("Cache-Control") == "private, no-store"
    for name in EVERYWHERE.keys() - {"Content-Security-Policy"}:
        assert answer.headers[name.lower()] == [EVERYWHERE[name]], name
    assert "x-accel-redirect" not in answer.headers
    assert front.ask(f"/berkas-internal/{document.file.name}").status == 404
    part = front.ask(place, Range="bytes=0-3")
    assert (part.status, part.body) == (200, answer.body)
