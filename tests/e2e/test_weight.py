"""What a first visit costs: at most 120 kB and 12 requests, all of them to this portal.

The server of the tests sends everything as it is; real installations send text compressed (whitenoise, nginx). So text
is counted here as gzip makes it, fonts and pictures as they are.
"""

import gzip
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Response

from tests.e2e.browser import DESKTOP, PHONE
from tests.e2e.full_city import build_full_city
from tests.e2e.full_city.frame import FullCity

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

MOST_BYTES, MOST_REQUESTS = 120_000, 12
COMPRESSED = ("text/", "application/javascript", "application/json", "image/svg+xml")


@pytest.fixture
def town(db) -> FullCity:
    return build_full_city()


def weight(answer: Response) -> int:
    """Bytes over the wire, without headers."""
    body = answer.body()
    kind = answer.headers.get("content-type", "")
    return len(gzip.compress(body, compresslevel=6)) if kind.startswith(COMPRESSED) else len(body)


PUBLIC = [
    "/",
    "/aspirasi/",
    "/aspirasi/{number}/",
    "/akun/masuk/",
    "/forum/2028/",
    "/renja/2028/",
    "/aspirasi/baru/",
]
SUBMISSION = [
    "/aspirasi/baru/", "/aspirasi/draf/{key}/masalah/", "/aspirasi/draf/{key}/usulan/", "/aspirasi/draf/{key}/lokasi/",
    "/aspirasi/draf/{key}/lampiran/", "/aspirasi/draf/{key}/periksa/", "/aspirasi/{own}/terkirim/",
]  # fmt: skip


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
@pytest.mark.parametrize("path", PUBLIC)
def test_first_view_is_light(open_page, base_url, town, path, width):
    page = open_page("about:blank", width=width)
    assert_light(page, path.format(number=town.proposals["accepted"].number), base_url)


@pytest.mark.parametrize("path", SUBMISSION)
def test_first_view_of_a_page_that_is_written_on_is_light(open_page, base_url, town, path):
    own = {"key": town.proposals["own draft"].key, "own": town.proposals["own submitted"].number}
    page = open_page("about:blank", user=town.people["pengusul"], width=PHONE)
    assert_light(page, path.format(**own), base_url)


def assert_light(page: Page, path: str, base_url: str) -> None:
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(path)
    page.wait_for_load_state("networkidle")
    weights = {answer.url: weight(answer) for answer in answers if answer.status != 304}
    told = "\n".join(f"{size:>7} {url}" for url, size in weights.items())
    assert {urlsplit(url).netloc for url in weights} == {urlsplit(base_url).netloc}, told
    assert len(weights) <= MOST_REQUESTS, told
    assert sum(weights.values()) <= MOST_BYTES, told
