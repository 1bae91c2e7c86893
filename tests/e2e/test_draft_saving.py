"""What somebody types survives a dead line, a closed tab and an ended session, and leaves nothing behind in the browser."""

import contextlib
import re

import pytest
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page, expect

from accounts.models import Session, User
from proposals.intake import submit_proposal
from proposals.models import Proposal
from tests.e2e.browser import PHONE
from tests.e2e.city import City, build_city
from tests.e2e.test_account_pages import mailed_code
from tests.e2e.walking import Walk
from tests.factories.proposals import ProposalFactory

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

LOST = "Belum tersimpan: sambungan terputus. Kami coba lagi …"
FOUND = "Kami menemukan tulisan yang belum tersimpan"
KEPT = "Object.keys(localStorage).filter((name) => name.startsWith('draf:'))"


@pytest.fixture
def city(db) -> City:
    return build_city()


@pytest.fixture
def draft(city) -> Proposal:
    return ProposalFactory(
        forum=city.forum,
        proposer=city.proposer,
        draft=True,
        title="Judul lama",
        contact_phone="0812 0000 4417",
    )


@pytest.fixture
def open_step(open_page, city, draft):
    """`open_step("masalah")`: that page of the draft on its owner's phone."""
    return lambda step, **options: open_page(
        f"/aspirasi/draf/{draft.key}/{step}/", user=city.proposer, width=PHONE, **options
    )


@pytest.fixture
def cut(complaints):
    """`cut(page)`: nothing reaches the server any more; `cut(page, "mend")`: it does again."""
    complaints.expect("ERR_INTERNET_DISCONNECTED|htmx:sendError|ERR_FAILED|ERR_CONNECTION_REFUSED")

    def line(page: Page, how: str = "cut") -> None:
        page.context.set_offline(how == "cut")

    return line


def title_of(draft: Proposal) -> str:
    return Proposal.objects.get(pk=draft.pk).title


def saved(page: Page):
    return page.get_by_text(re.compile(r"^Tersimpan pukul \d\d\.\d\d$"))


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def type_into(page: Page, label: str, text: str) -> None:
    page.get_by_label(label).fill("")
    page.get_by_label(label).press_sequentially(text)


def test_typing_is_saved_by_itself_and_nothing_stays_in_the_browser(open_step, draft):
    page = open_step("masalah")
    type_into(page, "Judul usulan", "Judul baru")
    assert page.evaluate(KEPT) == [f"draf:{draft.key}:masalah"]
    expect(saved(page)).to_be_visible()
    assert title_of(draft) == "Judul baru"
    assert page.evaluate(KEPT) == []


def test_dead_line_is_said_and_mends_itself(open_step, draft, cut):
    page = open_step("masalah")
    cut(page)
    type_into(page, "Judul usulan", "Ditulis tanpa sinyal")
    expect(page.get_by_text(LOST)).to_be_visible()
    assert Walk(page, set()).faults_here() == []
    cut(page, "mend")
    expect(saved(page)).to_be_visible()
    assert title_of(draft) == "Ditulis tanpa sinyal"
    assert page.evaluate(KEPT) == []


def test_server_that_is_away_is_asked_again(open_step, draft, complaints):
    complaints.expect("503")
    page = open_step("masalah")
    page.route("**/masalah/", lambda route: route.fulfill(status=503, body="penuh"))
    type_into(page, "Judul usulan", "Server sedang mati")
    expect(page.get_by_text(LOST)).to_be_visible()
    page.unroute("**/masalah/")
    expect(saved(page)).to_be_visible(timeout=20_000)  # it asks again after five seconds
    assert title_of(draft) == "Server sedang mati"


def test_hints_that_fail_do_not_make_the_saving_fail(open_step, draft, complaints):
    complaints.expect("ERR_FAILED|htmx:sendError")
    page = open_step("masalah")
    page.route("**/petunjuk/", lambda route: route.abort())
    with page.expect_request_finished(lambda one: one.url.endswith("/masalah/")):
        type_into(page, "Judul usulan", "Internet publik di balai warga")
    expect(saved(page)).to_be_visible()
    page.wait_for_timeout(500)
    expect(page.get_by_text(LOST)).to_have_count(0)


def test_answer_of_somebody_else_counts_for_nothing(open_step, draft):
    page = open_step("masalah")
    page.route("**/masalah/", lambda route: route.fulfill(status=200, body="<h1>Masuk Wi-Fi</h1>"))
    type_into(page, "Judul usulan", "Jaringan kafe")
    expect(page.get_by_text(LOST)).to_be_visible()
    expect(page.get_by_text("Masuk Wi-Fi")).to_have_count(0)


def test_going_on_waits_for_the_line(open_step, draft, cut):
    page = open_step("masalah")
    cut(page)
    type_into(page, "Judul usulan", "Tekan lanjut tanpa sinyal")
    press(page, "Simpan dan lanjut")
    expect(page.get_by_text("Kami coba lagi, lalu melanjutkan …")).to_be_visible()
    cut(page, "mend")
    expect(page.get_by_role("heading", level=1)).to_have_text("Apa yang Anda usulkan?")
    assert title_of(draft) == "Tekan lanjut tanpa sinyal"
    assert page.evaluate(KEPT) == []


@pytest.mark.parametrize(
    ("answer", "title"),
    [("Pakai tulisan ini", "Belum sampai"), ("Buang, pakai yang tersimpan", "Judul lama")],
)
def test_text_of_a_closed_tab_is_offered_back(open_step, draft, cut, picture, answer, title):
    page = open_step("masalah")
    cut(page)
    type_into(page, "Judul usulan", "Belum sampai")
    address, context = page.url, page.context
    page.close()
    context.set_offline(False)
    page = context.new_page()
    page.goto(address)
    found = page.locator("[data-found]")
    expect(found).to_contain_text(FOUND)
    expect(found).to_contain_text("Belum sampai")
    assert Walk(page, set()).faults_here() == []
    picture(page, "tulisan-ditemukan")
    expect(page.get_by_label("Judul usulan")).to_have_value("Judul lama")
    press(page, answer)
    expect(found).to_be_hidden()
    expect(page.get_by_label("Judul usulan")).to_be_focused()
    expect(page.get_by_label("Judul usulan")).to_have_value(title)
    if title == "Belum sampai":
        expect(saved(page)).to_be_visible()
    assert title_of(draft) == title
    page.reload()
    expect(found).to_be_hidden()
    assert page.evaluate(KEPT) == []


def test_text_sent_into_nothing_is_there_when_one_comes_back(open_step, draft, complaints):
    complaints.expect("ERR_FAILED|htmx:sendError")
    page = open_step("masalah")
    address = page.url
    page.route("**/masalah/", lambda route: route.abort())
    page.get_by_label("Judul usulan").fill("Ditekan saat server mati")
    with contextlib.suppress(PlaywrightError):  # the browser's own page of errors comes
        press(page, "Simpan dan lanjut")
    page.unroute("**/masalah/")
    page.goto(address)
    expect(page.locator("[data-found]")).to_contain_text("Ditekan saat server mati")
    press(page, "Pakai tulisan ini")
    press(page, "Simpan dan lanjut")
    expect(page.get_by_role("heading", level=1)).to_have_text("Apa yang Anda usulkan?")
    assert title_of(draft) == "Ditekan saat server mati"
    assert page.evaluate(KEPT) == []


def test_several_drafts_keep_their_text_apart(open_step, draft, city, cut):
    other = ProposalFactory(forum=city.forum, proposer=city.proposer, draft=True, title="Draf kedua")
    page = open_step("masalah")
    page.route("**/masalah/", lambda route: route.abort())
    type_into(page, "Judul usulan", "Belum sampai")
    page.unroute("**/masalah/")
    page.goto(f"/aspirasi/draf/{other.key}/masalah/")
    expect(page.locator("[data-found]")).to_be_hidden()
    expect(page.get_by_label("Judul usulan")).to_have_value("Draf kedua")


@pytest.fixture
def left_behind(open_step, draft, cut) -> Page:
    """The page "Periksa" in a new tab, with text in the browser that never reached the server."""
    page = open_step("masalah")
    cut(page)
    type_into(page, "Judul usulan", "Belum sampai")
    expect(page.get_by_text(LOST)).to_be_visible()
    context = page.context
    page.close()
    context.set_offline(False)
    page = context.new_page()
    page.goto(f"/aspirasi/draf/{draft.key}/periksa/")
    return page


def test_page_periksa_points_to_text_that_never_arrived(left_behind):
    page = left_behind
    expect(page.get_by_text(FOUND)).to_be_visible()
    page.get_by_role("link", name="Lihat pada langkah Masalah").click()
    expect(page.locator("[data-found]")).to_contain_text("Belum sampai")


def test_page_periksa_is_silent_of_text_that_did_arrive(left_behind, draft):
    page = left_behind
    Proposal.objects.filter(pk=draft.pk).update(title="Belum sampai")
    page.reload()
    expect(page.get_by_text("Belum sampai")).to_be_visible()
    expect(page.get_by_text(FOUND)).to_be_hidden()


def test_contact_never_stays_in_the_browser(open_step, cut):
    page = open_step("lokasi")
    cut(page)
    type_into(page, "Nomor telepon", "0813 9999 0000")
    type_into(page, "Siapa yang mendapat manfaat", "Nelayan")
    expect(page.get_by_text(LOST)).to_be_visible()
    kept = page.evaluate("Object.values(localStorage).join()")
    assert "Nelayan" in kept
    assert not [word for word in ("0813", "0812", "Siti", "contoh.id", "contact") if word in kept]


def test_nothing_of_it_outlives_sending_signing_out_and_two_days(left_behind, draft):
    page = left_behind
    old = "localStorage.setItem('draf:x:masalah', JSON.stringify({ values: {}, at: Date.now() - 49 * 3600 * 1000 }))"
    page.evaluate(old)
    page.reload()
    assert page.evaluate(KEPT) == [f"draf:{draft.key}:masalah"]
    press(page, "Kirim usulan")
    expect(page.get_by_role("heading", name="Usulan Anda kami terima")).to_be_visible()
    assert page.evaluate(KEPT) == []
    page.evaluate("localStorage.setItem('draf:y:masalah', JSON.stringify({ values: {}, at: Date.now() }))")
    page.locator("details[data-menu] summary").last.click()
    press(page, "Keluar")
    page.wait_for_load_state()
    assert page.evaluate(KEPT) == []


def sign_in_by_code(page: Page, user: User) -> None:
    page.get_by_label("Surel").first.fill(user.email)
    press(page, "Kirim kode ke surel")
    page.get_by_label("Kode dari surel").fill(mailed_code())
    press(page, "Masuk")
    page.wait_for_load_state()


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no scripts"])
def test_session_that_ended_leads_back_to_the_step_with_the_text(open_page, draft, city, javascript):
    """The account has no second factor here: a code by mail is all it takes."""
    page = open_page("/akun/masuk/", width=PHONE, javascript=javascript)
    sign_in_by_code(page, city.proposer)
    page.goto(f"/aspirasi/draf/{draft.key}/masalah/")
    Session.objects.all().delete()
    page.get_by_label("Judul usulan").fill("Sesi berakhir")
    if javascript:
        expect(page.get_by_text("Sesi Anda berakhir.")).to_be_visible()
    press(page, "Simpan dan lanjut")
    page.wait_for_url("**/akun/masuk/**")
    sign_in_by_code(page, city.proposer)
    expect(page.get_by_role("heading", level=1)).to_have_text("Apa masalahnya?")
    expect(page.get_by_text("Tulisan Anda kami kembalikan.")).to_be_visible()
    expect(page.get_by_label("Judul usulan")).to_have_value("Sesi berakhir")
    if javascript:
        expect(saved(page)).to_be_visible()
        assert page.evaluate(KEPT) == []
    else:
        press(page, "Simpan dan lanjut")
    assert title_of(draft) == "Sesi berakhir"


def test_what_was_sent_in_another_window_is_said(open_step, draft, city, complaints):
    complaints.expect("404")  # there are no hints for it any more
    page = open_step("masalah")
    submit_proposal(draft, actor=city.proposer)
    type_into(page, "Judul usulan", "Terlambat")
    expect(page.get_by_text("Usulan ini sudah dikirim")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
