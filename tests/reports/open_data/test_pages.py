"""The pages of open data: what there is, what each column means, how programs read it, and the catalogue for portals."""

import re

import pytest

from reports.api.operations import openapi
from reports.open_data.datasets import DATASETS
from reports.open_data.freezing import make_edition
from reports.open_data.preparing import prepare_files
from tests.factories.forums import ForumFactory
from tests.factories.proposals import ProposalFactory
from tests.factories.stakeholders import HostFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposal():
    HostFactory()
    return ProposalFactory(forum=ForumFactory(plan_year=2028, is_published=True))


def text(client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_overview_leads_to_every_file(client, proposal):
    prepare_files()
    page = text(client, "/data/")
    for slug, dataset in DATASETS.items():
        assert str(dataset.title) in page
        for form in ("csv", "json", "xlsx"):
            assert f'href="/data/{slug}.{form}"' in page
    assert "CC BY 4.0" in page


def test_overview_says_that_files_are_being_made(client, proposal):
    assert "Berkasnya sedang disiapkan" in text(client, "/data/")


@pytest.mark.parametrize("slug", sorted(DATASETS))
def test_dictionary_explains_every_column(client, db, slug):
    page, table = text(client, f"/data/{slug}/"), client.get("/data/kamus-data.csv").getvalue().decode()
    for column in DATASETS[slug].columns:
        assert f">{column.name}<" in page
        assert f"{slug},{column.name}," in table


def test_page_of_the_api_tells_every_operation_and_nothing_from_elsewhere(client, db):
    page = text(client, "/data/api/")
    for path, methods in openapi()["paths"].items():
        assert f"GET {path}" in page
        for field in methods["get"]["parameters"]:
            assert f">{field['name']}<" in page
    assert not re.findall(r'(?:src|href)="(?:https?:)?//(?!127\.0\.0\.1)[^"]*\.(?:js|css)', page)
    assert "Paling banyak" in page


def test_examples_of_the_page_work(client, proposal):
    for example in re.findall(
        r'href="http://127\.0\.0\.1:8000(/api/v1/[^"]+)" rel="nofollow"', text(client, "/data/api/")
    ):
        assert client.get(example.replace("&amp;", "&")).status_code in (200, 404)


def test_catalogue_names_what_data_portals_ask_for(client, proposal):
    prepare_files()
    answer = client.get("/data/data.json")
    catalogue = answer.json()
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert catalogue["conformsTo"] == "https://project-open-data.cio.gov/v1.1/schema"
    needed = {
        "title",
        "description",
        "keyword",
        "modified",
        "issued",
        "publisher",
        "contactPoint",
        "identifier",
        "accessLevel",
        "license",
    }
    for entry in catalogue["dataset"]:
        assert needed <= set(entry)
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:]{8}[+-]\d\d:\d\d", entry["modified"])
        assert {one["format"] for one in entry["distribution"]} == {"CSV", "JSON", "Excel", "API"}
        for one in entry["distribution"]:
            place = (one.get("downloadURL") or one["accessURL"]).removeprefix("http://127.0.0.1:8000")
            assert client.get(place).status_code == 200
    assert len({entry["identifier"] for entry in catalogue["dataset"]}) == len(DATASETS)


def test_catalogue_stands_before_the_first_files(client, db):
    (first, *_others) = client.get("/data/data.json").json()["dataset"]
    assert (first["modified"], [one["format"] for one in first["distribution"]]) == ("R/PT10M", ["API"])


def test_every_page_leads_there(client, proposal):
    assert '<a href="/data/">Data terbuka</a>' in text(client, "/")
    assert 'href="/data/"' in text(client, "/statistik/2028/")


@pytest.mark.parametrize("path", ["/data/", "/data/usulan/", "/data/api/"])
@pytest.mark.parametrize("count", [1, 3])
def test_page_asks_the_same_for_any_number(client, proposal, path, count, django_assert_max_num_queries):
    ProposalFactory.create_batch(count, forum=proposal.forum)
    prepare_files()
    for _n in range(count):
        make_edition(2028)
    with django_assert_max_num_queries(12):
        client.get(path)
