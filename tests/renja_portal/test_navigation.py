"""Menus show what a person may open, skip what is not there, and cost at most two queries."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import timezone

from forums.models import Forum, Phase
from renja_portal.context import Site, site
from renja_portal.style_guide import style_guide
from tests.factories.forums import PhaseFactory
from tests.factories.stakeholders import HostFactory

pytestmark = pytest.mark.urls("tests.renja_portal.look_urls")
NOBODY = AnonymousUser()


def visit(user, path="/"):
    request = RequestFactory().get(path)
    request.user = user
    return request


def labels(entries) -> list[str]:
    return [str(entry.label) for entry in entries]


@pytest.fixture
def forum(db) -> Forum:
    HostFactory()
    return Forum.objects.create(plan_year=2028)


def test_site_reads_host_and_year_with_one_query(forum, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = site(visit(NOBODY))["site"]
        assert (found.host.label, found.host_row.region, found.year) == (
            "Diskominfo",
            "Kota Balikpapan",
            2028,
        )
        assert found.public_nav
        assert found.footer_nav


def test_site_asks_nothing_until_it_is_used(django_assert_num_queries, db):
    with django_assert_num_queries(0):
        site(visit(NOBODY))


def test_site_lives_without_host_and_forum(db):
    found = Site(visit(NOBODY))
    assert (found.host, found.host_row, found.year) == (None, None, None)
    assert found.name == "Forum Perangkat Daerah"
    assert labels(found.public_nav) == ["Usulan"]


def test_year_is_the_newest_that_the_public_sees(forum):
    Forum.objects.create(plan_year=2029, is_published=False)
    assert Site(visit(NOBODY)).year == 2028


@pytest.mark.parametrize("has_host", [True, False])
def test_site_knows_whether_proposals_are_taken_now(db, has_host):
    if has_host:
        HostFactory()
    assert not Site(visit(NOBODY)).is_taking
    phase = PhaseFactory()
    assert Site(visit(NOBODY)).is_taking
    Phase.objects.filter(pk=phase.pk).update(closes_at=timezone.now() - timedelta(minutes=1))
    assert not Site(visit(NOBODY)).is_taking


def test_menu_skips_pages_that_do_not_exist(forum):
    assert labels(Site(visit(NOBODY)).public_nav) == ["Forum", "Usulan"]


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/", {}),
        ("/aspirasi/", {"Usulan": "page"}),
        ("/aspirasi/ASP-2028-0001/", {"Usulan": "true"}),
        ("/forum/2028/", {"Forum": "page"}),
        ("/forum/2020/", {"Forum": "true"}),
    ],
)
def test_menu_marks_where_one_is(forum, path, current):
    entries = Site(visit(NOBODY, path)).public_nav
    assert {str(entry.label): entry.current for entry in entries if entry.current} == current


def test_work_menu_is_empty_for_the_public(forum, pengusul):
    assert labels(Site(visit(NOBODY)).work_nav) == []
    assert labels(Site(visit(pengusul)).work_nav) == []


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("verifikator", ["Pekerjaan saya", "Verifikasi"]),
        ("sekretariat", ["Pekerjaan saya", "Verifikasi"]),
        ("pimpinan", ["Pekerjaan saya"]),
    ],
)
def test_work_menu_follows_the_role(forum, request, role, expected):
    user = request.getfixturevalue(role)
    assert labels(Site(visit(user)).work_nav) == expected


def test_header_offers_sign_out_only_to_who_is_in(forum, verifikator):
    request = visit(verifikator)
    html = render_to_string("components/header.html", {"site": Site(request), "user": verifikator})
    assert str(verifikator) in html


@pytest.mark.parametrize("name", ["400", "403_csrf", "500", "503"])
def test_plain_error_page_needs_no_database(name):
    html = render_to_string(f"{name}.html")
    assert html.count("<h1>") == 1
    assert "None" not in html


@pytest.mark.parametrize("name", ["403", "404"])
def test_error_page_renders_in_the_public_frame(forum, name):
    html = render_to_string(f"{name}.html", request=visit(NOBODY, "/tidak-ada/"))
    assert html.count("<h1>") == 1
    assert "Permendagri Nomor 86 Tahun 2017" in html


def test_error_page_escapes_the_reason(forum):
    html = render_to_string("403.html", {"reason": "<b>x</b>"}, request=visit(NOBODY))
    assert "&lt;b&gt;x" in html


def test_style_guide_is_not_there_where_real_work_is_done(forum, settings):
    settings.DEBUG = settings.DEMO = False
    with pytest.raises(Http404):
        style_guide(visit(NOBODY))


@pytest.mark.parametrize("query", ["", "?salah=1"])
def test_style_guide_shows_everything_in_a_demo(forum, settings, verifikator, query):
    settings.DEMO = True
    html = style_guide(visit(verifikator, f"/gaya/{query}")).content.decode()
    assert "Demo, bukan layanan resmi" in html
    assert html.count("<h1") == 1
    assert ("<title>Kesalahan:" in html) == bool(query)
