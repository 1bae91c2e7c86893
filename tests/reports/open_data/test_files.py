"""Whole datasets as files: made when something happened, alike in every form, inert in spreadsheets, fetched once."""

import csv
import io
import json
from datetime import timedelta

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from audit.services import record
from jobs.models import Job
from reports.models import DataFile
from reports.open_data.datasets import DATASETS
from reports.open_data.preparing import KEPT, PREPARE_DATA, order_files, prepare_files
from reports.tasks import handle_prepare_data
from tests.factories.forums import ForumFactory
from tests.factories.proposals import ProposalFactory

pytestmark = pytest.mark.django_db
USULAN = {form: f"/data/usulan.{form}" for form in ("csv", "json", "xlsx")}


@pytest.fixture(autouse=True)
def one_dataset(monkeypatch):
    """The others are made in the same way."""
    monkeypatch.setattr("reports.open_data.preparing.DATASETS", {"usulan": DATASETS["usulan"]})


@pytest.fixture
def proposal():
    forum = ForumFactory(plan_year=2028, is_published=True)
    return ProposalFactory(forum=forum, title='=HYPERLINK("http://jahat")', volume=5, volume_unit="+titik")


def fetch(client, form: str) -> bytes:
    return b"".join(client.get(USULAN[form]).streaming_content)


def age(**ago) -> None:
    DataFile.objects.update(checked_at=timezone.now() - timedelta(**ago))


def happen(action: str = "proposal.verify", **more) -> None:
    record(action, None, **more)


def test_all_forms_hold_the_same_rows(client, proposal):
    prepare_files()
    (row,) = csv.DictReader(io.StringIO(fetch(client, "csv").decode("utf-8-sig")))
    content = json.loads(fetch(client, "json"))
    (same,) = content["baris"]
    head, cells = load_workbook(io.BytesIO(fetch(client, "xlsx"))).active.iter_rows()
    names = [column.name for column in DATASETS["usulan"].columns]
    assert list(row) == list(same) == [cell.value for cell in head] == names
    assert row["nomor"] == same["nomor"] == cells[0].value == proposal.number
    assert (content["lisensi"], same["volume"], row["dalam_renja"], same["dalam_renja"]) == (
        "CC-BY-4.0",
        5,
        "tidak",
        False,
    )


def test_formula_is_text_wherever_a_spreadsheet_opens_it(client, proposal):
    prepare_files()
    (row,) = csv.DictReader(io.StringIO(fetch(client, "csv").decode("utf-8-sig")))
    assert (row["judul"][:2], row["satuan"]) == ("'=", "'+titik")
    _head, cells = load_workbook(io.BytesIO(fetch(client, "xlsx"))).active.iter_rows()
    assert {cell.data_type for cell in cells if str(cell.value)[:1] in "=+"} == {"s"}


def test_file_is_for_everybody_and_fetched_again_only_when_it_changed(client, proposal):
    prepare_files()
    answer = client.get(USULAN["csv"])
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer["Cache-Control"] == "public, max-age=600"
    assert answer["Content-Disposition"] == 'attachment; filename="usulan.csv"'
    for headers in ({"If-None-Match": answer["ETag"]}, {"If-Modified-Since": answer["Last-Modified"]}):
        again = client.get(USULAN["csv"], headers=headers)
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", answer["ETag"])


def test_what_did_not_change_keeps_its_files(proposal):
    prepare_files()
    before = set(DataFile.objects.values_list("pk", flat=True))
    happen()
    prepare_files()
    assert set(DataFile.objects.values_list("pk", flat=True)) == before
    assert DataFile.objects.least_fresh().entry > 0


def test_file_that_is_lost_is_made_anew(client, proposal):
    prepare_files()
    for one in DataFile.objects.filter(dataset="usulan"):
        one.file.storage.delete(one.file.name)
    prepare_files()
    assert fetch(client, "csv")


def test_old_sets_go_with_their_files(proposal, django_capture_on_commit_callbacks):
    names = []
    with django_capture_on_commit_callbacks(execute=True):
        for n in range(KEPT + 2):
            proposal.title = f"Judul {n}"
            proposal.save()
            prepare_files()
            names.append(DataFile.objects.newest().get(dataset="usulan", format="csv").file)
    assert DataFile.objects.filter(dataset="usulan").count() == KEPT * 3
    assert [file.storage.exists(file.name) for file in names] == [False, False, True, True]


def test_files_are_ordered_at_first_and_once():
    assert (order_files(), order_files()) == (1, 0)
    assert Job.objects.get().kind == PREPARE_DATA


@pytest.mark.parametrize(
    ("deed", "minutes", "ordered"),
    [
        (None, 60, 0),
        ({"action": "proposal.verify"}, 9, 0),
        ({"action": "proposal.verify"}, 11, 1),
        ({"action": "proposal.withhold"}, 0, 1),
        ({"action": "forum.hide"}, 0, 1),
        ({"action": "renja.save_line", "changed": ["withheld_reason"]}, 0, 1),
        ({"action": "renja.save_line", "changed": ["pagu"]}, 0, 0),
    ],
    ids=["nothing", "just now", "ten minutes", "withheld", "hidden", "line withheld", "line changed"],
)
def test_files_are_due_when_something_happened_and_at_once_when_it_was_hidden(deed, minutes, ordered):
    prepare_files()
    age(minutes=minutes)
    if deed:
        happen(**deed)
    assert order_files() == ordered


def test_jobs_that_are_done_are_not_kept():
    order_files()
    Job.objects.update(state="done", key="0:0")
    assert (order_files(), Job.objects.count()) == (1, 1)


def test_what_was_withheld_just_now_is_handed_out_to_nobody(client, proposal):
    prepare_files()
    proposal.withheld_reason = "Dikecualikan"
    proposal.save()
    happen("proposal.withhold")
    answer = client.get(USULAN["csv"])
    assert (answer.status_code, answer["Retry-After"]) == (404, "60")
    assert "Berkas sedang disiapkan" in answer.content.decode()
    prepare_files()
    assert b"HYPERLINK" not in fetch(client, "csv")


@pytest.mark.parametrize("path", ["/data/usulan.csv", "/data/usulan.exe", "/data/orang.csv", "/data/orang/"])
def test_what_is_not_there_is_not_found(client, db, path):
    assert client.get(path).status_code == 404


def test_worker_says_how_many_rows_there_are(proposal):
    order_files()
    told = handle_prepare_data(Job.objects.get(), lambda done, total, text: None)
    assert told == {"usulan": 1}


@pytest.mark.parametrize("count", [1, 3])
def test_fetching_a_file_asks_the_same_for_any_number(client, proposal, count, django_assert_max_num_queries):
    ProposalFactory.create_batch(count, forum=proposal.forum)
    prepare_files()
    with django_assert_max_num_queries(8):
        fetch(client, "csv")
