"""A question about a proposal from asking to its answer, and whether the answer helped; with and without scripts."""

import pytest
from playwright.sync_api import Page, expect

from proposals.models import Feedback, Question
from tests.e2e.browser import PHONE, assert_no_sideways_scroll
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
BOTH = pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "plain"])


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    assert_no_sideways_scroll(page)


@BOTH
def test_a_question_is_asked_answered_and_read_by_all(open_page, axe, town, javascript):
    address = f"/aspirasi/{town.proposals['homeless'].number}/"
    citizen = open_page(address, user=UserFactory(), width=PHONE, javascript=javascript)
    citizen.get_by_role("link", name="Tanya sekretariat").click()
    press(citizen, "Kirim pertanyaan")
    citizen.get_by_label("Apa yang ingin Anda tanyakan?").fill("Kapan dipasang? Telepon 0812 3456 7890.")
    press(citizen, "Kirim pertanyaan")
    citizen.get_by_label("Apa yang ingin Anda tanyakan?").fill("Kapan dipasang?")
    press(citizen, "Kirim pertanyaan")
    expect(citizen.get_by_text("Menunggu jawaban")).to_be_visible()
    staff = open_page("/kerja/", user=town.people["sekretariat"], width=PHONE, javascript=javascript)
    staff.get_by_role("link", name="Pertanyaan menunggu jawaban").click()
    staff.get_by_role("link", name="Kapan dipasang?", exact=True).click()
    staff.get_by_label("Jawaban resmi").fill("Pada triwulan kedua 2028.")
    press(staff, "Umumkan jawaban")
    assert Question.objects.get(text="Kapan dipasang?").is_answered
    stranger = open_page(address, width=PHONE, javascript=javascript)
    expect(stranger.get_by_text("Pada triwulan kedua 2028.")).to_be_visible()
    if javascript:
        axe(stranger)


@BOTH
def test_the_proposer_says_whether_the_answer_helped(open_page, axe, town, javascript):
    proposal = town.proposals["own rejected"]
    page = open_page(
        f"/aspirasi/{proposal.number}/", user=town.people["pengusul"], width=PHONE, javascript=javascript
    )
    expect(page.get_by_role("link", name="Pemberitahuan hasil (PDF)")).to_be_visible()
    page.get_by_label("Tidak", exact=True).check()
    page.get_by_label("Yang ingin Anda sampaikan").fill("Alasannya sulit dipahami.")
    press(page, "Kirim penilaian")
    press(page, "Ubah penilaian")
    if javascript:
        axe(page)
    said = Feedback.objects.get(proposal=proposal)
    assert (said.helped, said.line) == (False, "Alasannya sulit dipahami.")


@BOTH
def test_support_is_given_and_taken_back(open_page, town, javascript):
    proposal = town.proposals["accepted"]
    page = open_page(
        f"/aspirasi/{proposal.number}/", user=town.people["pengusul"], width=PHONE, javascript=javascript
    )
    name = town.people["pengusul"].memberships.get().organization.name
    page.get_by_label("Saya mendukung").select_option(label=f"atas nama {name}")
    press(page, "Dukung usulan ini")
    expect(page.get_by_text("termasuk Anda")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text=name).first).to_be_visible()
    press(page, "Batalkan dukungan")
    expect(page.get_by_role("button", name="Dukung usulan ini")).to_be_visible()
