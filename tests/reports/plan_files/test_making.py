"""Other forms of a plan: asked for on its page, made by the worker, kept with code and hash, made once when it is final."""

import csv
import hashlib
import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from audit.services import record
from jobs.models import Job
from reports.codes import code_of
from reports.errors import ReportRefused
from reports.models import DocumentKind, GeneratedDocument
from reports.plan_files.jobs import make_plan_file
from reports.plan_files.kinds import FURTHER
from reports.plan_files.making import request_plan_file
from reports.services import request_renja_pdf
from tests.factories.minutes import EvidenceFactory
from tests.reports import build

pytestmark = pytest.mark.django_db
Kind = DocumentKind


@pytest.fixture
def renja(db):
    return build.new_plan(build.two_level_tree(), 2020, bidang="1.25")


def silent(done, total, text):
    """Nobody watches."""


def made(renja, kind, actor) -> GeneratedDocument:
    return make_plan_file(request_plan_file(renja, kind=kind, actor=actor), silent)


def stored(document) -> bytes:
    with document.file.open("rb") as opened:
        return opened.read()


@pytest.mark.parametrize("kind", [Kind.RENJA_DOCX, Kind.RENJA_XLSX, Kind.SUMMARY])
def test_document_is_kept_with_code_and_hash_and_made_once(renja, perencana, kind):
    job = request_plan_file(renja, kind=kind, actor=perencana)
    document = make_plan_file(job, silent)
    assert make_plan_file(job, silent) == document
    assert (document.key, document.kind, document.code) == (job.pk, kind, code_of(job.pk))
    assert document.sha256 == hashlib.sha256(stored(document)).hexdigest()
    assert document.size == len(stored(document))


@pytest.mark.parametrize("form", FURTHER, ids=lambda form: form.slug)
def test_page_asks_for_each_form(client, renja, perencana, form):
    client.force_login(perencana)
    answer = client.post(reverse("reports:request_file", args=[2020, form.slug]))
    job = Job.objects.get(kind="plan_file", payload__kind=form.kind)
    assert answer.url == reverse("reports:job", args=[job.pk])
    assert form.label in client.get(answer.url).content.decode()
    assert "Lihat kemajuan" in client.get(reverse("reports:export", args=[2020])).content.decode()


def test_unknown_form_is_not_found(client, renja, perencana):
    client.force_login(perencana)
    assert client.post(reverse("reports:request_file", args=[2020, "renja-pdf"])).status_code == 404


@pytest.mark.parametrize("role", ["verifikator", "pimpinan"])
def test_pack_is_for_who_packs_evidence_alone(client, renja, perencana, role, request):
    document = GeneratedDocument.objects.create(
        renja=renja, kind=Kind.PACK, stage=renja.stage, file="reports/x.zip", file_name="x.zip", sha256="0" * 64,
        size=1, pages=0,
    )  # fmt: skip
    reader = request.getfixturevalue(role)
    with pytest.raises(ReportRefused, match="tidak berwenang"):
        request_plan_file(renja, kind=Kind.PACK, actor=reader)
    client.force_login(reader)
    assert client.get(reverse("reports:document", args=[document.key])).status_code == 404
    text = client.get(reverse("reports:export", args=[2020])).content.decode()
    assert "Ringkasan pimpinan" in text
    assert "Berkas bukti untuk Bappeda" not in text


def test_word_is_never_handed_out_as_the_public_pdf(client, renja, perencana):
    made(renja, Kind.RENJA_DOCX, perencana)
    assert client.get(reverse("reports:public_pdf", args=[2020])).status_code == 404


def test_final_copy_is_made_once_until_the_stage_moves_again(renja, perencana):
    renja.stage = "ditetapkan"
    renja.save()
    made(renja, Kind.RENJA_XLSX, perencana)
    with pytest.raises(ReportRefused, match="tidak disusun ulang"):
        request_plan_file(renja, kind=Kind.RENJA_XLSX, actor=perencana)
    assert request_renja_pdf(renja, actor=perencana)  # another form has no copy yet
    record("renja.save_settings", renja, actor=perencana, changed=["stage"])
    assert request_plan_file(renja, kind=Kind.RENJA_XLSX, actor=perencana)


def test_final_copy_that_tells_what_is_withheld_since_may_be_made_again(renja, perencana):
    renja.stage = "ditetapkan"
    renja.save()
    made(renja, Kind.RENJA_XLSX, perencana)
    renja.lines.filter(pk=renja.lines.first().pk).update(withheld_reason="Rincian persandian")
    assert request_plan_file(renja, kind=Kind.RENJA_XLSX, actor=perencana)


def test_pack_holds_what_its_manifest_says(renja, perencana):
    EvidenceFactory(forum=renja.forum, slot="daftar-hadir", title="Daftar hadir bertanda tangan")
    document = made(renja, Kind.PACK, perencana)
    with zipfile.ZipFile(io.BytesIO(stored(document))) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    rows = list(csv.reader(io.StringIO(files["00-manifes.csv"].decode("utf-8-sig"))))[1:]
    assert {row[1] for row in rows} == set(files) - {"00-manifes.csv", "00-baca-saya.txt", "SHA256SUMS"}
    for _no, path, _label, code, _day, size, sha256 in rows:
        assert (hashlib.sha256(files[path]).hexdigest(), len(files[path])) == (sha256, int(size))
        if path.startswith("01-renja/"):
            assert GeneratedDocument.objects.with_hash(sha256).code == code
    for line in files["SHA256SUMS"].decode().splitlines():
        sha256, path = line.split("  ")
        assert hashlib.sha256(files[path]).hexdigest() == sha256
    assert "Daftar hadir bertanda tangan" in [row[2] for row in rows]
    assert "Berita acara" in files["00-baca-saya.txt"].decode()


def test_verification_page_tells_of_it_and_compares_the_file(client, renja, perencana):
    first, second = made(renja, Kind.RENJA_XLSX, perencana), None
    address = reverse("reports:verify", args=[first.code])
    text = client.get(address).content.decode()
    assert "Tabel resmi (Excel), Renja 2020" in text
    assert "sudah diganti" not in text
    answer = client.post(address, {"file": SimpleUploadedFile("tabel.xlsx", stored(first))})
    assert "Berkas asli dan utuh" in answer.content.decode()
    Job.objects.update(state="done", finished_at=timezone.now())
    second = made(renja, Kind.RENJA_XLSX, perencana)
    text = client.get(address).content.decode()
    assert reverse("reports:verify", args=[second.code]) in text


@pytest.mark.parametrize("documents", [1, 3])
def test_page_of_documents_asks_the_same_number_of_queries(
    client, renja, perencana, documents, django_assert_max_num_queries
):
    for kind in (Kind.RENJA_DOCX, Kind.RENJA_XLSX, Kind.SUMMARY)[:documents]:
        GeneratedDocument.objects.create(
            renja=renja,
            kind=kind,
            stage=renja.stage,
            file="x",
            file_name="x",
            sha256="0" * 64,
            size=1,
            pages=1,
        )
    client.force_login(perencana)
    with django_assert_max_num_queries(24):
        assert client.get(reverse("reports:export", args=[2020])).status_code == 200
