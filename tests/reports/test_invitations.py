"""Surat undangan: its words, its copies as PDF and DOCX, and the signed scan that counts instead."""

import io

import pytest
from docx import Document
from pypdf import PdfReader

from audit.models import Entry
from core.uploads import UploadRefused
from core.versions import StaleSave
from forums.models import InvitationCopy, InvitationLetter, SignedLetter
from jobs.runner import run_due_job
from reports import invitations as verbs
from reports.errors import ReportRefused
from reports.invitation_content import addressed, content_of, draft_letter, mark_of
from reports.invitation_word import word_of, word_of_all
from tests.factories.forums import (
    InvitationCopyFactory,
    InvitationLetterFactory,
    ParticipantFactory,
    SignedLetterFactory,
)
from tests.reports.conftest import scan, squeeze, values_of
from tests.reports.word_schema import problems_of

pytestmark = pytest.mark.django_db


def pdf_text(raw: bytes) -> str:
    return squeeze("".join(page.extract_text() for page in PdfReader(io.BytesIO(raw)).pages))


def word_text(raw: bytes) -> str:
    document = Document(io.BytesIO(raw))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return squeeze(" ".join([paragraph.text for paragraph in document.paragraphs] + cells))


def test_usual_words_name_office_year_and_when_to_answer(gathering):
    letter = draft_letter(gathering)
    assert letter.subject == "Undangan Forum Perangkat Daerah 2028"
    assert "Tahun 2028" in letter.opening
    assert "Nomor 86 Tahun 2017" in letter.opening
    assert "paling lambat 22 Februari 2027" in letter.requests
    assert letter.pk is None


def test_programme_tells_hours_one_after_another(letter):
    rows = content_of(letter)["programme"]
    assert rows[0][:4] == ["1", "08.30", "± 15 menit", "Pembukaan"]
    assert rows[1] == ["2", "08.45", "± 60 menit", "Paparan rancangan Renja", "Sekretaris"]
    letter.forum.starts_at = None
    assert content_of(letter)["programme"][0][1] == ""


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"organization__kind": "perangkat_daerah"}, "Kepala Kantor A"),
        ({"organization__kind": "badan_usaha"}, "Pimpinan Kantor A"),
        ({"attention": "Direktur"}, "Direktur, Kantor A"),
        ({"attention": "Camat Kantor A"}, "Camat Kantor A"),
    ],
    ids=["head", "leader", "named", "whole"],
)
def test_addressee_is_whom_the_list_names(letter, more, words):
    participant = ParticipantFactory(forum=letter.forum, organization__name="Kantor A", **more)
    assert addressed(content_of(letter), participant)["to"] == words


def test_annexes_are_left_out_where_they_are_not_wanted(letter):
    letter.has_programme = letter.has_list = False
    content = content_of(letter)
    assert (content["programme"], content["list"]) == ([], [])


def test_letter_is_written_once_and_changed_without_overwriting(letter, sekretariat):
    forum = letter.forum
    saved = verbs.save_letter(forum, actor=sekretariat, values=values_of(letter, number="005/1"), version=1)
    assert (saved.number, saved.version) == ("005/1", 2)
    with pytest.raises(StaleSave):
        verbs.save_letter(forum, actor=sekretariat, values=values_of(letter, number="005/2"), version=1)
    assert [entry.action for entry in Entry.objects.all()] == ["invitation_letter.change"]


def test_each_organization_gets_its_own_copy_and_no_more_than_needed(letter, sekretariat):
    verbs.order_copies(letter, actor=sekretariat)
    run_due_job()
    first, second = InvitationCopy.objects.order_by("participant__organization__name")
    text = pdf_text(first.file.read())
    for words in (
        "PEMERINTAHKOTABALIKPAPAN", "Yth.KepalaBappedaLitbang", "Kamis,25Februari2027", "08.30WITA", "BalaiKota",
        "ContohKepala,S.Kom.", "SUSUNANACARA", "08.45", "DAFTARUNDANGAN", "GeneralManager,PTTelkom", "Tembusan:",
        first.participant.token, "……………",
    ):  # fmt: skip
        assert words in text, words
    assert second.participant.token in pdf_text(second.file.read())
    assert verbs.old_copies(letter) == []
    entry = Entry.objects.latest("id")
    assert (entry.action, entry.data) == ("invitation_letter.make_pdf", {"count": 2})


def test_copies_are_old_once_the_letter_says_something_else(letter):
    content = content_of(letter)
    for participant in letter.forum.participants.all():
        InvitationCopyFactory(participant=participant, mark=mark_of(addressed(content, participant)))
    assert verbs.old_copies(letter) == []
    one = letter.forum.participants.first()
    one.attention = "Kepala Badan"
    one.save()
    assert len(verbs.old_copies(letter)) == 2  # the list of who is invited stands in each


def test_letter_without_anybody_is_not_typeset(gathering, sekretariat):
    empty = InvitationLetterFactory(forum=gathering)
    with pytest.raises(ReportRefused, match="Belum ada yang diundang"):
        verbs.order_copies(empty, actor=sekretariat)
    with pytest.raises(ReportRefused, match="Belum ada yang diundang"):
        word_of_all(empty)
    with pytest.raises(ReportRefused, match="Belum ada surat yang tersusun"):
        verbs.joined_copies(empty)


def test_word_file_says_what_the_pdf_says(letter):
    one = letter.forum.participants.order_by("organization__name").first()
    text = word_text(word_of(letter, one))
    for words in (
        "PEMERINTAHKOTABALIKPAPAN", "KepalaBappedaLitbang", "Kamis,25Februari2027", "ContohKepala,S.Kom.", "SUSUNANACARA",
        "DAFTARUNDANGAN", "Tembusan:", one.token, "……………",
    ):  # fmt: skip
        assert words in text, words


def test_word_file_of_all_has_a_letter_for_each_and_the_annexes_once(letter):
    letter.paper = "f4"
    raw = word_of_all(letter)
    text = word_text(raw)
    assert text.count("Yth.") == 2
    assert text.count("SUSUNANACARA") == 1
    assert round(Document(io.BytesIO(raw)).sections[0].page_height.mm) == 330
    assert problems_of(raw) == []


def test_all_copies_are_one_file(letter):
    for participant in letter.forum.participants.all():
        InvitationCopyFactory(participant=participant)
    assert len(PdfReader(io.BytesIO(verbs.joined_copies(letter))).pages) == 2


def test_signed_scan_counts_instead_and_can_be_replaced_and_dropped(
    letter, sekretariat, django_capture_on_commit_callbacks
):
    first = verbs.keep_signed(letter, scan(), actor=sekretariat)
    letter.refresh_from_db()
    assert letter.scan == first
    with django_capture_on_commit_callbacks(execute=True):
        verbs.keep_signed(letter, scan(), actor=sekretariat)
    assert SignedLetter.objects.count() == 1
    assert not first.file.storage.exists(first.file.name)
    verbs.drop_signed(letter, actor=sekretariat)
    verbs.drop_signed(letter, actor=sekretariat)
    assert InvitationLetter.objects.get().scan is None
    actions = [entry.action for entry in Entry.objects.order_by("id")]
    assert actions == ["invitation_letter.keep_signed"] * 2 + ["invitation_letter.drop_signed"]


def test_scan_that_waits_or_is_held_is_handed_to_nobody(letter, settings, monkeypatch):
    signed = SignedLetterFactory(letter=letter, scan="waiting")
    assert InvitationLetter.objects.get().scan is None
    monkeypatch.setattr("core.quarantine.scanner", lambda: lambda opened: "Eicar")
    assert verbs.scan_signed() == 1
    signed.refresh_from_db()
    assert signed.is_held
    assert Entry.objects.get().action == "invitation_letter.hold_signed"


@pytest.mark.parametrize("name", ["save", "order", "sign", "unsign"])
def test_only_the_secretariat_writes_the_letter(letter, verifikator, name):
    deeds = {
        "save": lambda: verbs.save_letter(
            letter.forum, actor=verifikator, values=values_of(letter), version=1
        ),
        "order": lambda: verbs.order_copies(letter, actor=verifikator),
        "sign": lambda: verbs.keep_signed(letter, scan(), actor=verifikator),
        "unsign": lambda: verbs.drop_signed(letter, actor=verifikator),
    }
    with pytest.raises(ReportRefused, match="oleh sekretariat"):
        deeds[name]()


def test_signed_letter_is_a_pdf(letter, sekretariat):
    with pytest.raises(UploadRefused):
        verbs.keep_signed(letter, scan(b"<html>"), actor=sekretariat)
