"""The list of participants: contacts, a workbook that goes out and comes in, all of it or nothing."""

import io

import pytest
from openpyxl import load_workbook

from audit.models import Entry
from core.excel_export import write_workbook
from core.tables import TableRefused
from forums.errors import ForumRefused
from forums.models import Participant
from forums.participant_plan import plan_of
from forums.participant_table import HEAD, as_csv, read_lines
from forums.participants import change_participant, exported, import_participants, remove_participant
from stakeholders.models import Organization
from tests.factories.forums import ParticipantFactory
from tests.factories.meetings import AttendanceFactory
from tests.factories.stakeholders import OrganizationFactory
from tests.forums.conftest import workbook


def imported(forum, raw: bytes, actor, *, adds: bool = True):
    lines = read_lines(raw)
    mark = plan_of(forum, lines).mark
    return import_participants(forum, lines, actor=actor, adds_organizations=adds, mark=mark)


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


def test_what_needs_a_look_stands_first_in_the_preview(forum):
    for name in ("BPS", "Bappeda"):
        ParticipantFactory(forum=forum, organization__name=name)
    rows = [["BPS"], ["Bappeda", "", "narasumber"], ["Relawan TIK"], ["PT Telkom", "tukang sulap"]]
    plan = plan_of(forum, read_lines(workbook(*rows)))
    assert [row.kind for row in plan.in_order] == ["wrong", "new", "changed", "same"]


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
