"""The verification page is honest: what is genuine, who signed it and how, and what is not known."""

import hashlib

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from meetings.minutes_writing import replace_minutes
from reports.minutes.making import finalise_minutes
from reports.minutes.sealing import next_electronic, sign_electronically
from reports.signing.pkcs12 import Pkcs12Signer
from tests.factories.minutes import MinutesFileFactory
from tests.reports.minutes.conftest import PASSPHRASE, certificate

pytestmark = pytest.mark.django_db
HOME = "/verifikasi/"


def page(minutes) -> str:
    return reverse("reports:verify", args=[minutes.code])


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def content_of(file) -> bytes:
    with file.file.open("rb") as opened:
        return opened.read()


def compared(client, content: bytes, address: str = HOME, name: str = "saya.pdf") -> str:
    return text_of(client.post(address, {"file": SimpleUploadedFile(name, content)}))


def sign(final, actor):
    signer = Pkcs12Signer(certificate("RAHMAT HIDAYAT"), PASSPHRASE)
    return sign_electronically(next_electronic(final), actor=actor, signer=signer)


def test_unsigned_is_genuine_and_said_to_be_unsigned(final, client):
    text = text_of(client.get(page(final)))
    assert "Asli, tetapi belum ditandatangani" in text
    assert "Unduh versi publik" in text
    assert "081234567890" not in text


def test_l03_signed_in_part_names_who_how_and_when(final, client, sekretariat):
    sign(final, sekretariat)
    text = text_of(client.get(page(final)))
    assert "1 dari 2 penanda tangan" in text
    assert "nomor seri 4711" in text
    assert "Tanda tangan elektronik" in text


def test_who_signs_for_the_participants_is_told_by_the_organisation(final, client):
    final.signatories.filter(kind="peserta").update(signed_at=timezone.now(), certificate="CN=SITI STATISTIK")
    text = text_of(client.get(page(final)))
    assert "Dr. Rahmat Hidayat, M.Si." in text
    assert "BPS Kota" in text
    assert "siti statistik" not in text.lower()


def test_signed_by_all(final, client):
    final.signatories.update(signed_at=timezone.now())
    assert "Asli dan sudah ditandatangani" in text_of(client.get(page(final)))


def test_unknown_code_and_draft_are_not_known(draft, client):
    for code in ("TIDAKADA22", draft.code):
        answer = client.get(reverse("reports:verify", args=[code]))
        assert answer.status_code == 404
        assert "Kode tidak dikenal" in text_of(answer)


def test_code_is_typed_in_any_case(final, client):
    answer = client.get(HOME, {"kode": f" {final.code.lower()} "})
    assert answer.headers["Location"] == page(final)
    assert "Kode terdiri atas" in text_of(client.get(HOME, {"kode": "a"}))


@pytest.mark.parametrize("kind", ["naskah", "publik", "elektronik"])
def test_l03_each_file_is_known_by_its_hash(final, client, sekretariat, kind):
    sign(final, sekretariat)
    text = compared(client, content_of(final.files.get(kind=kind)))
    assert "Berkas asli dan utuh" in text
    assert ("RAHMAT HIDAYAT" in text) is (kind == "elektronik")


def test_l03_one_changed_byte_makes_it_another_file(final, client, sekretariat):
    signed = bytearray(content_of(sign(final, sekretariat)))
    signed[3000] ^= 1
    assert "Isi berkas berubah setelah ditandatangani" in compared(client, bytes(signed))
    text = bytearray(content_of(final.files.get(kind="naskah")))
    text[3000] ^= 1
    assert "Berkas tidak dikenal" in compared(client, bytes(text))


def test_file_of_another_document_is_named_so(final, client, sekretariat):
    other = replace_minutes(final, actor=sekretariat, reason="Salah tempat")
    other.number = "2"
    other.save()
    finalise_minutes(other, actor=sekretariat)
    text = compared(client, content_of(final.files.get(kind="naskah")), page(other))
    assert "Asli, tetapi dokumen lain" in text
    assert "Dokumen ini sudah diganti" in text_of(client.get(page(final)))


def test_scan_is_known_and_counts_as_the_text(final, client):
    file = MinutesFileFactory(minutes=final, kind="pindaian", is_text=True)
    assert file.sha256 in text_of(client.get(page(final)))
    assert "Yang berlaku naskah pada pindaian" in text_of(client.get(page(final)))
    assert "Unduh versi publik" not in text_of(client.get(page(final)))
    assert client.get(reverse("reports:minutes_public", args=[2028])).status_code == 404


def test_nothing_is_stored_of_a_compared_file(final, client, settings):
    from pathlib import Path

    before = sorted(Path(settings.MEDIA_ROOT).rglob("*"))
    compared(client, b"%PDF-1.7 apa saja")
    compared(client, b"gambar", name="foto.jpg")
    assert sorted(Path(settings.MEDIA_ROOT).rglob("*")) == before


def test_empty_and_missing_file_are_said(client, db):
    assert "Pilih berkasnya." in text_of(client.post(HOME, {}))


def test_too_large_a_file_is_refused(client, db, settings):
    settings.UPLOAD_MAX_BYTES = 10
    assert "terlalu besar" in compared(client, b"0" * 11)


def test_trusted_issuers_are_named(final, client, sekretariat, settings, tmp_path):
    from cryptography.hazmat.primitives.serialization import Encoding, pkcs12

    roots = tmp_path / "penerbit.pem"
    own = certificate("RAHMAT HIDAYAT")
    _key, owner, _more = pkcs12.load_key_and_certificates(own, PASSPHRASE.encode())
    roots.write_bytes(owner.public_bytes(Encoding.PEM))
    settings.SIGNING_TRUST_ROOTS = str(roots)
    signer = Pkcs12Signer(own, PASSPHRASE)
    file = sign_electronically(next_electronic(final), actor=sekretariat, signer=signer)
    assert "ada pada daftar yang dipercaya" in compared(client, content_of(file))


def test_text_edited_elsewhere_is_told_truthfully_everywhere(final, client, sekretariat):
    final.signatories.update(signed_at=timezone.now())
    scan = MinutesFileFactory(
        minutes=final, kind="pindaian", is_text=True, file=ContentFile(b"pindaian", name="pindaian.pdf"),
        sha256=hashlib.sha256(b"pindaian").hexdigest(),
    )  # fmt: skip
    text = text_of(client.get(page(final)))
    assert "ditandatangani di atas kertas oleh semua penanda tangan" in text
    assert "Naskah ini dibuat di portal" not in text
    assert "Bukan naskah yang berlaku" in compared(client, content_of(final.files.get(kind="naskah")))
    assert "Bukan naskah yang berlaku" not in compared(client, content_of(scan))
    told = text_of(client.get("/forum/2028/"))
    assert "disunting di luar portal dan ditandatangani di atas kertas" in told
    assert "berita-acara.pdf" not in told


def test_without_signatures_the_scan_is_not_called_made_here(final, client):
    MinutesFileFactory(minutes=final, kind="pindaian", is_text=True)
    text = text_of(client.get(page(final)))
    assert "Tercatat, tetapi belum ada tanda tangan yang dicatat" in text
    assert "dibuat di portal" not in text


def test_what_the_scanner_holds_is_not_known(final, client):
    MinutesFileFactory(
        minutes=final, kind="pindaian", scan="held", sha256=hashlib.sha256(b"pindaian").hexdigest()
    )
    assert "Berkas tidak dikenal" in compared(client, b"pindaian")


def test_replaced_file_is_said_to_be_so_without_a_code_too(final, client, sekretariat):
    other = replace_minutes(final, actor=sekretariat, reason="Salah tempat")
    other.number = "2"
    other.save()
    finalise_minutes(other, actor=sekretariat)
    assert "Dokumen ini sudah diganti" in compared(client, content_of(final.files.get(kind="naskah")))
