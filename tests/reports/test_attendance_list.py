"""Daftar hadir on paper: who is expected, to be signed; who came, with numbers for the archive alone; gone after a week."""

import datetime

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from audit.models import Entry
from forums.models import Forum
from jobs.runner import run_due_job
from reports.attendance_list import (
    attendance_html,
    clear_old_sheets,
    make_attendance_pdf,
    order_attendance_list,
    read_list,
)
from reports.errors import ReportRefused
from reports.models import AttendanceSheet
from tests.factories.forums import DelegateFactory, ForumFactory, ParticipantFactory
from tests.factories.meetings import AttendanceFactory
from tests.factories.stakeholders import HostFactory, OfficialFactory
from tests.meetings.test_agreements import STRANGERS
from tests.reports.conftest import squeeze

pytestmark = pytest.mark.django_db
PAGE = "/kerja/forum/2028/daftar-hadir/cetak/"


@pytest.fixture
def held(db) -> Forum:
    HostFactory()
    OfficialFactory(name="Contoh Kepala, S.Kom.")
    return ForumFactory(
        plan_year=2028,
        held_on=datetime.date(2027, 2, 18),
        starts_at=datetime.time(8, 30),
        place="Aula Balai Kota",
    )


def content(forum, kind, **more):
    return read_list(AttendanceSheet(forum=forum, kind=kind, **more))


def lines(listed) -> list[tuple[str, list[tuple]]]:
    return [
        (group.label, [(line.number, line.name, line.organization) for line in group.lines])
        for group in listed.groups
    ]


def test_list_to_sign_names_the_expected_by_kind_and_leaves_room(held):
    office = {"forum": held, "organization__kind": "perangkat_daerah"}
    health = ParticipantFactory(
        organization__name="Dinas Kesehatan", organization__short_name="Dinkes", **office
    )
    DelegateFactory(participant=health, name="Rina")
    DelegateFactory(participant=health, name="Joko")
    ParticipantFactory(organization__name="Bappeda", **office)
    ParticipantFactory(
        organization__name="Dinas Diam", answer="tidak_hadir", answered_at=timezone.now(), **office
    )
    ParticipantFactory(forum=held, organization__name="Karang Taruna")
    listed = content(held, "kosong", empty_rows=2)
    assert lines(listed) == [
        ("Perangkat daerah", [(1, "", "Bappeda"), (2, "Rina", "Dinkes"), (3, "Joko", "Dinkes")]),
        ("Komunitas dan organisasi masyarakat", [(4, "", "Karang Taruna")]),
        ("Lainnya yang hadir", [(5, "", ""), (6, "", "")]),
    ]
    assert [line.is_left for group in listed.groups for line in group.lines] == [True, False] * 3
    assert lines(content(ForumFactory(plan_year=2027), "kosong", empty_rows=1)) == [("", [(1, "", "")])]


@pytest.mark.parametrize(("kind", "is_shown"), [("akhir", False), ("arsip", True)])
def test_numbers_of_who_came_are_for_the_archive_alone(held, kind, is_shown):
    AttendanceFactory(forum=held, name="Rina", phone="081200004417", is_online=True)
    AttendanceFactory(forum=held, name="Joko", participant=ParticipantFactory(forum=held))
    listed = content(held, kind, empty_rows=9)
    assert listed.count == 2
    html = attendance_html(listed)
    assert ("081200004417" in html, "Nomor HP" in html) == (is_shown, is_shown)
    for words in (
        "Rina",
        "Joko",
        "daring",
        "Kamis, 18 Februari 2027",
        "08.30",
        "Aula Balai Kota",
        "Contoh Kepala",
    ):
        assert words in html


def test_worker_prints_it(held, sekretariat):
    AttendanceFactory(forum=held, name="Rina Wulandari")
    sheet = order_attendance_list(held, actor=sekretariat, kind="akhir", is_landscape=True)
    run_due_job()
    sheet.refresh_from_db()
    page = PdfReader(sheet.file.path).pages[0]
    assert page.mediabox.width > page.mediabox.height
    text = squeeze(page.extract_text())
    assert "DAFTARHADIR" in text
    assert "RinaWulandari" in text
    entries = Entry.objects.order_by("pk").values_list("action", flat=True)
    assert list(entries) == ["attendance.print", "attendance.make_pdf"]
    sheet.job.payload["sheet"] = 0
    assert make_attendance_pdf(sheet.job, lambda *_told: None) is None


def test_it_is_ordered_and_fetched_on_its_page(client, held, sekretariat):
    client.force_login(sekretariat)
    assert "Belum ada." in client.get(PAGE).content.decode()
    assert client.post(PAGE, {"kind": "kosong", "empty_rows": ""}).url == PAGE
    sheet = AttendanceSheet.objects.get()
    fetched = reverse("reports:attendance_file", args=[2028, sheet.key])
    assert client.get(fetched).status_code == 404
    assert "hx-trigger" in client.get(PAGE, headers={"HX-Request": "true"}).content.decode()
    run_due_job()
    text = client.get(PAGE).content.decode()
    assert fetched in text
    answer = client.get(fetched)
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert "daftar-hadir-2028-kosong.pdf" in answer.headers["Content-Disposition"]
    assert str(sheet) == "Daftar hadir Forum Renja 2028"


@pytest.mark.parametrize("data", [{"kind": "lain"}, {"kind": "kosong", "empty_rows": "900"}])
def test_what_cannot_be_printed_is_said(client, held, sekretariat, data):
    client.force_login(sekretariat)
    assert "Kesalahan:" in client.post(PAGE, data).content.decode()
    assert not AttendanceSheet.objects.exists()


def test_without_a_host_nothing_is_printed(sekretariat):
    with pytest.raises(ReportRefused, match="belum diatur"):
        order_attendance_list(ForumFactory(), actor=sekretariat, kind="kosong")


@pytest.mark.parametrize("role", STRANGERS)
def test_nobody_but_the_secretariat_prints(client, request, held, role):
    person = request.getfixturevalue(role)
    with pytest.raises(ReportRefused, match="Hanya sekretariat"):
        order_attendance_list(held, actor=person, kind="kosong")
    client.force_login(person)
    assert client.get(PAGE).status_code == 403


def test_printed_lists_go_after_a_week(held, sekretariat, django_capture_on_commit_callbacks):
    old = order_attendance_list(held, actor=sekretariat, kind="arsip")
    old.file.save("hadir.pdf", ContentFile(b"%PDF-1.7 uji"), save=False)
    young = order_attendance_list(held, actor=sekretariat, kind="kosong")
    old.created_at -= datetime.timedelta(days=8)
    old.save()
    with django_capture_on_commit_callbacks(execute=True):
        assert [clear_old_sheets(), clear_old_sheets()] == [1, 0]
    assert AttendanceSheet.objects.get() == young
    assert not default_storage.exists(old.file.name)
    AttendanceSheet.objects.update(created_at=old.created_at)
    assert clear_old_sheets() == 1
