"""What a first visit costs: at most 120 kB and 12 requests, all of them to this portal.

The server of the tests sends everything as it is; real installations send text compressed (whitenoise, nginx). So text
is counted here as gzip makes it, fonts and pictures as they are.
"""

import gzip
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Response

from tests.e2e.browser import DESKTOP, PHONE
from tests.e2e.full_city import FullCity, build_full_city

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


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
@pytest.mark.parametrize(
    "path", ["/", "/aspirasi/", "/aspirasi/{number}/", "/akun/masuk/", "/forum/2028/", "/renja/2028/"]
)
def test_first_view_is_light(open_page, base_url, town, path, width):
    path = path.format(number=town.proposals["accepted"].number)
    page = open_page("about:blank", width=width)
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(path)
    page.wait_for_load_state("networkidle")
    weights = {answer.url: weight(answer) for answer in answers if answer.status != 304}
    told = "\n".join(f"{size:>7} {url}" for url, size in weights.items())
    assert {urlsplit(url).netloc for url in weights} == {urlsplit(base_url).netloc}, told
    assert len(weights) <= MOST_REQUESTS, told
    assert sum(weights.values()) <= MOST_BYTES, told
