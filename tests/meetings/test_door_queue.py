"""What devices send later: each entry answered by itself, counted once, with the time of the tap; nonsense refused."""

import json
import uuid

import pytest
from django.db import connection

from core import retrying
from meetings.models import Attendance
from tests.core.test_retrying import Holder
from tests.factories.forums import DelegateFactory

ADDRESS = "/kerja/forum/2028/pintu/kirim/"


@pytest.fixture
def staff(client, forum, sekretariat):
    client.force_login(sekretariat)
    return client


@pytest.fixture
def rina(forum):
    return DelegateFactory(participant__forum=forum, name="Rina Wulandari")


def sent(staff, *rows) -> list[dict]:
    answer = staff.post(ADDRESS, json.dumps({"rows": rows}), content_type="application/json")
    assert answer.status_code == 200
    assert answer.json()["present"] == Attendance.objects.count()
    return answer.json()["rows"]


def entry(**more) -> dict:
    return {"nonce": str(uuid.uuid4()), "name": "Budi Santoso", "gender": "L", "waited": 5} | more


def test_entries_are_answered_one_by_one(staff, rina):
    rows = [entry(), entry(delegate=str(rina.pk), name="", gender="", means="qr"), entry(), entry(name="")]
    answers = sent(staff, *rows)
    assert [row["nonce"] for row in answers] == [row["nonce"] for row in rows]
    assert [row["state"] for row in answers] == ["recorded", "recorded", "refused", "refused"]
    assert answers[1]["name"] == "Rina Wulandari"
    assert "sudah tercatat hadir pukul" in answers[2]["message"]
    assert [row["other"] for row in answers[2:]] == [True, False]
    assert dict(Attendance.objects.values_list("name", "means")) == {
        "Budi Santoso": "langsung",
        "Rina Wulandari": "qr",
    }


def test_entries_sent_twice_count_once(staff):
    row = entry()
    assert sent(staff, row) == sent(staff, row)
    assert Attendance.objects.count() == 1


def test_organisations_that_are_here_are_counted_with_the_people(staff, rina):
    rows = [entry(delegate=rina.pk), entry(name="Budi Santoso")]
    answer = staff.post(ADDRESS, json.dumps({"rows": rows}), content_type="application/json")
    assert (answer.json()["present"], answer.json()["organizations"]) == (2, 1)


def test_delegate_who_is_here_cannot_be_another_person(staff, rina):
    sent(staff, entry(delegate=rina.pk))
    assert sent(staff, entry(delegate=rina.pk))[0]["other"] is False


def test_entry_carries_the_time_of_the_tap(staff):
    sent(staff, entry(waited=3600))
    row = Attendance.objects.get()
    assert 3595 < (row.recorded_at - row.came_at).total_seconds() < 3605


def test_number_that_is_none_is_kept_as_it_was_written(staff):
    sent(
        staff,
        entry(phone="tanya Bu Rina di meja satu, lantai dua"),
        entry(name="Siti", phone="+62 812-3456-7890"),
    )
    assert list(Attendance.objects.values_list("phone", flat=True)) == [
        "tanya Bu Rina di meja sat",
        "081234567890",
    ]


@pytest.mark.parametrize(
    "body",
    ["", "{", "[]", '{"rows": 1}', '{"rows": ["x"]}', '{"rows": [{"name": "\\ud800"}]}', "[" * 9000, b"\xff"],
    ids=["nothing", "half", "list", "number", "text", "half a character", "deep", "bytes"],
)
def test_nonsense_is_refused(staff, body):
    answer = staff.post(ADDRESS, body, content_type="application/json")
    assert (answer.status_code, answer.json()) == (400, {"rows": []})


@pytest.mark.parametrize("value", [None, 1, ["x"], {"a": 1}, "x" * 5000, "\u0000"])
def test_entry_of_whatever_types_is_answered(staff, value):
    row = dict.fromkeys(
        ("name", "gender", "phone", "means", "waited", "delegate", "is_other", "organization_name"), value
    )
    assert sent(staff, entry() | row)[0]["state"] in ("recorded", "refused")
    assert sent(staff, {"nonce": value})[0]["state"] == "refused"


@pytest.mark.django_db(transaction=True)
def test_entry_that_met_a_busy_moment_is_no_refusal(staff, forum, monkeypatch):
    """The device keeps it waiting and sends it again; a refusal would leave its people nothing but to delete it."""
    monkeypatch.setattr(retrying, "TRIES", 1)
    row = entry()
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = 60")
    with Holder(forum):
        answer = staff.post(ADDRESS, json.dumps({"rows": [row]}), content_type="application/json")
    connection.close()
    assert answer.status_code == 503
    assert sent(staff, row)[0]["state"] == "recorded"
