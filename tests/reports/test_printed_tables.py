"""The official tables as they are printed: heads as declared, typed rows, layouts of the plan's lines."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from renja.structure import structure_of
from reports.data import read_renja
from reports.document import renja_html
from reports.plan_matrix import matrix_rows
from reports.report import Cell, Plan, PlanRow, PrintedRow, Target
from tests.factories.renja import LineFactory, RenjaFactory, TableRowFactory, make_node
from tests.factories.stakeholders import HostFactory
from tests.reports.conftest import squeeze


def block(report, label: str):
    """What is printed of one table."""
    parts = [part for chapter in report.chapters for part in (chapter, *chapter.parts)]
    return next(block for part in parts for block in part.blocks if block.table.head.label == label)


@pytest.fixture
def renja(db):
    HostFactory()
    return RenjaFactory()


@pytest.mark.no_cover
@pytest.mark.django_db
@pytest.mark.parametrize("year", [2028, 2020])
def test_every_table_is_printed_with_its_head_and_listed(plans, year):
    document, _facts = plans[year]
    assert len(document.content.tables) == {2028: 8, 2020: 9}[year]
    contents = squeeze(" ".join(document.pages[3:5]))
    for head in document.content.tables:
        assert squeeze(head.title) in contents
        assert document.squeezed.count(squeeze(f"Tabel {head.label} {head.title}")) >= 1
        for cell in (cell for row in head.rows for cell in row):
            assert squeeze(cell.text) in document.squeezed


@pytest.mark.no_cover
@pytest.mark.django_db
def test_typed_rows_are_printed_with_what_is_computed(plans):
    document, _facts = plans[2028]
    pages = [page for page in map(squeeze, document.pages) if "TingkatRealisasi(%)" in page]
    assert len(pages) >= 2  # the head is repeated
    text = "".join(pages)
    assert text.count("77,5") == 32  # 15,5 of 20
    assert text.count("75,5") == 64  # the sum, and its share of 100
    assert "<script>alert(1)</script>{{settings" in text
    assert "Persentase2.16.02.2.01.0004" in text
    assert "Sumber:DinasKomunikasidanInformatikaTahun2027" in text


@pytest.mark.no_cover
@pytest.mark.django_db
def test_matrix_of_sipd_ri_has_17_columns_and_the_sums(plans):
    document, facts = plans[2020]
    page = "".join(page for page in map(squeeze, document.pages) if "KelompokSasaran" in page)
    assert "1234567891011121314151617" in page
    assert "KerangkaPendanaan" in page
    assert all(code in page for code in facts["codes"])
    assert "Masyarakatkota" in page


def test_empty_tables_say_nihil(renja):
    report = read_renja(renja, timezone.now())
    row = block(report, "T-C.29").table.rows
    assert row == (PrintedRow((Cell("Nihil", "middle", colspan=11),)),)
    assert block(report, "4.1").table.rows[0].cells[0].text == "Nihil"
    assert (
        "Belum ada program dan kegiatan yang dimuat." in block(report, "T-C.33").table.rows[0].cells[0].text
    )


def test_six_chapters_of_2026_print_their_tables(renja):
    renja.structure = "permendagri-14-2026"
    LineFactory(renja=renja, node=make_node("2.16.02.2.01.0014"), target_group="Warga kota")
    TableRowFactory(renja=renja, table="2.7", cells={"anggota": "Anggota Dewan", "nilai": "1500000"})
    TableRowFactory(renja=renja, table="2.7", cells={"anggota": "Anggota Lain", "nilai": "500000.5"})
    TableRowFactory(renja=renja, table="T-C.29", cells={"uraian": "Tidak dicetak"})
    report = read_renja(renja, timezone.now())
    html = renja_html(report)
    assert [head.label for head in report.tables] == [
        "2.1",
        "2.2",
        "2.7",
        "2.8",
        "T-C.32",
        "3.1",
        "4.1",
        "5.1",
        "5.2",
    ]
    assert report.plan_table.label == "4.1"
    assert [cell.text for cell in block(report, "2.7").table.rows[-1].cells] == ["TOTAL", "2.000.000,5"]
    assert "Kinerja Penyelenggaraan Bidang Urusan" in html
    assert "WALI KOTA" in html
    assert "Warga kota" in html
    assert "Tidak dicetak" not in html


def test_printing_asks_once_for_all_typed_rows(renja):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            read_renja(renja, timezone.now())
        return len(queries)

    asked()
    before = asked()
    for label in ("T-C.29", "T-C.30", "T-C.31", "3.1"):
        TableRowFactory.create_batch(3, renja=renja, table=label, node=make_node("2.16.02"), cells={})
    assert asked() == before


COLUMNS = structure_of("sipd-ri").table("4.3")


def texts(row: PrintedRow) -> list[tuple[str, int]]:
    return [(cell.text, cell.colspan) for cell in row.cells]


def test_rows_of_the_plan_fill_the_columns_of_a_layout():
    line = PlanRow(
        level="sub_kegiatan", code="2.16.02.2.01.0014", name="Konten", is_leaf=True, location="Kota", target_group="Warga",
        targets=(Target("Jumlah", "12 Dokumen", "14 Dokumen"), Target("Persentase", "80 %", "85 %")), source="PAD", note="x",
    )  # fmt: skip
    heading = PlanRow(level="urusan", code="2", name="Urusan Wajib")
    program = PlanRow(level="program", code="2.16.02", name="Program")
    rows = matrix_rows(COLUMNS, Plan(rows=(heading, program, line)), office="Diskominfo")
    assert texts(rows[0]) == [("1", 1), ("2", 1), ("Urusan Wajib", 15)]
    assert texts(rows[1])[:4] == [("2", 1), ("2.16.02", 1), ("Program", 6), ("–", 1)]
    assert [cell.text for cell in rows[2].cells] == [
        "3", "2.16.02.2.01.0014", "Konten", "Jumlah", "", "", "", "12 Dokumen", "–", "Kota", "PAD", "", "", "Warga",
        "14 Dokumen", "–", "Diskominfo",
    ]  # fmt: skip
    assert {cell.rowspan for cell in rows[2].cells} == {1, 2}
    assert [cell.text for cell in rows[3].cells] == ["Persentase", "", "", "80 %", "85 %"]
    assert rows[3].look.endswith(" more")
    assert texts(rows[4])[:2] == [("TOTAL", 8), ("0", 1)]


def test_withheld_line_tells_its_reason_alone():
    line = PlanRow(level="sub_kegiatan", code="2.16", name="", is_leaf=True, withheld="Rincian persandian")
    row = matrix_rows(COLUMNS, Plan(rows=(line,)), office="Diskominfo")[0]
    assert [cell.text for cell in row.cells if cell.text] == ["1", "2.16", "–", "–"]
    assert [cell.withheld for cell in row.cells if cell.withheld] == ["Rincian persandian"]
