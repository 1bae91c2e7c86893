"""Catat usulan: one page, one proposal, a receipt; nothing typed is lost."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from forums.models import Activity
from proposals.choices import Source, Status
from proposals.models import Attachment, Proposal
from tests.factories.accounts import UserFactory
from tests.factories.forums import PhaseFactory
from tests.factories.proposals import EventFactory, ProposalFactory
from tests.factories.stakeholders import KelurahanFactory, OrganizationFactory
from tests.proposals.test_files import picture

pytestmark = pytest.mark.django_db
RECORD = reverse("proposals:record")


def receipt(proposal) -> str:
    return reverse("proposals:recorded", args=[proposal.number])


@pytest.fixture
def typed(db) -> dict:
    return {
        "submit_key": str(uuid.uuid4()),
        "source": "surat",
        "source_basis": "Surat Nomor 12/LPM/2026",
        "external_number": "",
        "contact_name": "Siti Aminah",
        "contact_phone": "0812 3456 7890",
        "title": "Titik Wi-Fi  di dermaga",
        "problem": "Sinyal lemah.",
        "request": "Pasang titik Wi-Fi.",
        "kelurahan": KelurahanFactory().pk,
        "volume": "1.250,5",
        "volume_unit": "titik",
        "estimated_cost": "Rp25.000.000",
        "beneficiary_count": "1.000",
    }


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("sekretariat", 200),
        ("verifikator", 403),
        ("perencana", 403),
        ("pimpinan", 403),
        ("admin_user", 403),
        ("pengusul", 403),
    ],
)
def test_recording_is_the_secretariats(logged_in, forum, request, role, status):
    visitor = logged_in(request.getfixturevalue(role))
    paper = ProposalFactory(forum=forum, returned=True, source=Source.SURAT)
    for address in (RECORD, receipt(paper), reverse("proposals:complete_recorded", args=[paper.number])):
        assert visitor.get(address).status_code == status


def test_strangers_are_asked_to_sign_in(client, forum):
    assert client.get(RECORD).status_code == 302


def test_record_gives_number_and_receipt(logged_in, forum, sekretariat, typed):
    answer = logged_in(sekretariat).post(RECORD, typed | {"files": [picture("surat.png")]}, follow=True)
    proposal = Proposal.objects.get()
    assert answer.redirect_chain == [(receipt(proposal), 302)]
    assert (proposal.number, proposal.title, proposal.volume, proposal.beneficiary_count) == (
        "ASP-2028-0001", "Titik Wi-Fi di dermaga", 1250.5, 1000,
    )  # fmt: skip
    text = answer.content.decode()
    for words in (
        "ASP-2028-0001",
        "Siti Aminah",
        "Surat Nomor 12/LPM/2026",
        "1 berkas",
        "Petugas penerima,",
        "data-print",
    ):
        assert words in text
    assert not Attachment.objects.get().is_public


def test_recorded_proposal_is_public_without_its_proposer(logged_in, client, forum, sekretariat, typed):
    logged_in(sekretariat).post(RECORD, typed)
    client.logout()
    text = client.get(reverse("proposals:detail", args=["ASP-2028-0001"])).content.decode()
    assert "Titik Wi-Fi di dermaga" in text
    assert "Dicatat oleh sekretariat" in text
    assert "Siti Aminah" not in text
    assert "0812 3456 7890" not in text


def test_the_same_form_sent_again_is_the_same_proposal(logged_in, forum, sekretariat, typed):
    visitor = logged_in(sekretariat)
    addresses = {visitor.post(RECORD, typed | {"external_number": "7"}).url for _press in range(3)}
    assert addresses == {receipt(Proposal.objects.get())}


def test_a_changed_form_with_the_same_key_says_that_it_was_not_kept(logged_in, forum, sekretariat, typed):
    visitor = logged_in(sekretariat)
    visitor.post(RECORD, typed)
    answer = visitor.post(RECORD, typed | {"title": "Judul lain"}, follow=True)
    assert "perubahan sesudahnya tidak disimpan" in answer.content.decode()
    assert Proposal.objects.get().title == "Titik Wi-Fi di dermaga"


def test_errors_lose_nothing_that_was_typed(logged_in, forum, sekretariat, typed):
    answer = logged_in(sekretariat).post(
        RECORD, typed | {"title": "", "source_basis": "", "volume": "banyak sekali"}
    )
    text = answer.content.decode()
    assert set(answer.context["form"].errors) == {"title", "source_basis", "volume"}
    for words in ("Siti Aminah", "Sinyal lemah.", "banyak sekali", "Rp25.000.000", typed["submit_key"]):
        assert words in text
    assert "<title>Kesalahan:" in text
    assert not Proposal.objects.exists()


def test_a_refused_file_keeps_the_text_and_asks_for_the_files_again(logged_in, forum, sekretariat, typed):
    bad = SimpleUploadedFile("surat.pdf", b"<script>bukan pdf")
    text = logged_in(sekretariat).post(RECORD, typed | {"files": [bad]}).content.decode()
    assert "Isi berkas “surat.pdf” bukan PDF" in text
    assert "pilih kembali berkas pindaiannya" in text
    assert "Sinyal lemah." in text
    assert not Proposal.objects.exists()


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"source": "portal"}, {"source"}),
        ({"source": ""}, {"source"}),
        ({"contact_name": ""}, {"contact_name"}),
        ({"contact_phone": "tidak ada"}, {"contact_phone"}),
        ({"contact_email": "bukan-surel"}, {"contact_email"}),
        ({"kelurahan": ""}, {"kelurahan"}),
        ({"kelurahan": "9" * 400}, {"kelurahan"}),
        ({"title": "x" * 151}, {"title"}),
        ({"title": "a\x00b"}, {"title"}),
        ({"beneficiary_count": "-1"}, {"beneficiary_count"}),
        ({"estimated_cost": "1e400"}, {"estimated_cost"}),
        ({"urusan": "entah"}, {"urusan"}),
    ],
)
def test_what_is_wrong_is_said_at_its_field(logged_in, forum, sekretariat, typed, changed, wrong):
    answer = logged_in(sekretariat).post(RECORD, typed | changed)
    assert set(answer.context["form"].errors) == wrong
    assert not Proposal.objects.exists()


def test_organisations_need_no_name_and_the_city_no_kelurahan(logged_in, forum, sekretariat, typed):
    organization = OrganizationFactory()
    changed = {"organization": organization.pk, "contact_name": "", "kelurahan": "", "is_citywide": "on"}
    logged_in(sekretariat).post(RECORD, typed | changed)
    proposal = Proposal.objects.get()
    assert (proposal.organization, proposal.kelurahan, proposal.is_citywide) == (organization, None, True)
    assert organization.name in logged_in(sekretariat).get(receipt(proposal)).content.decode()


def test_a_number_of_its_list_is_recorded_once(logged_in, forum, sekretariat, typed):
    visitor = logged_in(sekretariat)
    visitor.post(RECORD, typed | {"external_number": "MUS-7"})
    answer = visitor.post(RECORD, typed | {"external_number": "MUS-7", "submit_key": str(uuid.uuid4())})
    assert "sudah dicatat sebagai ASP-2028-0001" in answer.content.decode()
    other = {"external_number": "MUS-7", "source": "pokir", "submit_key": str(uuid.uuid4())}
    assert visitor.post(RECORD, typed | other).status_code == 302


def test_a_broken_key_is_a_new_key(logged_in, forum, sekretariat, typed):
    assert logged_in(sekretariat).post(RECORD, typed | {"submit_key": "bukan kunci"}).status_code == 302


def test_without_forum_the_page_says_why(logged_in, forum, sekretariat, typed):
    PhaseFactory(forum=forum, activities=[Activity.LOCK])
    visitor = logged_in(sekretariat)
    assert "sudah dikunci" in visitor.get(RECORD).content.decode()
    assert "sudah dikunci" in visitor.post(RECORD, typed).content.decode()
    assert not Proposal.objects.exists()


def test_receipts_are_for_paper_alone(logged_in, forum, sekretariat):
    assert logged_in(sekretariat).get(receipt(ProposalFactory(forum=forum))).status_code == 404


# Completing


@pytest.fixture
def returned(forum) -> Proposal:
    proposal = ProposalFactory(
        forum=forum, returned=True, proposer=None, source=Source.SURAT, source_basis="Surat Nomor 1"
    )
    EventFactory(
        proposal=proposal,
        step="return",
        title="Dikembalikan",
        reason="Sebutkan jumlahnya.",
        office="Bidang Aptika",
    )
    return proposal


def complete(proposal) -> str:
    return reverse("proposals:complete_recorded", args=[proposal.number])


def filled(proposal, **changed) -> dict:
    fields = ("source", "source_basis", "title", "problem", "request", "contact_name", "version")
    return {name: getattr(proposal, name) for name in fields} | {"kelurahan": proposal.kelurahan_id} | changed


def test_complete_shows_what_is_asked_and_sends_it_back(logged_in, returned, sekretariat):
    visitor = logged_in(sekretariat)
    assert "Sebutkan jumlahnya." in visitor.get(complete(returned)).content.decode()
    answer = visitor.post(complete(returned), filled(returned, request="Untuk 40 orang."))
    assert answer.url == reverse("proposals:verification_queue")
    returned.refresh_from_db()
    assert (returned.status, returned.request) == (Status.SUBMITTED, "Untuk 40 orang.")


def test_complete_keeps_errors_on_the_page(logged_in, returned, sekretariat):
    text = logged_in(sekretariat).post(complete(returned), filled(returned, title="")).content.decode()
    assert "Tulis judul usulannya." in text
    returned.refresh_from_db()
    assert returned.status == Status.RETURNED


def test_complete_after_somebody_else_shows_both_texts(logged_in, returned, sekretariat):
    stale = filled(returned, request="Tulisan saya.")
    Proposal.objects.filter(pk=returned.pk).update(request="Tulisan mereka.", version=returned.version + 1)
    answer = logged_in(sekretariat).post(complete(returned), stale)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Tulisan saya." in text
    assert "Tulisan mereka." in text
    assert (
        logged_in(sekretariat).post(complete(returned), stale | {"version": returned.version + 1}).status_code
        == 302
    )


def test_complete_of_what_went_on_says_so_and_keeps_the_text(logged_in, returned, sekretariat):
    stale = filled(returned, request="Tulisan saya.")
    Proposal.objects.filter(pk=returned.pk).update(status=Status.SUBMITTED, version=returned.version + 1)
    answer = logged_in(sekretariat).post(complete(returned), stale)
    assert answer.status_code == 409
    assert "Tulisan saya." in answer.content.decode()
    same_version = stale | {"version": returned.version + 1}
    assert "sudah berstatus" in logged_in(sekretariat).post(complete(returned), same_version).content.decode()


def test_complete_is_not_for_those_who_write_in_the_portal(logged_in, forum, sekretariat):
    portal = ProposalFactory(forum=forum, returned=True)
    assert logged_in(sekretariat).get(complete(portal)).status_code == 404
    assert logged_in(UserFactory()).get(complete(portal)).status_code == 403
