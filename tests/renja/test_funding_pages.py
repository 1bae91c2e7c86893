"""Several sources of funds on the page of a line, in the table, on the public page; indicators of upper levels."""

import re

import pytest
from django.urls import reverse

from renja.models import RenjaLine
from tests.factories.renja import FundingFactory, IndicatorFactory, LineFactory, make_node
from tests.renja.pages import line_form, read, row


def source(name: str, amount: str = "", forward: str = "", **rest) -> dict:
    return {"source": name, "amount": amount, "forward": forward} | rest


def test_sources_are_saved_as_typed_and_empty_rows_left_out(enter, address, perencana, line):
    money = [source("PAD", "60.000.000,50"), source("  DAU  Peruntukan ", "40.000.000", "5"), source("")]
    answer = enter(perencana).post(address("line"), line_form(line, money=money))
    assert answer.url == address("edit") + f"#baris-{line.pk}"
    line.refresh_from_db()
    assert (str(line.pagu), line.source_of_funds) == ("100000000.50", "PAD, DAU Peruntukan")


def test_page_shows_each_source_in_a_row_and_one_more(enter, address, perencana, line):
    FundingFactory(line=line, source="DAU")
    page = enter(perencana).get(address("line"))
    assert [form["source"].value() for form in page.context["fundings"]] == ["PAD", "DAU", None]
    assert "Jumlah pagu tersimpan: Rp130.000.000" in read(page)


def test_ticked_source_is_removed(enter, address, perencana, line):
    FundingFactory(line=line, source="DAU")
    data = line_form(line, money=[source("PAD", "5", DELETE="on"), source("DAU", "7")]) | {
        "dana-INITIAL_FORMS": 2
    }
    enter(perencana).post(address("line"), data)
    line.refresh_from_db()
    assert (line.pagu, line.source_of_funds) == (7, "DAU")


def test_line_saved_for_a_further_source_comes_back(enter, address, perencana, line):
    answer = enter(perencana).post(address("line"), line_form(line, note="x") | {"lagi": "dana"})
    assert answer.url == address("line") + "#pendanaan"


@pytest.mark.parametrize(
    ("money", "says"),
    [
        ([source("PAD", "5"), source("pad", "6")], "Sumber dana “pad” tertulis dua kali."),
        ([source("", "5"), source("", "6")], "Ada beberapa dana tanpa sumber."),
        ([source("PAD", "seratus")], "“seratus” bukan angka yang dapat dibaca."),
        ([source("PAD", "-5")], "lebih besar dari atau sama dengan 0"),
        ([source(f"Dana {n}", "5") for n in range(13)], "12"),
    ],
)
def test_wrong_sources_say_how_to_mend_them_and_keep_what_was_typed(
    enter, address, perencana, line, money, says
):
    answer = enter(perencana).post(address("line"), line_form(line, money=money, note="Tetap"))
    assert answer.status_code == 200
    assert says in read(answer)
    assert 'value="Tetap"' in answer.content.decode()
    line.refresh_from_db()
    assert line.pagu == 100_000_000


def test_stale_sources_are_compared(enter, address, perencana, line):
    FundingFactory(line=line, source="DAU", amount=7, forward=None)
    RenjaLine.objects.update(version=2)
    answer = enter(perencana).post(address("line"), line_form(line, version=1, money=[source("DAK", "9")]))
    assert answer.status_code == 409
    page = read(answer)
    assert "DAU: Rp7 → –" in page
    assert "DAK: Rp9 → –" in page


def test_tags_of_urgency_are_saved_and_compared(enter, address, perencana, line):
    visitor = enter(perencana)
    visitor.post(address("line"), line_form(line, urgency=["spm", "forum"]))
    line.refresh_from_db()
    assert (line.urgency, line.urgencies) == (["spm", "forum"], ["SPM", "Forum OPD"])
    stale = visitor.post(address("line"), line_form(line, version=1, urgency=["iku"]))
    assert "SPM, Forum OPD" in read(stale)
    unknown = visitor.post(address("line"), line_form(line, urgency=["lain"]))
    assert unknown.status_code == 200


# --- the table -------------------------------------------------------------------------------------------


def test_row_of_several_sources_shows_the_sum_and_leads_to_the_line(enter, address, perencana, line):
    FundingFactory(line=line, source="DAU")
    page = enter(perencana).get(address("edit")).content.decode()
    assert '<td class="num" data-fixed="dana">130.000.000</td>' in page
    assert '<td data-fixed="dana"><span class="value">PAD, DAU</span>' in page
    assert f'href="{address("line")}#pendanaan">2 sumber</a>' in page


def test_cell_of_several_sources_is_refused_in_words(enter, address, perencana, line):
    FundingFactory(line=line, source="DAU")
    cell = reverse("renja:cell", args=[2028, line.pk])
    answer = enter(perencana).post(cell, {"field": "pagu", "value": "5", "was": "130.000.000", "version": 1})
    assert answer.status_code == 422
    assert "Ubah dananya melalui halaman barisnya." in answer.json()["error"]


def test_saved_cell_is_answered_with_the_sums_by_source(enter, address, perencana, line):
    cell = reverse("renja:cell", args=[2028, line.pk])
    answer = enter(perencana).post(cell, {"field": "pagu", "value": "5", "was": "100.000.000", "version": 1})
    assert re.search(r"PAD</span>\s*<strong class=\"num\">Rp5</strong>", answer.json()["sources"])


def test_tags_stand_beside_the_origin(enter, address, perencana, line):
    RenjaLine.objects.update(urgency=["iku", "renstra_kl"])
    page = read(enter(perencana).get(address("edit")))
    assert "Renstra IKU Renstra K/L" in page


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("asal=forum", ["2"]),
        ("urgensi=psn", ["2"]),
        ("sumber=dau", ["2"]),
        ("urgensi=psn&sumber=PAD", []),
        ("asal=tidakada&urgensi=%00", ["1", "2"]),
    ],
)
def test_table_is_filtered_and_its_sums_stay_those_of_the_plan(enter, renja, perencana, query, shown):
    LineFactory(renja=renja, node=make_node("2.16.02.2.01.0001"))
    LineFactory(
        renja=renja,
        node=make_node("2.16.02.2.01.0002"),
        origin="forum",
        urgency=["psn", "iku"],
        source_of_funds="DAU",
    )
    page = enter(perencana).get(reverse("renja:edit", args=[2028]) + f"?{query}")
    assert [line.node.code[-1] for line in page.context["outline"].leaves] == shown
    assert page.context["outline"].pagu == 200_000_000
    if not shown:
        assert "Tidak ada baris yang sesuai" in read(page)


# --- indicators of upper levels --------------------------------------------------------------------------


def test_program_gets_its_line_for_indicators_in_one_click(enter, address, perencana, line):
    visitor, program = enter(perencana), line.node.parent.parent
    page = visitor.get(address("edit")).content.decode()
    assert f'form="isi-indikator" name="node" value="{program.pk}">Isi indikator program</button>' in page
    assert page.count("Isi indikator kegiatan") == 1
    answer = visitor.post(reverse("renja:line_add", args=[2028]), {"node": program.pk, "indikator": "1"})
    made = RenjaLine.objects.get(node=program)
    assert answer.url == reverse("renja:line", args=[2028, made.pk]) + "#indikator"
    assert "Isi indikator program" not in visitor.get(address("edit")).content.decode()


def test_row_of_a_program_is_no_button_for_whoever_only_reads(enter, address, sekretariat, line):
    assert "isi-indikator" not in enter(sekretariat).get(address("edit")).content.decode()


def test_several_indicators_of_a_program_are_saved(enter, renja, perencana):
    program = LineFactory(
        renja=renja, node=make_node("2.16.02"), pagu=None, source_of_funds="", forward_pagu=None
    )
    rows = [row("Persentase layanan"), row("Indeks SPBE", target="", target_label="Baik")]
    enter(perencana).post(reverse("renja:line", args=[2028, program.pk]), line_form(program, rows=rows))
    assert [one.text for one in program.indicators.all()] == ["Persentase layanan", "Indeks SPBE"]


def test_official_indicator_is_offered_until_the_line_has_it(enter, renja, perencana):
    node = make_node("2.16.02.2.01.0014", indikator="Jumlah konten", satuan="Konten")
    line = LineFactory(renja=renja, node=node)
    IndicatorFactory(line=line, text="Sendiri")
    visitor, target = enter(perencana), reverse("renja:line", args=[2028, line.pk])
    assert "Jumlah konten (Konten)" in read(visitor.get(target))
    own = row("Sendiri", id=line.indicators.get().pk)
    answer = visitor.post(target, line_form(line, rows=[own]) | {"resmi": "1"})
    assert answer.url == target + "#indikator"
    assert [(one.text, one.satuan) for one in line.indicators.all()] == [
        ("Sendiri", "Laporan"), ("Jumlah konten", "Konten"),
    ]  # fmt: skip
    assert "Simpan, pakai indikator resmi" not in read(visitor.get(target))


# --- the public page -------------------------------------------------------------------------------------


def test_public_page_tells_each_source_with_its_amount(client, line):
    FundingFactory(line=line, source="DAU")
    assert "PAD Rp100.000.000 DAU Rp30.000.000" in read(client.get("/renja/2028/"))
