"""The signed copy is what everybody is handed, byte for byte; the verification page is honest about each document."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from renja.models import Renja
from reports.models import PlanSigning
from reports.plan_signing.sealing import accept_scan, sign_plan
from tests.factories.plan_signing import DocumentFactory, PlanSigningFactory, SignedPlanFactory
from tests.factories.renja import LineFactory, RevisionFactory
from tests.reports.plan_signing.conftest import bytes_of, signer_of, spoil

pytestmark = pytest.mark.django_db
PUBLIC = "/renja/2028/renja.pdf"


@pytest.fixture
def signed(signing, pimpinan):
    """With a certificate; `signed.signing` is fresh."""
    copy = sign_plan(signing, actor=pimpinan, signer=signer_of())
    copy.signing.refresh_from_db()
    return copy


def handed_out(client) -> bytes:
    return b"".join(client.get(PUBLIC).streaming_content)


def verified(client, document, content: bytes | None = None) -> str:
    address = reverse("reports:verify", args=[document.code])
    sent = {"file": SimpleUploadedFile("saya.pdf", content)} if content is not None else None
    answer = client.post(address, sent) if sent else client.get(address)
    return " ".join(answer.content.decode().split())


def test_everybody_is_handed_the_signed_bytes_from_then_on(client, signed):
    stored = bytes_of(signed)
    assert hashlib.sha256(stored).hexdigest() == signed.sha256
    Renja.objects.update(stage="perubahan")
    DocumentFactory(renja=signed.signing.revision.renja, stage="perubahan", content=b"%PDF rancangan")
    assert handed_out(client) == stored
    assert "ditandatangani" in client.get("/renja/2028/").content.decode()


def test_later_act_ends_it(client, signed):
    renja = signed.signing.revision.renja
    RevisionFactory(renja=renja, number=2, settled=True, stage="perubahan_ditetapkan")
    newest = DocumentFactory(renja=renja, stage="perubahan_ditetapkan", content=b"%PDF perubahan")
    assert handed_out(client) == b"%PDF perubahan"
    text = verified(client, signed.signing.document)
    assert "Dokumen ini sudah diganti" in text
    assert newest.code in text
    assert "Asli dan sudah ditandatangani" in text


def test_signed_copy_waits_where_it_tells_what_was_withheld_since(client, signed):
    renja = signed.signing.revision.renja
    line = LineFactory(renja=renja, withheld_reason="Rincian persandian")
    assert client.get(PUBLIC).status_code == 404
    newest = DocumentFactory(renja=renja, masked_lines=[line.pk], content=b"%PDF tanpa rincian")
    assert handed_out(client) == bytes_of(newest)


def test_l03_one_flipped_byte_in_the_storage_is_noticed_everywhere(client, settings, signed, perencana):
    settings.SECOND_FACTOR_REQUIRED = False
    intact = bytes_of(signed)
    spoil(signed)
    assert client.get(PUBLIC).status_code == 404
    text = verified(client, signed.signing.document, intact)
    assert "Salinan di penyimpanan portal tidak lagi utuh" in text
    assert "Berkas asli dan utuh" in text
    client.force_login(perencana)
    page = reverse("reports:plan_signing", args=[2028, 1])
    assert "Salinan final di penyimpanan tidak lagi utuh" in client.get(page).content.decode()


def test_signed_plan_is_told_with_act_signer_and_certificate(client, signed):
    text = verified(client, signed.signing.document, bytes_of(signed))
    for told in (
        "Asli dan sudah ditandatangani", "Revisi 1, ditetapkan", "Keputusan Kepala Daerah Nomor 188.45/120/2027",
        "Dr. Rahmat Hidayat, M.Si.", "nomor seri 4711", "Berkas asli dan utuh", "Unduh naskah bertanda tangan",
    ):  # fmt: skip
        assert told in text
    changed = bytes_of(signed).replace(b"612", b"613", 1)
    assert "Isi berkas berubah setelah ditandatangani" in verified(client, signed.signing.document, changed)


def test_other_documents_lead_to_the_signed_one(client, signed):
    renja, code = signed.signing.revision.renja, signed.signing.document.code
    again, table = DocumentFactory(renja=renja), DocumentFactory(renja=renja, kind="renja_xlsx")
    assert f"/verifikasi/{code}/" in verified(client, again)
    text = verified(client, table)
    assert f"kode {code}" in text
    assert "sudah diganti" not in text
    change = DocumentFactory(renja=renja, stage="perubahan")
    assert "Asli, tetapi masih rancangan" in verified(client, change)


def test_accepted_scan_is_told_as_paper(client, signing, pimpinan):
    accept_scan(SignedPlanFactory(signing=signing), actor=pimpinan)
    text = verified(client, signing.document)
    assert "Tanda tangan basah" in text
    assert "diterima pimpinan sebagai naskah final" in text


def test_scan_that_waits_is_not_known(client, signing):
    copy = SignedPlanFactory(signing=signing)
    assert "Berkas tidak dikenal" in verified(client, signing.document, bytes_of(copy))


def test_what_is_asked_for_is_genuine_but_unsigned(client, signing):
    text = verified(client, signing.document)
    assert "Asli, tetapi belum ditandatangani" in text
    assert "Belum menandatangani" in text


def test_draft_says_that_it_is_one_until_it_is_overtaken(client, renja):
    Renja.objects.update(stage="rancangan")
    draft = DocumentFactory(renja=renja, stage="rancangan")
    assert "Asli, tetapi masih rancangan" in verified(client, draft)
    RevisionFactory(renja=renja, settled=True, frozen_at=timezone.now())
    text = verified(client, draft)
    assert "Rancangan ini tidak berlaku lagi" in text
    assert "masih rancangan" not in text


def test_signed_draft_is_not_handed_to_everybody(client, renja):
    Renja.objects.update(stage="rancangan_akhir")
    draft = RevisionFactory(renja=renja, stage="rancangan_akhir")
    copy = SignedPlanFactory(signing=PlanSigningFactory(revision=draft))
    PlanSigning.objects.update(final=copy, final_at=timezone.now())
    assert handed_out(client) == bytes_of(copy.signing.document)
