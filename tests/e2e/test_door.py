"""The door in a browser: it keeps working without a line, sends once what it kept, and loses nothing that was refused."""

import re

import pytest
from playwright.sync_api import Page, expect

from accounts.models import Session
from core.secret_links import secret_of
from meetings.models import Attendance
from tests.e2e.browser import PHONE, assert_no_sideways_scroll
from tests.e2e.city import City, build_city
from tests.e2e.door_page import DOOR, look_for, walk_in
from tests.factories.forums import DelegateFactory, ParticipantFactory
from tests.factories.meetings import AttendanceFactory

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
KEPT_NAMES = "Object.keys(localStorage).filter((name) => name.startsWith('pintu:'))"

# A browser that sees the QR code of one invitation wherever it looks.
CAMERA = """
window.BarcodeDetector = class { async detect() { return [{ rawValue: "%s" }]; } };
navigator.mediaDevices.getUserMedia = async () => document.createElement("canvas").captureStream();
"""


@pytest.fixture
def city(db) -> City:
    return build_city()


@pytest.fixture
def rina(city):
    office = ParticipantFactory(forum=city.forum, organization__name="Badan Pusat Statistik")
    return DelegateFactory(participant=office, name="Rina Wulandari")


@pytest.fixture
def door(open_page, city, rina, complaints) -> Page:
    complaints.expect("ERR_INTERNET_DISCONNECTED|htmx:sendError|ERR_FAILED")
    return open_page(DOOR, user=city.sekretariat, width=PHONE)


def test_one_tap_enters_somebody_found_by_typing(door, rina, axe):
    look_for(door, "statis")
    door.get_by_role("button", name="Hadir Rina Wulandari").click()
    expect(door.locator("#hasil .badge.ok")).to_have_text(re.compile(r"Hadir \d\d\.\d\d"))
    expect(door.locator("[data-latest]")).to_contain_text("Rina Wulandari")
    expect(door.locator("[data-queue]")).to_be_hidden()
    assert_no_sideways_scroll(door)
    axe(door)
    row = Attendance.objects.get()
    assert (row.delegate, row.means) == (rina, "nama")


def test_door_goes_on_without_a_line_and_sends_once_later(door, rina, axe):
    door.context.set_offline(True)
    look_for(door, "rina")
    door.get_by_role("button", name="Hadir Rina Wulandari").click()
    walk_in(door, "Budi Santoso")
    walk_in(door, "Wati Lestari")
    expect(door.get_by_role("status")).to_have_text("3 menunggu dikirim")
    expect(door.locator("[data-why]")).to_contain_text("Sambungan terputus")
    axe(door)
    assert not Attendance.objects.exists()
    door.context.set_offline(False)
    expect(door.locator("[data-queue]")).to_be_hidden()
    expect(door.locator("[data-present]")).to_have_text("3")
    assert set(Attendance.objects.values_list("name", flat=True)) == {
        "Rina Wulandari",
        "Budi Santoso",
        "Wati Lestari",
    }
    assert door.evaluate(KEPT_NAMES) == []


def test_what_is_kept_survives_a_reload_and_an_answer_that_was_never_heard(door, city):
    door.route("**/kirim/", lambda route: route.abort())
    walk_in(door, "Budi Santoso")
    door.reload()
    expect(door.get_by_role("status")).to_have_text("1 menunggu dikirim")
    expect(door.locator("[data-latest]")).to_contain_text("Budi Santoso")
    nonce = door.evaluate(KEPT_NAMES)[0].rpartition(":")[2]
    AttendanceFactory(
        forum=city.forum, name="Budi Santoso", nonce=nonce
    )  # it had arrived, and nobody heard so
    door.unroute("**/kirim/")
    door.get_by_role("button", name="Kirim sekarang").click()
    expect(door.locator("[data-queue]")).to_be_hidden()
    expect(door.locator("[data-present]")).to_have_text("1")
    assert door.evaluate(KEPT_NAMES) == []
    assert Attendance.objects.count() == 1


def test_what_the_server_refuses_later_waits_for_a_decision(door, city):
    door.context.set_offline(True)
    walk_in(door, "Budi Santoso")
    walk_in(door, "Wati Lestari")
    AttendanceFactory(forum=city.forum, name="Budi Santoso", organization_name="BPS")
    AttendanceFactory(forum=city.forum, name="Wati Lestari")
    door.context.set_offline(False)
    refused = door.locator("[data-refused-list] li")
    expect(refused).to_have_count(2)
    expect(refused.first).to_contain_text("Budi Santoso (BPS) sudah tercatat hadir pukul")
    door.reload()
    refused.first.get_by_role("button", name="Orang lain dengan nama sama").click()
    expect(refused).to_have_count(1)
    refused.first.get_by_role("button", name="Hapus dari perangkat").click()
    expect(refused).to_have_count(0)
    expect(door.locator("[data-present]")).to_have_text("3")
    assert Attendance.objects.filter(name="Budi Santoso").count() == 2
    assert Attendance.objects.count() == 3


def test_ended_session_loses_nothing(door, city, sign_in, complaints):
    complaints.expect("403")
    Session.objects.all().delete()
    walk_in(door, "Budi Santoso")
    expect(door.get_by_role("link", name="Masuk kembali")).to_be_visible()
    expect(door.get_by_role("status")).to_have_text("1 menunggu dikirim")
    sign_in(door, city.sekretariat)
    door.goto(DOOR)
    expect(door.locator("[data-present]")).to_have_text("1")
    assert door.evaluate(KEPT_NAMES) == []


def test_camera_reads_an_invitation(door, rina):
    token = secret_of("forums.invitation", rina.participant.key)
    door.add_init_script(CAMERA % f"https://contoh.go.id/undangan/{token}/")
    door.reload()
    door.get_by_role("button", name="Pindai undangan").click()
    door.get_by_role("button", name="Hadir Rina Wulandari").click()
    expect(door.locator("[data-latest] .badge.ok")).to_be_visible()
    expect(door.locator("[data-camera]")).to_be_hidden()
    assert Attendance.objects.get().means == "qr"


def test_door_works_without_scripts(open_page, city, rina):
    page = open_page(DOOR, user=city.sekretariat, width=PHONE, javascript=False)
    look_for(page, "rina")
    page.get_by_role("button", name="Cari").click()
    page.get_by_role("button", name="Hadir Rina Wulandari").click()
    expect(page.get_by_text("tercatat hadir pukul")).to_be_visible()
    walk_in(page, "Budi Santoso")
    expect(page.get_by_text("Budi Santoso (tanpa instansi) tercatat hadir")).to_be_visible()
    assert Attendance.objects.count() == 2


def test_other_person_of_an_organisation_takes_one_press_and_a_name(door, rina):
    look_for(door, "statistik")
    door.get_by_role("link", name="Orang lain dari instansi ini").click()
    walk_in(door, "Agus Salim")
    expect(door.locator("[data-latest] .badge.ok")).to_be_visible()
    expect(door.locator("[data-latest]")).to_contain_text("Agus Salim")
    assert Attendance.objects.get().participant == rina.participant
