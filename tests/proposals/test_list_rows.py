"""Rows of lists and the search form: made once for what they say, and so always what they have to say."""

import pytest
from django.conf import settings
from django.core.cache import caches
from django.test import Client
from django.urls import reverse

from core import paging
from core.kept_sql import KeptSql
from proposals import kept_reads, views
from proposals.models import Proposal
from tests.factories.forums import ForumFactory
from tests.factories.proposals import ProposalFactory
from tests.factories.stakeholders import OrganizationFactory

pytestmark = pytest.mark.django_db
LIST = reverse("proposals:list")


@pytest.fixture(autouse=True)
def kept_lists(settings):
    """Small lists are kept for a minute, as a portal keeps them."""
    memory = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "kept lists"}
    settings.CACHES = settings.CACHES | {"lists": memory}
    caches["lists"].clear()


def page(client, language: str = "id", **query) -> str:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    return client.get(LIST, query).content.decode()


@pytest.mark.parametrize(
    ("change", "before", "after"),
    [
        ({"title": "Judul lain"}, "Balai warga", "Judul lain"),
        ({"support_count": 7}, "</p>", "7 dukungan"),
        ({"status": "withdrawn"}, "Diajukan", "Ditarik"),
        ({"years_asked": 2}, "Diajukan", "Tahun ke-2"),
        ({"is_citywide": True}, "Warga Kelurahan", "Seluruh kota"),
        ({"withheld_reason": "Rincian persandian."}, "Warga Kelurahan", "Rincian persandian."),
    ],
)
def test_row_follows_its_proposal(client, forum, change, before, after):
    proposal = ProposalFactory(forum=forum, title="Balai warga")
    first = page(client)
    assert before in first
    assert after not in first.split('id="hasil"')[1]
    Proposal.objects.filter(pk=proposal.pk).update(**change)
    assert after in page(client).split('id="hasil"')[1]


def test_row_of_a_withheld_proposal_says_neither_title_nor_proposer(client, forum):
    organization = OrganizationFactory(name="Sandi Utama")
    proposal = ProposalFactory(forum=forum, title="Judul rahasia", organization=organization)
    assert "Judul rahasia" in page(client)
    Proposal.objects.filter(pk=proposal.pk).update(withheld_reason="Dikecualikan karena persandian.")
    closed = page(client)
    assert "Judul rahasia" not in closed
    assert "Sandi Utama" not in closed
    assert "Dikecualikan karena persandian." in closed


def test_rows_and_search_form_are_in_the_language_of_each_reader(client, forum):
    ProposalFactory(forum=forum, support_count=2, is_citywide=True)
    for _time in range(2):
        indonesian, english = page(client), page(client, "en")
        for word, translated in (
            ("Seluruh kota", "Whole city"),
            ("Saring dan urutkan", "Filter and sort"),
        ):
            assert word in indonesian
            assert word not in english
            assert translated in english


def test_search_form_shows_what_is_asked_for(client, forum):
    ProposalFactory(forum=forum)
    plain = page(client)
    assert " selected" not in plain.replace('value="" selected', "")
    for query, shown in (
        ({"status": "accepted"}, '<option value="accepted" selected>'),
        ({"status": "rejected"}, '<option value="rejected" selected>'),
        ({"tahun": "2028"}, '<option value="2028" selected>'),
        ({"q": "balai"}, 'value="balai"'),
        ({"q": "rapat", "status": "accepted"}, 'value="rapat"'),
        ({"tampilan": "peta"}, 'value="peta"'),
    ):
        assert shown in page(client, **query)
        assert shown not in page(client)


def test_search_form_offers_years_of_forums_in_preparation_to_staff_alone(logged_in, sekretariat):
    ForumFactory(plan_year=2031, is_published=False)
    ProposalFactory()
    for _time in range(2):
        assert '<option value="2031">' in page(logged_in(sekretariat))
        assert '<option value="2031">' not in page(Client())


@pytest.fixture
def at_most_two(monkeypatch):
    """Lists are counted up to two rows."""
    for module in (paging, kept_reads):
        monkeypatch.setattr(module, "MOST", 2)
    monkeypatch.setattr(views.public, "FIRST_PAGE", KeptSql(kept_reads._first_page))


@pytest.mark.parametrize(("size", "told"), [(1, "1 usulan"), (2, "2 usulan"), (3, "lebih dari 2 usulan")])
def test_list_tells_when_there_are_more_than_it_counts(client, forum, at_most_two, size, told):
    ProposalFactory.create_batch(size, forum=forum)
    for _time in range(2):
        assert f"<strong>{told}</strong>" in page(client)


def test_first_page_and_others_hold_each_proposal_once(client, forum):
    numbers = [one.number for one in ProposalFactory.create_batch(23, forum=forum)]
    first, second = (client.get(LIST, query).context["page"] for query in ({}, {"page": 2}))
    assert [one.number for one in [*first, *second]] == numbers[::-1]
    assert [one.number for one in client.get(LIST, {"page": 1}).context["page"]] == [
        one.number for one in first
    ]


def test_list_counts_what_everybody_can_read(client, forum):
    ProposalFactory.create_batch(3, forum=forum)
    assert "3 usulan" in page(client)
    ProposalFactory(forum=forum, draft=True)
    assert "3 usulan" in page(client)
    assert "0 usulan" in page(client, status="accepted")


@pytest.mark.parametrize("words", [" " * 300, " ", "x" * 300])
def test_nobody_chooses_what_is_kept(client, forum, words):
    ProposalFactory(forum=forum)
    page(client)
    kept = set(caches["lists"]._cache)
    page(client, q=words)
    assert {name for name in caches["lists"]._cache if "finder" in name} <= kept
