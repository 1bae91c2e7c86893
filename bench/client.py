"""Visitors: one connection each, kept open, that asks for pages and notes how long the answer took."""

import http.client
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from urllib.parse import urlencode

TOKEN = "m" * 32  # any text of the right length: the cookie and the form only have to agree


@dataclass
class Visitor:
    """A browser without a screen; `cookies` hold its session."""

    host: str
    port: int
    cookies: dict[str, str] = field(default_factory=lambda: {"csrf": TOKEN})

    def __post_init__(self) -> None:
        self.connection = http.client.HTTPConnection(self.host, self.port, timeout=60)

    def get(self, path: str) -> bytes:
        """As a browser does: a line that the server closed while it was idle is opened again."""
        try:
            return self._ask("GET", path, expected=200)
        except (http.client.RemoteDisconnected, ConnectionResetError):
            self.connection.close()
            return self._ask("GET", path, expected=200)

    def post(self, path: str, **fields: str) -> bytes:
        return self._ask("POST", path, urlencode(fields), expected=302)

    def sign_in(self, account: str) -> "Visitor":
        self.post(f"/demo/masuk/{account}/")
        return self

    def _ask(self, method: str, path: str, body: str | None = None, *, expected: int) -> bytes:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "X-CSRFToken": self.cookies["csrf"],
            }
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        content = answer.read()
        if answer.status != expected:
            raise RuntimeError(f"{method} {path}: {answer.status} instead of {expected}")
        for header in answer.headers.get_all("Set-Cookie", []):
            name, _, value = header.split(";")[0].partition("=")
            self.cookies[name] = value
        return content


@dataclass(frozen=True)
class PageTimes:
    """One page: milliseconds one after the other, and how many a second when several ask at once."""

    name: str
    median_ms: float
    p95_ms: float
    per_second: float
    kilobytes: float


def time_page(name: str, path: str, visitors: list[Visitor], *, rounds: int) -> PageTimes:
    """`rounds` requests by one visitor, then as many again by each of them at the same time."""
    first = visitors[0]
    for _ in range(3):
        content = first.get(path)
    times = sorted(_timed(first, path) for _ in range(rounds))
    began = time.perf_counter()
    with ThreadPoolExecutor(len(visitors)) as pool:
        list(pool.map(lambda visitor: [visitor.get(path) for _ in range(rounds)], visitors))
    per_second = rounds * len(visitors) / (time.perf_counter() - began)
    p95 = times[min(len(times) - 1, int(len(times) * 0.95))]
    return PageTimes(name, statistics.median(times), p95, per_second, len(content) / 1000)


def _timed(visitor: Visitor, path: str) -> float:
    began = time.perf_counter()
    visitor.get(path)
    return (time.perf_counter() - began) * 1000
