"""H01, H08, H10, H12, H13, R01, R02, U07: what the shipped nginx configuration does by itself, asked of a running nginx."""

import json
import re
import socket
import ssl
import time
from contextlib import suppress

import pytest
from django.conf import settings

from core.middleware import ALWAYS
from tests.deploy.echo import LARGE, LARGE_BYTES
from tests.deploy.front import HOST, SHIPPED, WAITS, Front, read_answer, trusting
from tests.jobs.processes import wait_for
from tests.renja_portal.test_trust_headers import EVERYWHERE, by_itself

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("nginx")]
CONFIGURATION = (SHIPPED / "renja.conf").read_text()
TOO_MUCH = settings.REQUEST_MAX_BYTES + 1
SECRET = "k3rahasia" * 4


def seen_headers(echo) -> dict[str, list[str]]:
    """Of the last request that came through."""
    found: dict[str, list[str]] = {}
    for name, value in echo.seen[-1]["headers"]:
        found.setdefault(name.lower(), []).append(value)
    return found


def test_nginx_takes_the_configuration_without_a_warning(front):
    told = front.check()
    assert "warn" not in told
    assert "syntax is ok" in told


def by_nginx_alone(front: Front) -> dict[str, tuple[int, object]]:
    """Answers that never reach the portal: by what they are, the status expected, and the answer."""
    (front.srv / "static" / "css").mkdir(parents=True)
    (front.srv / "static" / "css" / "tokens.css").write_text("a{}")
    return {
        "static": (200, front.ask("/static/css/tokens.css")),
        "method": (405, front.ask("/", "DELETE")),
        "trace": (405, front.ask("/", "TRACE")),
        "dot file": (404, front.ask("/.git/config")),
        "figures": (404, front.ask("/metrics")),
        "file by address": (404, front.ask("/berkas-internal/usulan/a.pdf")),
        "own page by address": (404, front.ask("/_renja/503.html")),
        "too large": (413, front.ask("/", "POST", Content_Length=str(TOO_MUCH))),
        "broken": (400, front.say(f"GET / HTTP/1.1\r\nHost: {HOST}\r\nbroken line\r\n\r\n".encode())),
        "two lengths": (400, front.ask("/", "POST", Transfer_Encoding="chunked", Content_Length="3")),
    }  # fmt: skip


def test_h01_every_answer_of_nginx_carries_every_header(front, echo):
    """H01: static files, refusals and failures of nginx alike, each header once and as the portal says it."""
    answers = by_nginx_alone(front)
    assert {which: answer.status for which, (_status, answer) in answers.items()} == {
        which: status for which, (status, _answer) in answers.items()
    }
    assert echo.seen == []
    (front.srv / "maintenance").touch()
    answers["maintenance"] = (503, front.ask("/"))
    (front.srv / "maintenance").unlink()
    echo.stop()
    answers["portal away"] = (503, front.ask("/"))
    own_policy = answers["file by address"][1]
    assert own_policy.headers.pop("content-security-policy") == ["sandbox; default-src 'none'"]
    own_policy.headers["content-security-policy"] = [EVERYWHERE["Content-Security-Policy"]]
    expected = EVERYWHERE | {"Permissions-Policy": ALWAYS["Permissions-Policy"]}
    faults = [
        (which, answer.status, name, answer.headers.get(name.lower()))
        for which, (_status, answer) in answers.items()
        for name, value in expected.items()
        if [by_itself({name: one}, name) for one in answer.headers.get(name.lower(), [])] != [value]
    ]
    assert faults == []


def test_h01_headers_of_the_portal_come_once(front):
    """H01: what the portal says itself is not said a second time."""
    assert front.ask("/").headers["strict-transport-security"] == [EVERYWHERE["Strict-Transport-Security"]]


def test_h08_what_a_browser_claims_is_overwritten(front, echo):
    """H08: address, scheme and host come from nginx alone."""
    front.ask(
        "/", X_Forwarded_For="203.0.113.1", X_Forwarded_Proto="http", X_Forwarded_Host="jahat.example.com",
        X_Forwarded_Port="81", X_Forwarded_Prefix="/x", X_Real_IP="203.0.113.1", Forwarded="for=203.0.113.1",
        Proxy="http://jahat.example.com",
    )  # fmt: skip
    seen = seen_headers(echo)
    assert (seen["x-forwarded-for"], seen["x-forwarded-proto"]) == (["127.0.0.1"], ["https"])
    assert seen["host"] == [HOST]
    assert not {name for name in seen if name.startswith(("x-forwarded-h", "x-forwarded-p", "x-real"))} - {
        "x-forwarded-proto"
    }
    assert not {"forwarded", "proxy"} & set(seen)


@pytest.mark.parametrize("name", ["jahat.example.com", "127.0.0.1", ""])
def test_h07_another_name_is_not_answered(front, echo, name):
    """H07: neither over TLS, where it gets no certificate, nor in the clear."""
    with pytest.raises(ssl.SSLError), front.line(name=name or None):
        pass
    with socket.create_connection(("127.0.0.1", front.http), timeout=5) as line:
        line.sendall(f"GET / HTTP/1.1\r\nHost: {name or 'x'}\r\n\r\n".encode())
        assert received(line) == b""
    assert echo.seen == []


def received(line: socket.socket) -> bytes:
    """What is said before the line is closed or cut."""
    with suppress(ConnectionResetError):
        return line.recv(1000)
    return b""


def test_h13_the_open_line_leads_to_the_closed_one(front):
    """H13: by the name of the setting, whatever the browser says."""
    with socket.create_connection(("127.0.0.1", front.http), timeout=5) as line:
        line.sendall(f"GET /aspirasi/?q=a HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode())
        answer = read_answer(line)
    assert (answer.status, answer.header("Location")) == (301, f"https://{HOST}/aspirasi/?q=a")


@pytest.mark.parametrize(
    "path", ["/.git/config", "/.env", "/a/.svn/entries", "/static/.htaccess", "/metrics", "/metrics/x"]
)
def test_h10_what_lies_beside_the_portal_is_not_served(front, echo, path):
    """H10: nginx refuses it before the portal is asked; the contact of security stays reachable."""
    assert (front.ask(path).status, echo.seen) == (404, [])
    assert front.ask("/.well-known/security.txt").status == 200


@pytest.mark.parametrize(
    "method", ["TRACE", "TRACK", "PUT", "PATCH", "DELETE", "OPTIONS", "CONNECT", "PROPFIND"]
)
def test_h12_other_methods_never_reach_the_portal(front, echo, method):
    """H12: methods are an allow-list."""
    assert front.ask("/", method).status in {400, 405}
    assert echo.seen == []


def test_h12_smuggled_requests_are_refused(front, echo):
    """H12: two lengths, two spellings of chunked, a second request in the body: one request or none comes through."""
    hidden = f"GET /kerja/ HTTP/1.1\r\nHost: {HOST}\r\n\r\n"
    for headers in (
        "Content-Length: 5\r\nTransfer-Encoding: chunked",
        "Content-Length: 5\r\nContent-Length: 6",
        "Transfer-Encoding: identity, chunked",
        "Transfer-Encoding : chunked",
        "Content-Length: +5",
    ):
        front.say(f"POST / HTTP/1.1\r\nHost: {HOST}\r\n{headers}\r\n\r\n0\r\n\r\n{hidden}".encode())
    assert [one["path"] for one in echo.seen if one["path"] != "/"] == []


def test_h12_headers_that_look_alike_do_not_come_through(front, echo):
    """H12: `X_Forwarded_For` would read like the header that nginx sets."""
    front.say(
        f"GET / HTTP/1.1\r\nHost: {HOST}\r\nX_Forwarded_For: 203.0.113.1\r\nConnection: close\r\n\r\n".encode()
    )
    assert "x_forwarded_for" not in seen_headers(echo)


def offering(version: ssl.TLSVersion, ciphers: str = "ALL:@SECLEVEL=0") -> ssl.SSLContext:
    context = trusting()
    context.set_ciphers(ciphers)
    context.minimum_version = context.maximum_version = version
    return context


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion")
@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1])
def test_h13_old_tls_is_refused(front, version):
    """H13: and by the server: a client that may speak it is told so."""
    with pytest.raises(ssl.SSLError, match="ALERT_PROTOCOL_VERSION"), front.line(context=offering(version)):
        pass


@pytest.mark.parametrize(
    "ciphers", ["AES128-SHA", "AES256-GCM-SHA384", "ECDHE-ECDSA-AES128-SHA256", "ECDHE-ECDSA-AES256-SHA"]
)
def test_h13_weak_suites_are_refused(front, ciphers):
    """H13: none without forward secrecy, none with CBC."""
    context = offering(ssl.TLSVersion.TLSv1_2, f"{ciphers}:@SECLEVEL=0")
    with pytest.raises(ssl.SSLError, match="HANDSHAKE_FAILURE"), front.line(context=context):
        pass


@pytest.mark.parametrize(
    ("version", "told"), [(ssl.TLSVersion.TLSv1_2, "TLSv1.2"), (ssl.TLSVersion.TLSv1_3, "TLSv1.3")]
)
def test_h13_modern_tls_is_spoken(front, version, told):
    """H13: with forward secrecy and an authenticated cipher."""
    with front.line(context=offering(version, "DEFAULT")) as line:
        name, spoken, _bits = line.cipher()
        assert (line.version(), spoken) == (told, told)
        assert name.startswith(("ECDHE-", "TLS_"))
        assert re.search("GCM|CHACHA20", name)


def test_r01_a_flood_is_held_back(front, echo):
    """R01: 429 with a page that says what to do and when; other people's requests are not what ends."""
    with front.line() as line:
        statuses, last = [], None
        for _n in range(600):
            line.sendall(f"GET / HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode())
            last = read_answer(line)
            statuses.append(last.status)
            if last.status == 429:
                break
    assert last.status == 429
    assert 300 <= statuses.count(200) < 600
    assert last.header("Retry-After") == "60"
    assert "Tunggu satu menit" in last.body.decode()
    assert len(echo.seen) == statuses.count(200)


def test_r01_writing_is_held_back_earlier(front, echo):
    """R01: a hundred at once, then ten a second."""
    with front.line() as line:
        request = f"POST /akun/masuk/ HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 0\r\n\r\n".encode()
        while len(echo.seen) < 300:
            line.sendall(request)
            if read_answer(line).status == 429:
                break
    assert 100 <= len(echo.seen) < 200


def test_r01_a_hall_may_watch_the_screen(front):
    """R01: hundreds of people behind one address ask for the same page every few seconds."""
    with front.line() as line:
        statuses = set()
        for _n in range(400):
            line.sendall(f"GET /layar/{SECRET}/isi/ HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode())
            statuses.add(read_answer(line).status)
    assert statuses == {200}


def seconds(name: str) -> int:
    return int(re.search(rf"{name} (\d+)s;", CONFIGURATION)[1])


def test_r02_waiting_is_bounded():
    """R02: as it stands in the configuration; how nginx acts on it is asked below."""
    assert {name: f"{seconds(name)}s" for name in WAITS} == WAITS
    assert seconds("send_timeout") <= 60


def test_r02_slow_sender_never_reaches_the_portal(front_of, echo):
    """R02: headers or a body that come drop by drop hold nginx alone, and are given up."""
    front = front_of(echo.upstream, waits="1s")
    with front.line() as headers, front.line() as body:
        headers.sendall(f"GET / HTTP/1.1\r\nHost: {HOST}\r\n".encode())
        body.sendall(f"POST / HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 100\r\n\r\nx".encode())
        began = time.monotonic()
        assert received(headers) == b""
        assert received(body) == b""
        assert time.monotonic() - began < 5
    assert echo.seen == []


def test_r02_body_is_handed_over_whole(front, echo):
    """R02: the portal sees a request only when all of it is there."""
    with front.line() as line:
        line.sendall(f"POST / HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 6\r\n\r\nabc".encode())
        time.sleep(0.5)
        assert echo.seen == []
        line.sendall(b"def")
        assert json.loads(read_answer(line).body)["length"] == 6


def test_r02_slow_reader_does_not_hold_the_portal(front, echo):
    """R02: what the portal wrote is taken over at once, whoever reads it how slowly."""
    with front.line() as line:
        line.sendall(f"GET {LARGE} HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode())
        assert line.recv(1000).startswith(b"HTTP/1.1 200")
        wait_for(lambda: echo.finished, 5)
        assert len(line.recv(16_384)) < LARGE_BYTES


def test_u07_nginx_takes_as_much_as_the_portal(front, echo):
    """U07: exactly as much: one byte more is a page that says what to do, and the portal is not asked."""
    (told,) = re.findall(r"client_max_body_size (\d+)m;", CONFIGURATION)
    assert int(told) * 1024 * 1024 == settings.REQUEST_MAX_BYTES
    answer = front.ask("/", "POST", Content_Length=str(TOO_MUCH))
    assert (answer.status, echo.seen) == (413, [])
    assert "paling besar 10 MB, paling banyak lima berkas" in answer.body.decode()
    whole = front.ask("/", "POST", b"x" * settings.REQUEST_MAX_BYTES)
    assert json.loads(whole.body)["length"] == settings.REQUEST_MAX_BYTES
