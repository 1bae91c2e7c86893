"""The pages of the list of participants: one by one, and as a workbook."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from forums.models import Participant
from tests.factories.forums import ForumFactory, ParticipantFactory
from tests.factories.stakeholders import OrganizationFactory
from tests.forums.conftest import address, page, workbook

HEADS = ["Instansi", "Jenis", "Sebagai", "Ditujukan kepada", "Nomor WhatsApp", "Surel"]


def upload(raw: bytes, name: str = "peserta.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, raw)


def test_participant_is_added_with_contact_and_no_longer_offered(staff, forum):
    organization = OrganizationFactory(name="PT Telkom")
    OrganizationFactory(name="Sudah bubar", is_active=False)
    text = page(staff, "participants")
    assert "Belum ada peserta" in text
    assert "Sudah bubar" not in text
    data = {
        "organization": organization.pk,
        "part": "narasumber",
        "phone": "0812 3456 7890",
        "attention": "GM",
    }
    answer = staff.post(address("participants"), data, follow=True)
    assert "PT Telkom ditambahkan." in answer.content.decode()
    row = Participant.objects.get()
    assert (row.part, row.phone, row.attention) == ("narasumber", "081234567890", "GM")
    again = staff.post(address("participants"), data).content.decode()
    assert "Instansi ini sudah tercatat sebagai peserta" in again
    assert Participant.objects.count() == 1


def test_participant_is_removed_after_a_question(staff, forum):
    row = ParticipantFactory(forum=forum)
    assert "Keluarkan dari daftar peserta?" in page(staff, "participant_remove", row.pk)
    answer = staff.post(address("participant_remove", row.pk), follow=True)
    assert "dikeluarkan dari daftar peserta" in answer.content.decode()
    assert not Participant.objects.exists()


def test_contact_is_edited_and_a_stale_save_shows_both(staff, forum):
    row = ParticipantFactory(forum=forum, attention="Kepala")
    assert "Kepala" in page(staff, "participant", row.pk)
    data = {"part": "peserta", "attention": "Sekretaris", "phone": "", "email": "", "version": 1}
    assert staff.post(address("participant", row.pk), data).status_code == 302
    stale = staff.post(address("participant", row.pk), data | {"attention": "Orang lain"})
    assert stale.status_code == 409
    assert "Sekretaris" in stale.content.decode()


@pytest.mark.parametrize("name", ["participant", "participant_remove"])
def test_participants_of_another_forum_are_not_found(staff, name):
    row = ParticipantFactory(forum=ForumFactory(plan_year=2027))
    assert staff.post(address(name, row.pk)).status_code == 404
    assert Participant.objects.exists()


def test_workbook_is_shown_before_it_is_taken_over(staff, forum):
    ParticipantFactory(forum=forum, organization__name="Bappeda", attention="Kepala")
    raw = workbook(
        ["Bappeda", "", "moderator", "Sekretaris"], ["Relawan TIK", "Komunitas dan organisasi masyarakat"]
    )
    shown = staff.post(address("participants_import"), {"file": upload(raw)})
    text = shown.content.decode()
    for words in (
        "1 baru, 1 berubah",
        "Instansi baru",
        "<del>Kepala</del>",
        "<ins>Sekretaris</ins>",
        "<ins>Moderator</ins>",
    ):
        assert words in text
    assert Participant.objects.count() == 1
    given = {"text": shown.context["text"], "mark": shown.context["plan"].mark}
    refused = staff.post(address("participants_take_over"), given, follow=True).content.decode()
    assert "Centang bahwa instansi baru" in refused
    done = staff.post(address("participants_take_over"), given | {"adds_organizations": "1"}, follow=True)
    assert "1 peserta baru, 1 diubah" in done.content.decode()
    assert Participant.objects.count() == 2


def test_wrong_rows_are_shown_and_nothing_can_be_taken_over(staff, forum):
    text = staff.post(
        address("participants_import"), {"file": upload(workbook(["BPS", "planet"]))}
    ).content.decode()
    assert "Sel B4" in text
    assert "Ambil alih daftar ini" not in text


def test_list_without_news_says_so(staff, forum):
    ParticipantFactory(forum=forum, organization__name="Bappeda")
    text = staff.post(
        address("participants_import"), {"file": upload(workbook(["Bappeda"]))}
    ).content.decode()
    assert "sudah tercatat" in text


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"lain": "1"}, "Pilih berkas XLSX atau CSV."),
        ({"file": upload(b"", "kosong.xlsx")}, "kosong"),
        ({"file": upload(b"%PDF-", "daftar.pdf")}, "tidak dapat diterima"),
        ({"file": upload(b"warna\nbiru\n", "daftar.csv")}, "Tidak ada kolom"),
    ],
    ids=["none", "empty", "pdf", "columns"],
)
def test_file_that_is_no_list_says_why(staff, forum, data, words):
    assert words in staff.post(address("participants_import"), data).content.decode()


def test_list_that_cannot_be_read_any_more_is_asked_for_again(staff, forum):
    text = staff.post(address("participants_take_over"), {"text": "x"}, follow=True).content.decode()
    assert "tidak terbaca lagi" in text


def test_list_is_handed_out_as_workbook(staff, forum):
    ParticipantFactory(forum=forum, organization__name="Bappeda")
    answer = staff.get(address("participants_export"))
    sheet = load_workbook(io.BytesIO(b"".join(answer))).active
    assert [cell.value for cell in sheet[1]] == HEADS
    assert sheet["A2"].value == "Bappeda"
