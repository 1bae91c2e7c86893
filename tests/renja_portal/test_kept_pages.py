"""Pages that strangers read are made once, until something happens, and never mix people up."""

import re

import pytest
from django.core.cache import caches
from django.db import connection
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.kept_parts import Parted, marked
from proposals.models import Support
from renja_portal.kept_pages import KeptPagesMiddleware
from tests.factories.accounts import UserFactory
from tests.factories.forums import ForumFactory
from tests.factories.proposals import ProposalFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kept_pages")]


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


def plain(content: bytes) -> str:
    """A page without what is new in each answer: the secrets of its forms."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", content.decode())


@pytest.fixture
def reader(client):
    user = UserFactory(name="Sari Dewi")
    client.force_login(user)
    return user


@pytest.mark.parametrize("path", ["/", "/aspirasi/", "/aspirasi/{number}/", "/bantuan/"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_reader_is_given_what_would_be_made_for_them_alone(
    path, language, proposal, reader, client, settings
):
    Support.objects.create(proposal=proposal, user=reader)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    address = path.format(number=proposal.number)
    assert_same(client, address, settings)


@pytest.mark.parametrize("path", ["/", "/aspirasi/", "/aspirasi/{number}/", "/bantuan/"])
def test_member_of_an_organization_is_given_the_same(path, proposal, pengusul, client, settings):
    client.force_login(pengusul)
    pengusul.name = "Sari Dewi"
    pengusul.save()
    assert_same(client, path.format(number=proposal.number), settings)


def assert_same(client, address: str, settings) -> None:
    """Kept pages are, letter by letter, what is made for this reader alone; and they were kept."""
    given = [plain(client.get(address).content) for _time in range(2)]
    assert any(key.endswith("#parts") for key in caches["pages"]._cache)
    settings.KEPT_PAGE_SECONDS = 0
    alone = plain(client.get(address).content)
    assert "Sari Dewi" in alone
    assert given == [alone, alone]


def test_stranger_never_reads_of_the_reader_who_came_first(proposal, reader, client):
    for address in ("/aspirasi/", f"/aspirasi/{proposal.number}/"):
        first, stranger = client.get(address).content.decode(), Client().get(address).content.decode()
        assert "Sari Dewi" in first
        assert "Sari Dewi" not in stranger
        assert "csrfmiddlewaretoken" not in stranger


def test_next_reader_never_reads_of_the_one_before(proposal, reader, client):
    other = Client()
    other.force_login(UserFactory(name="Budi Hartono"))
    for address in ("/aspirasi/", f"/aspirasi/{proposal.number}/"):
        assert "Sari Dewi" in client.get(address).content.decode()
        page = other.get(address).content.decode()
        assert "Budi Hartono" in page
        assert "Sari Dewi" not in page


def test_no_page_shows_the_signs_of_its_parts(proposal, reader, client):
    for browser in (Client(), client):
        for address in ("/", "/aspirasi/", f"/aspirasi/{proposal.number}/"):
            for _time in range(2):
                assert "<!--" not in browser.get(address).content.decode()


def test_support_is_read_at_once(proposal, reader, client):
    address = f"/aspirasi/{proposal.number}/"
    assert "termasuk Anda" not in client.get(address).content.decode()
    client.post(f"{address}dukung/")
    assert "termasuk Anda" in client.get(address).content.decode()


def test_own_proposal_is_made_for_its_proposer(reader, client):
    mine = ProposalFactory(
        forum=ForumFactory(is_published=True), proposer=reader, contact_phone="081234567890"
    )
    Client().get(f"/aspirasi/{mine.number}/")
    assert "081234567890" in client.get(f"/aspirasi/{mine.number}/").content.decode()


def test_withheld_proposal_is_read_by_its_proposer_alone(reader, client):
    hidden = ProposalFactory(
        forum=ForumFactory(is_published=True),
        proposer=reader,
        withheld_reason="Rahasia jabatan",
        title="Kunci sandi",
    )
    assert "Kunci sandi" in client.get(f"/aspirasi/{hidden.number}/").content.decode()
    assert "Kunci sandi" not in read(f"/aspirasi/{hidden.number}/")


def test_proposal_of_the_organization_is_made_for_its_member(pengusul, client):
    home = pengusul.memberships.get().organization
    ours = ProposalFactory(
        forum=ForumFactory(is_published=True), organization=home, contact_phone="081234567890"
    )
    read(f"/aspirasi/{ours.number}/")
    client.force_login(pengusul)
    assert "081234567890" in client.get(f"/aspirasi/{ours.number}/").content.decode()


def test_staff_are_made_a_page_of_their_own(proposal, verifikator, client):
    client.force_login(verifikator)
    read(f"/aspirasi/{proposal.number}/")
    assert "Buka di ruang kerja" in client.get(f"/aspirasi/{proposal.number}/").content.decode()


def test_text_that_looks_like_a_sign_stays_text():
    forged = "<!--0:account-->x<!--/0-->"
    page = Parted.of(f"a{forged}{marked('support', 'b')}c".encode())
    assert page.filled({"support": "B"}).decode() == f"a{forged}Bc"
    assert page.for_strangers().decode() == f"a{forged}bc"
