"""Signing up for an organisation, from the form to the proposal that is sent in its name; with and without scripts."""

import re

import pytest
from playwright.sync_api import Page, expect

from proposals.models import Proposal
from stakeholders.models import MembershipRequest
from tests.e2e.browser import PHONE, assert_no_sideways_scroll
from tests.e2e.city import build_city
from tests.e2e.test_account_pages import mailed_code
from tests.factories.proposals import ProposalFactory
from tests.factories.stakeholders import HostMembershipFactory, OrganizationFactory

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    assert_no_sideways_scroll(page)


def begin(page: Page) -> None:
    page.get_by_label("Nama lengkap").fill("Siti Contoh")
    page.get_by_label("Surel").fill("siti@contoh.id")
    page.get_by_label("Anggota instansi, lembaga, atau komunitas").check()
    page.get_by_label("Nama lembaga").fill("pesisir")
    page.get_by_label("Saya sudah membaca").check()


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "plain"])
def test_member_signs_up_and_sends_a_proposal_in_the_name_of_the_organisation(open_page, javascript):
    city = build_city()
    organization = OrganizationFactory(name="Komunitas Pesisir")
    secretary = HostMembershipFactory().user
    page = open_page("/akun/daftar/", width=PHONE, javascript=javascript)
    begin(page)
    if not javascript:
        press(page, "Daftar dan kirim kode")
        expect(page).to_have_title(re.compile("^Kesalahan:"))
    page.get_by_label("Komunitas Pesisir").check()
    press(page, "Daftar dan kirim kode")
    page.get_by_label("Kode dari surel").fill(mailed_code())
    press(page, "Lanjutkan")

    request = MembershipRequest.objects.get(organization=organization)
    draft = ProposalFactory(draft=True, forum=city.forum, proposer=request.user, organization=organization)
    check = f"/aspirasi/draf/{draft.key}/periksa/"
    page.goto(check)
    expect(page.get_by_text("menunggu konfirmasi sekretariat")).to_be_visible()

    staff = open_page("/kerja/", user=secretary, width=PHONE, javascript=javascript)
    staff.get_by_role("link", name="Permintaan keanggotaan menunggu konfirmasi").click()
    staff.get_by_role("link", name="Komunitas Pesisir").click()
    press(staff, "Konfirmasi keanggotaan")
    expect(staff.get_by_text("Tidak ada yang menunggu")).to_be_visible()

    page.goto(check)
    press(page, "Kirim usulan")
    assert Proposal.objects.get(pk=draft.pk).number
