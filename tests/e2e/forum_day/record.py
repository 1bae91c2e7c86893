"""What follows the session: the record, its signatures, the head who approves, and what the public reads meanwhile."""

import re

from playwright.sync_api import Page, expect
from pypdf import PdfReader

from jobs.worker import Worker
from meetings.models import MinutesFile
from proposals.models import Decision, Proposal
from tests.corpus.pdfs import make_pdf
from tests.e2e.city import YEAR
from tests.e2e.forum_day.prepared import PRESENT, PROMISE, REASON, SPOKEN, Day, facts, follow, press

RECORD = f"/kerja/forum/{YEAR}/berita-acara/"
PUBLIC_RECORD = f"/forum/{YEAR}/berita-acara.pdf"
APPROVAL = "/kerja/pengesahan/"
APPROVE = re.compile("^Sahkan (dan umumkan|bersama berita acara final)$")
WAITS = "Menunggu pengesahan hasil"


def record_is_complete(secretary: Page, day: Day, sign_in, look) -> None:
    """It is not among the pages of mode sidang; who signs in again finds it written, but for its number and date."""
    secretary.goto(RECORD)
    expect(secretary.get_by_text("karena 30 menit tidak dipakai")).to_be_visible()
    sign_in(secretary, day.city.sekretariat)
    secretary.goto(RECORD)
    look(secretary)
    annexes = facts(secretary.locator("section.card", has=secretary.locator("#lampiran")))
    assert annexes == {
        "Hadir": "5", "Disetujui": "3", "Belum diakomodasi": "1", "Cadangan": "1", "Sidang kelompok": "1",
        "Kesepakatan": "1", "Foto": "0",
    }  # fmt: skip
    missing = secretary.locator(".notice", has_text="Sebelum dijadikan final").get_by_role("listitem")
    expect(missing).to_have_text(
        [re.compile("^Nomor belum diisi"), re.compile("^Tanggal naskah belum diisi")]
    )
    follow(secretary, "Ubah nomor dan tanggal")
    secretary.locator("#id_number").fill("000.7/12/Diskominfo")
    secretary.locator("#id_dated").fill(day.city.forum.held_on.isoformat())
    press(secretary, "Simpan nomor dan tanggal")
    expect(secretary.get_by_text("Naskah lengkap dan dapat dijadikan final.")).to_be_visible()


def record_becomes_final(secretary: Page, day: Day, look) -> None:
    follow(secretary, "Jadikan final")
    look(secretary)
    press(secretary, "Ya, jadikan final")
    Worker().run_once()
    secretary.goto(RECORD)
    expect(secretary.get_by_text("Sebagian hasil di dalamnya belum disahkan pimpinan.")).to_be_visible()
    look(secretary)
    files = dict(day.minutes.files.values_list("kind", "file"))
    assert set(files) == {MinutesFile.Kind.TEXT, MinutesFile.Kind.PUBLIC}
    text = text_of(day, MinutesFile.Kind.TEXT)
    numbers = [proposal.number for proposal in Proposal.objects.all()]
    for wanted in (*numbers, *PRESENT, PROMISE, REASON, SPOKEN, "000.7/12/Diskominfo"):
        assert wanted.replace(" ", "") in text, wanted


def text_of(day: Day, kind: str) -> str:
    """Without spaces, because lines break anywhere."""
    with day.minutes.files.get(kind=kind).file.open("rb") as opened:
        return "".join("".join(sheet.extract_text() for sheet in PdfReader(opened).pages).split())


def record_is_signed_on_paper(secretary: Page, day: Day, look) -> None:
    """One thinks of a certificate first; in the end all sign the printed text, and its scan is kept."""
    follow(secretary, "Tanda tangani")
    look(secretary)
    secretary.get_by_role("button", name="Ganti ke elektronik").first.click()
    secretary.get_by_role("button", name="Ganti ke tanda tangan basah").click()
    expect(secretary.get_by_role("button", name="Ganti ke tanda tangan basah")).to_have_count(0)
    follow(secretary, "Unggah pindaian")
    scan = {"name": "pindaian.pdf", "mimeType": "application/pdf", "buffer": make_pdf(pages=3)}
    secretary.get_by_label("Pindaian", exact=True).set_input_files(scan)
    group = secretary.get_by_role("group", name="Yang menandatangani di atas kertas")
    for box in group.get_by_role("checkbox").all():
        box.check()
    look(secretary)
    press(secretary, "Simpan pindaian")
    expect(secretary.get_by_text("Belum menandatangani")).to_have_count(0)
    assert day.minutes.signatories.count() == 4  # the chair, and one of each office that came


def nothing_is_told(citizen: Page, day: Day) -> None:
    """That something was decided is no secret; what, is read nowhere."""
    for proposal in day.proposals[:2]:
        citizen.goto(f"/aspirasi/{proposal.number}/")
        expect(citizen.get_by_text(WAITS).first).to_be_visible()
        said = citizen.content()
        for hidden in (REASON, "Disepakati dalam", "Diterima dengan perubahan"):
            assert hidden not in said, hidden
    citizen.goto(f"/forum/{YEAR}/")
    expect(citizen.get_by_role("link", name="Berita acara forum")).to_have_count(0)
    assert citizen.request.get(PUBLIC_RECORD).status == 404


def head_approves_all_but_one(head: Page, day: Day, sign_in, look) -> None:
    sign_in(head, day.city.pimpinan)
    head.goto(APPROVAL)
    look(head)
    head.get_by_role("checkbox", name=f"Sahkan {day.proposals[1].number}").uncheck()
    press(head, "Sahkan dan umumkan semua, kecuali yang dilepas")
    expect(head.get_by_text("1 hasil Anda lepas dan tetap menunggu.")).to_be_visible()
    look(head)
    head.get_by_role("button", name=APPROVE).click()
    look(head)
    assert Decision.objects.pending().get().proposal == day.proposals[1]


def results_are_read_but_the_last(citizen: Page, day: Day, look) -> None:
    """The berita acara tells all of them, so it waits for the last."""
    first, second = day.proposals[:2]
    citizen.goto(f"/aspirasi/{first.number}/")
    expect(citizen.get_by_text("Diterima dengan perubahan").first).to_be_visible()
    expect(citizen.get_by_text(REASON).first).to_be_visible()
    look(citizen)
    citizen.goto(f"/aspirasi/{second.number}/")
    expect(citizen.get_by_text(WAITS).first).to_be_visible()
    assert citizen.request.get(PUBLIC_RECORD).status == 404


def head_approves_the_rest(head: Page) -> None:
    head.goto(APPROVAL)
    press(head, "Sahkan dan umumkan semua, kecuali yang dilepas")
    head.get_by_role("button", name=APPROVE).click()
    assert not Decision.objects.pending().exists()


def record_can_be_verified(citizen: Page, day: Day, look, *, is_public: bool) -> None:
    """Who signed and how; the text itself once every result in it may be read."""
    citizen.goto(f"/verifikasi/{day.minutes.code}/")
    expect(citizen.get_by_text("Asli dan sudah ditandatangani")).to_be_visible()
    expect(citizen.get_by_text("Tanda tangan basah").first).to_be_visible()
    look(citizen)
    link = citizen.get_by_role("link", name="Unduh versi publik (PDF)")
    if not is_public:
        expect(link).to_have_count(0)
        return
    assert citizen.request.get(link.get_attribute("href")).status == 200
    text = text_of(day, MinutesFile.Kind.PUBLIC)
    assert day.proposals[1].number in text
    assert "WatiLestari" not in text
