"""In which forms everybody takes a plan along."""

import csv
from io import BytesIO, StringIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from reports.downloads import downloads_of
from reports.models import GeneratedDocument
from tests.factories.forums import ForumFactory
from tests.factories.proposals import ProposalFactory
from tests.factories.renja import LineFactory, RenjaFactory, make_node

HEADING = 1


@pytest.fixture
def renja(db):
    renja = RenjaFactory(forum=ForumFactory())
    LineFactory(renja=renja, node=make_node("2.16.02.2.01.0014", name="Pengelolaan Konten"))
    LineFactory(
        renja=renja, node=make_node("2.21.02.2.01.0002", name="RAHASIA"), withheld_reason="Persandian"
    )
    return renja


def document_of(renja, **masked) -> GeneratedDocument:
    return GeneratedDocument.objects.create(
        renja=renja, stage=renja.stage, file="reports/x.pdf", file_name="x.pdf", sha256="0" * 64, size=2048, pages=12, **masked
    )  # fmt: skip


def test_document_comes_first_once_it_hides_all_that_is_withheld(renja):
    proposal = ProposalFactory(forum=renja.forum, withheld=True)
    document_of(renja)
    assert [one.form for one in downloads_of(renja)] == ["Excel", "CSV"]
    masked = {
        "masked_lines": list(renja.lines.exclude(withheld_reason="").values_list("pk", flat=True)),
        "masked_proposals": [proposal.pk],
    }
    document_of(renja, **masked)
    first = downloads_of(renja)[0]
    assert (first.form, first.is_document, first.url) == (
        "PDF",
        True,
        reverse("reports:public_pdf", args=[2028]),
    )
    assert first.note.startswith("12 halaman, 2,0")


def test_draft_offers_no_tables(renja):
    renja.is_published = False
    assert downloads_of(renja) == []


def test_lines_of_the_year_are_handed_out(client, renja):
    LineFactory(renja=RenjaFactory(forum=ForumFactory(plan_year=2027)))
    answer = client.get(reverse("reports:plan_lines", args=[2028, "csv"]))
    rows = list(csv.DictReader(StringIO(answer.getvalue().decode("utf-8-sig"))))
    assert [(row["Kode"], row["Nama"]) for row in rows] == [
        ("2.16.02.2.01.0014", "Pengelolaan Konten"), ("2.21.02.2.01.0002", ""),
    ]  # fmt: skip
    answer = client.get(reverse("reports:plan_lines", args=[2028, "xlsx"]))
    assert load_workbook(BytesIO(answer.getvalue())).active.max_row == len(rows) + HEADING


@pytest.mark.parametrize("form", ["pdf", "json"])
def test_other_forms_are_not_found(client, renja, form):
    assert client.get(reverse("reports:plan_lines", args=[2028, form])).status_code == 404


def test_unpublished_plan_is_not_handed_out(client, renja, perencana):
    renja.is_published = False
    renja.save()
    client.force_login(perencana)
    assert client.get(reverse("reports:plan_lines", args=[2028, "csv"])).status_code == 404
