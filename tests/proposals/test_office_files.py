"""DOCX and XLSX: from organisations and the secretariat, not from citizens; handed out as harmless downloads."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from proposals.attachments import kinds_taken
from proposals.models import Proposal
from tests.corpus.packages import docx_with, make_docx, make_xlsx
from tests.factories.accounts import UserFactory
from tests.factories.proposals import ProposalFactory
from tests.proposals.test_staff_recording import RECORD, typed  # noqa: F401 (a fixture)

pytestmark = pytest.mark.django_db
MACRO = docx_with({"word/vbaProject.bin": b"\xd0\xcf"})


def page(draft) -> str:
    return reverse("proposals:draft", args=[draft.key, "lampiran"])


def send(client, draft, name: str, content: bytes):
    return client.post(page(draft), {"files": [SimpleUploadedFile(name, content)], "unggah": "1"})


@pytest.fixture
def of_organization(forum, pengusul) -> Proposal:
    organization = pengusul.memberships.get().organization
    return ProposalFactory(forum=forum, proposer=pengusul, organization=organization, draft=True)


@pytest.fixture
def of_citizen(forum, pengusul) -> Proposal:
    return ProposalFactory(forum=forum, proposer=pengusul, draft=True)


@pytest.mark.parametrize(("name", "content"), [("rab.xlsx", make_xlsx()), ("surat.docx", make_docx())])
def test_organisation_attaches_word_and_excel(logged_in, of_organization, pengusul, name, content):
    client = logged_in(pengusul)
    assert (
        "PDF, JPG, PNG, DOCX, atau XLSX; paling besar 10 MB"
        in client.get(page(of_organization)).content.decode()
    )
    assert send(client, of_organization, name, content).status_code == 302
    stored = of_organization.attachments.get()
    assert (stored.original_name, stored.file.read()) == (name, content)
    assert f"{stored.kind}, " in client.get(page(of_organization)).content.decode()


def test_citizen_is_told_what_is_taken(logged_in, of_citizen, pengusul):
    client = logged_in(pengusul)
    text = client.get(page(of_citizen)).content.decode()
    assert "PDF, JPG, atau PNG; paling besar 10 MB" in text
    assert "docx" not in text
    answer = send(client, of_citizen, "surat.docx", make_docx()).content.decode()
    assert "Unggah berkas berjenis PDF, JPG, atau PNG." in answer
    assert not of_citizen.attachments.exists()


def test_refusal_says_why_and_how_to_mend_it(logged_in, of_organization, pengusul):
    answer = send(logged_in(pengusul), of_organization, "surat.docx", MACRO).content.decode()
    assert "Berkas “surat.docx” tidak dapat diterima: berkas memuat makro." in answer
    assert "unggah sebagai PDF" in answer


def test_public_downloads_it_with_its_kind_and_size(logged_in, client, forum, pengusul):
    organization = pengusul.memberships.get().organization
    proposal = ProposalFactory(forum=forum, proposer=pengusul, organization=organization, returned=True)
    send(logged_in(pengusul), proposal, "rab.xlsx", make_xlsx())
    client.logout()
    text = client.get(reverse("proposals:detail", args=[proposal.number])).content.decode()
    assert "rab.xlsx</a>" in text
    assert "XLSX, " in text
    answer = client.get(reverse("proposals:attachment", args=[proposal.attachments.get().key]))
    assert answer["Content-Type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert answer["Content-Disposition"] == 'attachment; filename="rab.xlsx"'
    answer.close()


def test_secretariat_records_with_word_and_excel(logged_in, forum, sekretariat, typed):  # noqa: F811
    client = logged_in(sekretariat)
    assert "PDF, JPG, PNG, DOCX, atau XLSX" in client.get(RECORD).content.decode()
    files = [SimpleUploadedFile("surat.docx", make_docx()), SimpleUploadedFile("rab.xlsx", make_xlsx())]
    client.post(RECORD, typed | {"files": files})
    proposal = Proposal.objects.get(recorded_by=sekretariat)
    assert [file.kind for file in proposal.attachments.all()] == ["DOCX", "XLSX"]


def test_secretariat_is_refused_a_macro_too(logged_in, forum, sekretariat, typed):  # noqa: F811
    sent = typed | {"files": [SimpleUploadedFile("surat.docx", MACRO)]}
    assert "memuat makro" in logged_in(sekretariat).post(RECORD, sent).content.decode()
    assert not Proposal.objects.filter(recorded_by=sekretariat).exists()


def test_kinds_follow_the_proposal_not_the_person(of_organization, of_citizen):
    assert "docx" in kinds_taken(of_organization)
    assert "docx" not in kinds_taken(of_citizen)
    assert "docx" in kinds_taken(Proposal(recorded_by=UserFactory()))
