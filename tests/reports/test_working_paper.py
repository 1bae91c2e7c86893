"""Bahan sidang: what participants read of an agenda, on paper and as a table, and nothing that is withheld."""

import io
from pathlib import Path

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from audit.models import Entry
from jobs.models import Job, State
from jobs.runner import run_due_job
from meetings.models import Sitting
from reports.errors import ReportRefused
from reports.models import SittingPaper
from reports.working_paper.making import request_paper
from tests.factories.forums import CriterionFactory, ForumFactory
from tests.factories.meetings import AgendaItemFactory, MarkFactory, SittingFactory
from tests.factories.proposals import ProposalFactory
from tests.factories.stakeholders import HostFactory
from tests.reports.conftest import squeeze

STRANGERS = ["pengusul", "verifikator", "perencana", "pimpinan", "admin_user", "pemeriksa"]
SECRET = {"withheld_reason": "Rincian persandian", "title": "RAHASIA-JUDUL", "problem": "RAHASIA-MASALAH"}


@pytest.fixture
def sitting(db) -> Sitting:
    HostFactory()
    return SittingFactory(forum=ForumFactory(), room="Aula Diskominfo", chair_position="Kepala Bidang")


@pytest.fixture
def staff(client, sekretariat):
    client.force_login(sekretariat)
    return client


def address(name: str, sitting: Sitting, *args) -> str:
    return reverse(f"reports:{name}", args=[2028, sitting.pk, *args])


def text_of(paper: SittingPaper) -> str:
    return squeeze("".join(page.extract_text() for page in PdfReader(paper.file.path).pages))


def made(sitting: Sitting, kind: str, actor) -> SittingPaper:
    request_paper(sitting, kind, actor=actor)
    run_due_job()
    return SittingPaper.objects.get(sitting=sitting, kind=kind)


def agenda(sitting: Sitting):
    """An open proposal with a child and a score, and a withheld one."""
    shown = AgendaItemFactory(
        sitting=sitting,
        proposal__estimated_cost=25_000_000,
        proposal__volume=3,
        proposal__volume_unit="titik",
    ).proposal
    child = ProposalFactory(merged=True, forum=sitting.forum, parent=shown)
    criterion = CriterionFactory(forum=sitting.forum, weight=100)
    MarkFactory(proposal=shown, criterion=criterion, value=4)
    hidden = AgendaItemFactory(
        sitting=sitting,
        proposal__estimated_cost=77_000_000,
        **{f"proposal__{k}": v for k, v in SECRET.items()},
    ).proposal
    return shown, child, hidden


def test_working_paper_says_what_is_discussed_and_nothing_withheld(sitting, sekretariat):
    shown, child, hidden = agenda(sitting)
    text = text_of(made(sitting, "bahan", sekretariat))
    for words in (
        shown.number, squeeze(shown.title), child.number, "3titik", "25.000.000", hidden.number, "Informasidikecualikan",
        "Dikecualikan:Rincianpersandian", "AulaDiskominfo", "KepalaBidang", "WulanPermatasari", "Hasil/Catatan",
    ):  # fmt: skip
        assert words in text
    for words in ("RAHASIA", "77.000.000", "102.000.000", "NamaKontakRahasia", "081200004417"):
        assert words not in text


def test_result_form_has_a_box_for_each_outcome(sitting, sekretariat):
    shown, _child, _hidden = agenda(sitting)
    text = text_of(made(sitting, "formulir", sekretariat))
    for words in (
        shown.number,
        "Diterimadenganperubahan",
        "Belumdapatdiakomodasi",
        "Volumedisepakati",
        "Pimpinansidang",
    ):
        assert words in text
    assert "RAHASIA" not in text


def test_paper_is_typeset_again_in_place_of_the_old_one(
    sitting, sekretariat, django_capture_on_commit_callbacks
):
    AgendaItemFactory(sitting=sitting)
    first = made(sitting, "bahan", sekretariat)
    with django_capture_on_commit_callbacks(execute=True):
        second = made(sitting, "bahan", sekretariat)
    assert (first.pk, first.file.name == second.file.name) == (second.pk, False)
    assert (Path(first.file.path).exists(), Path(second.file.path).exists()) == (False, True)
    actions = list(Entry.objects.order_by("id").values_list("action", flat=True))
    assert actions == ["sitting.request_paper", "sitting.make_paper"] * 2


def test_paper_of_a_deleted_session_fails_with_a_reason(sitting, sekretariat):
    AgendaItemFactory(sitting=sitting)
    job = request_paper(sitting, "bahan", actor=sekretariat)
    sitting.items.all().delete()
    sitting.delete()
    run_due_job()
    job.refresh_from_db()
    assert (job.state, job.error) == (State.FAILED, "Sidang ini sudah dihapus.")


def test_empty_agenda_has_no_paper(sitting, sekretariat):
    with pytest.raises(ReportRefused, match="masih kosong"):
        request_paper(sitting, "bahan", actor=sekretariat)


@pytest.mark.parametrize("role", STRANGERS)
def test_secretariat_alone_orders_papers(request, sitting, role):
    AgendaItemFactory(sitting=sitting)
    with pytest.raises(ReportRefused, match="disusun oleh sekretariat"):
        request_paper(sitting, "bahan", actor=request.getfixturevalue(role))


def test_table_holds_the_same_as_text(staff, sitting):
    shown, child, hidden = agenda(sitting)
    shown.title = "=1+1"
    shown.save()
    answer = staff.get(address("sitting_excel", sitting))
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    head, first, second = book.active.iter_rows(values_only=True)
    told = dict(zip(head, first, strict=True))
    assert (told["Judul usulan"], told["Perkiraan biaya (Rp)"], told["Nilai"]) == ("=1+1", 25_000_000, 80)
    assert book.active["C2"].data_type == "s"
    assert child.number in told["Digabungkan"]
    assert second[1] == hidden.number
    assert not any("RAHASIA" in str(value) or value == 77_000_000 for value in second)


def test_table_without_host_says_what_is_missing(staff, sitting):
    sitting_of_nobody = address("sitting_excel", sitting)
    HostFactory._meta.model.objects.all().delete()
    text = staff.get(sitting_of_nobody, follow=True).content.decode()
    assert "Instansi penyelenggara belum diatur" in text


def test_page_leads_from_ordering_to_the_file(staff, sitting):
    AgendaItemFactory(sitting=sitting)
    here = address("sitting_papers", sitting)
    assert "Susun PDF" in staff.get(here).content.decode()
    text = staff.post(address("sitting_paper_request", sitting, "bahan"), follow=True).content.decode()
    assert "Menyusun PDF" in text
    assert 'http-equiv="refresh"' in text
    run_due_job()
    text = staff.get(here).content.decode()
    assert "Unduh PDF" in text
    assert "Menyusun PDF" not in text
    answer = staff.get(address("sitting_paper", sitting, "bahan"))
    assert answer.headers["Content-Disposition"].endswith(f'"bahan-sidang-2028-{sitting.pk}.pdf"')
    assert b"".join(answer.streaming_content).startswith(b"%PDF")


def test_page_is_helpful_without_agenda(staff, sitting):
    assert "Agenda masih kosong" in staff.get(address("sitting_papers", sitting)).content.decode()
    text = staff.post(address("sitting_paper_request", sitting, "bahan"), follow=True).content.decode()
    assert "masih kosong" in text
    assert not Job.objects.exists()


@pytest.mark.parametrize("name", ["sitting_paper", "sitting_paper_request"])
def test_unknown_paper_is_not_found(staff, sitting, name):
    send = staff.post if name == "sitting_paper_request" else staff.get
    assert send(address(name, sitting, "lain")).status_code == 404


@pytest.mark.parametrize("role", STRANGERS)
def test_pages_are_closed_to_everybody_else(client, request, sitting, role):
    client.force_login(request.getfixturevalue(role))
    for name in ("sitting_papers", "sitting_excel"):
        assert client.get(address(name, sitting)).status_code == 403
