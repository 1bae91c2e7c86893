"""What of the plan stands in SIPD, and the sheet that is typed from."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from audit.models import Entry
from renja.errors import PlanRefused
from renja.models import SipdEntry
from renja.services import save_line
from renja.services.sipd import mark_entered, unmark_entered
from renja.sipd import counts_of, screens, sipd_book, state_of
from tests.factories.renja import FundingFactory, LineFactory, make_node
from tests.renja.pages import read

pytestmark = pytest.mark.django_db


def at(name: str) -> str:
    return reverse(f"renja:{name}", args=[2028])


def states(renja) -> dict:
    return {name: count for name, count in counts_of(renja).items() if count}


def test_mark_holds_until_the_line_changes(renja, line, perencana):
    assert states(renja) == {"belum": 1}
    assert mark_entered(renja, actor=perencana, seen={line.pk: 1}) == (1, 0)
    assert states(renja) == {"sudah": 1}
    save_line(line, actor=perencana, seen=1, values={"location": "Baru"})
    assert states(renja) == {"berubah": 1}
    line.refresh_from_db()
    assert state_of(line) == "berubah"
    assert mark_entered(renja, actor=perencana, seen={line.pk: 1}) == (0, 1)
    mark_entered(renja, actor=perencana, seen={line.pk: 2})
    assert states(renja) == {"sudah": 1}
    assert Entry.objects.filter(action="renja.mark_sipd").count() == 2
    assert unmark_entered(renja, actor=perencana, lines={line.pk: 0}) == 1
    assert states(renja) == {"belum": 1}
    line.delete()


def test_lines_of_other_plans_and_levels_are_not_marked(renja, line, perencana):
    program = LineFactory(
        renja=renja, node=make_node("2.16.02"), pagu=None, forward_pagu=None, source_of_funds=""
    )
    assert mark_entered(renja, actor=perencana, seen={program.pk: 1, 999_999: 1}) == (0, 0)
    assert not Entry.objects.filter(action="renja.mark_sipd").exists()


@pytest.mark.parametrize(
    "role", ["sekretariat", "verifikator", "pimpinan", "admin_user", "pengusul", "pemeriksa"]
)
def test_only_planners_mark(renja, line, request, role):
    actor = request.getfixturevalue(role)
    for deed in (mark_entered, unmark_entered):
        with pytest.raises(PlanRefused, match="Hanya perencana"):
            deed(renja, actor=actor, **{"seen" if deed is mark_entered else "lines": {line.pk: 1}})


def test_line_that_goes_takes_its_mark_along(renja, line, perencana):
    mark_entered(renja, actor=perencana, seen={line.pk: 1})
    line.delete()
    assert not SipdEntry.objects.exists()


def test_sheet_follows_the_screens_with_a_row_for_each_source(renja, line, perencana):
    FundingFactory(line=line, source="DAU", amount=5, forward=None)
    mark_entered(renja, actor=perencana, seen={line.pk: 1})
    book = sipd_book(renja)
    assert [head.split(":")[0] for head in book.head if head.startswith("2 ")] == ["2 Sumber dana"] * 2
    told = [dict(zip(book.head, row, strict=True)) for row in book.rows]
    assert [row["2 Sumber dana: Pagu (Rp)"] for row in told] == [100_000_000, 5]
    assert told[0]["1 Sub kegiatan: Kode program"] == "2.16.02"
    assert told[0]["1 Sub kegiatan: Kegiatan"] == "Nama 2.16.02.2.01"
    assert told[1]["4 Indikator: Target"] == ""
    assert "oleh Perencana" in told[0]["Portal: Sudah diinput"]
    assert len(screens()) == 8


def test_page_shows_states_and_marks_what_is_ticked(enter, perencana, line):
    other = LineFactory(renja=line.renja, node=make_node("2.16.02.2.01.0015"))
    client = enter(perencana)
    page = client.post(
        at("sipd_mark"),
        {"baris": [f"{line.pk}:1", f"{other.pk}:7", "x", "1:y"], "keadaan": "sudah"},
        follow=True,
    )
    assert "1 baris ditandai sudah diinput di SIPD." in read(page)
    assert "1 baris berubah sejak halaman ini dibuka" in read(page)
    assert "1 dari 2" in read(page)
    assert line.node.code in read(page)
    assert other.node.code not in read(page)
    page = client.post(at("sipd_mark"), {"baris": [f"{line.pk}:1"], "aksi": "batal"}, follow=True)
    assert "Tanda 1 baris dihapus." in read(page)


def test_staff_read_the_list_and_the_sheet_without_marking(enter, verifikator, line):
    client = enter(verifikator)
    page = client.get(at("sipd") + "?keadaan=belum")
    assert line.node.name in read(page)
    assert "Tandai sudah diinput" not in read(page)
    raw = b"".join(client.get(at("sipd_file")).streaming_content)
    assert load_workbook(BytesIO(raw)).active.max_row == 2


@pytest.mark.parametrize("rows", [1, 3])
def test_list_asks_the_same_whatever_its_length(enter, perencana, renja, django_assert_max_num_queries, rows):
    for place in range(rows):
        line = LineFactory(renja=renja, node=make_node(f"2.16.02.2.01.00{place + 10}"))
        mark_entered(renja, actor=perencana, seen={line.pk: 1})
    client = enter(perencana)
    with django_assert_max_num_queries(12):
        assert client.get(at("sipd")).status_code == 200
