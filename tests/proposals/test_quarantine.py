"""U10: a file that was handed in waits for the scanner, and nobody is handed it before; held ones never."""

import datetime

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from core import quarantine
from core.quarantine import ScanState
from jobs.registry import chores
from proposals.attachments import add_attachment, scan_attachment
from proposals.models import Attachment
from tests.factories.proposals import AttachmentFactory, ProposalFactory
from tests.fixtures.clamd import EICAR
from tests.proposals.test_files import picture, status_for

pytestmark = pytest.mark.django_db
DETAIL = "proposals:detail"


@pytest.fixture
def proposal(forum, pengusul):
    return ProposalFactory(forum=forum, proposer=pengusul)


def waiting(proposal, content=b"\xff\xd8\xff\xd9", **more) -> Attachment:
    file = ContentFile(content, name="foto.jpg")
    return AttachmentFactory(proposal=proposal, file=file, scan=ScanState.WAITING, **more)


def page(client, proposal) -> str:
    return client.get(reverse(DETAIL, args=[proposal.number])).content.decode()


def later(minutes: int):
    return time_machine.travel(timezone.now() + datetime.timedelta(minutes=minutes), tick=True)


def test_u10_without_scanner_a_file_is_there_at_once(forum, pengusul):
    """U10: an installation without a scanner keeps working as before."""
    draft = ProposalFactory(forum=forum, proposer=pengusul, draft=True)
    assert add_attachment(draft, picture(), actor=pengusul).is_clean


def test_u10_with_scanner_a_file_waits(clamd, forum, pengusul):
    """U10: with one, every file begins in quarantine, and the upload itself asks nobody."""
    clamd.mood = "drop"
    draft = ProposalFactory(forum=forum, proposer=pengusul, draft=True)
    assert add_attachment(draft, picture(), actor=pengusul).scan == ScanState.WAITING


def test_u10_waiting_file_is_handed_to_nobody(clamd, client, logged_in, proposal, pengusul, sekretariat):
    """U10: not to the public, not to its owner, not to the staff; the two latter read why."""
    file = waiting(proposal)
    assert file.original_name not in page(client, proposal)
    assert status_for(client, file) == 404
    for person in (pengusul, sekretariat):
        shown = page(logged_in(person), proposal)
        assert "Sedang diperiksa" in shown
        assert reverse("proposals:attachment", args=[file.key]) not in shown
        assert status_for(client, file) == 404


def test_u10_clean_file_is_handed_out(clamd, client, proposal):
    """U10: the scanner's word opens it."""
    file = waiting(proposal)
    assert scan_attachment() == 1
    file.refresh_from_db()
    assert file.is_clean
    assert file.scan_words == ""
    assert status_for(client, file) == 200
    assert scan_attachment() == 0


def test_u10_held_file_stays_closed_and_is_recorded(
    clamd, client, logged_in, proposal, pengusul, sekretariat
):
    """U10: what is found is held for good; owner and staff read a plain sentence, the record keeps what it was."""
    file = waiting(proposal, EICAR)
    assert scan_attachment() == 1
    file.refresh_from_db()
    assert file.scan == ScanState.HELD
    assert file.original_name not in page(client, proposal)
    for person in (pengusul, sekretariat):
        assert "Ditahan karena terdeteksi berbahaya" in page(logged_in(person), proposal)
        assert status_for(client, file) == 404
    entry = Entry.objects.get(action="proposal.hold_file")
    assert (entry.data["finding"], entry.actor) == ("Eicar-Test-Signature", None)


def test_u10_owner_reads_it_where_the_file_can_be_replaced(clamd, logged_in, forum, pengusul):
    """U10: on the page of files the held one can be taken off."""
    draft = ProposalFactory(forum=forum, proposer=pengusul, draft=True)
    file = AttachmentFactory(proposal=draft, scan=ScanState.HELD)
    shown = logged_in(pengusul).get(reverse("proposals:draft", args=[draft.key, "lampiran"])).content.decode()
    assert "Ditahan karena terdeteksi berbahaya" in shown
    assert f"?hapus={file.key}" in shown
    assert reverse("proposals:attachment", args=[file.key]) not in shown


def test_u10_scanner_down_leaves_files_in_quarantine(clamd, client, proposal):
    """U10: no verdict, no file; asked again after growing waits, however often it takes."""
    clamd.mood = "drop"
    file = waiting(proposal)
    for tries, wait in enumerate((0, 3, 10, 30, 120, 120), start=1):
        with later(wait + (tries > 1) * 60 * tries):
            assert scan_attachment() == 0
        file.refresh_from_db()
        assert (file.scan, file.scan_tries) == (ScanState.WAITING, tries)
        assert file.scan_after > timezone.now()
    assert scan_attachment() == 0  # not due: not even asked
    clamd.mood = ""
    with later(60 * 24):
        assert scan_attachment() == 1
    assert status_for(client, file) == 200


def test_u10_one_file_without_verdict_holds_up_no_other(clamd, proposal, settings):
    """U10: a file that the scanner chokes on waits longer and longer, the others a moment."""
    choking, usual = waiting(proposal), waiting(proposal)
    clamd.mood = "drop"
    assert scan_attachment() == 0
    clamd.mood = ""
    assert scan_attachment() == 0
    with later(1):
        assert scan_attachment() == 1
    usual.refresh_from_db()
    choking.refresh_from_db()
    assert (usual.is_clean, choking.scan) == (True, ScanState.WAITING)


def test_u10_lost_file_is_no_clean_file(clamd, proposal):
    """U10: what cannot be read cannot be called clean."""
    file = waiting(proposal)
    file.file.storage.delete(file.file.name)
    assert scan_attachment() == 0
    file.refresh_from_db()
    assert file.scan == ScanState.WAITING


def test_u10_worker_that_dies_over_a_file_leaves_it_to_another(clamd, proposal):
    """U10: the file that is being asked about is nobody else's meanwhile, and everybody's afterwards."""
    file = waiting(proposal)
    assert quarantine._claim(Attachment) == file
    assert quarantine._claim(Attachment) is None
    with later(3):
        assert quarantine._claim(Attachment) == file


def test_u10_file_removed_meanwhile_is_no_failure(clamd, proposal):
    """U10: a verdict about a file that its owner took off changes nothing."""
    file = waiting(proposal, EICAR)
    row = quarantine._claim(Attachment)
    file.delete()
    quarantine._keep(row, "Eicar", settle=lambda *given: pytest.fail("nothing to settle"))


def test_u10_files_that_waited_when_the_scanner_was_given_up_are_clean(proposal):
    """U10: where no scanner is named any more, nothing waits for ever."""
    file = waiting(proposal)
    assert scan_attachment() == 1
    file.refresh_from_db()
    assert file.is_clean


def test_u10_worker_scans_beside_its_jobs(clamd, proposal):
    """U10: the worker does it without being asked."""
    waiting(proposal)
    assert chores()["scan-attachments"]() == 1
    assert chores()["scan-documents"]() == 0


def test_u10_rows_of_a_release_that_knows_no_scanning_are_kept(proposal):
    """U10: the previous release adds rows without the new columns; the database refuses a state that is none."""
    file = AttachmentFactory(proposal=proposal)
    columns = "key, proposal_id, file, original_name, content_type, size, sha256, is_public, uploaded_at"
    copied = columns.replace("key,", "gen_random_uuid(),")
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO proposals_attachment ({columns}) SELECT {copied} FROM proposals_attachment WHERE id = %s",
            [file.pk],
        )
    assert Attachment.objects.exclude(pk=file.pk).get().is_clean
    with pytest.raises(IntegrityError, match="attachment_scan_known"), transaction.atomic():
        Attachment.objects.update(scan="entah")
