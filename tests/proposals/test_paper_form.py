"""Formulir usulan (kosong), the receipt on paper, and no NIK in what the secretariat writes down."""

import pytest
from django.urls import reverse

from proposals.intake import record_proposal
from proposals.models import Proposal
from proposals.workflow import StepRefused
from tests.factories.proposals import ProposalFactory
from tests.factories.stakeholders import HostFactory, KelurahanFactory

pytestmark = pytest.mark.django_db

FORM = reverse("proposals:paper_form")
RECORD = reverse("proposals:record")
NIK = "6471052304900001"


@pytest.fixture
def secretary(logged_in, sekretariat, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    return logged_in(sekretariat)


def typed(**more) -> dict:
    place = KelurahanFactory()
    return {
        "source": "lisan", "source_basis": "Disampaikan di loket", "contact_name": "Ibu Siti", "kelurahan": place.pk,
        "title": "Wi-Fi di dermaga", "problem": "Belum ada internet.", "request": "Satu titik Wi-Fi.",
    } | more  # fmt: skip


def test_empty_form_says_where_it_is_handed_in(client, forum):
    host = HostFactory().organization
    text = client.get(FORM).content.decode()
    assert host.name in text
    assert "Renja 2028" in text
    assert '<svg viewBox="0 0 ' in text
    assert "style=" not in text


@pytest.mark.parametrize("path", [reverse("proposals:new"), RECORD])
def test_empty_form_is_reached_from_where_one_writes(secretary, forum, path):
    assert FORM in secretary.get(path).content.decode()


def test_receipt_on_paper_leads_to_the_tracking_page(secretary, forum):
    proposal = ProposalFactory(forum=forum, source="surat", source_basis="Surat 1")
    text = secretary.get(reverse("proposals:recorded", args=[proposal.number])).content.decode()
    assert 'aria-label="Kode QR halaman usulan"><svg' in text


@pytest.mark.parametrize(
    "field", ["title", "problem", "request", "beneficiaries", "contribution", "source_basis"]
)
def test_nik_is_not_recorded_where_the_public_reads(secretary, forum, field):
    answer = secretary.post(RECORD, typed(**{field: f"Atas nama {NIK}"}))
    assert "Hapus NIK dari isian ini" in answer.content.decode()
    assert not Proposal.objects.exists()


def test_telephone_is_recorded_where_that_is_meant(secretary, forum):
    given = typed(problem="Hubungi 0812 3456 7890.")
    text = secretary.post(RECORD, given).content.decode()
    assert "Tetap catat; nomor telepon" in text
    assert "akan terbaca publik pada isian: Permasalahan" in text
    assert not Proposal.objects.exists()
    assert secretary.post(RECORD, given | {"keeps_contacts": "on"}).status_code == 302
    assert Proposal.objects.get().status == "submitted"


def test_question_is_asked_only_where_there_is_something_to_ask(secretary, forum):
    assert "Tetap catat" not in secretary.get(RECORD).content.decode()


def test_no_way_around_the_form(forum, sekretariat):
    draft = ProposalFactory(forum=forum, draft=True, source="surat", problem=f"Atas nama {NIK}")
    with pytest.raises(StepRefused, match="NIK"):
        record_proposal(draft, actor=sekretariat, reason="Surat 1")
