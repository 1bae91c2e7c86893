"""Where a layout has a column for the priorities of the city, lines name theirs by number, and a note says what it is."""

import pytest

from renja.structure import structure_of
from reports.plan_table import read_plan
from reports.report import Letterhead
from reports.tables import read_blocks
from tests.factories.renja import AimFactory, LineFactory, RenjaFactory, make_node

OFFICE = "Diskominfo"


@pytest.fixture
def renja(db):
    renja = RenjaFactory(structure="sipd-ri")
    for code, node, reason in (
        ("10", "2.16.02.2.01.0014", ""),
        ("2", "2.16.02.2.01.0025", ""),
        ("3", "2.21.02.2.01.0002", "Persandian"),
    ):
        aim = AimFactory(renja=renja, code=code, text=f"Prioritas ke-{code}")
        LineFactory(renja=renja, node=make_node(node), priority=aim, withheld_reason=reason)
    return renja


def printed(renja, label: str):
    plan, _masked = read_plan(renja, office=OFFICE)
    host = Letterhead(government="Kota", organization=OFFICE, region="Kota", city="Kota")
    return read_blocks(renja, host, plan)[label].table


def test_lines_name_their_priority_by_number(renja):
    table = next(table for table in structure_of("sipd-ri").tables if table.label == "4.3")
    place = [column.key for column in table.columns].index("regional")
    cells = [row.cells for row in printed(renja, "4.3").rows]
    assert [row[place].text for row in cells if len(row) == len(table.columns) and row[place].text] == [
        "10",
        "2",
    ]


def test_note_says_what_the_numbers_are_and_nothing_of_withheld_lines(renja):
    assert printed(renja, "4.3").notes[-1] == "Prioritas daerah: 2 Prioritas ke-2; 10 Prioritas ke-10."
    assert not any("Prioritas daerah" in note for note in printed(renja, "T-C.33").notes)
