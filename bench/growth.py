"""The same pages at 1,000, 20,000 and 200,000 proposals: queries, server time, and its ratio to the yardstick."""

import gc
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.cache import caches
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from bench import reference
from demo.crowd import add_crowd
from proposals.models import Proposal

SIZES = (1_000, 20_000, 200_000)
WARM, ROUNDS = 3, 30


@dataclass(frozen=True)
class Page:
    name: str
    path: str
    account: str = ""
    is_kept: bool = False  # as people find it who are not the first to ask


@dataclass(frozen=True)
class Cost:
    """What a page costs at one size: queries, milliseconds of server time (median, 95th percentile), × the yardstick."""

    page: str
    size: int
    queries: int
    median_ms: float
    p95_ms: float
    ratio: float


def measure_growth(say) -> list[Cost]:
    """Fill the database step by step and ask for every page at each size."""
    costs = []
    for size in SIZES:
        say(f"{size:,} proposals")
        missing = size - Proposal.objects.submitted().count()
        if missing > 0:
            add_crowd(missing)
        _settle()
        with override_settings(ROOT_URLCONF="bench.reference"):
            costs.extend(_measure(size))
    return costs


def _settle() -> None:
    """As autovacuum leaves the tables of a portal that has been running for a while, and gunicorn the memory of its processes."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    connection.close()  # a portal's are a minute old at most, and what they plan fits the size of the tables
    caches["pages"].clear()  # the crowd came past the record
    gc.collect()
    gc.freeze()  # as deploy/gunicorn.conf.py does


def _pages() -> list[Page]:
    number = Proposal.objects.accepted().order_by("pk").values_list("number", flat=True)[0]
    return [
        Page("Home", "/", is_kept=True),
        Page("List", "/aspirasi/", is_kept=True),
        Page("Detail", f"/aspirasi/{number}/", is_kept=True),
        Page("List, signed in", "/aspirasi/", "warga", is_kept=True),
        Page("Detail, signed in", f"/aspirasi/{number}/", "warga", is_kept=True),
        Page("Home, made anew", "/"),
        Page("List, made anew", "/aspirasi/"),
        Page("List, made anew, signed in", "/aspirasi/", "warga"),
        Page("List, page 50", "/aspirasi/?page=50"),
        Page("List, filtered and by support", "/aspirasi/?status=accepted&urut=dukungan"),
        Page("Search, a common word", "/aspirasi/?q=pelatihan"),
        Page("Search, two words", "/aspirasi/?q=internet+nelayan"),
        Page("Search, a number", f"/aspirasi/?q={number}"),
        Page("Detail, made anew", f"/aspirasi/{number}/"),
        Page("Detail, made anew, signed in", f"/aspirasi/{number}/", "warga"),
        Page("Workspace of a verifier", "/kerja/", "verifikator"),
        Page("Workspace of a planner", "/kerja/", "perencana", is_kept=True),
        Page("Workspace of a planner, after a deed", "/kerja/", "perencana"),
        Page("Workspace of three roles", "/kerja/", "tiga-peran", is_kept=True),
        Page("Verification queue", "/kerja/verifikasi/", "verifikator"),
    ]


def _measure(size: int) -> Iterator[Cost]:
    yardstick = Page("Yardstick", reference.ADDRESS, "warga")
    for page in _pages():
        base = statistics.median(times_of(client_of(yardstick.account), yardstick.path))
        with override_settings(KEPT_PAGE_SECONDS=600 if page.is_kept else 0):
            yield _cost(page, size, base)


def _cost(page: Page, size: int, base: float) -> Cost:
    client = client_of(page.account)
    times = sorted(times_of(client, page.path))
    with CaptureQueriesContext(connection) as queries:
        client.get(page.path)
    median = statistics.median(times)
    return Cost(page.name, size, len(queries), median, times[int(len(times) * 0.95)], median / base)


def client_of(account: str) -> Client:
    """A browser that knows nobody yet, or in which one of the demo's accounts is signed in."""
    client = Client(headers={"host": "127.0.0.1"})
    if account:
        user = User.objects.get(email=f"{account}@contoh.id")
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def times_of(client: Client, path: str, rounds: int = ROUNDS) -> list[float]:
    """Milliseconds of each round, the first few thrown away."""
    found = []
    for _round in range(WARM + rounds):
        began = time.perf_counter()
        answer = client.get(path)
        found.append((time.perf_counter() - began) * 1000)
        if answer.status_code != 200:
            raise RuntimeError(f"{path}: {answer.status_code}")
    return found[WARM:]
