"""Files of a proposal: taken in with words where refused, given out to those who may read them."""

import errno
import io
import os

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from core.uploads import UploadRefused
from proposals.attachments import add_attachment
from proposals.models import Attachment, Proposal
from tests.factories.accounts import UserFactory
from tests.factories.proposals import AttachmentFactory, ProposalFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(forum, pengusul) -> Proposal:
    return ProposalFactory(forum=forum, proposer=pengusul, draft=True)


def page(draft) -> str:
    return reverse("proposals:draft", args=[draft.key, "lampiran"])


def picture(name="foto.png") -> SimpleUploadedFile:
    content = io.BytesIO()
    Image.new("RGB", (8, 8), "teal").save(content, "PNG")
    return SimpleUploadedFile(name, content.getvalue(), "image/png")


def test_files_are_stored_under_a_name_of_ours(logged_in, draft, pengusul):
    answer = logged_in(pengusul).post(
        page(draft), {"files": [picture("../../etc/peta lokasi.png"), picture()]}
    )
    assert answer.url == reverse("proposals:draft", args=[draft.key, "periksa"])
    stored = draft.attachments.first()
    assert stored.original_name == "peta lokasi.png"
    assert str(stored.key) in stored.file.name
    assert draft.attachments.count() == 2


def test_unggah_stays_on_the_page(logged_in, draft, pengusul):
    answer = logged_in(pengusul).post(page(draft), {"files": [picture()], "unggah": "1"})
    assert answer.url == page(draft)


def test_f12_file_for_which_there_is_no_room_is_told_and_the_draft_stays(
    logged_in, draft, pengusul, monkeypatch
):
    """F12: the disk says so when the file is forced onto it."""

    def full(opened: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    visitor = logged_in(pengusul)
    with monkeypatch.context() as disk:
        disk.setattr(os, "fsync", full)
        answer = visitor.post(page(draft), {"files": [picture()]})
        told = visitor.post(page(draft), {"files": [picture()]}, HTTP_HX_REQUEST="true")
    assert "ruang penyimpanan portal penuh" in answer.content.decode()
    assert (told.status_code, "ruang penyimpanan portal penuh" in told.json()["error"]) == (422, True)
    assert not draft.attachments.exists()
    visitor.post(page(draft), {"files": [picture()]})
    assert draft.attachments.count() == 1


def test_refused_files_say_why_and_the_others_are_kept(logged_in, draft, pengusul):
    page_file = SimpleUploadedFile("halaman.html", b"<script>alert(1)</script>", "text/html")
    false_picture = SimpleUploadedFile("palsu.jpg", b"bukan gambar", "image/jpeg")
    answer = logged_in(pengusul).post(page(draft), {"files": [page_file, picture(), false_picture]})
    text = answer.content.decode()
    assert "Berkas “halaman.html” tidak dapat diterima" in text
    assert "Isi berkas “palsu.jpg” bukan JPG" in text
    assert [a.original_name for a in draft.attachments.all()] == ["foto.png"]


def test_an_empty_file_is_refused_by_name(logged_in, draft, pengusul):
    answer = logged_in(pengusul).post(page(draft), {"files": [SimpleUploadedFile("kosong.pdf", b"")]})
    assert "Berkas “kosong.pdf” kosong" in answer.content.decode()


def test_a_sixth_file_is_refused(logged_in, draft, pengusul):
    AttachmentFactory.create_batch(4, proposal=draft)
    answer = logged_in(pengusul).post(page(draft), {"files": [picture(), picture("dua.png")]})
    assert "Paling banyak 5 lampiran" in answer.content.decode()
    assert draft.attachments.count() == 5
    assert "Sudah lima berkas" in logged_in(pengusul).get(page(draft)).content.decode()


def test_u07_more_files_at_once_than_a_proposal_may_have_are_not_even_read(logged_in, draft, pengusul):
    """U07: reading a file costs time; of many sent at once only the first five are looked at."""
    false = [SimpleUploadedFile(f"palsu{n}.pdf", b"bukan PDF") for n in range(6)]
    text = logged_in(pengusul).post(page(draft), {"files": [*false, picture()]}).content.decode()
    assert "Paling banyak 5 berkas sekali unggah" in text
    assert "palsu4.pdf" in text
    assert "palsu5.pdf" not in text
    assert not draft.attachments.exists()


def test_u07_reading_a_file_holds_no_row(draft, pengusul):
    """U07: a file that takes long to read, or is refused, keeps nobody else from the proposal."""
    with CaptureQueriesContext(connection) as asked, pytest.raises(UploadRefused):
        add_attachment(draft, SimpleUploadedFile("a.pdf", b"%PDF-1.7 rusak"), actor=pengusul)
    assert not [query for query in asked if "FOR UPDATE" in query["sql"]]


def test_the_same_file_sent_again_is_kept_once(logged_in, draft, pengusul):
    for _time in range(2):
        logged_in(pengusul).post(page(draft), {"files": [picture()]})
    assert draft.attachments.count() == 1


SCRIPT = {"HX-Request": "true"}


def test_a_file_that_a_script_sends_is_answered_with_the_list(logged_in, draft, pengusul):
    answer = logged_in(pengusul).post(page(draft), {"files": [picture()]}, headers=SCRIPT)
    stored = answer.json()["stored"]
    assert "foto.png" in stored
    assert 'data-room="4"' in stored
    assert "<html" not in stored


def test_a_refused_file_that_a_script_sends_is_answered_with_the_reason(logged_in, draft, pengusul):
    false = SimpleUploadedFile("palsu.jpg", b"bukan gambar", "image/jpeg")
    answer = logged_in(pengusul).post(page(draft), {"files": [false]}, headers=SCRIPT)
    assert answer.status_code == 422
    assert "Isi berkas “palsu.jpg” bukan JPG" in answer.json()["error"]


def test_a_script_removes_a_file_and_reads_the_list(logged_in, draft, pengusul):
    gone = AttachmentFactory(proposal=draft)
    answer = logged_in(pengusul).post(f"{page(draft)}?hapus={gone.key}", headers=SCRIPT)
    assert 'data-room="5"' in answer.json()["stored"]
    assert not draft.attachments.exists()


def test_a_script_is_told_when_the_proposal_was_sent_meanwhile(logged_in, forum, pengusul):
    sent = ProposalFactory(forum=forum, proposer=pengusul)
    answer = logged_in(pengusul).post(page(sent), {"files": [picture()]}, headers=SCRIPT)
    assert answer.status_code == 422
    assert "sudah dikirim" in answer.json()["error"]


def test_phones_are_offered_their_camera(logged_in, draft, pengusul):
    text = logged_in(pengusul).get(page(draft)).content.decode()
    assert 'accept=".pdf,.jpg,.png,.jpeg,application/pdf,image/jpeg,image/png"' in text
    assert 'capture="environment"' in text


def test_remove_takes_one_file_off(logged_in, draft, pengusul, django_capture_on_commit_callbacks):
    gone, kept = AttachmentFactory.create_batch(2, proposal=draft)
    with django_capture_on_commit_callbacks(execute=True):
        logged_in(pengusul).post(f"{page(draft)}?hapus={gone.key}")
    assert list(draft.attachments.all()) == [kept]
    assert not gone.file.storage.exists(gone.file.name)


def test_remove_takes_no_foreign_file(logged_in, draft, pengusul):
    foreign = AttachmentFactory(proposal__draft=True)
    logged_in(pengusul).post(f"{page(draft)}?hapus={foreign.key}")
    assert Attachment.objects.filter(pk=foreign.pk).exists()
    assert logged_in(pengusul).post(f"{page(draft)}?hapus=bukan-kunci").status_code == 404


def status_for(client, attachment) -> int:
    return client.get(reverse("proposals:attachment", args=[attachment.key])).status_code


@pytest.mark.parametrize(
    ("proposal", "file", "public", "stranger", "owner", "staff"),
    [
        ({}, {}, 200, 200, 200, 200),
        ({}, {"is_public": False}, 404, 404, 200, 200),
        ({"withheld_reason": "Dikecualikan"}, {}, 404, 404, 200, 200),
        ({"draft": True}, {}, 404, 404, 200, 404),
    ],
)
def test_who_may_open_a_file(
    client, logged_in, forum, pengusul, sekretariat, proposal, file, public, stranger, owner, staff
):
    attachment = AttachmentFactory(
        proposal=ProposalFactory(forum=forum, proposer=pengusul, **proposal), **file
    )
    assert status_for(client, attachment) == public
    assert status_for(logged_in(UserFactory()), attachment) == stranger
    assert status_for(logged_in(pengusul), attachment) == owner
    assert status_for(logged_in(sekretariat), attachment) == staff


def test_files_come_as_harmless_downloads(client, forum):
    attachment = AttachmentFactory(proposal=ProposalFactory(forum=forum), original_name='a"b; c.jpg')
    answer = client.get(reverse("proposals:attachment", args=[attachment.key]))
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    answer.close()
