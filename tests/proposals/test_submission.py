"""Writing and sending: nothing typed is lost, one proposal comes out, only in time and only by its owner."""

import datetime
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from proposals.choices import Status
from proposals.models import Proposal
from tests.factories.accounts import UserFactory
from tests.factories.proposals import ProposalFactory
from tests.factories.stakeholders import KelurahanFactory, MembershipFactory

pytestmark = pytest.mark.django_db
NEW = reverse("proposals:new")
TRICKS = "<script>alert(1)</script>=1+1{{ 7|add:7 }}../../etc/passwd"


@pytest.fixture
def draft(forum, pengusul) -> Proposal:
    return ProposalFactory(forum=forum, proposer=pengusul, draft=True)


def page(draft, step: str) -> str:
    return reverse("proposals:draft", args=[draft.key, step])


def send(draft) -> str:
    return reverse("proposals:submit", args=[draft.key])


# Beginning


def test_anybody_reads_what_the_portal_is_for(client, forum):
    text = client.get(NEW).content.decode()
    assert "Musrenbang kelurahan" in text
    assert "SP4N-LAPOR!" in text


def test_pressing_begin_asks_strangers_to_sign_in(client, forum):
    answer = client.post(NEW)
    assert answer.status_code == 302
    assert answer.url.endswith(f"?next={NEW}")
    assert not Proposal.objects.exists()


def test_begin_makes_one_draft_with_the_contact_of_the_account(logged_in, forum):
    user = UserFactory(name="Siti", phone="081234567890")
    for _press in range(2):
        answer = logged_in(user).post(NEW, {"organization": "warga"})
    draft = Proposal.objects.get()
    assert answer.url == page(draft, "masalah")
    assert (draft.status, draft.proposer, draft.organization) == (Status.DRAFT, user, None)
    assert (draft.contact_name, draft.contact_phone, draft.contact_email) == (
        "Siti",
        "081234567890",
        user.email,
    )


def test_begin_for_an_organisation_of_mine_only(logged_in, forum, pengusul):
    own = pengusul.memberships.get().organization
    foreign = MembershipFactory().organization
    assert logged_in(pengusul).post(NEW, {"organization": foreign.pk}).status_code == 200
    assert not Proposal.objects.exists()
    logged_in(pengusul).post(NEW, {"organization": own.pk})
    assert Proposal.objects.get().organization == own


def test_begin_after_closing_says_when_it_closed(logged_in, forum, pengusul):
    forum.phases.update(
        opens_at=timezone.now() - datetime.timedelta(days=9),
        closes_at=timezone.now() - datetime.timedelta(days=1),
    )
    answer = logged_in(pengusul).post(NEW, {"organization": "warga"})
    assert "Penjaringan aspirasi ditutup" in answer.content.decode()
    assert not Proposal.objects.exists()


def test_begin_without_any_forum_is_no_error(client, db):
    assert "belum diumumkan" in client.get(NEW).content.decode()


# Pages


def test_save_and_go_on(logged_in, draft, pengusul):
    answer = logged_in(pengusul).post(
        page(draft, "masalah"), {"title": "Judul  baru\n", "problem": "Masalah"}
    )
    assert answer.url == page(draft, "usulan")
    draft.refresh_from_db()
    assert (draft.title, draft.problem) == ("Judul baru", "Masalah")


def test_save_incomplete_and_continue_later(logged_in, draft, pengusul):
    answer = logged_in(pengusul).post(
        page(draft, "masalah"), {"title": "", "problem": "Baru masalahnya", "nanti": "1"}
    )
    assert answer.url == reverse("proposals:mine")
    draft.refresh_from_db()
    assert (draft.title, draft.problem) == ("", "Baru masalahnya")


def test_invalid_text_stays_in_the_form_and_valid_fields_are_saved(logged_in, draft, pengusul):
    answer = logged_in(pengusul).post(
        page(draft, "usulan"), {"request": "Yang baru", "volume": "dua ratus", "volume_unit": "orang"}
    )
    text = answer.content.decode()
    assert text.count("dua ratus") >= 2  # in its field and in the message
    assert "<title>Kesalahan:" in text
    draft.refresh_from_db()
    assert (draft.request, draft.volume, draft.volume_unit) == ("Yang baru", None, "orang")


def test_place_can_be_the_whole_city(logged_in, draft, pengusul):
    data = {
        "is_citywide": "on",
        "contact_name": "Siti",
        "contact_phone": "0812 3456 7890",
        "beneficiary_count": "1.250",
    }
    assert logged_in(pengusul).post(page(draft, "lokasi"), data).status_code == 302
    draft.refresh_from_db()
    assert (draft.is_citywide, draft.kelurahan, draft.beneficiary_count) == (True, None, 1250)


def test_place_asks_for_kelurahan_and_one_way_to_answer(logged_in, draft, pengusul):
    answer = logged_in(pengusul).post(page(draft, "lokasi"), {"contact_name": "Siti"})
    assert set(answer.context["form"].errors) == {"kelurahan", "contact_phone"}


def test_kelurahan_are_grouped_by_kecamatan(logged_in, draft, pengusul):
    kelurahan = KelurahanFactory(kecamatan__name="Balikpapan Timur", name="Manggar Baru")
    text = logged_in(pengusul).get(page(draft, "lokasi")).content.decode()
    assert '<optgroup label="Balikpapan Timur">' in text
    assert f'<option value="{kelurahan.pk}">Manggar Baru</option>' in text


def test_autosave_keeps_what_is_valid_and_says_so(logged_in, draft, pengusul):
    answer = logged_in(pengusul).post(
        page(draft, "masalah"),
        {"title": "x" * 151, "problem": "Sedang diketik"},
        headers={"HX-Request": "true"},
    )
    assert "Tersimpan pukul" in answer.content.decode()
    draft.refresh_from_db()
    assert draft.problem == "Sedang diketik"
    assert draft.title != "x" * 151


def test_after_change_from_the_check_page_one_returns_there(logged_in, draft, pengusul):
    answer = logged_in(pengusul).post(page(draft, "masalah") + "?periksa", {"title": "A", "problem": "B"})
    assert answer.url == page(draft, "periksa")


def test_text_sent_after_the_session_ended_comes_back(client, draft, pengusul):
    typed = {"title": "Ditulis saat sesi berakhir", "problem": "Tidak hilang"}
    answer = client.post(page(draft, "masalah"), typed)
    assert answer.url.endswith(f"?next={page(draft, 'masalah')}")
    client.force_login(pengusul)
    text = client.get(page(draft, "masalah")).content.decode()
    assert "Ditulis saat sesi berakhir" in text
    assert "Tulisan Anda kami kembalikan" in text
    draft.refresh_from_db()
    assert draft.title != "Ditulis saat sesi berakhir"  # a GET saves nothing
    assert "Ditulis saat sesi berakhir" not in client.get(page(draft, "masalah")).content.decode()


def test_text_for_no_proposal_is_not_kept(client, db):
    answer = client.post(reverse("proposals:draft", args=[uuid.uuid4(), "masalah"]), {"title": "x"})
    assert answer.status_code == 302
    assert "kept_text" not in client.session


def test_autosave_without_session_says_how_to_go_on(client, draft):
    answer = client.post(page(draft, "masalah"), {"title": "x"}, headers={"HX-Request": "true"})
    assert "masuk kembali" in answer.content.decode()


@pytest.mark.parametrize("step", ["masalah", "usulan", "lokasi", "lampiran", "periksa", "kirim", "hapus"])
def test_foreign_drafts_do_not_exist(logged_in, draft, sekretariat, step):
    for stranger in (UserFactory(), sekretariat):
        address = page(draft, step)
        assert logged_in(stranger).get(address).status_code == 404
        assert logged_in(stranger).post(address, {"title": "x"}).status_code == 404


def test_unknown_steps_and_keys_do_not_exist(logged_in, draft, pengusul):
    assert logged_in(pengusul).get(page(draft, "entah")).status_code == 404
    assert (
        logged_in(pengusul).get(reverse("proposals:draft", args=[uuid.uuid4(), "masalah"])).status_code == 404
    )


def test_colleagues_continue_drafts_of_their_organisation(logged_in, forum, pengusul):
    organization = pengusul.memberships.get().organization
    colleague = MembershipFactory(organization=organization).user
    draft = ProposalFactory(forum=forum, draft=True, proposer=pengusul, organization=organization)
    assert logged_in(colleague).get(page(draft, "masalah")).status_code == 200


def test_fields_that_are_nobody_elses_to_set_stay(logged_in, draft, pengusul):
    logged_in(pengusul).post(
        page(draft, "masalah"),
        {"title": "A", "problem": "B", "status": "accepted", "number": "ASP-2028-9999", "organization": "1"},
    )
    draft.refresh_from_db()
    assert (draft.status, draft.number, draft.organization) == (Status.DRAFT, None, None)


@pytest.mark.parametrize(
    "field", ["title", "problem", "request", "contribution", "beneficiaries", "volume_unit"]
)
def test_tricks_come_out_as_text(logged_in, client, forum, pengusul, field):
    draft = ProposalFactory(forum=forum, proposer=pengusul, draft=True, **{field: TRICKS[:60]})
    check = logged_in(pengusul).get(page(draft, "periksa")).content.decode()
    logged_in(pengusul).post(send(draft))
    draft.refresh_from_db()
    detail = client.get(reverse("proposals:detail", args=[draft.number])).content.decode()
    listing = client.get(reverse("proposals:list")).content.decode()
    for text in (check, detail, listing):
        assert "<script>alert" not in text
    assert "{{ 7|add:7 }}" in check
