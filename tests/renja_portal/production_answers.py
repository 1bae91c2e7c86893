"""Run as a program: asks the portal, in its production settings, for some pages and prints what it answered as JSON.

`test_trust_headers.py` starts it with a database and an address of its own; nothing here is shared with the test settings.
"""

import json
import sys

import django
from django.conf import settings
from django.core.management import call_command
from django.test import Client, override_settings

HOST = "renja.example.go.id"
COMPRESSIBLE = ("css", "js", "mjs", "svg", "html", "txt", "json", "map", "md")


NOT_TAKEN = ("trace", "options", "put", "delete")


def told(answer) -> dict:
    cookies = {name: morsel.OutputString() for name, morsel in answer.cookies.items()}
    text = "" if answer.streaming else answer.content.decode(errors="replace")
    return {"status": answer.status_code, "headers": dict(answer.items()), "cookies": cookies, "text": text}


def ask(method: str, path: str, *, host: str = HOST, secure: bool = True, data=None, **headers) -> dict:
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    answer = getattr(client, method)(path, data, secure=secure, headers={"host": host, **headers})
    return told(answer)


def answers() -> dict[str, dict]:
    static = f"{settings.STATIC_URL}css/tokens.css"
    return {
        "home": ask("get", "/"),
        "static": ask("get", static),
        "missing": ask("get", "/tidak-ada/"),
        "broken": ask("get", "/uji/rusak/"),
        "staff": ask("get", "/kerja/"),
        "login": ask("get", "/akun/masuk/"),
        "without token": ask("post", "/akun/masuk/", data={"login": "a@contoh.id"}),
        "plain": ask("get", "/akun/masuk/", secure=False),
        "other host": ask("get", "/", host="jahat.example.com"),
        "other host, plain": ask("get", "/", host="jahat.example.com", secure=False),
        **{f"{method} {path}": ask(method, path) for method in NOT_TAKEN for path in ("/", static, "/akun/masuk/")},
        "forwarded host": ask("get", "/akun/masuk/", **{"X-Forwarded-Host": "jahat.example.com"}),
        **{path: ask("get", path) for path in ("/.git/config", "/.env", "/_media/", "/metrics", "/.data/", "/db.sqlite3")},
    }  # fmt: skip


def collect_static() -> None:
    """With the names that production gives files; packing them takes twenty seconds and changes no header."""
    with override_settings(WHITENOISE_SKIP_COMPRESS_EXTENSIONS=COMPRESSIBLE):
        call_command("collectstatic", interactive=False, verbosity=0)


if __name__ == "__main__":
    django.setup()
    collect_static()
    with override_settings(ROOT_URLCONF="tests.renja_portal.failing_urls"):
        json.dump(answers(), sys.stdout)
