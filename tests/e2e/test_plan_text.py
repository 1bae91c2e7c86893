"""Writing a chapter: with the editor under the strict content policy, without scripts, and after a lost session."""

import datetime

import pytest
from django.conf import settings
from django.utils import timezone

from renja.models import Chapter
from tests.e2e.browser import DESKTOP, PHONE, assert_no_sideways_scroll
from tests.factories.forums import PhaseFactory
from tests.factories.renja import ChapterFactory, RenjaFactory
from tests.factories.stakeholders import HostFactory

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
PATH = "/kerja/renja/2028/naskah/2.1/"
HAND = 30  # milliseconds that even a quick hand needs for a key


@pytest.fixture
def renja(db):
    HostFactory()
    renja = RenjaFactory()
    PhaseFactory(forum=renja.forum)
    return renja


def press(page, name: str) -> None:
    page.get_by_role("toolbar").get_by_role("button", name=name, exact=True).click()


def write_everything(page) -> None:
    text = page.get_by_role("textbox", name="Isi bagian ini")
    text.click()
    press(page, "Judul")
    page.keyboard.type("Capaian tahun lalu")
    page.keyboard.press("Enter")
    press(page, "Tebal")
    page.keyboard.type("Tebal")
    press(page, "Tebal")
    page.keyboard.type(" biasa <script>")
    page.keyboard.press("Enter")
    press(page, "Butir")
    page.keyboard.type("satu")
    page.keyboard.press("Enter")
    page.keyboard.type("dua")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    press(page, "Tautan")
    page.get_by_label("Alamat tautan").fill("https://contoh.go.id/")
    press(page, "Pasang")
    page.keyboard.press("Enter")
    press(page, "Sisipkan tabel")
    for head in ("Program", "Indikator", "Target"):
        page.keyboard.type(head)
        page.keyboard.press("Tab")
    press(page, "Tambah baris")


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_editor_saves_and_opens_again_what_was_written(open_page, axe, renja, perencana, width):
    page = open_page(PATH, user=perencana, width=width)
    page.get_by_role("toolbar").wait_for()
    write_everything(page)
    assert_no_sideways_scroll(page)
    axe(page)
    page.get_by_role("button", name="Simpan, tetap di sini").click()
    page.get_by_text("disimpan.").first.wait_for()
    saved = Chapter.objects.get().html
    for piece in ("<h3>Capaian tahun lalu</h3>", "<strong>Tebal</strong> biasa &lt;script&gt;", "<li>", "Program",
                  '<a href="https://contoh.go.id/"', "<table>"):  # fmt: skip
        assert piece in saved
    assert "style" not in saved
    page.get_by_role("toolbar").wait_for()
    page.get_by_role("textbox", name="Isi bagian ini").click()
    page.keyboard.press("Control+End", delay=HAND)
    page.keyboard.type("akhir", delay=HAND)
    with page.expect_navigation():
        page.get_by_role("button", name="Simpan, tetap di sini").click()
    page.get_by_text("disimpan.").first.wait_for()
    again = Chapter.objects.get()
    assert again.version == 2
    assert again.html.replace("akhir", "") == saved


def test_plain_textarea_does_without_scripts(open_page, renja, perencana):
    page = open_page(PATH, user=perencana, javascript=False)
    assert page.get_by_text("Tulis seperti biasa").is_visible()
    page.get_by_label("Isi bagian ini").fill("Paragraf satu.\n\n- butir\n- butir dua")
    page.get_by_role("button", name="Simpan", exact=True).click()
    expected = "<p>Paragraf satu.</p>\n<ul>\n<li>butir</li>\n<li>butir dua</li>\n</ul>"
    assert Chapter.objects.get().html == expected


@pytest.mark.parametrize("how", ["lost", "not used for half an hour"])
def test_text_comes_back_after_the_session_was_lost(open_page, sign_in, renja, perencana, how):
    page = open_page(PATH, user=perencana)
    page.get_by_role("toolbar").wait_for()
    page.get_by_role("textbox", name="Isi bagian ini").click()
    page.keyboard.type("Jangan hilang")
    if how == "lost":
        page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    else:
        perencana.sessions.update(seen_at=timezone.now() - datetime.timedelta(minutes=30))
    page.get_by_role("button", name="Simpan", exact=True).click()
    page.wait_for_url("**/akun/masuk/**")
    sign_in(page, perencana)
    page.goto(PATH)
    page.get_by_text("Isian Anda yang belum tersimpan dikembalikan").wait_for()
    page.get_by_role("toolbar").wait_for()
    page.get_by_role("button", name="Simpan", exact=True).click()
    page.wait_for_url("**/naskah/")
    assert Chapter.objects.get().html == "<p>Jangan hilang</p>"


def test_stale_text_shows_both(open_page, complaints, renja, perencana):
    complaints.expect("409")
    ChapterFactory(renja=renja, key="2.1", html="<p>Lama</p>")
    page = open_page(PATH, user=perencana)
    page.get_by_role("toolbar").wait_for()
    Chapter.objects.update(html="<p>Dari orang lain</p>", version=2)
    page.get_by_role("textbox", name="Isi bagian ini").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" dan baru")
    page.get_by_role("button", name="Simpan", exact=True).click()
    page.get_by_role("heading", name="Bandingkan kedua teks").wait_for()
    assert page.get_by_role("article", name="Tersimpan sekarang").inner_text().endswith("Dari orang lain")
    assert page.get_by_role("article", name="Teks Anda").inner_text().endswith("Lama dan baru")
    assert Chapter.objects.get().html == "<p>Dari orang lain</p>"
    page.get_by_role("textbox", name="Isi bagian ini").click()
    page.keyboard.type("Jadi ragu.")
    page.get_by_role("link", name="Buang teks saya").click()
    page.get_by_role("toolbar").wait_for()
    assert page.get_by_role("textbox", name="Isi bagian ini").inner_text() == "Dari orang lain"
