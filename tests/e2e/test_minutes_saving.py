"""A part of a berita acara saves itself while somebody types; nothing is lost when the session ends or somebody else writes."""

import pytest
from playwright.sync_api import expect

from accounts.models import Session
from meetings.minutes_writing import write_text
from meetings.models import Minutes, MinutesText
from tests.e2e.browser import PHONE
from tests.factories.forums import ForumFactory
from tests.factories.minutes import MinutesFactory
from tests.factories.stakeholders import HostFactory

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
PATH = "/kerja/forum/2028/berita-acara/bagian/catatan/"


@pytest.fixture
def draft(db) -> Minutes:
    HostFactory()
    return MinutesFactory(forum=ForumFactory(plan_year=2028))


def stored() -> str:
    return MinutesText.objects.get().text


def test_typed_text_is_saved_without_the_button(open_page, axe, draft, sekretariat):
    page = open_page(PATH, user=sekretariat, width=PHONE)
    field = page.get_by_label("Teks")
    field.press_sequentially("Lahan disiapkan")
    expect(page.get_by_text("Tersimpan pukul")).to_be_visible()
    assert stored() == "Lahan disiapkan"
    axe(page)
    field.press_sequentially(" lebih dahulu.")
    page.get_by_role("button", name="Simpan bagian ini").click()
    page.wait_for_url("**/berita-acara/")
    assert stored() == "Lahan disiapkan lebih dahulu."


def test_other_writer_is_shown_and_not_written_over(open_page, complaints, draft, sekretariat, three_roles):
    page = open_page(PATH, user=sekretariat)
    page.get_by_label("Teks").press_sequentially("Satu")
    expect(page.get_by_text("Tersimpan pukul")).to_be_visible()
    write_text(draft, "catatan", actor=three_roles, text="Tulisan orang lain", version=1)
    complaints.expect("409")
    page.get_by_label("Teks").press_sequentially(" dua")
    expect(page.get_by_text("Orang lain sudah menyimpan perubahan di sini.")).to_be_visible()
    page.get_by_label("Teks").press_sequentially(" tiga")
    page.wait_for_timeout(2500)
    assert stored() == "Tulisan orang lain"
    page.get_by_role("button", name="Simpan bagian ini").click()
    page.wait_for_url("**/berita-acara/")
    assert stored() == "Satu dua tiga"


def test_text_is_given_back_after_the_session_has_ended(open_page, sign_in, draft, sekretariat):
    page = open_page(PATH, user=sekretariat)
    field = page.get_by_label("Teks")
    expect(field).to_be_visible()
    Session.objects.all().delete()
    field.press_sequentially("Tulisan panjang")
    expect(page.get_by_text("Belum tersimpan.")).to_be_visible()
    sign_in(page, sekretariat)
    page.goto(PATH)
    expect(page.get_by_label("Teks")).to_have_value("Tulisan panjang")
    expect(page.get_by_text("Tersimpan pukul")).to_be_visible()
    assert stored() == "Tulisan panjang"


def test_without_scripts_the_button_saves(open_page, draft, sekretariat):
    page = open_page(PATH, user=sekretariat, javascript=False)
    page.get_by_label("Teks").fill("Tanpa skrip")
    page.get_by_role("button", name="Simpan bagian ini").click()
    assert stored() == "Tanpa skrip"
