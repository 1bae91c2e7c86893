"""One request as a proxy makes it, on a line of its own, and the trace of all that were made."""

import http.client
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

TOKEN = "m" * 32  # any text of the right length: the cookie and the form only have to agree
FORM = "application/x-www-form-urlencoded"
PATIENCE = 30  # seconds for one answer
LOST = 0  # in place of a status: no answer came


class Lost(Exception):
    """No whole answer came."""


@dataclass(frozen=True)
class Answer:
    status: int
    location: str
    content: bytes
    headers: dict[str, str]
    cookies: dict[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return self.content.decode(errors="replace")


def form(**fields: str) -> tuple[bytes, str]:
    return urlencode(fields).encode(), FORM


def form_with_files(**fields) -> tuple[bytes, str]:
    """Files are anything with a name, a content type and `read`."""
    return encode_multipart(BOUNDARY, fields), MULTIPART_CONTENT


def ask(
    host: str, port: int, path: str, sent: tuple[bytes, str] | None = None, *, session: str = ""
) -> Answer:
    """GET, or POST what is sent (body and its kind). Raises Lost."""
    connection = http.client.HTTPConnection(host, port, timeout=PATIENCE)
    held = f"csrf={TOKEN}" + (f"; sesi={session}" if session else "")
    headers = {"Cookie": held, "Connection": "close"}
    if sent:
        headers |= {"X-CSRFToken": TOKEN, "Content-Type": sent[1]}
    try:
        connection.request("POST" if sent else "GET", path, sent[0] if sent else None, headers)
        answer = connection.getresponse()
        told = {name.lower(): value for name, value in answer.getheaders()}
        set_here = (one.partition(";")[0].partition("=") for one in answer.headers.get_all("Set-Cookie", []))
        cookies = {name: value for name, _equals, value in set_here}
        return Answer(answer.status, told.get("location", ""), answer.read(), told, cookies)
    except (OSError, http.client.HTTPException) as trouble:
        raise Lost(type(trouble).__name__) from trouble
    finally:
        connection.close()


@dataclass(frozen=True)
class Asked:
    """One request: by whom, when (monotonic), how long it took, what it was answered with."""

    who: str
    path: str
    began: float
    seconds: float
    status: int

    @property
    def failed(self) -> bool:
        return self.status == LOST or self.status >= 500


@dataclass
class Trace:
    """Requests of everybody, in the order in which they ended; `failures` keeps one page of each kind of failure."""

    asked: list[Asked] = field(default_factory=list)
    pages: dict[int, Answer] = field(default_factory=dict)

    def ask(self, who: str, host: str, port: int, path: str, sent=None, **more) -> Answer:
        began = time.monotonic()
        try:
            answer = ask(host, port, path, sent, **more)
        except Lost:
            self._note(who, path, began, LOST)
            raise
        self._note(who, path, began, answer.status)
        if answer.status >= 500:
            self.pages.setdefault(answer.status, answer)
        return answer

    def _note(self, who: str, path: str, began: float, status: int) -> None:
        self.asked.append(Asked(who, path, began, time.monotonic() - began, status))

    def failed(self) -> list[Asked]:
        return [one for one in self.asked if one.failed]

    def statuses(self) -> Counter[int]:
        """Of those that failed."""
        return Counter(one.status for one in self.failed())

    def since(self, moment: float, until: float = float("inf")) -> list[Asked]:
        return [one for one in list(self.asked) if moment <= one.began < until]


def seconds_of(asked: Iterable[Asked], share: float) -> float:
    """The time that this share of the answers needed at most; 0 where there were none."""
    times = sorted(one.seconds for one in asked if not one.failed)
    return times[min(len(times) - 1, int(len(times) * share))] if times else 0.0
