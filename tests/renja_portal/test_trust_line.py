"""H12, R02: nobody hides a second request inside the first: what the web server takes for a request, and what it refuses.

gunicorn runs as the portal's own launcher runs it; behind a proxy that reads a request in another way, each of these would be two.
"""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from django.conf import settings

from renja_portal.launcher.processes import pick_free_port
from renja_portal.launcher.services import WEB_THREADS, web_service

HIDDEN = "GET /tersembunyi HTTP/1.1\r\nHost: a\r\n\r\n"
HEAD = "POST /depan HTTP/1.1\r\nHost: a\r\n"


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    found = pick_free_port()
    arguments = web_service("127.0.0.1", found).arguments
    command = [sys.executable, *arguments]
    command[command.index("renja_portal.wsgi:application")] = "tests.renja_portal.echoing:application"
    command[command.index("--workers") + 1] = "1"
    running = subprocess.Popen(command, cwd=settings.BASE_DIR, stderr=subprocess.DEVNULL)
    try:
        wait_for(found)
        yield found
    finally:
        running.terminate()
        running.wait(15)


def wait_for(port: int) -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise AssertionError("gunicorn does not answer")


def told(port: int, request: str) -> str:
    """All that comes back on one line to the server."""
    with socket.create_connection(("127.0.0.1", port), 5) as line:
        line.sendall(request.encode("latin-1"))
        line.shutdown(socket.SHUT_WR)
        parts = []
        while part := line.recv(65536):
            parts.append(part)
    return b"".join(parts).decode("latin-1")


def test_h12_usual_requests_are_answered_one_after_the_other(port):
    """Otherwise the tests below would prove nothing."""
    text = told(port, f"{HEAD}Content-Length: 3\r\n\r\nabc{HIDDEN}")
    assert "POST /depan b'abc'" in text
    assert "GET /tersembunyi" in text
    text = told(port, f"{HEAD}Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n")
    assert "POST /depan b'abc'" in text


@pytest.mark.parametrize(
    "headers",
    [
        f"Content-Length: {len(HIDDEN) + 5}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n",
        "Content-Length: 0\r\nContent-Length: 44\r\n\r\n",
        "Content-Length: +0\r\n\r\n",
        "Content-Length: 0, 0\r\n\r\n",
        "Content-Length : 0\r\n\r\n",
        "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: \x0bchunked\r\n\r\n0\r\n\r\n",
        "X: a\r\n Content-Length: 0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n0x0\r\n\r\n",
        "X: a\x00b\r\nContent-Length: 0\r\n\r\n",
    ],
)
def test_h12_request_with_two_meanings_is_refused_and_nothing_behind_it_read(port, headers):
    text = told(port, f"{HEAD}{headers}{HIDDEN}")
    assert text.startswith(("HTTP/1.1 400", "HTTP/1.1 501"))
    assert "tersembunyi" not in text
    assert text.count("HTTP/1.1 ") == 1


def test_r02_some_slow_clients_keep_nobody_waiting(port):
    """Each holds a thread at most; a proxy in front lets none of them through before its request is whole."""
    slow = [socket.create_connection(("127.0.0.1", port), 5) for _n in range(WEB_THREADS - 1)]
    try:
        for line in slow:
            line.sendall(b"GET /lambat HTTP/1.1\r\nHost: a\r\nX: ")
        started = time.monotonic()
        assert "GET /cepat" in told(port, "GET /cepat HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        assert time.monotonic() - started < 3
    finally:
        for line in slow:
            line.close()


def test_h12_header_in_another_spelling_forges_no_address(port):
    """A proxy overwrites X-Forwarded-For and passes X_Forwarded_For on; WSGI would take both for the same."""
    text = told(
        port, "GET /a HTTP/1.1\r\nHost: a\r\nX_Forwarded_For: 203.0.113.1\r\nConnection: close\r\n\r\n"
    )
    assert "203.0.113.1" not in text
