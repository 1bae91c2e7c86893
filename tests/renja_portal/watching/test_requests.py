"""The line of the log for each request: what it says, what it never says, and that it is cheap."""

import json
import logging

import pytest
from django.test import Client

from accounts.models import User
from accounts.quotas import daily_mark
from core.loglines import JsonFormatter, ReferenceFilter
from forums.models import Delegate
from proposals.models import Proposal
from tests.factories.accounts import UserFactory

ACCESS = "renja.access"
SOMEWHERE = "203.0.113.9"


@pytest.fixture
def lines(settings, caplog):
    """`lines()`: what stood in the log since, as the objects of JSON that would have been written."""
    settings.ACCESS_LOG = True
    caplog.set_level(logging.INFO, logger="renja")
    caplog.handler.addFilter(ReferenceFilter())
    written: list[str] = []
    formatter = JsonFormatter()
    emit = caplog.handler.emit
    caplog.handler.emit = lambda record: (written.append(formatter.format(record)), emit(record))

    def told(logger=ACCESS) -> list[dict]:
        return [one for one in map(json.loads, written) if one["logger"] == logger]

    told.raw = written
    yield told
    caplog.handler.emit = emit


@pytest.mark.django_db
def test_line_names_route_status_and_time_but_no_address(client, lines):
    answer = client.get("/aspirasi/?q=Siti+Zulaikha", REMOTE_ADDR=SOMEWHERE)
    (line,) = lines()
    assert (line["method"], line["route"], line["status"]) == ("GET", "proposals:list", 200)
    assert line["request"] == answer["X-Request-ID"]
    assert 0 < line["ms"] < 60_000
    assert line["from"] == daily_mark(SOMEWHERE)
    for secret in ("Zulaikha", SOMEWHERE, "/aspirasi"):
        assert secret not in json.dumps(line)


@pytest.mark.django_db
def test_address_that_leads_nowhere_is_told_without_it(client, lines):
    client.get("/budi-santoso/?x=1")
    (line,) = lines()
    assert (line["route"], line["status"]) == ("none", 404)
    assert "budi" not in json.dumps(line)


@pytest.mark.django_db
def test_method_of_an_enemy_is_not_repeated(client, lines):
    client.generic("SITI\x1b", "/")
    assert {line["method"] for line in lines()} == {"other"}


def test_probes_and_files_of_the_release_are_told_only_when_they_fail(client, lines, db):
    client.get("/healthz")
    client.get("/metrics")
    assert [(line["route"], line["status"]) for line in lines()] == [("metrics", 404)]


def test_nothing_is_told_where_it_is_turned_off(client, lines, settings, db):
    settings.ACCESS_LOG = False
    client.get("/bantuan/")
    assert lines() == []


@pytest.mark.django_db
def test_failure_within_a_page_names_the_page(settings, lines):
    settings.ROOT_URLCONF = "tests.renja_portal.failing_urls"
    client = Client(raise_request_exception=False)
    client.get("/uji/rusak/")
    (error,) = [line for line in lines("django.request") if line["level"] == "ERROR"]
    assert (error["method"], error["request"]) == (lines()[0]["method"], lines()[0]["request"])
    assert error["route"] == lines()[0]["route"]
    assert "Traceback" in error["trace"]


@pytest.mark.no_cover
def test_journeys_leave_no_personal_value_in_the_log(town, samples, enter, lines):
    """Pages of several roles, and the forms through which personal data comes in: not one value of it is logged."""
    person = UserFactory(
        name="Siti Zulaikha Rahmawati", email="siti.zulaikha@contoh.id", phone="081234567890"
    )
    for number, role in enumerate(("stranger", "pengusul", "sekretariat", "admin_user")):
        client = enter(role)
        for sample in samples[number::16]:
            client.get(sample.path, REMOTE_ADDR=SOMEWHERE)
    _type_personal_data(enter("stranger"), person)
    written = "\n".join(lines.raw)
    assert written.count('"logger": "renja.access"') > 60
    found = {value for value in _personal_values(person) if value in written}
    assert found == set()


def _type_personal_data(client, person) -> None:
    client.post(
        "/akun/masuk/", {"login": person.email, "password": "salah-sekali-benar"}, REMOTE_ADDR=SOMEWHERE
    )
    client.post(
        "/akun/daftar/", {"email": "budi@contoh.id", "name": "Budi Personal", "phone": "081300001111"}
    )
    client.get(f"/aspirasi/?q={person.name}")
    client.get(f"/undangan/{'r4h4s1a' * 5}/?nama={person.name}")
    client.get(f"/tidak-ada/{person.email}/")


def _personal_values(person) -> set[str]:
    """Names, addresses and numbers of everybody whom the factories made, and what was typed here."""
    values = {
        "Budi Personal",
        "budi@contoh.id",
        "081300001111",
        "r4h4s1a",
        SOMEWHERE,
        person.name.replace(" ", "+"),
    }
    for row in User.objects.values_list("name", "email", "phone"):
        values |= set(row)
    for row in Proposal.objects.values_list("contact_name", "contact_phone", "contact_email"):
        values |= set(row)
    values |= set(Delegate.objects.values_list("name", flat=True))
    return {value for value in values if len(value) > 6}
