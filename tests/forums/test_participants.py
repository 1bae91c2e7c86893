"""The list of participants: contacts, a workbook that goes out and comes in, all of it or nothing."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from audit.models import Entry
from core.excel_export import write_workbook
from core.tables import TableRefused
from forums.errors import ForumRefused
from forums.models import Participant
from forums.participant_plan import plan_of
from forums.participant_table import HEAD, as_csv, read_lines
from forums.participants import change_participant, exported, import_participants, remove_participant
from stakeholders.models import Organization
from tests.factories.forums import ForumFactory, ParticipantFactory
from tests.factories.meetings import AttendanceFactory
from tests.factories.stakeholders import OrganizationFactory
from tests.forums.conftest import address, page

HEADS = ["Instansi", "Jenis", "Sebagai", "Ditujukan kepada", "Nomor WhatsApp", "Surel"]


def workbook(*rows: list, title: bool = True, head: list[str] | None = None) -> bytes:
    book = Workbook()
    if title:
        book.active.append(["DAFTAR UNDANGAN FORUM"])
        book.active.append([])
    for row in [head or HEADS, *rows]:
        book.active.append(row)
    raw = io.BytesIO()
    book.save(raw)
    return raw.getvalue()


def upload(raw: bytes, name: str = "peserta.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, raw)


def imported(forum, raw: bytes, actor, *, adds: bool = True):
    lines = read_lines(raw)
    mark = plan_of(forum, lines).mark
    return import_participants(forum, lines, actor=actor, adds_organizations=adds, mark=mark)


# Reading


def test_rows_are_read_below_a_title_with_numbers_as_spreadsheets_keep_them():
    (line,) = read_lines(
        workbook(
            ["Bappeda Litbang", "Perangkat daerah", "narasumber", "Kepala Badan", 81234567890, "b@kota.id"]
        )
    )
    assert (line.name, line.kind, line.row) == ("Bappeda Litbang", "perangkat_daerah", 4)
    assert line.values == {
        "part": "narasumber",
        "attention": "Kepala Badan",
        "phone": "081234567890",
        "email": "b@kota.id",
    }


def test_list_of_names_alone_is_enough_and_says_nothing_about_the_rest():
    lines = read_lines(workbook(["Bappeda"], ["BPS"], title=False, head=["Nama Instansi"]))
    assert [(line.name, line.values) for line in lines] == [("Bappeda", {}), ("BPS", {})]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (["", "", "", "Kepala"], "Sel A4: isi nama instansinya."),
        (["BPS", "planet"], "Sel B4: jenis “planet” tidak dikenal"),
        (["BPS", "", "ketua"], "Sel C4: “ketua” bukan peserta, narasumber"),
        (["BPS", "", "", "x" * 161], "Sel D4: paling panjang 160 huruf."),
        (["BPS", "", "", "", "12"], "Sel E4: “12” bukan nomor telepon"),
        (["BPS", "", "", "", "", "bukan"], "Sel F4: “bukan” bukan alamat surel."),
        (["x" * 161], "Sel A4: paling panjang 160 huruf."),
    ],
    ids=["name", "kind", "part", "attention", "phone", "mail", "long"],
)
def test_what_is_wrong_is_said_with_its_cell(row, words):
    (line,) = read_lines(workbook(row))
    assert words in line.errors[0]


def test_one_name_twice_is_wrong():
    lines = read_lines(workbook(["BPS"], ["bps"]))
    assert lines[1].errors == ["bps sudah tertulis pada baris 4."]


@pytest.mark.parametrize(
    ("raw", "words"),
    [(b"warna,bentuk\nbiru,bulat\n", "Tidak ada kolom"), (workbook(), "tidak memuat satu instansi pun")],
    ids=["columns", "empty"],
)
def test_what_is_no_list_is_refused(raw, words):
    with pytest.raises(TableRefused, match=words):
        read_lines(raw)


def test_what_was_read_is_read_again_from_its_text():
    lines = read_lines(workbook(["=1+1", "Badan usaha", "moderator", '"Kepala", x', "0812 3456 7890", ""]))
    again = read_lines(as_csv(lines).encode())
    assert [line.told for line in again] == [line.told for line in lines]


# Taking over


def test_list_is_taken_over_as_a_whole(forum, sekretariat):
    known = OrganizationFactory(name="Badan Pusat Statistik", short_name="BPS")
    same = ParticipantFactory(forum=forum, organization__name="PT Telkom", phone="081234567890")
    changed = ParticipantFactory(forum=forum, organization__name="Bappeda", attention="Kepala")
    raw = workbook(
        ["bps", "", "narasumber"],
        ["PT Telkom", "", "", "", "0812 3456 7890"],
        ["Bappeda", "", "", "Sekretaris"],
        ["Relawan TIK", "Komunitas dan organisasi masyarakat"],
    )
    plan = imported(forum, raw, sekretariat)
    assert dict(plan.counts) == {"new": 2, "same": 1, "changed": 1}
    assert forum.participants.get(organization=known).part == "narasumber"
    changed.refresh_from_db()
    assert (changed.attention, changed.version) == ("Sekretaris", 2)
    same.refresh_from_db()
    assert same.version == 1
    added = Organization.objects.get(name="Relawan TIK")
    assert (added.kind, added.is_active) == ("komunitas", True)
    assert forum.participants.get(organization=added).link_hash
    actions = list(Entry.objects.order_by("id").values_list("action", flat=True))
    assert actions == ["organization.add", "participant.import"]


def test_nobody_leaves_the_list_by_not_being_named(forum, sekretariat):
    ParticipantFactory(forum=forum)
    imported(forum, workbook(["Baru"]), sekretariat)
    assert forum.participants.count() == 2


def test_nothing_is_taken_over_where_one_row_is_wrong(forum, sekretariat):
    with pytest.raises(ForumRefused, match="memuat kesalahan"):
        imported(forum, workbook(["Baru"], ["Lain", "planet"]), sekretariat)
    assert not Participant.objects.exists()
    assert not Organization.objects.filter(name="Baru").exists()


def test_new_organizations_need_a_word(forum, sekretariat):
    with pytest.raises(ForumRefused, match="Centang bahwa instansi baru"):
        imported(forum, workbook(["Baru"]), sekretariat, adds=False)


def test_list_that_changed_meanwhile_is_shown_again(forum, sekretariat):
    OrganizationFactory(name="BPS")
    lines = read_lines(workbook(["BPS"]))
    mark = plan_of(forum, lines).mark
    ParticipantFactory(forum=forum, organization=Organization.objects.get(name="BPS"), attention="Kepala")
    with pytest.raises(ForumRefused, match="berubah sejak diperiksa"):
        import_participants(forum, lines, actor=sekretariat, adds_organizations=True, mark=mark)


def test_one_organization_under_two_names_and_inactive_ones_are_wrong(forum):
    OrganizationFactory(name="Badan Pusat Statistik", short_name="BPS")
    OrganizationFactory(name="Sudah bubar", is_active=False)
    plan = plan_of(forum, read_lines(workbook(["BPS"], ["Badan Pusat Statistik"], ["Sudah bubar"])))
    assert [row.kind for row in plan.rows] == ["new", "wrong", "wrong"]
    assert "tidak aktif" in plan.rows[2].line.errors[0]


def test_similar_names_are_told(forum):
    OrganizationFactory(name="Dinas Kesehatan")
    (row,) = plan_of(forum, read_lines(workbook(["Dinas Kesehatn"]))).rows
    assert row.alike == ["Dinas Kesehatan"]


def test_only_the_secretariat_imports(forum, verifikator):
    with pytest.raises(ForumRefused, match="Hanya sekretariat"):
        imported(forum, workbook(["Baru"]), verifikator)


def test_exported_list_comes_in_unchanged_and_formulas_are_text(forum, sekretariat):
    ParticipantFactory(
        forum=forum, organization__name="=2+2", attention="+62", email="a@b.id", part="moderator"
    )
    raw = write_workbook("Peserta", [str(one) for one in HEAD], exported(forum)).read()
    cell = load_workbook(io.BytesIO(raw)).active["A2"]
    assert (cell.value, cell.data_type) == ("=2+2", "s")
    plan = plan_of(forum, read_lines(raw))
    assert [row.kind for row in plan.rows] == ["same"]


# One by one


def test_contact_is_changed_and_recorded_without_its_value(forum, sekretariat):
    participant = ParticipantFactory(forum=forum)
    values = {"part": "moderator", "attention": "Kepala", "phone": "081234567890", "email": ""}
    change_participant(participant, actor=sekretariat, values=values, version=1)
    entry = Entry.objects.get()
    assert entry.changed == ["attention", "part", "phone"]
    assert "0812" not in str(entry.data)


def test_who_was_there_stays_on_the_list(forum, sekretariat):
    participant = ParticipantFactory(forum=forum)
    AttendanceFactory(forum=forum, participant=participant)
    with pytest.raises(ForumRefused, match="tercatat hadir"):
        remove_participant(participant, actor=sekretariat)


# Pages


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
