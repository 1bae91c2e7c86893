"""I07 and privacy of the log: one line for each message, plain or JSON, with nothing about persons in it."""

import json
import logging
import sys
from contextvars import Context

import pytest
from django.conf import settings
from django.urls import get_resolver

from core.logfacts import add_facts, begin_facts, current_facts, told_in_log
from core.loglines import JsonFormatter, OneLineFormatter, ReferenceFilter, without_persons
from tests.renja_portal.test_policy import walk

HOSTILE = [
    "a\nb",
    "a\r\nINFO palsu",
    "\x1b[2J",
    "a\x00b",
    "\u2028",
    "\u202egnp",
    "\x85",
    "\x9b31m",
    "\x7f",
    "\ud800",
]


def logged(message, *args, exc_info=None, **more) -> logging.LogRecord:
    record = logging.LogRecord("renja.uji", logging.INFO, "x.py", 1, message, args, exc_info)
    record.__dict__.update(more)
    ReferenceFilter().filter(record)
    return record


def as_json(record) -> dict:
    return json.loads(JsonFormatter().format(record))


@pytest.mark.parametrize("typed", HOSTILE)
def test_i07_json_line_stays_one_line_of_ascii(typed):
    """I07: whatever is logged, a line is one object and holds no control character."""
    line = JsonFormatter().format(logged("nama %s", typed))
    assert line.isascii()
    assert line.isprintable()
    assert json.loads(line)["message"] == f"nama {typed}"


def test_json_line_says_when_what_and_where():
    line = Context().run(lambda: as_json(logged("halo")))
    assert line["time"].endswith("+00:00")
    assert (line["level"], line["logger"], line["message"], line["request"]) == (
        "INFO",
        "renja.uji",
        "halo",
        "-",
    )
    assert set(line) == {"time", "level", "logger", "message", "request", "node", "process"}


def test_json_line_takes_the_facts_of_its_work_and_nothing_else_from_the_record():
    def inside():
        begin_facts(method="GET")
        add_facts(route="home")
        with told_in_log(job="7"):
            return as_json(logged("x", request="<WSGIRequest: /cari?q=Budi>", facts={"status": 200}))

    line = Context().run(inside)
    assert (line["method"], line["route"], line["job"], line["status"]) == ("GET", "home", "7", 200)
    assert "Budi" not in json.dumps(line)


def test_facts_end_with_what_they_belong_to():
    def inside():
        with told_in_log(job="7"):
            pass
        return current_facts()

    assert Context().run(inside) == {}


def test_trace_is_inside_the_object_and_without_rows_of_the_database():
    try:
        raise ValueError(
            "duplicate key\nDETAIL:  Failing row contains (7, Siti\nZulaikha, x).\nCONTEXT:  trigger"
        )
    except ValueError:
        record = logged("gagal", exc_info=sys.exc_info())
    for text in (as_json(record)["trace"], OneLineFormatter("%(message)s").format(record)):
        assert "Traceback" in text
        assert "Zulaikha" not in text
        assert "CONTEXT:  trigger" in text


def test_row_before_the_next_error_of_a_chain_goes_alone():
    text = "E: x\nDETAIL:  Key (email)=(Siti) exists.\n\nThe above exception was the direct cause"
    assert without_persons(text) == "E: x\nDETAIL: …\n\nThe above exception was the direct cause"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("550 <siti@contoh.id>: unknown", "550 <[surel]>: unknown"),
        ("hubungi 0812-3456-7890 segera", "hubungi [telepon] segera"),
        ("NIK 6471012345678901", "NIK [nomor]"),
        ("GET /aspirasi/?q=Siti+Zulaikha HTTP", "GET /aspirasi/?… HTTP"),
        ("/undangan/abc123/surat/?x=1", "/undangan/…/surat/?…"),
        ("tried 3 of 4 in 0.25 s at 2026-11-27T10:00:00Z", "tried 3 of 4 in 0.25 s at 2026-11-27T10:00:00Z"),
        (
            "job 3f2504e0-4f89-11d3-9a0c-0305e82c3301 failed",
            "job 3f2504e0-4f89-11d3-9a0c-0305e82c3301 failed",
        ),
    ],
)
def test_what_is_personal_or_secret_is_masked_and_the_rest_stays(text, expected):
    assert without_persons(text) == expected


def test_every_address_that_holds_a_secret_is_masked():
    secret = "rahasia1234567890"
    held = [route for _name, route, *_rest in walk(get_resolver().url_patterns) if ":token>" in route]
    assert len(held) >= 10
    for route in held:
        address = "/" + route.replace("<slug:token>", secret).replace("<str:token>", secret)
        assert secret not in without_persons(f"Not Found: {address}"), route


def test_i07_gunicorn_writes_through_the_same_formatters(monkeypatch):
    """I07: what the web server itself says goes the same way."""
    from renja_portal import gunicorn_lines

    record = logged("Error handling request %s", "/hadir/kata-rahasia/?nama=Siti")
    assert "rahasia" not in gunicorn_lines._formatter().format(record)
    monkeypatch.setenv("LOG_FORMAT", "json")
    assert json.loads(gunicorn_lines._formatter().format(record))["message"].endswith("/hadir/…/?…")


def test_formatter_of_the_portal_is_one_of_ours():
    assert settings.LOGGING["formatters"]["line"]["()"].startswith("core.loglines.")
