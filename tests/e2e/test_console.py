"""A session is run by keyboard: from its beginning to the last result, beside a projector that follows."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from meetings import running
from meetings.models import Sitting
from proposals.models import Decision
from tests.e2e.browser import PHONE
from tests.meetings.sessions import items_of, session_of

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def session(db) -> Sitting:
    return session_of(3)


def test_session_is_run_without_a_mouse(open_page, axe, session, sekretariat):
    first, second, _third = items_of(session)
    page = open_page(f"/kerja/sidang/{session.pk}/", user=sekretariat)
    page.get_by_role("button", name="Mulai sidang").press("Enter")
    expect(page.get_by_role("heading", name=first.proposal.title)).to_be_visible()
    page.keyboard.press("1")
    expect(page.get_by_label("Alasan", exact=True)).to_be_focused()
    expect(page.get_by_label("Alasan", exact=True)).to_have_value(f"Disepakati dalam {session}.")
    axe(page)
    page.keyboard.press("s")  # is typed
    expect(page.get_by_label("Alasan", exact=True)).to_have_value(f"sDisepakati dalam {session}.")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("button", name="Batalkan hasil")).to_be_visible()
    page.locator("body").press("u")
    expect(page.get_by_text(f"Hasil {first.proposal.number} dibatalkan.")).to_be_visible()
    page.locator("body").press("c")
    page.keyboard.type("Peserta setuju dengan catatan.")
    expect(page.get_by_text("Tersimpan pukul")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("n")
    expect(page.get_by_role("heading", name=second.proposal.title)).to_be_visible()
    assert items_of(session)[0].notes == "Peserta setuju dengan catatan."
    assert not Decision.objects.pending().exists()


def test_keys_can_be_switched_off(open_page, session, sekretariat):
    running.open_sitting(session, actor=sekretariat)
    page = open_page(f"/kerja/sidang/{session.pk}/", user=sekretariat)
    page.get_by_text("Pintasan keyboard").click()
    page.get_by_label("Pakai pintasan di peramban ini").uncheck()
    page.reload()
    page.locator("body").press("1")
    expect(page.get_by_role("button", name="Simpan hasil")).to_have_count(0)


def test_standard_reason_brings_its_sentences_and_spares_what_was_written(open_page, session, sekretariat):
    running.open_sitting(session, actor=sekretariat)
    page = open_page(f"/kerja/sidang/{session.pk}/?hasil=rejected", user=sekretariat)
    page.get_by_label("Tanggapan resmi").fill("Ditulis sendiri.")
    page.get_by_label("Alasan baku").select_option(label="Lahan atau aset")
    expect(page.get_by_label("Alasan", exact=True)).to_have_value(
        "Status lahan atau aset yang diperlukan belum jelas."
    )
    expect(page.get_by_label("Tanggapan resmi")).to_have_value("Ditulis sendiri.")


def test_colleague_and_room_follow(open_page, session, sekretariat, three_roles):
    first, second, _third = items_of(session)
    running.open_sitting(session, actor=sekretariat)
    screen = running.screen_token(running.renew_screen(session, actor=sekretariat))
    page = open_page(f"/kerja/sidang/{session.pk}/", user=three_roles, width=PHONE)
    room = open_page(f"/layar/{screen}/")
    expect(room.get_by_role("heading", name=first.proposal.title)).to_be_visible()
    running.take_up_item(session, second, actor=sekretariat, seen=first.pk)
    expect(page.get_by_text("Sekarang dibahas:")).to_be_visible()
    expect(room.get_by_role("heading", name=second.proposal.title)).to_be_visible()


def test_screen_shows_the_time_of_the_server(open_page, session, sekretariat):
    running.open_sitting(session, actor=sekretariat)
    room = open_page(f"/layar/{running.screen_token(running.renew_screen(session, actor=sekretariat))}/")
    room.clock.set_system_time("2020-01-01T03:00:00Z")  # the device is wrong, as of now
    now = timezone.localtime()
    told = "|".join(f"{now + timedelta(minutes=n):%H.%M} WITA" for n in (0, 1))
    with room.expect_response("**/isi/"):
        pass
    expect(room.locator(".screen-clock")).to_have_text(re.compile(told), timeout=3000)


def test_screen_keeps_its_picture_when_the_line_is_down(open_page, complaints, session, sekretariat):
    first = items_of(session)[0]
    running.open_sitting(session, actor=sekretariat)
    screen = running.screen_token(running.renew_screen(session, actor=sekretariat))
    room = open_page(f"/layar/{screen}/")
    complaints.expect("Failed to load resource|ERR_INTERNET_DISCONNECTED|ERR_FAILED")
    room.context.set_offline(True)
    expect(room.get_by_text("Sambungan terputus. Data per")).to_be_visible(timeout=30_000)
    expect(room.get_by_role("heading", name=first.proposal.title)).to_be_visible()
    room.context.set_offline(False)
    expect(room.get_by_text("Sambungan terputus")).to_have_count(0, timeout=60_000)
