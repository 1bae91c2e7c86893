"""Signing: in order, each signature added to the same bytes, checked at once; and scans of what was signed on paper."""

import asyncio
import io
import json
import threading

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from audit.models import Entry
from meetings.minutes_writing import MinutesRefused, choose_means
from reports.minutes.sealing import keep_scan, next_electronic, sign_electronically
from reports.signing.apart import apart
from reports.signing.bsre import BsreSigner
from reports.signing.checking import all_hold, signatures_of
from reports.signing.pkcs12 import Pkcs12Signer, is_same_person
from reports.signing.places import place_of
from reports.signing.signer import SigningRefused
from tests.reports.minutes.conftest import DAY, PASSPHRASE, certificate
from tests.reports.minutes.fake_service import FakeService

pytestmark = pytest.mark.django_db


@pytest.fixture
def final(final):
    """Both sign electronically."""
    final.signatories.update(means="elektronik")
    return final


def signer_of(name: str) -> Pkcs12Signer:
    return Pkcs12Signer(certificate(name), PASSPHRASE)


def signed(minutes, actor, name: str):
    turn = next_electronic(minutes)
    return sign_electronically(turn, actor=actor, signer=signer_of(name))


def bytes_of(file) -> bytes:
    with file.file.open("rb") as opened:
        return opened.read()


def test_two_sign_one_after_the_other(final, sekretariat):
    text = bytes_of(final.files.get(kind="naskah"))
    first = bytes_of(signed(final, sekretariat, "RAHMAT HIDAYAT"))
    second = bytes_of(signed(final, sekretariat, "SITI STATISTIK"))
    assert first.startswith(text)
    assert second.startswith(first)
    found = signatures_of(second)
    assert [one.owner for one in found] == ["RAHMAT HIDAYAT", "SITI STATISTIK"]
    assert all(one.is_intact and one.is_trusted is None for one in found)
    assert [one.is_last for one in found] == [False, True]
    assert next_electronic(final) is None


def test_stamp_stands_on_the_page_of_the_signers(final, sekretariat):
    pdf = bytes_of(signed(final, sekretariat, "RAHMAT HIDAYAT"))
    place = place_of(pdf, "ttd-1")
    with pikepdf.open(io.BytesIO(pdf)) as document:
        boxes = [
            [float(side) for side in one["/Rect"]]
            for one in document.pages[place.page]["/Annots"]
            if one.get("/FT") == "/Sig"
        ]
    assert boxes == [pytest.approx(place.box, abs=1)]


def test_one_changed_byte_is_noticed(final, sekretariat):
    pdf = bytearray(bytes_of(signed(final, sekretariat, "RAHMAT HIDAYAT")))
    pdf[300] ^= 1
    assert not all_hold(bytes(pdf), count=1)


def test_something_added_after_signing_is_noticed(final, sekretariat):
    pdf = bytes_of(signed(final, sekretariat, "RAHMAT HIDAYAT"))
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.pages[0].rotate(90, relative=True)
        changed = io.BytesIO()
        document.save(changed)
    assert not all_hold(changed.getvalue(), count=1)


def test_nobody_signs_before_their_turn(final, sekretariat):
    last = final.signatories.last()
    with pytest.raises(MinutesRefused, match="giliran penanda tangan urutan 1"):
        sign_electronically(last, actor=sekretariat, signer=signer_of("SITI STATISTIK"))


def test_nobody_signs_twice(final, sekretariat):
    turn = next_electronic(final)
    signed(final, sekretariat, "RAHMAT HIDAYAT")
    turn.refresh_from_db()
    with pytest.raises(MinutesRefused, match="sudah menandatangani"):
        sign_electronically(turn, actor=sekretariat, signer=signer_of("RAHMAT HIDAYAT"))
    with pytest.raises(MinutesRefused, match="sudah menandatangani"):
        choose_means(turn, actor=sekretariat, means="basah")


def test_certificate_of_somebody_else_is_refused(final, sekretariat):
    with pytest.raises(SigningRefused, match="atas nama BUDI SANTOSO"):
        signed(final, sekretariat, "BUDI SANTOSO")
    assert not final.files.filter(kind="elektronik").exists()


def test_wrong_passphrase_is_refused():
    with pytest.raises(SigningRefused, match="kata sandi"):
        Pkcs12Signer(certificate("X"), "salah")


def test_file_that_is_no_certificate_is_refused():
    with pytest.raises(SigningRefused):
        Pkcs12Signer(b"bukan sertifikat", PASSPHRASE)


def test_certificate_that_is_over_is_refused():
    with pytest.raises(SigningRefused, match="berlaku"):
        Pkcs12Signer(certificate("X", since=30, days=5), PASSPHRASE)


def test_passphrase_is_written_nowhere(final, sekretariat):
    signed(final, sekretariat, "RAHMAT HIDAYAT")
    told = json.dumps(list(Entry.objects.values("action", "data", "reason")))
    assert PASSPHRASE not in told
    assert "RAHMAT" not in told


def test_stored_file_that_changed_is_not_signed(final, sekretariat):
    file = final.files.get(kind="naskah")
    with file.file.storage.open(file.file.name, "ab") as stored:
        stored.write(b"%tambahan")
    with pytest.raises(SigningRefused, match="tidak lagi sama"):
        signed(final, sekretariat, "RAHMAT HIDAYAT")


def test_head_may_sign_and_verifier_may_not(final, pimpinan, verifikator):
    with pytest.raises(MinutesRefused):
        signed(final, verifikator, "RAHMAT HIDAYAT")
    assert signed(final, pimpinan, "RAHMAT HIDAYAT").signatory.is_electronic


@pytest.mark.parametrize(
    ("owner", "name", "same"),
    [
        ("RAHMAT HIDAYAT", "Dr. Rahmat Hidayat, M.Si.", True),
        ("Hj. Siti", "SITI AMINAH", True),
        ("BUDI SANTOSO", "Dr. Rahmat Hidayat, M.Si.", False),
        ("Dr. X", "Dr. Y", False),
    ],
)
def test_names_are_compared_by_their_words(owner, name, same):
    assert is_same_person(owner, name) is same


# --- On paper ----------------------------------------------------------------------------------------


def blank_pdf(pages: int = 2) -> SimpleUploadedFile:
    written = io.BytesIO()
    with pikepdf.new() as document:
        for _n in range(pages):
            document.add_blank_page()
        document.save(written)
    return SimpleUploadedFile("pindaian.pdf", written.getvalue())


def test_scan_notes_who_signed_on_paper(final, sekretariat):
    first, second = final.signatories.all()
    signed(final, sekretariat, "RAHMAT HIDAYAT")
    file = keep_scan(final, blank_pdf(), actor=sekretariat, signed_on=DAY, signers=[first.pk, second.pk])
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.means, second.means) == ("elektronik", "basah")
    assert second.signed_at.date() == DAY
    assert (file.pages, file.is_text) == (2, False)


def test_scan_of_a_text_edited_elsewhere_makes_a_draft_final(draft, sekretariat):
    signer = draft.signatories.first()
    keep_scan(draft, blank_pdf(), actor=sekretariat, signed_on=DAY, signers=[signer.pk], is_text=True)
    draft.refresh_from_db()
    assert draft.is_final
    assert draft.files.get().is_text


def test_text_edited_elsewhere_leaves_signatures_under_the_portals_text_behind(final, sekretariat):
    """Whoever signed that electronically signs the other one on paper; who did so already need not do it twice."""
    first, second = final.signatories.all()
    signed(final, sekretariat, "RAHMAT HIDAYAT")
    keep_scan(final, blank_pdf(), actor=sekretariat, signed_on=DAY, signers=[second.pk], is_text=True)
    assert list(final.signatories.filter(signed_at=None, means="basah")) == [first]
    keep_scan(final, blank_pdf(), actor=sekretariat, signed_on=DAY, signers=[first.pk], is_text=True)
    assert not final.signatories.filter(signed_at=None).exists()


def test_scan_of_a_draft_needs_that_statement(draft, sekretariat):
    with pytest.raises(MinutesRefused, match="belum final"):
        keep_scan(draft, blank_pdf(), actor=sekretariat, signed_on=DAY, signers=[])


# --- By the national service -------------------------------------------------------------------------


@pytest.fixture
def service(settings):
    running = []

    def start(status: int = 200) -> FakeService:
        server = FakeService(signer_of("RAHMAT HIDAYAT"), status)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        running.append((server, thread))
        settings.BSRE_URL = f"http://127.0.0.1:{server.server_port}"
        settings.BSRE_USERNAME, settings.BSRE_PASSWORD = "portal", "rahasia"
        return server

    yield start
    for server, thread in running:
        server.shutdown()
        thread.join()
        server.server_close()


def test_service_signs_what_it_is_sent(final, sekretariat, service):
    server = service()
    signer = BsreSigner("1234567890123456", "frasa")
    file = sign_electronically(next_electronic(final), actor=sekretariat, signer=signer)
    assert file.signatory.name.startswith("Dr. Rahmat")
    assert server.told["nik"] == b"1234567890123456"
    assert server.told["login"].startswith("Basic ")


def test_what_the_service_refuses_is_said(final, sekretariat, service):
    service(status=400)
    with pytest.raises(SigningRefused, match="Passphrase salah"):
        sign_electronically(next_electronic(final), actor=sekretariat, signer=BsreSigner("1", "frasa"))


def test_service_that_is_away_changes_nothing(final, sekretariat, settings):
    settings.BSRE_URL = "http://127.0.0.1:9"
    with pytest.raises(SigningRefused, match="tidak dapat dihubungi"):
        sign_electronically(next_electronic(final), actor=sekretariat, signer=BsreSigner("1", "frasa"))
    assert not final.files.filter(kind="elektronik").exists()


def test_text_edited_elsewhere_is_signed_on_paper_alone(final, sekretariat, client):
    signer = final.signatories.get(order=1)
    keep_scan(final, blank_pdf(), actor=sekretariat, signed_on=DAY, signers=[], is_text=True)
    with pytest.raises(MinutesRefused, match="disunting di luar portal"):
        signed(final, sekretariat, "RAHMAT HIDAYAT")
    client.force_login(sekretariat)
    text = client.get("/kerja/forum/2028/berita-acara/tanda-tangan/").content.decode()
    assert "Tanda tangan elektronik tidak dapat dibubuhkan" in text
    assert "sedang disusun" not in text
    assert f"/{signer.pk}/" not in text


def test_work_apart_runs_where_a_loop_runs_already():
    async def within():
        return apart(lambda: asyncio.run(asyncio.sleep(0, "selesai")))

    assert apart(lambda: asyncio.run(within())) == "selesai"
