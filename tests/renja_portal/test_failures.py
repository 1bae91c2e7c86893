"""What people read when something goes wrong on our side, and what the log keeps of it."""

import logging
import re
from contextvars import Context

import pytest

from core.loglines import OneLineFormatter, ReferenceFilter

pytestmark = pytest.mark.urls("tests.renja_portal.failing_urls")
NUMBER = re.compile(r"[0-9A-F]{4}-[0-9A-F]{4}")


@pytest.fixture
def visit(client):
    """Pages as they answer outside of tests: what a view raises becomes a page."""
    client.raise_request_exception = False
    return client.get


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/uji/rusak/", 500),
        ("/uji/putus/", 503),
        ("/tidak-ada/", 404),
        ("/aspirasi/?q=%00", 200),
    ],
)
def test_answer_names_its_reference(visit, db, path, status):
    answer = visit(path)
    assert answer.status_code == status
    number = answer["X-Request-ID"]
    assert NUMBER.fullmatch(number)
    assert (number in answer.content.decode()) == (status != 200)


def test_every_request_has_a_reference_of_its_own(visit, db):
    numbers = {
        visit("/healthz", headers={"X-Request-ID": "DEAD-BEEF"})["X-Request-ID"] for _again in range(5)
    }
    assert len(numbers) == 5
    assert "DEAD-BEEF" not in numbers


def test_failure_page_tells_nothing_of_the_failure(visit, db):
    text = visit("/uji/rusak/").content.decode()
    assert "Maaf, halaman ini tidak dapat ditampilkan" in text
    assert "rahasia-di-jejak" not in text
    assert "Traceback" not in text


def test_database_away_is_told_apart_from_a_failure(visit, db):
    answer = visit("/uji/putus/")
    assert answer["Retry-After"] == "30"
    assert "draf yang sudah tersimpan tetap aman" in answer.content.decode()
    assert "10.1.2.3" not in answer.content.decode()


def test_f12_full_disk_is_told_as_passing(visit, db):
    """F12: such as that of the folder in which uploads wait."""
    answer = visit("/uji/penuh/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert "draf yang sudah tersimpan tetap aman" in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_statement_that_takes_too_long_is_told_as_busy(visit):
    assert visit("/uji/lambat/").status_code == 503


def test_log_carries_the_reference_on_one_line(visit, db, caplog):
    lines = []
    caplog.handler.addFilter(ReferenceFilter())
    caplog.handler.setFormatter(OneLineFormatter("[%(reference)s] %(message)s"))
    answer = visit("/uji/catat/")
    lines = [line for line in caplog.text.splitlines() if "forged" in line]
    assert lines == [f"[{answer['X-Request-ID']}] one\\nforged line\\x1b[31m"]


def test_log_line_outside_of_a_request_has_a_dash():
    record = logging.LogRecord("renja", logging.INFO, __file__, 1, "bekerja", None, None)
    Context().run(ReferenceFilter().filter, record)
    assert OneLineFormatter("[%(reference)s] %(message)s").format(record) == "[-] bekerja"
