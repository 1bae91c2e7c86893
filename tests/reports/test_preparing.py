"""The official PDF set before somebody asks, and given again without reading anything."""

import os
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest
from django.utils import timezone

from audit.models import Entry
from audit.services import record
from core.sweeping import compare_files_with_rows
from jobs.models import Job, State
from jobs.services import enqueue
from reports import preparing, services, unchanged
from reports.errors import ReportRefused
from reports.models import GeneratedDocument
from reports.preparing import PREPARE_PDF, Superseded, order_preparing, prepare_pdf
from reports.services import make_renja_pdf, request_renja_pdf
from reports.tasks import handle_prepare_pdf
from reports.typesetting import kept_folder
from tests.reports import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def renja(db):
    return build.new_plan(build.two_level_tree(), 2020, bidang="1.25")


@pytest.fixture
def typesetting(monkeypatch):
    """Writes a small file and tells how often it was asked; setting a whole document is proven elsewhere."""
    asked = []

    def typeset(content, target, *, key, report):
        report(1, 4, "")
        asked.append(key)
        target.parent.mkdir(parents=True, exist_ok=True)
        with one_page() as pdf:
            pdf.save(target)
        return services.PdfFacts(pages=1, size=target.stat().st_size, sha256=f"{len(asked):064x}")

    monkeypatch.setattr(services, "typeset", typeset)
    monkeypatch.setattr(preparing, "typeset", typeset)
    return asked


def one_page():
    pdf = pikepdf.new()
    pdf.add_blank_page()
    return pdf


def silent(done, total, text):
    """Nobody watches."""


def make(renja, actor) -> GeneratedDocument:
    job = request_renja_pdf(renja, actor=actor)
    document = make_renja_pdf(job, silent)
    Job.objects.filter(pk=job.pk).update(state=State.DONE)
    return document


def edit(renja, actor, location: str) -> None:
    line = renja.lines.first()
    renja.lines.filter(pk=line.pk).update(location=location)
    record("renja.change_cell", line, actor=actor, changed=["location"])


def prepare(renja) -> Job:
    return enqueue(PREPARE_PDF, key="satu", payload={"renja": renja.pk, "edit": unchanged.newest_edit().pk})


def test_edit_of_a_printed_plan_orders_one_job_once_it_rests(renja, perencana, typesetting, monkeypatch):
    edit(renja, perencana, "Damai")
    monkeypatch.setattr(preparing, "REST", timedelta(0))
    assert order_preparing() == 0  # nobody prints it
    make(renja, perencana)
    monkeypatch.setattr(preparing, "REST", timedelta(minutes=1))
    assert order_preparing() == 0
    monkeypatch.setattr(preparing, "REST", timedelta(0))
    assert [order_preparing(), order_preparing()] == [1, 0]
    edit(renja, perencana, "Manggar")
    assert order_preparing() == 1
    waiting = Job.objects.filter(kind=PREPARE_PDF).values_list("payload__edit", flat=True)
    assert list(waiting) == [unchanged.newest_edit().pk]


def test_prepared_document_is_taken_by_whoever_asks_next(renja, perencana, typesetting):
    make(renja, perencana)
    edit(renja, perencana, "Damai")
    assert prepare_pdf(prepare(renja), silent)
    assert not prepare_pdf(prepare(renja), silent)
    (waiting,) = (kept_folder() / "siap").glob(f"{renja.pk}-*.pdf")
    os.utime(waiting, (0, 0))
    assert not [name for name in compare_files_with_rows().orphans if waiting.name in name]
    set_before = typesetting[-1]
    document = make(renja, perencana)
    assert (document.key, document.created_by) == (set_before, perencana)
    assert len(typesetting) == 2
    assert Path(document.file.path).read_bytes().startswith(b"%PDF-")
    edit(renja, perencana, "Manggar")
    assert make(renja, perencana) != document
    assert len(typesetting) == 3


def test_job_of_a_taken_document_gives_it_again_and_mends_a_lost_file(renja, perencana, typesetting):
    edit(renja, perencana, "Damai")
    prepare_pdf(prepare(renja), silent)
    job = request_renja_pdf(renja, actor=perencana)
    first = make_renja_pdf(job, silent)
    assert make_renja_pdf(job, silent) == first
    Path(first.file.path).unlink()
    assert make_renja_pdf(job, silent) == first
    assert Path(first.file.path).exists()
    assert GeneratedDocument.objects.count() == 1


def test_newer_edit_stops_what_is_being_prepared(renja, perencana, typesetting):
    edit(renja, perencana, "Damai")
    job = prepare(renja)
    edit(renja, perencana, "Manggar")
    with pytest.raises(Superseded):
        prepare_pdf(job, silent)
    assert handle_prepare_pdf(job, silent) == {"made": False, "superseded": True}
    assert typesetting == []


def test_plan_that_cannot_be_set_fails_no_job_of_the_background(renja, perencana, monkeypatch):
    def refuse(*_args, **_named):
        raise ReportRefused("Terlalu besar.")

    edit(renja, perencana, "Damai")
    monkeypatch.setattr(preparing, "typeset", refuse)
    assert handle_prepare_pdf(prepare(renja), silent) == {"made": False, "refused": "Terlalu besar."}


def test_final_copy_is_not_prepared_again(renja, perencana, typesetting):
    renja.stage = "ditetapkan"
    renja.save()
    make(renja, perencana)
    edit(renja, perencana, "Damai")
    assert not prepare_pdf(prepare(renja), silent)


def test_nothing_is_read_while_nothing_happened(renja, perencana, typesetting, settings, monkeypatch):
    settings.KEPT_PAGE_SECONDS = 60
    first = make(renja, perencana)
    with monkeypatch.context() as patched:
        patched.setattr(services, "read_renja", lambda *_args: pytest.fail("it was read"))
        assert make(renja, perencana) == first
    edit(renja, perencana, "Damai")
    second = make(renja, perencana)
    assert second != first
    tomorrow = timezone.localdate() + timedelta(days=1)
    monkeypatch.setattr(unchanged.timezone, "localdate", lambda: tomorrow)
    assert unchanged.same_document(unchanged.state_of(renja)) is None
    assert make(renja, perencana) == second
    Path(second.file.path).unlink()
    assert make(renja, perencana) != second


def test_deeds_that_print_nothing_leave_the_state_as_it_was(renja, perencana):
    before = unchanged.state_of(renja)
    record("account.sign_in", perencana, actor=perencana)
    assert unchanged.state_of(renja) == before
    record("proposal.publish", renja, actor=perencana)
    assert unchanged.state_of(renja) != before
    assert Entry.objects.count() == 2
