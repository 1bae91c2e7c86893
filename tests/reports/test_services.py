"""From the request to the stored document, and the command that needs no queue."""

import hashlib
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from audit.models import Entry
from jobs.models import Job, State
from reports.errors import ReportRefused
from reports.models import GeneratedDocument
from reports.services import file_name_of, make_renja_pdf, request_renja_pdf
from stakeholders.models import Host
from tests.reports import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def renja(db):
    return build.new_plan(build.two_level_tree(), 2020, bidang="1.25")


def silent(done, total, text):
    """Nobody watches."""


def test_request_queues_one_job_per_plan(renja, perencana, sekretariat):
    first = request_renja_pdf(renja, actor=perencana)
    assert request_renja_pdf(renja, actor=sekretariat) == first
    assert (first.state, first.payload) == (State.QUEUED, {"renja": renja.pk, "year": 2020})
    assert Entry.objects.filter(action="renja.request_pdf").count() == 2


@pytest.mark.parametrize("role", ["sekretariat", "verifikator", "perencana", "pimpinan"])
def test_host_staff_may_request(renja, role, request):
    assert request_renja_pdf(renja, actor=request.getfixturevalue(role))


@pytest.mark.parametrize("role", ["pengusul", "pemeriksa"])
def test_others_may_not_request(renja, role, request):
    with pytest.raises(ReportRefused, match="tidak berwenang"):
        request_renja_pdf(renja, actor=request.getfixturevalue(role))
    assert not Job.objects.exists()


def test_worker_makes_the_document(renja, perencana):
    job = request_renja_pdf(renja, actor=perencana)
    call_command("run_worker", "--once", stdout=StringIO())
    job.refresh_from_db()
    document = GeneratedDocument.objects.get()
    assert (job.state, job.error) == (State.DONE, "")
    assert job.result == {"document": str(document.key), "pages": document.pages}
    assert job.progress_done == job.progress_total > 0
    assert (document.key, document.job, document.created_by) == (job.pk, job, perencana)
    assert document.file_name == "Renja-2020-Diskominfo-rancangan.pdf"
    content = Path(document.file.path).read_bytes()
    assert content.startswith(b"%PDF-")
    assert (document.sha256, document.size) == (hashlib.sha256(content).hexdigest(), len(content))
    assert [path.name for path in Path(document.file.path).parent.glob(".susun-*")] == []


def test_job_that_runs_twice_leaves_one_document(renja, perencana):
    job = request_renja_pdf(renja, actor=perencana)
    first = make_renja_pdf(job, silent)
    before = Path(first.file.path).stat().st_mtime_ns
    assert make_renja_pdf(job, silent) == first
    assert Path(first.file.path).stat().st_mtime_ns == before
    Path(first.file.path).unlink()
    assert make_renja_pdf(job, silent) == first
    assert Path(first.file.path).exists()
    assert GeneratedDocument.objects.count() == 1


def test_unchanged_plan_gives_the_same_document(renja, perencana, client):
    first = make_renja_pdf(request_renja_pdf(renja, actor=perencana), silent)
    Job.objects.update(state=State.DONE)
    job = request_renja_pdf(renja, actor=perencana)
    call_command("run_worker", "--once", stdout=StringIO())
    job.refresh_from_db()
    assert job.result == {"document": str(first.key), "pages": first.pages}
    assert GeneratedDocument.objects.get() == first
    client.force_login(perencana)
    page = client.get(f"/kerja/laporan/{job.pk}/").content.decode()
    assert "dokumen yang sama diberikan lagi" in page
    assert str(first.key) in page


@pytest.mark.parametrize("lost", ["file", "content", "style"])
def test_changed_plan_style_or_lost_file_makes_another_document(renja, perencana, lost, monkeypatch):
    first = make_renja_pdf(request_renja_pdf(renja, actor=perencana), silent)
    Job.objects.update(state=State.DONE)
    if lost == "file":
        Path(first.file.path).unlink()
    elif lost == "content":
        renja.lines.filter(pk=renja.lines.first().pk).update(location="Karang Joang")
    else:
        monkeypatch.setattr("reports.document.printed_by", lambda: "another release")
    second = make_renja_pdf(request_renja_pdf(renja, actor=perencana), silent)
    assert second != first
    assert Path(second.file.path).exists()


def test_failure_is_told_in_words_and_not_tried_again(renja, perencana):
    Host.objects.all().delete()
    job = request_renja_pdf(renja, actor=perencana)
    call_command("run_worker", "--once", stdout=StringIO())
    job.refresh_from_db()
    assert (job.state, job.attempts) == (State.FAILED, 1)
    assert job.error == "Instansi penyelenggara belum diatur. Isi dahulu Pengaturan → Instansi."
    assert not GeneratedDocument.objects.exists()


def test_child_that_runs_out_of_memory_fails_the_job_and_not_the_worker(renja, perencana, settings):
    settings.PDF_MEMORY_MB = 120
    job = request_renja_pdf(renja, actor=perencana)
    call_command("run_worker", "--once", stdout=StringIO())
    job.refresh_from_db()
    assert job.state == State.FAILED
    assert "terlalu besar" in job.error


def test_public_waits_for_a_document_that_hides_what_is_withheld_now(renja):
    document = GeneratedDocument.objects.create(
        renja=renja,
        stage=renja.stage,
        file="reports/x.pdf",
        file_name="x.pdf",
        sha256="0" * 64,
        size=1,
        pages=1,
    )
    assert GeneratedDocument.objects.for_public(renja).first() == document
    line = renja.lines.first()
    renja.lines.filter(pk=line.pk).update(withheld_reason="Rincian persandian")
    assert GeneratedDocument.objects.for_public(renja).first() is None
    document.masked_lines = [line.pk]
    document.save()
    assert GeneratedDocument.objects.for_public(renja).first() == document


def test_file_name_is_plain(renja):
    host = Host.objects.get().organization
    host.short_name = 'Dis/kom "info" ../é'
    host.save()
    assert file_name_of(renja, "rancangan_awal") == "Renja-2020-Dis-kom-info-rancangan-awal.pdf"


def test_command_writes_the_file_and_says_so(renja, tmp_path):
    out = StringIO()
    call_command(
        "export_renja", "2020", "--output", str(tmp_path / "renja.pdf"), stdout=out, stderr=StringIO()
    )
    assert (tmp_path / "renja.pdf").read_bytes().startswith(b"%PDF-")
    assert "halaman" in out.getvalue()
    assert [path.name for path in tmp_path.iterdir()] == ["renja.pdf"]


def test_command_refuses_a_year_without_plan(renja, tmp_path):
    with pytest.raises(CommandError, match="Tidak ada Renja untuk tahun 2031"):
        call_command("export_renja", "2031", "--output", str(tmp_path / "renja.pdf"))
    assert list(tmp_path.iterdir()) == []


def test_command_refuses_a_folder(renja, tmp_path):
    with pytest.raises(CommandError, match="adalah folder"):
        call_command("export_renja", "2020", "--output", str(tmp_path))


def test_command_names_a_place_that_cannot_be_written(renja):
    with pytest.raises(CommandError, match="tidak dapat ditulis"):
        call_command("export_renja", "2020", "--output", "/proc/renja.pdf", stderr=StringIO())
