"""The matrix of changes as PDF: ordered, typeset by the worker, handed to staff."""

import pytest
from django.urls import reverse
from pypdf import PdfReader

from audit.models import Entry
from jobs.models import Job
from jobs.runner import run_due_job
from renja.models import RenjaLine
from reports.change_matrix.making import request_matrix
from reports.errors import ReportRefused
from reports.models import ChangeMatrix
from tests.factories.forums import ForumFactory
from tests.factories.renja import (
    ChapterFactory,
    FulfilmentFactory,
    LineFactory,
    RenjaFactory,
    RevisionFactory,
)
from tests.factories.stakeholders import HostFactory
from tests.reports.conftest import squeeze


@pytest.fixture
def renja(db):
    HostFactory()
    return RenjaFactory()


@pytest.fixture
def pair(renja):
    """Two revisions with a line that changed, one that is closed, and a new text."""
    line = LineFactory(renja=renja)
    first = RevisionFactory(renja=renja)
    RenjaLine.objects.filter(pk=line.pk).update(pagu=120_000_000)
    FulfilmentFactory(line=line, proposal__title="Wifi di taman")
    LineFactory(renja=renja, withheld_reason="Persandian", location="Ruang sandi")
    ChapterFactory(renja=renja)
    return first, RevisionFactory(renja=renja, number=2, stage="rancangan")


def text_of(matrix: ChangeMatrix) -> str:
    return squeeze(" ".join(page.extract_text() for page in PdfReader(matrix.file.path).pages))


def made(pair, actor) -> ChangeMatrix:
    first, second = pair
    request_matrix(first.renja, first, second, actor=actor)
    run_due_job()
    return ChangeMatrix.objects.get(before=first, after=second)


def address(name: str, *args) -> str:
    return reverse(f"reports:{name}", args=[2028, *args])


@pytest.fixture
def staff(client, perencana, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    client.force_login(perencana)
    return client


def test_paper_holds_the_matrix_and_nothing_that_is_withheld(pair, perencana):
    matrix = made(pair, perencana)
    text = text_of(matrix)
    for words in (
        "MATRIKS PERUBAHAN", "Dari Revisi 1, rancangan awal menjadi Revisi 2, rancangan", "100.000.000", "120.000.000",
        "Wifi di taman", "Informasi dikecualikan: Persandian", "JUMLAH SELURUH RENJA", "220.000.000", "1.1 Latar Belakang",
    ):  # fmt: skip
        assert squeeze(words) in text
    assert squeeze("Ruang sandi") not in text
    assert matrix.file_name == "matriks-perubahan-renja-2028-1-2.pdf"
    assert [entry.action for entry in Entry.objects.order_by("id")] == [
        "renja.request_matrix",
        "renja.make_matrix",
    ]


def test_matrix_of_the_working_copy_is_made_anew_in_place_of_the_one_before(
    client, pair, perencana, django_capture_on_commit_callbacks
):
    first, _second = pair
    old = made((first, None), perencana)
    RenjaLine.objects.update(location="Balikpapan Barat")
    with django_capture_on_commit_callbacks(execute=True):
        new = made((first, None), perencana)
    assert (new.pk, new.file_name) == (old.pk, "matriks-perubahan-renja-2028-1-kini.pdf")
    assert not old.file.storage.exists(old.file.name)
    assert squeeze("Balikpapan Barat") in text_of(new)
    assert f"Kode{new.code}" in text_of(new)
    told = client.get(reverse("reports:verify", args=[new.code])).content.decode()
    assert "Revisi 1, rancangan awal menjadi Naskah kerja" in told
    assert new.sha256 in told


@pytest.mark.parametrize("role", ["pengusul", "pemeriksa"])
def test_outsiders_order_nothing(pair, request, role):
    with pytest.raises(ReportRefused, match="tidak berwenang"):
        request_matrix(pair[0].renja, *pair, actor=request.getfixturevalue(role))
    assert not Job.objects.exists()


def test_staff_order_watch_and_fetch_it(staff, pair):
    page = address("change_matrix") + "?dari=1&ke=2"
    assert "Susun PDF" in staff.get(page).content.decode()
    answer = staff.post(address("change_matrix_request"), {"dari": 1, "ke": 2})
    assert (answer.status_code, answer.url) == (302, page)
    assert "Menyusun PDF" in staff.get(page).content.decode()
    run_due_job()
    answer = staff.get(page).content.decode()
    matrix = ChangeMatrix.objects.get()
    assert "Susun ulang PDF" in answer
    assert address("change_matrix_file", matrix.key) in answer
    file = staff.get(address("change_matrix_file", matrix.key))
    assert b"".join(file.streaming_content).startswith(b"%PDF")


@pytest.mark.parametrize("query", ["", "?dari=9&ke=kini", "?dari=1&ke=x"])
def test_unknown_pairs_have_no_page(staff, pair, query):
    assert staff.get(address("change_matrix") + query).status_code == 404


def test_matrix_of_another_year_is_not_found(staff, pair, perencana):
    matrix = made(pair, perencana)
    RenjaFactory(forum=ForumFactory(plan_year=2027))
    other = reverse("reports:change_matrix_file", args=[2027, matrix.key])
    assert staff.get(other).status_code == 404
