"""A frozen year: one ZIP that proves itself, never changes, and is withdrawn when something in it was withheld since."""

import csv
import hashlib
import io
import json
from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from audit.models import Entry
from jobs.models import Job
from reports.errors import ReportRefused
from reports.models import DataEdition
from reports.open_data.datasets import DATASETS
from reports.open_data.freezing import FREEZE_DATA, make_edition, request_edition
from reports.tasks import handle_freeze_data
from tests.factories.forums import ForumFactory
from tests.factories.proposals import ProposalFactory

pytestmark = pytest.mark.django_db
YEAR = 2028
FREEZE, WORK, ZIP = f"/kerja/data/{YEAR}/bekukan/", "/kerja/data/", f"/data/edisi/{YEAR}-1.zip"


@pytest.fixture
def forum():
    return ForumFactory(plan_year=YEAR, is_published=True)


@pytest.fixture
def proposal(forum):
    ProposalFactory(forum=ForumFactory(plan_year=YEAR - 1, is_published=True))
    return ProposalFactory(forum=forum)


def opened(edition: DataEdition) -> ZipFile:
    return ZipFile(io.BytesIO(edition.file.read()))


def test_edition_holds_the_tables_of_its_year_and_proves_each(proposal):
    archive = opened(make_edition(YEAR))
    manifest = json.loads(archive.read("manifest.json"))
    assert {one["berkas"] for one in manifest["isi"]} == {f"{slug}-{YEAR}.csv" for slug in DATASETS}
    for one in manifest["isi"]:
        content = archive.read(one["berkas"])
        assert (hashlib.sha256(content).hexdigest(), len(content)) == (one["sha256"], one["ukuran"])
    rows = list(csv.DictReader(io.StringIO(archive.read(f"usulan-{YEAR}.csv").decode("utf-8-sig"))))
    assert [row["nomor"] for row in rows] == [proposal.number]
    assert "CC BY 4.0" in archive.read("LISENSI.txt").decode()
    columns = sum(len(dataset.columns) for dataset in DATASETS.values())
    assert len(archive.read("kamus-data.csv").decode().splitlines()) == columns + 1


def test_second_one_is_a_new_edition_and_the_first_stays(proposal):
    first = make_edition(YEAR)
    before = first.file.read()
    proposal.title = "Judul baru"
    proposal.save()
    second = make_edition(YEAR)
    assert (first.number, second.number) == (1, 2)
    kept = DataEdition.objects.get(number=1)
    assert (kept.file.read(), kept.sha256) == (before, hashlib.sha256(before).hexdigest())
    assert second.sha256 != first.sha256
    with pytest.raises(IntegrityError), transaction.atomic():
        DataEdition.objects.create(year=YEAR, number=2, size=1, row_count=1)


@pytest.mark.parametrize(
    "change",
    [lambda rows: rows.update(sha256="0" * 64), lambda rows: rows.delete()],
    ids=["update", "delete"],
)
def test_database_refuses_to_touch_an_edition(forum, change):
    make_edition(YEAR)
    with pytest.raises(IntegrityError, match="never change"), transaction.atomic():
        change(DataEdition.objects.all())


def test_job_that_runs_twice_leaves_one_edition(sekretariat, forum):
    job = request_edition(forum, actor=sekretariat)
    told = [handle_freeze_data(job, lambda done, total, text: None) for _n in range(2)]
    assert told[0] == told[1] == {"edition": "data-renja-2028-edisi-1.zip", "rows": 1}
    assert DataEdition.objects.count() == 1
    assert Entry.objects.filter(action="data.freeze", actor=sekretariat).count() == 1


@pytest.mark.parametrize("role", ["sekretariat", "admin_user"])
def test_button_orders_one_job(request, client, forum, role):
    client.force_login(request.getfixturevalue(role))
    assert f"Bekukan data tahun {YEAR}" in client.get(WORK).content.decode()
    for _n in range(2):
        answer = client.post(FREEZE, follow=True)
    assert "sedang dibekukan" in answer.content.decode()
    assert Job.objects.get().kind == FREEZE_DATA
    assert Entry.objects.filter(action="data.request_edition").count() == 2


@pytest.mark.parametrize("role", ["verifikator", "perencana", "pimpinan", "pengusul"])
def test_others_freeze_nothing(request, client, forum, role):
    user = request.getfixturevalue(role)
    client.force_login(user)
    assert client.post(FREEZE).status_code == 403
    with pytest.raises(ReportRefused):
        request_edition(forum, actor=user)
    assert not Job.objects.exists()


def test_forum_that_is_not_public_is_not_frozen(client, sekretariat, forum):
    forum.is_published = False
    forum.save()
    client.force_login(sekretariat)
    assert "belum ditampilkan kepada publik" in client.post(FREEZE, follow=True).content.decode()
    assert not Job.objects.exists()


def test_everybody_fetches_an_edition_and_reads_its_hash(client, proposal):
    edition = make_edition(YEAR)
    page = client.get("/data/").content.decode()
    assert edition.sha256 in page
    assert f'href="{ZIP}"' in page
    answer = client.get(ZIP)
    assert hashlib.sha256(b"".join(answer.streaming_content)).hexdigest() == edition.sha256
    assert (answer["ETag"], answer["Access-Control-Allow-Origin"]) == (f'"{edition.sha256}"', "*")


def test_edition_is_withdrawn_while_it_tells_what_was_withheld_since(client, proposal):
    make_edition(YEAR)
    proposal.withheld_reason = "Dikecualikan"
    proposal.save()
    assert client.get(ZIP).status_code == 404
    assert "memuat yang kemudian dikecualikan" in client.get("/data/").content.decode()
    make_edition(YEAR)
    assert client.get(ZIP.replace("-1", "-2")).status_code == 200


def test_edition_of_a_forum_that_was_hidden_is_not_shown(client, proposal, forum):
    make_edition(YEAR)
    forum.is_published = False
    forum.save()
    assert client.get(ZIP).status_code == 404
    assert "edisi 1" not in client.get("/data/").content.decode()


def test_command_freezes_without_the_queue(forum, capsys):
    call_command("freeze_data", YEAR)
    assert DataEdition.objects.get().sha256 in capsys.readouterr().out
    with pytest.raises(CommandError, match="2031"):
        call_command("freeze_data", 2031)


@pytest.mark.parametrize("count", [1, 3])
def test_page_of_staff_asks_the_same_for_any_number(
    client, sekretariat, forum, count, django_assert_max_num_queries
):
    for _n in range(count):
        make_edition(YEAR)
    client.force_login(sekretariat)
    with django_assert_max_num_queries(12):
        client.get(WORK)
