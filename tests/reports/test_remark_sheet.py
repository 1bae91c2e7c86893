"""Catatan Verifikasi dan Tindak Lanjut: on paper and as a table, for both sides."""

import io

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from pypdf import PdfReader

from audit.models import Entry
from jobs.models import Job, State
from jobs.runner import run_due_job
from reports.errors import ReportRefused
from reports.models import RemarkSheet
from reports.remark_sheet.making import request_sheet, sheet_html
from stakeholders.models import Host, Role
from tests.factories.forums import ForumFactory
from tests.factories.remarks import ExaminationFactory, RemarkFactory, RevisionFactory
from tests.factories.renja import RenjaFactory
from tests.factories.stakeholders import HostFactory, MembershipFactory, PlanningAgencyFactory
from tests.reports.conftest import squeeze


@pytest.fixture
def examination(pemeriksa):
    HostFactory()
    revision = RevisionFactory(renja=RenjaFactory(forum=ForumFactory()), number=2)
    return ExaminationFactory(revision=revision, organization=pemeriksa.memberships.get().organization)


@pytest.fixture
def remark(examination):
    """A remark that was answered, beside a draft."""
    RemarkFactory(examination=examination, text="MASIH-DRAF")
    remark = RemarkFactory(
        examination=examination, sent=True, number=1, text="Urutkan <b>peraturan</b>.", state="selesai"
    )
    remark.steps.create(side="pd", state="ditindaklanjuti", text="Sudah diurutkan.")
    remark.steps.create(side="bappeda", state="selesai")
    return remark


def address(name: str, examination) -> str:
    return reverse(f"reports:{name}", args=[examination.key])


def made(examination, actor) -> RemarkSheet:
    request_sheet(examination, actor=actor)
    run_due_job()
    return RemarkSheet.objects.get()


def test_paper_holds_each_remark_beside_its_answers(examination, remark, perencana):
    sheet = made(examination, perencana)
    text = squeeze("".join(page.extract_text() for page in PdfReader(sheet.file.path).pages))
    for words in (
        "Catatan Verifikasi dan Tindak Lanjut",
        "Urutkan<b>peraturan</b>.",
        "Sudah diurutkan.",
        "Bappeda: Selesai",
        "1.1 Latar Belakang",
    ):
        assert squeeze(words).lower() in text.lower()
    assert "MASIH-DRAF" not in text
    assert f"Kode{sheet.code}" in text
    assert (sheet.file_name, sheet.pages) == ("catatan-verifikasi-renja-2028-revisi-2.pdf", 1)
    assert Entry.objects.filter(action="renja.make_remarks_pdf").count() == 1


def test_paper_typeset_again_takes_the_place_of_the_first(
    client, examination, remark, perencana, django_capture_on_commit_callbacks
):
    first = made(examination, perencana)
    with django_capture_on_commit_callbacks(execute=True):
        second = made(examination, perencana)
    assert second.pk == first.pk
    assert second.file.name != first.file.name
    assert second.code == first.code
    page = reverse("reports:verify", args=[second.code])
    with second.file.open("rb") as file:
        text = client.post(page, {"file": file}).content.decode()
    assert "Catatan Verifikasi dan Tindak Lanjut, Renja 2028" in text
    assert "Revisi 2, rancangan" in text
    assert "Berkas asli dan utuh" in text
    assert not first.file.storage.exists(first.file.name)


def test_nothing_sent_is_nothing_to_print(examination, perencana):
    with pytest.raises(ReportRefused, match="Belum ada catatan"):
        request_sheet(examination, actor=perencana)


def test_who_may_not_read_orders_nothing(examination, remark, pengusul):
    with pytest.raises(ReportRefused, match="tidak berwenang"):
        request_sheet(examination, actor=pengusul)


def test_sheet_without_remarks_says_nihil(examination):
    html = sheet_html(examination, code="ABCDEFGH23", at=timezone.now())
    assert "Nihil" in html


def test_job_of_an_examination_that_is_gone_fails_in_words(examination, remark, perencana):
    job = request_sheet(examination, actor=perencana)
    Job.objects.filter(pk=job.pk).update(payload={"examination": 0}, attempts=2)
    run_due_job()
    job.refresh_from_db()
    assert job.state == State.FAILED
    assert "sudah tidak ada" in job.error


@pytest.mark.parametrize("role", ["perencana", "sekretariat", "pemeriksa"])
def test_both_sides_order_and_fetch_it(client, settings, examination, remark, request, role):
    settings.SECOND_FACTOR_REQUIRED = False
    client.force_login(request.getfixturevalue(role))
    assert "Susun PDF" in client.get(address("remarks_print", examination)).content.decode()
    assert client.get(address("remarks_pdf", examination)).status_code == 404
    client.post(address("remarks_order", examination))
    assert 'http-equiv="refresh"' in client.get(address("remarks_print", examination)).content.decode()
    run_due_job()
    assert "Unduh PDF" in client.get(address("remarks_print", examination)).content.decode()
    answer = client.get(address("remarks_pdf", examination))
    assert b"".join(answer.streaming_content).startswith(b"%PDF")


def test_table_holds_the_same(client, settings, examination, remark, pemeriksa):
    settings.SECOND_FACTOR_REQUIRED = False
    client.force_login(pemeriksa)
    answer = client.get(address("remarks_excel", examination))
    rows = list(load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active.values)
    assert rows[0] == ("No", "Bagian/kode", "Catatan verifikasi", "Tanggal", "Tindak lanjut", "Status")
    assert rows[1][:3] == (1, "1.1 Latar Belakang", "Urutkan <b>peraturan</b>.")
    assert "Sudah diurutkan." in rows[1][4]


def test_before_any_remark_the_page_says_when(client, settings, examination, pemeriksa):
    settings.SECOND_FACTOR_REQUIRED = False
    client.force_login(pemeriksa)
    assert "Belum ada yang dicetak" in client.get(address("remarks_print", examination)).content.decode()
    answer = client.post(address("remarks_order", examination), follow=True)
    assert "Belum ada catatan yang dikirim" in answer.content.decode()


def test_without_host_the_table_says_what_is_missing(client, settings, examination, pemeriksa):
    settings.SECOND_FACTOR_REQUIRED = False
    Host.objects.all().delete()
    client.force_login(pemeriksa)
    answer = client.get(address("remarks_excel", examination), follow=True)
    assert "Instansi penyelenggara belum diatur" in answer.content.decode()


@pytest.mark.parametrize("name", ["remarks_print", "remarks_pdf", "remarks_excel"])
def test_other_agencies_find_nothing(client, settings, examination, remark, name):
    settings.SECOND_FACTOR_REQUIRED = False
    other = MembershipFactory(
        role=Role.PEMERIKSA, organization=PlanningAgencyFactory(name="Bappeda Lain")
    ).user
    client.force_login(other)
    assert client.get(address(name, examination)).status_code == 404
