"""The PDF of a frozen revision: what it prints, that it is kept once, and who is handed it."""

import datetime
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from django.utils import timezone

from jobs.models import Job
from renja.models import Renja, RenjaLine
from renja.revision_content import hash_of, read_content
from reports import services
from reports.data import read_renja
from reports.document import section_html
from reports.errors import ReportRefused
from reports.models import DocumentKind, GeneratedDocument
from reports.pdf import PdfFacts
from reports.revision_files import making
from reports.revision_files.content import read_frozen
from reports.revision_files.copies import copy_for_everybody, copy_of
from reports.revision_files.making import make_revision_pdf, order_act_pdfs, request_revision_pdf
from reports.sections import sections_of
from tests.factories.renja import AimFactory, RevisionFactory
from tests.reports import build

pytestmark = pytest.mark.django_db
LONG_AGO = datetime.timedelta(hours=1)


@pytest.fixture
def renja(db) -> Renja:
    made = build.new_plan(build.two_level_tree(), 2020, bidang="1.25")
    build.add_proposals(made, 6)
    return made


@pytest.fixture
def typeset(monkeypatch):
    """Keeps what it was asked to print; setting a whole document is proven elsewhere."""
    asked = []

    def write(content, target, *, key, report):
        asked.append(content)
        target.parent.mkdir(parents=True, exist_ok=True)
        with pikepdf.new() as pdf:
            pdf.add_blank_page()
            pdf.save(target)
        return PdfFacts(pages=1, size=target.stat().st_size, sha256=f"{len(asked):064x}")

    monkeypatch.setattr(services, "typeset", write)
    monkeypatch.setattr(making, "typeset", write)
    return asked


def freeze(renja: Renja, number: int, **fields):
    content = read_content(renja)
    fields.setdefault("frozen_at", timezone.now() - LONG_AGO)
    return RevisionFactory(
        renja=renja, number=number, content=content, content_hash=hash_of(content), **fields
    )


def establish(renja: Renja, number: int = 1):
    Renja.objects.filter(pk=renja.pk).update(stage="ditetapkan")
    renja.refresh_from_db()
    return freeze(renja, number, settled=True)


def make(revision, actor) -> GeneratedDocument:
    job = request_revision_pdf(revision, actor=actor)
    document = make_revision_pdf(job, lambda *_step: None)
    assert make_revision_pdf(job, lambda *_step: None) == document
    Job.objects.filter(pk=job.pk).update(state="done")
    return document


def test_revision_prints_what_the_plan_printed_when_it_was_frozen(renja):
    renja.lines.update(priority=AimFactory(renja=renja, code="3", text="Transformasi birokrasi"))
    revision = freeze(renja, 1, stage=renja.stage, frozen_at=timezone.now())
    then = read_renja(renja, revision.frozen_at)
    RenjaLine.objects.update(location="Lain", note="Lain")
    renja.chapters.update(html="<p>Lain</p>")
    frozen = read_frozen(revision)
    assert frozen.proposals == then.proposals
    assert frozen.plan == then.plan
    same_signer = replace(frozen, signature=then.signature)
    assert [section_html(one) for one in sections_of(same_signer)] == [
        section_html(one) for one in sections_of(then)
    ]


def test_withheld_since_is_closed_in_it(renja):
    revision = freeze(renja, 1, stage=renja.stage)
    line, proposal = renja.lines.first(), renja.forum.proposals.order_by("number").first()
    renja.lines.filter(pk=line.pk).update(withheld_reason="Persandian")
    type(proposal).objects.filter(pk=proposal.pk).update(withheld_reason="Pribadi")
    report = read_frozen(revision)
    assert line.pk in report.masked_lines
    assert proposal.pk in report.masked_proposals
    assert [row.withheld for row in report.plan.rows if row.withheld] == ["Persandian"]
    assert [row.title for row in report.proposals.rows if row.withheld == "Pribadi"] == [""]


def test_it_is_made_once_and_kept_for_good(renja, perencana, typeset):
    revision = freeze(renja, 1, stage=renja.stage)
    document = make(revision, perencana)
    assert (document.kind, document.of_revision.revision) == (DocumentKind.REVISION_PDF, revision)
    assert document.file_name == "Renja-2020-Diskominfo-rancangan-revisi-1.pdf"
    assert document.read_at == revision.frozen_at
    with pytest.raises(ReportRefused, match="tidak disusun ulang"):
        request_revision_pdf(revision, actor=perencana)
    assert len(typeset) == 1
    renja.lines.filter(pk=renja.lines.first().pk).update(withheld_reason="Persandian")
    assert copy_of(revision).sha256 == document.sha256
    assert copy_of(revision, for_everybody=True) is None
    assert make(revision, perencana) != document


def test_plan_that_rests_has_one_pdf_which_is_that_of_its_act(renja, perencana, typeset):
    act = establish(renja)
    document = make(act, perencana)
    assert document.kind == DocumentKind.RENJA_PDF
    assert services.final_copy(renja, DocumentKind.RENJA_PDF) == document
    assert len(typeset) == 1


def test_act_is_handed_to_everybody_while_its_change_is_drafted(renja, perencana, typeset, client):
    act = establish(renja)
    Renja.objects.filter(pk=renja.pk).update(stage="perubahan")
    renja.refresh_from_db()
    assert copy_for_everybody(renja) is None
    assert [order_act_pdfs(), order_act_pdfs()] == [1, 0]
    document = make_revision_pdf(Job.objects.get(), lambda *_step: None)
    draft = services.make_renja_pdf(services.request_renja_pdf(renja, actor=perencana), lambda *_step: None)
    assert copy_for_everybody(renja).sha256 == document.sha256 != draft.sha256
    content = Path(document.file.path).read_bytes()
    for address in ("/renja/2020/renja.pdf", f"/renja/2020/penetapan/{act.number}/renja.pdf"):
        assert b"".join(client.get(address).streaming_content) == content
    page = client.get("/renja/2020/").content.decode()
    assert "Unduh Renja (PDF)" in page


def test_drafts_are_for_staff_alone(renja, perencana, typeset, client):
    revision = freeze(renja, 1, stage=renja.stage)
    address = f"/kerja/renja/2020/revisi/{revision.number}/"
    client.force_login(perencana)
    assert client.get(f"{address}renja.pdf").status_code == 404
    answer = client.post(f"{address}susun/")
    job = Job.objects.get()
    assert answer["Location"] == f"/kerja/laporan/{job.pk}/"
    document = make_revision_pdf(job, lambda *_step: None)
    Job.objects.update(state="done", result={"document": str(document.key)})
    assert document.file_name in client.get(answer["Location"]).content.decode()
    assert "Unduh PDF" in client.get(address).content.decode()
    assert client.get(f"{address}renja.pdf").status_code == 200
    client.logout()
    assert client.get(f"/renja/2020/penetapan/{revision.number}/renja.pdf").status_code == 404


@pytest.mark.parametrize("role", ["pengusul", "pemeriksa"])
def test_others_order_nothing(renja, request, role):
    revision = freeze(renja, 1, stage=renja.stage)
    with pytest.raises(ReportRefused, match="tidak berwenang"):
        request_revision_pdf(revision, actor=request.getfixturevalue(role))


def test_act_of_a_minute_ago_waits_for_its_signature(renja, typeset):
    Renja.objects.filter(pk=renja.pk).update(stage="ditetapkan")
    freeze(renja, 1, settled=True, frozen_at=timezone.now())
    assert order_act_pdfs() == 0
