"""What Sentry would be told: what failed and where, and nothing about anybody. Nothing goes over a network here."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

from renja_portal.watching.errors import cleaned

SECRETS = (
    "Siti",
    "Zulaikha",
    "203.0.113.9",
    "kue-rahasia",
    "kata-rahasia",
    "q=",
    "/uji/rusak",
    "no room",
    "letter to",
)


def test_error_in_a_page_leaves_without_anything_about_persons():
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "PYTHONPATH": str(settings.BASE_DIR),
    }
    child = [sys.executable, "-W", "ignore", "tests/renja_portal/watching/sentry_child.py"]
    told = subprocess.run(
        child, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=True
    )
    events = [json.loads(line) for line in told.stdout.splitlines()]
    errors = [one for one in events if one["exception"]["values"]]
    assert errors, told.stderr
    (error,) = errors[0]["exception"]["values"]
    assert error["type"] == "RuntimeError"
    assert error["stacktrace"]["frames"][-1]["function"] == "broken"
    assert (errors[0]["tags"]["route"], errors[0]["tags"]["method"]) == ("broken", "POST")
    assert errors[0]["tags"]["request"] in error["value"]
    for secret in SECRETS:
        assert secret not in told.stdout, secret


def test_what_a_later_package_collects_is_left_out():
    event = {
        "event_id": "1",
        "user": {"email": "siti@contoh.id"},
        "request": {"data": "Siti"},
        "extra": {"a": "Siti"},
    }
    event |= {
        "contexts": {"x": "Siti"},
        "breadcrumbs": ["Siti"],
        "message": "Siti",
        "transaction": "/siti/",
        "new": "Siti",
    }
    assert "siti" not in json.dumps(cleaned(event)).lower()


ASKED = """
import django, sys
django.setup()
import renja_portal.urls
print("sentry_sdk" in sys.modules, "prometheus_client" in sys.modules)
"""


@pytest.mark.parametrize(("address", "loaded"), [("", "False"), ("http://key@127.0.0.1:9/1", "True")])
def test_package_is_loaded_where_an_address_is_set_and_nowhere_else(address, loaded):
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings", "SENTRY_DSN": address}
    child = [sys.executable, "-W", "ignore", "-c", ASKED]
    told = subprocess.run(child, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True)
    assert told.stdout.split() == [loaded, "False"], told.stderr
