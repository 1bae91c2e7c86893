"""What stakeholders do, and what is done for them, by keyboard alone; each journey up to the state that it is about."""

import pytest
from playwright.sync_api import expect

from proposals.models import Feedback, Proposal, Question, Support
from stakeholders.models import MembershipRequest
from stakeholders.places import create_places
from tests.e2e.browser import DESKTOP, PHONE
from tests.e2e.test_account_pages import mailed_code
from tests.factories.proposals import QuestionFactory
from tests.factories.stakeholders import OrganizationFactory
from tests.proposals.lists import FIRST, SECOND, raw_of, table

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def write_by_phone(page, keys) -> None:
    """From the first question up to the last look."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Apa masalahnya?")
    keys.field("Judul usulan", "Wi-Fi di pelabuhan rakyat")
    keys.field("Permasalahan", "Nelayan tidak mendapat kabar cuaca.")
    keys.button("Simpan dan lanjut")
    expect(page.get_by_role("heading", level=1)).to_have_text("Apa yang Anda usulkan?")
    keys.field("Yang diusulkan", "Satu titik Wi-Fi di pelabuhan.")
    keys.button("Simpan dan lanjut")
    expect(page.get_by_role("heading", level=1)).to_have_text("Di mana dan untuk siapa?")
    keys.go_to(page.get_by_label("Usulan ini untuk seluruh kota"))
    keys.press("Space")
    keys.button("Simpan dan lanjut")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ada foto atau dokumen pendukung?")
    keys.button("Simpan dan lanjut")


def test_usulan_is_sent_without_mail(sit_down):
    page, keys = sit_down(None, "/aspirasi/baru/", width=PHONE)
    keys.skip()
    keys.link("Tulis dengan nomor telepon")
    expect(page.get_by_role("heading", level=1)).to_have_text("Menulis usulan tanpa surel")
    keys.skip()
    keys.button("Mulai menulis usulan")
    expect(page.locator("[data-error-summary]")).to_be_focused()
    keys.link("Nama lengkap")
    expect(page.get_by_label("Nama lengkap")).to_be_focused()
    keys.write("Ibu Siti")
    keys.field("Nomor telepon", "0812 3456 7890")
    keys.go_to(page.get_by_label("Saya sudah membaca"))
    keys.press("Space")
    keys.button("Mulai menulis usulan")
    write_by_phone(page, keys)
    expect(page.get_by_role("heading", level=1)).to_have_text("Periksa sebelum dikirim")
    keys.button("Kirim usulan", "Space")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Tanda terima usulan")
    keys.skip()
    keys.go_to(page.get_by_role("link", name="Simpan ke WhatsApp"))
    keys.go_to(page.get_by_role("button", name="Cetak tanda terima"))
    keys.go_to(page.get_by_role("link", name="Tarik usulan"))
    sent = Proposal.objects.get(title="Wi-Fi di pelabuhan rakyat")
    assert (sent.status, sent.contact_phone) == ("unconfirmed", "081234567890")


def test_member_of_an_organisation_signs_up(sit_down):
    organization = OrganizationFactory(name="Komunitas Pesisir")
    page, keys = sit_down(None, "/akun/daftar/", width=PHONE)
    keys.skip()
    keys.field("Nama lengkap", "Siti Contoh")
    keys.field("Surel", "siti@contoh.id")
    keys.go_to(page.get_by_label("Warga", exact=True))
    keys.press("ArrowDown")
    expect(page.get_by_label("Anggota instansi, lembaga, atau komunitas")).to_be_checked()
    keys.field("Nama lembaga", "pesisir")
    expect(page.get_by_label("Komunitas Pesisir")).to_be_visible()
    keys.go_to(page.get_by_label("Komunitas Pesisir"))
    keys.press("Space")
    keys.go_to(page.get_by_label("Saya sudah membaca"))
    keys.press("Space")
    keys.button("Daftar dan kirim kode")
    expect(page.get_by_label("Kode dari surel")).to_be_visible()
    keys.field("Kode dari surel", mailed_code())
    keys.button("Lanjutkan")
    expect(page.get_by_label("Kode dari surel")).to_have_count(0)
    asked = MembershipRequest.objects.get(organization=organization)
    assert (asked.state, asked.user.email) == ("waiting", "siti@contoh.id")


def test_question_is_asked(sit_down, town):
    proposal = town.proposals["homeless"]
    page, keys = sit_down("pengusul", f"/aspirasi/{proposal.number}/", width=PHONE)
    keys.skip()
    keys.link("Tanya sekretariat")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tanya sekretariat")
    keys.skip()
    keys.button("Kirim pertanyaan")
    expect(page.locator("[data-error-summary]")).to_be_focused()
    keys.link("Apa yang ingin Anda tanyakan?")
    keys.write("Kapan dipasang?")
    keys.button("Kirim pertanyaan")
    expect(page.get_by_text("Menunggu jawaban")).to_be_visible()
    asked = Question.objects.get(text="Kapan dipasang?")
    assert (asked.proposal, asked.is_waiting) == (proposal, True)


def test_question_is_answered(sit_down, town):
    question = QuestionFactory(proposal=town.proposals["accepted"], text="Kapan dipasang?")
    page, keys = sit_down("sekretariat", "/kerja/pertanyaan/", width=DESKTOP)
    keys.skip()
    keys.link(question.text)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Pertanyaan tentang")
    keys.skip()
    keys.button("Umumkan jawaban")
    expect(page.locator("[data-error-summary]")).to_be_focused()
    keys.link("Jawaban resmi")
    keys.write("Pada triwulan kedua 2028.")
    keys.button("Umumkan jawaban")
    expect(page.get_by_role("heading", level=1)).not_to_contain_text("Pertanyaan tentang")
    question.refresh_from_db()
    assert question.answer == "Pada triwulan kedua 2028."


def test_answer_is_rated(sit_down, town):
    proposal = town.proposals["own rejected"]
    page, keys = sit_down("pengusul", f"/aspirasi/{proposal.number}/", width=PHONE)
    keys.skip()
    keys.go_to(page.get_by_label("Ya", exact=True))
    keys.press("Space", "ArrowDown")
    expect(page.get_by_label("Tidak", exact=True)).to_be_checked()
    keys.field("Yang ingin Anda sampaikan", "Alasannya sulit dipahami.")
    keys.button("Kirim penilaian")
    expect(page.get_by_role("button", name="Ubah penilaian")).to_be_visible()
    said = Feedback.objects.get(proposal=proposal)
    assert (said.helped, said.line) == (False, "Alasannya sulit dipahami.")


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_support_is_given_for_an_organisation_and_taken_back(sit_down, town, width):
    proposal, person = town.proposals["accepted"], town.people["pengusul"]
    page, keys = sit_down("pengusul", f"/aspirasi/{proposal.number}/", width=width)
    keys.skip()
    keys.go_to(page.get_by_label("Saya mendukung"))
    page.keyboard.type("atas nama Kom")
    keys.button("Dukung usulan ini")
    expect(page.get_by_text("termasuk Anda")).to_be_visible()
    given = Support.objects.get(proposal=proposal, user=person)
    assert given.organization == person.memberships.get().organization
    expect(page.locator("#panel-dukungan :focus")).to_have_text("Batalkan dukungan")
    keys.press("Enter")
    expect(page.get_by_text("termasuk Anda")).to_have_count(0)
    assert not Support.objects.filter(proposal=proposal, user=person).exists()


def test_review_is_asked_for(sit_down, town):
    proposal = town.proposals["own rejected"]
    page, keys = sit_down("pengusul", f"/aspirasi/{proposal.number}/", width=PHONE)
    keys.skip()
    keys.link("Ajukan peninjauan ulang")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ajukan peninjauan ulang")
    keys.skip()
    keys.button("Ajukan peninjauan ulang")
    expect(page.locator("[data-error-summary]")).to_be_focused()
    keys.link("Mengapa hasil ini perlu ditinjau ulang?")
    keys.write("Tiang di tepi jalan sudah berdiri.")
    keys.button("Ajukan peninjauan ulang")
    expect(page.get_by_text("Peninjauan ulang sudah diajukan.")).to_be_visible()
    proposal.refresh_from_db()
    assert (proposal.status, proposal.events.last().step) == ("verified", "ask_review")


def test_list_is_imported(sit_down):
    create_places()
    page, keys = sit_down("sekretariat", "/kerja/usulan/impor/", width=DESKTOP)
    keys.skip()
    keys.go_to(page.get_by_label("Musrenbang"))
    keys.press("Space")
    keys.field("Dasar", "Surat Bappeda Nomor 12")
    keys.go_to(page.get_by_label("Berkas daftar usulan"))
    with page.expect_file_chooser() as chooser:
        keys.press("Space")
    file = {"name": "musrenbang.xlsx", "mimeType": XLSX, "buffer": raw_of(table(FIRST, SECOND))}
    chooser.value.set_files(file)
    keys.button("Baca berkas")
    expect(page.get_by_role("heading", level=1)).to_have_text("Kolom mana berisi apa?")
    keys.skip()
    keys.button("Periksa isinya")
    expect(page.get_by_role("heading", level=1)).to_have_text("Periksa sebelum diimpor")
    keys.skip()
    keys.button("Impor 2 usulan")
    expect(page.locator("main")).to_contain_text("2 usulan baru")
    entered = Proposal.objects.filter(external_number__in=("M-1", "M-2"))
    assert [(one.status, one.source) for one in entered] == [("submitted", "musrenbang")] * 2


def test_many_are_forwarded(sit_down, town):
    chosen = [town.proposals["submitted"], town.proposals["late"]]
    page, keys = sit_down("verifikator", "/kerja/usulan/teruskan/", width=DESKTOP)
    keys.skip()
    for box in page.get_by_role("checkbox").all():
        if any(box.get_attribute("id") == f"pilih-{one.pk}" for one in chosen):
            keys.go_to(box)
            keys.press("Space")
    keys.button("Pilih instansi tujuan")
    expect(page.get_by_role("heading", level=1)).to_have_text("Kepada siapa, dan mengapa?")
    keys.skip()
    keys.go_to(page.get_by_label("Instansi tujuan"))
    page.keyboard.type("Institut")
    keys.field("Alasan", "Kewenangan perguruan tinggi itu.")
    keys.button("Periksa sekali lagi")
    expect(page.get_by_role("heading", level=1)).to_have_text("Teruskan 2 usulan?")
    keys.skip()
    keys.button("Teruskan 2 usulan")
    expect(page.get_by_role("heading", level=1)).to_have_text("2 usulan diteruskan")
    for proposal in chosen:
        proposal.refresh_from_db()
        office = proposal.forwarded_to.name
        assert (proposal.status, office) == ("forwarded", "Institut Teknologi Kalimantan")
