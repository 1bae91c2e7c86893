"""Daftar hadir: narrowed, corrected, taken out with a reason, entered from paper, taken along as Excel."""

import datetime
import re
import uuid

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from audit.models import Entry
from core.excel_export import XLSX
from meetings.models import Attendance
from tests.factories.forums import DelegateFactory, ForumFactory, ParticipantFactory
from tests.factories.meetings import AttendanceFactory


def address(name: str = "presence", *args) -> str:
    return reverse(f"meetings:{name}", args=[2028, *args])


@pytest.fixture
def staff(client, forum, sekretariat):
    client.force_login(sekretariat)
    return client


def names(staff, **query) -> set[str]:
    text = staff.get(address(), query, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in text
    return set(re.findall(r'<th scope="row">(\w+)', text))


def test_list_is_helpful_when_empty(staff):
    assert "Belum ada di sini" in staff.get(address()).content.decode()


def test_list_is_narrowed_by_words_kind_and_means(staff, forum):
    office = ParticipantFactory(forum=forum, organization__kind="perangkat_daerah")
    AttendanceFactory(
        forum=forum, name="Ani", participant=office, organization_name="Dinas Kesehatan", means="qr"
    )
    AttendanceFactory(
        forum=forum, name="Budi", position="Ketua", organization_name="Karang Taruna", is_online=True
    )
    AttendanceFactory(forum=ForumFactory(plan_year=2027), name="Lain")
    assert names(staff) == {"Ani", "Budi"}
    assert (
        names(staff, q="ketua taruna")
        == names(staff, jenis="tanpa")
        == names(staff, cara="daring")
        == {"Budi"}
    )
    assert (
        names(staff, q="kesehatan")
        == names(staff, jenis="perangkat_daerah")
        == names(staff, cara="qr")
        == {"Ani"}
    )
    assert names(staff, jenis="x", cara="x") == {"Ani", "Budi"}


def test_row_is_corrected_with_a_reason(staff, forum):
    row = AttendanceFactory(forum=forum, name="Salah Eja", phone="0812")
    page = address("presence_correct", row.pk)
    assert 'value="Salah Eja"' in staff.get(page).content.decode()
    data = {
        "name": "Benar Eja",
        "position": "",
        "organization_name": row.organization_name,
        "gender": "P",
        "phone": "0812",
        "version": 1,
    }
    assert "Tuliskan alasan perbaikan" in staff.post(page, data).content.decode()
    assert staff.post(page, data | {"reason": "Salah eja"}).url == address()
    assert Attendance.objects.get().name == "Benar Eja"
    assert staff.post(page, data | {"reason": "Salah eja", "name": "Lain"}).status_code == 409


def test_row_is_taken_out_with_a_reason(staff, forum):
    row = AttendanceFactory(forum=forum)
    page = address("presence_take_out", row.pk)
    assert row.name in staff.get(page).content.decode()
    assert "Tuliskan alasan" in staff.post(page, {"reason": ""}).content.decode()
    assert staff.post(page, {"reason": "Tercatat dua kali"}).url == address()
    assert not Attendance.objects.exists()
    assert Entry.objects.get().reason == "Tercatat dua kali"


@pytest.mark.parametrize("name", ["presence_correct", "presence_take_out"])
def test_row_of_another_forum_is_not_found(staff, name):
    row = AttendanceFactory(forum=ForumFactory(plan_year=2027))
    assert staff.get(address(name, row.pk)).status_code == 404


def test_signed_sheet_is_entered_once_with_the_hour_of_the_forum(staff, forum):
    forum.held_on, forum.starts_at = datetime.date(2026, 2, 18), datetime.time(8, 30)
    forum.save()
    came, missing = DelegateFactory(participant__forum=forum), DelegateFactory(participant__forum=forum)
    here = DelegateFactory(participant__forum=forum)
    AttendanceFactory(forum=forum, delegate=here)
    text = staff.get(address("presence_sheet")).content.decode()
    assert [f'value="{one.pk}"' in text for one in (came, missing, here)] == [True, True, False]
    data = {
        "wakil": [came.pk], "batch": uuid.uuid4(), "form-TOTAL_FORMS": 10, "form-INITIAL_FORMS": 0,
        "form-3-name": "Wati", "form-3-gender": "P", "form-3-organization_name": "Warga",
    }  # fmt: skip
    assert staff.post(address("presence_sheet"), data).url == address()
    staff.post(address("presence_sheet"), data)
    rows = Attendance.objects.filter(means="lembar")
    assert {row.name for row in rows} == {came.name, "Wati"}
    assert {
        f"{row.came_at.astimezone(datetime.timezone(datetime.timedelta(hours=8))):%d %H.%M}" for row in rows
    } == {"18 08.30"}


def test_sheet_says_who_was_entered_before_and_loses_nothing_typed(staff, forum):
    AttendanceFactory(forum=forum, name="Wati", organization_name="Warga")
    data = {"form-TOTAL_FORMS": 2, "form-INITIAL_FORMS": 0, "form-0-name": "Wati", "form-0-gender": "P"}
    half = staff.post(address("presence_sheet"), data | {"form-1-name": "Tanpa LP"}).content.decode()
    assert 'value="Tanpa LP"' in half
    text = staff.post(address("presence_sheet"), data, follow=True).content.decode()
    assert "Sudah tercatat sebelumnya: Wati (Warga)." in text


def test_excel_holds_the_list(staff, forum, tmp_path):
    office = ParticipantFactory(forum=forum, organization__kind="dprd")
    AttendanceFactory(forum=forum, name="=1+1", participant=office, phone="0812", gender="P")
    answer = staff.get(address("presence_excel"))
    assert answer.headers["Content-Type"] == XLSX
    path = tmp_path / "hadir.xlsx"
    path.write_bytes(b"".join(answer.streaming_content))
    head, row = load_workbook(path).active.iter_rows(values_only=True)
    assert dict(zip(head, row, strict=True)) | {"Waktu hadir": ""} == {
        "Nama": "=1+1", "Jabatan": None, "Instansi": "Komunitas Relawan TIK", "Jenis instansi": "DPRD", "L/P": "P",
        "Nomor HP": "0812", "Waktu hadir": "", "Cara": "Dicari namanya", "Hadir daring": "tidak",
    }  # fmt: skip
