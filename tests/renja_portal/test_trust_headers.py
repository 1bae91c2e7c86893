"""H01–H11: what every answer says in production settings, asked in a process of its own."""

import json
import os
import subprocess
import sys
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection
from django.test import RequestFactory

from tests.factories.accounts import PASSWORD, UserFactory
from tests.renja_portal.production_answers import NOT_TAKEN

CONTENT_POLICY = (
    "base-uri 'none'; connect-src 'self'; default-src 'none'; font-src 'self'; form-action 'self';"
    " frame-ancestors 'none'; img-src 'self' data: blob:; manifest-src 'self'; script-src 'self';"
    " style-src 'self'; worker-src 'self'"
)
EVERYWHERE = {
    "Content-Security-Policy": CONTENT_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains; preload",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
pytestmark = pytest.mark.django_db
PLAIN = ("plain", "other host, plain")  # a browser must ignore HSTS where the line is open
HIDDEN = ("/.git/config", "/.env", "/_media/", "/metrics", "/.data/", "/db.sqlite3")


def database_url() -> str:
    at = connection.settings_dict
    secret = f":{quote(at['PASSWORD'], safe='')}" if at["PASSWORD"] else ""
    place = f"{at['HOST'] or '127.0.0.1'}:{at['PORT'] or 5432}"
    return f"postgres://{at['USER']}{secret}@{place}/{at['NAME']}"


@pytest.fixture(scope="module")
def production(django_db_setup, tmp_path_factory) -> dict[str, dict]:
    """What the portal answered, by a name for each question."""
    environment = {
        name: value for name, value in os.environ.items() if name not in {"DEMO", "DEBUG", "BEHIND_PROXY"}
    } | {
        "DJANGO_SETTINGS_MODULE": "renja_portal.settings",
        "DATABASE_URL": database_url(),
        "PUBLIC_URL": "https://renja.example.go.id",
        "STATIC_ROOT": str(tmp_path_factory.mktemp("static")),
        "PYTHONPATH": str(settings.BASE_DIR),
    }
    command = [sys.executable, "-m", "tests.renja_portal.production_answers"]
    done = subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)


def by_itself(headers: dict, name: str) -> str | None:
    value = headers.get(name)
    return "; ".join(sorted(value.split("; "))) if name == "Content-Security-Policy" and value else value


def faults(production: dict, *names: str) -> list[tuple]:
    """Answers that do not say in these headers what every answer must."""
    return [
        (which, name, by_itself(answer["headers"], name))
        for which, answer in production.items()
        for name in names
        if by_itself(answer["headers"], name)
        != (None if which in PLAIN and name.startswith("Strict") else EVERYWHERE[name])
    ]


def test_h01_every_answer_carries_every_header(production):
    """H01: pages, static files, refusals and failures alike."""
    assert faults(production, *EVERYWHERE) == []
    assert [
        which
        for which, answer in production.items()
        if "camera=()" not in answer["headers"]["Permissions-Policy"]
    ] == []


def test_h02_nothing_runs_but_files_of_our_own(production):
    """H02: no page needs a nonce, the chapters' editor neither, so none is more generous than another."""
    assert faults(production, "Content-Security-Policy") == []
    assert "unsafe" not in CONTENT_POLICY


def test_h03_nothing_is_framed(production):
    """H03: for old browsers and new ones."""
    assert faults(production, "X-Frame-Options", "Content-Security-Policy") == []
    assert "frame-ancestors 'none'" in CONTENT_POLICY


@pytest.mark.parametrize("method", NOT_TAKEN)
def test_h12_methods_that_no_page_takes_are_refused(production, method):
    """H12: TRACE would repeat cookies; on pages and static files alike. Who would change something is asked for a token first."""
    asked = {which: answer for which, answer in production.items() if which.startswith(f"{method} ")}
    assert len(asked) == 3
    assert {answer["status"] for answer in asked.values()} <= (
        {405} if method in ("trace", "options") else {403, 405}
    )


def test_h13_open_line_leads_to_the_closed_one(production):
    """H13: before anything is read or set; what is spoken there is the proxy's (configure.md)."""
    answer = production["plain"]
    assert (answer["status"], answer["cookies"]) == (301, {})
    assert answer["headers"]["Location"] == "https://renja.example.go.id/akun/masuk/"


def test_h01_the_answers_are_those_that_were_meant(production):
    """H01: otherwise the test above would look at the same page again and again."""
    statuses = {
        which: answer["status"]
        for which, answer in production.items()
        if which not in HIDDEN and " /" not in which
    }
    assert statuses == {
        "home": 200, "static": 200, "missing": 404, "broken": 500, "staff": 302, "login": 200, "without token": 403,
        "plain": 301, "other host": 400, "other host, plain": 400, "forwarded host": 200,
    }  # fmt: skip


def test_h04_cookies_are_bound_to_this_host(production):
    """H04: `__Host-` demands Secure, no Domain, Path=/."""
    cookies = production["login"]["cookies"]
    assert set(cookies) <= {"__Host-csrf", "__Host-sesi"}
    assert "__Host-csrf" in cookies
    for cookie in cookies.values():
        for part in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
            assert part in cookie
        assert "Domain" not in cookie


def test_h05_pages_of_signed_in_people_are_stored_nowhere(client, db):
    """H05: and signing out empties the browser's cache."""
    client.force_login(UserFactory(), backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get("/akun/data-diri/")
    assert page["Cache-Control"] == "private, no-store"
    assert "Cookie" in page["Vary"]
    assert client.post("/akun/keluar/")["Clear-Site-Data"] == '"cache"'


def test_h06_form_without_token_is_refused(production):
    """H06: with a page that says what to do; that no address changes anything by GET is walked in test_policy.py."""
    assert "Formulir ini perlu dikirim ulang" in production["without token"]["text"]


def test_h07_foreign_host_is_refused_and_never_repeated(production):
    """H07: neither by Host nor by X-Forwarded-Host."""
    for which in ("other host", "other host, plain", "forwarded host"):
        answer = production[which]
        assert "jahat.example.com" not in answer["text"] + json.dumps(answer["headers"])


def test_h07_links_in_letters_begin_with_the_setting(client, db, settings):
    """H07: whatever host the browser names."""
    from notifications.models import Message

    settings.ALLOWED_HOSTS = ["*"]
    user = UserFactory(password=PASSWORD)
    client.post("/akun/kata-sandi/lupa/", {"email": user.email}, headers={"host": "jahat.example.com"})
    letter = Message.objects.get()
    assert "jahat.example.com" not in letter.body + letter.url


@pytest.mark.parametrize(("proxies", "expected"), [(0, "192.0.2.7"), (1, "198.51.100.9")])
def test_h08_address_comes_from_the_trusted_hop_alone(settings, proxies, expected):
    """H08: what a browser claims of itself stands further left and is not believed."""
    from allauth.account.adapter import get_adapter

    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    request = RequestFactory().get(
        "/", REMOTE_ADDR="192.0.2.7", headers={"X-Forwarded-For": "203.0.113.1, 198.51.100.9"}
    )
    assert get_adapter(request).get_client_ip(request) == expected


def test_h09_failure_leaks_nothing(production):
    """H09: DEBUG is off by default; the page holds a reference and no trace."""
    answer = production["broken"]
    assert answer["headers"]["X-Request-ID"] in answer["text"]
    for secret in ("rahasia-di-jejak", "Traceback", "DATABASE_URL", "/site-packages/"):
        assert secret not in answer["text"]


@pytest.mark.parametrize("path", HIDDEN)
def test_h10_what_lies_beside_the_portal_is_not_served(production, path):
    """H10: no repository, settings, data, index of files or figures."""
    assert production[path]["status"] == 404


@pytest.mark.parametrize(
    "wanted",
    ["https://jahat.example.com/", "//jahat.example.com", "/\\jahat.example.com", "javascript:alert(1)"],
)
def test_h11_signing_in_leads_nowhere_else(client, db, wanted):
    """H11: `next` may name a path of the portal, nothing else."""
    user = UserFactory(password=PASSWORD)
    answer = client.post("/akun/masuk/", {"login": user.email, "password": PASSWORD, "next": wanted})
    assert (answer.status_code, answer["Location"]) == (302, "/aspirasi/saya/")
