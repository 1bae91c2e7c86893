"""Photos and papers of a draft on a phone: made small, sent one after the other, each with its own fate."""

from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Page, Route, expect

from accounts.models import Session
from proposals.models import Proposal
from tests.corpus.pdfs import make_pdf
from tests.e2e.browser import DESKTOP, PHONE
from tests.e2e.city import City, build_city
from tests.e2e.walking import Walk
from tests.factories.proposals import AttachmentFactory, ProposalFactory

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

ORIENTATION, TURNED_RIGHT = 0x0112, 6
PAPER = {"name": "surat.pdf", "mimeType": "application/pdf", "buffer": make_pdf()}


@pytest.fixture
def city(db) -> City:
    return build_city()


@pytest.fixture
def draft(city) -> Proposal:
    return ProposalFactory(forum=city.forum, proposer=city.proposer, draft=True)


@pytest.fixture
def open_files(open_page, city, draft):
    path = f"/aspirasi/draf/{draft.key}/lampiran/"
    return lambda **options: open_page(path, **{"user": city.proposer, "width": PHONE, **options})


def photo(name: str = "foto.jpg", size: tuple[int, int] = (3000, 1500)) -> dict:
    """A photo as a phone held upright takes it: lying on its side, with a note how to turn it; its top is red."""
    picture = Image.effect_noise(size, 90).convert("RGB")
    picture.paste("red", (0, 0, size[0] // 4, size[1]))
    exif = picture.getexif()
    exif[ORIENTATION] = TURNED_RIGHT
    written = BytesIO()
    picture.save(written, "JPEG", quality=95, exif=exif)
    return {"name": name, "mimeType": "image/jpeg", "buffer": written.getvalue()}


def choose(page: Page, *files: dict) -> None:
    page.get_by_label("Tambah berkas").set_input_files(list(files))


def row(page: Page, name: str):
    return page.locator("[data-sending] li", has_text=name)


def stored(page: Page):
    return page.locator("[data-stored] .name")


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_photos_are_made_small_upright_and_sent_by_themselves(open_files, draft, picture):
    page = open_files()
    sizes: list[int] = []
    page.on("request", lambda one: one.method == "POST" and sizes.append(len(one.post_data_buffer or b"")))
    taken = photo()
    choose(page, taken, PAPER)
    expect(stored(page)).to_have_text(["foto.jpg", "surat.pdf"])
    expect(page.locator("[data-sending] li")).to_have_count(0)
    expect(page.get_by_text("Berkas “surat.pdf” tersimpan.")).to_be_visible()
    expect(page.get_by_role("button", name="Unggah", exact=True)).to_be_hidden()
    assert sizes[0] < len(taken["buffer"]) / 2
    kept = Image.open(draft.attachments.get(original_name="foto.jpg").file)
    assert kept.size == (1000, 2000)
    red, _green, blue = kept.getpixel((500, 60))
    assert red > 200 > 90 > blue
    assert Walk(page, set()).faults_here() == []
    picture(page, "lampiran")
    press(page, "Simpan dan lanjut")
    expect(page.get_by_role("heading", level=1)).to_have_text("Periksa sebelum dikirim")


def test_small_pictures_stay_as_they_are(open_files, draft):
    page = open_files()
    choose(page, photo("kecil.jpg", (120, 80)))
    expect(stored(page)).to_have_text(["kecil.jpg"])
    assert Image.open(draft.attachments.get().file).size == (80, 120)


def test_refused_files_say_why_and_do_not_hold_up_the_others(open_files, draft, complaints):
    complaints.expect("422")
    page = open_files()
    false = {"name": "palsu.pdf", "mimeType": "application/pdf", "buffer": b"bukan PDF"}
    page_file = {"name": "halaman.html", "mimeType": "text/html", "buffer": b"<p>"}
    large = {
        "name": "besar.pdf",
        "mimeType": "application/pdf",
        "buffer": b"%PDF-1.7" + bytes(11 * 1024 * 1024),
    }
    choose(page, false, page_file, large, PAPER)
    expect(stored(page)).to_have_text(["surat.pdf"])
    expect(row(page, "palsu.pdf")).to_contain_text("bukan PDF")
    expect(row(page, "halaman.html")).to_contain_text("Unggah berkas berjenis PDF, JPG, atau PNG.")
    expect(row(page, "besar.pdf")).to_contain_text("paling besar 10 MB")
    assert Walk(page, set()).faults_here() == []
    press(page, "Simpan dan lanjut")
    expect(page.get_by_text("Tekan sekali lagi untuk melanjutkan tanpa berkas itu.")).to_be_visible()
    expect(row(page, "palsu.pdf").get_by_role("button")).to_be_focused()
    press(page, "Simpan dan lanjut")
    expect(page.get_by_role("heading", level=1)).to_have_text("Periksa sebelum dikirim")


def test_dead_line_is_said_and_tried_again(open_files, draft, complaints):
    complaints.expect("ERR_INTERNET_DISCONNECTED|ERR_FAILED")
    page = open_files()
    page.context.set_offline(True)
    choose(page, PAPER)
    expect(row(page, "surat.pdf")).to_contain_text("Sambungan terputus. Kami coba lagi …")
    assert Walk(page, set()).faults_here() == []
    press(page, "Simpan dan lanjut")
    expect(page.get_by_text("Menunggu berkas selesai dikirim, lalu melanjutkan …")).to_be_visible()
    page.context.set_offline(False)
    page.get_by_role("button", name="Coba lagi “surat.pdf”").or_(
        page.get_by_role("heading", name="Periksa")
    ).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Periksa sebelum dikirim")
    assert draft.attachments.get().original_name == "surat.pdf"


def test_going_on_waits_for_what_is_being_sent(open_files, draft):
    page = open_files()
    held: list[Route] = []
    page.route("**/lampiran/", lambda route: held.append(route) if len(held) < 1 else route.continue_())
    choose(page, PAPER)
    expect(row(page, "surat.pdf").get_by_role("progressbar")).to_be_visible()
    page.wait_for_timeout(100)
    press(page, "Simpan, lanjutkan nanti")
    expect(page.get_by_text("Menunggu berkas selesai dikirim")).to_be_visible()
    assert not draft.attachments.exists()
    held[0].continue_()
    expect(page.get_by_role("heading", level=1)).to_have_text("Usulan saya")
    assert draft.attachments.count() == 1


def test_no_more_than_five(open_files, draft):
    AttachmentFactory.create_batch(4, proposal=draft)
    page = open_files()
    choose(page, PAPER, {**PAPER, "name": "lebih.pdf"})
    expect(row(page, "lebih.pdf")).to_contain_text("Paling banyak 5 berkas.")
    expect(page.get_by_text("Sudah lima berkas")).to_be_visible()
    expect(page.get_by_label("Tambah berkas")).to_be_hidden()
    page.get_by_role("button", name="Hapus surat.pdf").click()
    expect(page.get_by_label("Tambah berkas")).to_be_focused()
    assert draft.attachments.count() == 4


def test_a_file_is_called_back_and_sent_by_keys_alone(open_files, draft):
    page = open_files(width=DESKTOP)
    held: list[Route] = []
    page.route("**/lampiran/", lambda route: held.append(route) if len(held) < 1 else route.continue_())
    choose(page, PAPER, {**PAPER, "name": "kedua.pdf"})
    page.get_by_label("Tambah berkas").focus()
    page.keyboard.press("Tab")
    away = page.get_by_role("button", name="Batal “surat.pdf”")
    expect(away).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Berkas “surat.pdf” tidak jadi dikirim.")).to_be_attached()
    expect(stored(page)).to_have_text(["kedua.pdf"])
    expect(page.get_by_label("Tambah berkas")).to_be_focused()


def test_ended_session_says_how_to_go_on(open_files, draft):
    page = open_files()
    Session.objects.all().delete()
    choose(page, PAPER)
    expect(row(page, "surat.pdf")).to_contain_text("masuk kembali, lalu pilih berkasnya lagi")


def test_without_scripts_files_are_chosen_and_sent(open_files, draft):
    page = open_files(javascript=False)
    expect(page.get_by_role("button", name="Ambil foto")).to_be_hidden()
    choose(page, photo("foto.jpg", (800, 400)), PAPER)
    press(page, "Unggah")
    expect(stored(page)).to_have_text(["foto.jpg", "surat.pdf"])
    page.get_by_role("button", name="Hapus surat.pdf").click()
    expect(stored(page)).to_have_text(["foto.jpg"])
    press(page, "Simpan dan lanjut")
    expect(page.get_by_role("heading", level=1)).to_have_text("Periksa sebelum dikirim")
