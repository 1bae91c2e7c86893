"""The sheet for the head and the slides: one page and eight, with the sums of the database and nothing withheld."""

from decimal import Decimal
from uuid import UUID

import pytest
from pypdf import PdfReader

from core.money import number, rupiah
from reports.codes import code_of
from reports.pdf import write_pdfs
from reports.plan_files.overview import Share, shares, shortened, tallies
from reports.plan_files.printing import slides_html, summary_html
from tests.reports.conftest import squeeze

pytestmark = [pytest.mark.django_db, pytest.mark.no_cover]
KEY = UUID("12345678-1234-5678-1234-567812345678")


@pytest.fixture(scope="session")
def pages(read, tmp_path_factory):
    folder = tmp_path_factory.mktemp("ringkas")
    made = {"summary": summary_html(read.overview, key=KEY), "slides": slides_html(read.overview, key=KEY)}
    write_pdfs([(html, folder / f"{name}.pdf") for name, html in made.items()])
    return {name: [page.extract_text() for page in PdfReader(folder / f"{name}.pdf").pages] for name in made}


@pytest.mark.parametrize(("name", "count"), [("summary", 1), ("slides", 8)])
def test_it_has_as_many_pages_as_it_promises(pages, name, count):
    assert len(pages[name]) == count


@pytest.mark.parametrize("name", ["summary", "slides"])
def test_totals_are_those_of_the_database(pages, read, name):
    text = squeeze("".join(pages[name]))
    assert squeeze(rupiah(read.facts["total"]["pagu"])) in text
    for code in ("2.16.02", "2.16.03"):
        assert number(read.facts["by_node"][code][0]) in text
    assert code_of(KEY) in text


@pytest.mark.parametrize("name", ["summary", "slides"])
def test_nothing_withheld_is_told(pages, name):
    assert "RAHASIA" not in "".join(pages[name])


def test_many_rows_are_shortened_without_losing_money():
    rows = shares((f"Program {n}", Decimal(n)) for n in range(1, 11))
    short = shortened(rows, 4)
    assert [row.name for row in short] == ["Program 10", "Program 9", "Program 8", "7 lainnya"]
    assert sum(row.pagu for row in short) == 55
    assert shortened(rows, 10) == rows


def test_source_above_its_ceiling_says_so():
    (row,) = shares([("DAU", Decimal(120))], ceilings={"dau": Decimal(100)})
    assert (row.is_over, row.room, row.width) == (True, -20, 100)
    assert not Share("PAD", Decimal(1), Decimal(1), 1).is_over


def test_words_are_counted_the_most_frequent_first():
    assert [(one.name, one.count, one.width) for one in tallies(["a", "b", "b"])] == [
        ("b", 2, 100),
        ("a", 1, 50),
    ]
    assert tallies([]) == ()
