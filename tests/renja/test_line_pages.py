"""The form of a line, and finding codes for new ones: nothing typed is lost."""

from decimal import Decimal

import pytest
from django.urls import reverse

from renja.models import RenjaLine
from tests.factories.renja import (
    FulfilmentFactory,
    LineFactory,
    make_node,
)
from tests.renja.pages import line_form, read, row


def test_code_is_found_and_added(enter, renja, perencana):
    node = make_node("2.16.03.2.02.0038", name="Kota Cerdas", indikator="Jumlah laporan", satuan="Laporan")
    visitor, target = enter(perencana), reverse("renja:line_add", args=[2028])
    page = read(visitor.get(target, {"q": "cerdas"}))
    assert "1 kode" in page
    assert "2.16.03.2.02.0038 Kota Cerdas" in page
    answer = visitor.post(target, {"node": node.pk})
    line = RenjaLine.objects.get()
    assert answer.url == reverse("renja:line", args=[2028, line.pk])
    assert "Sudah dimuat, buka" in read(visitor.get(target, {"q": "cerdas"}))


def test_codes_are_searched_while_typing(enter, renja, perencana):
    make_node("2.16.03.2.02.0038", name="Kota Cerdas")
    answer = enter(perencana).get(
        reverse("renja:line_add", args=[2028]), {"q": "cerd"}, headers={"HX-Request": "true"}
    )
    assert answer.content.decode().strip().startswith('<div id="hasil"')
    assert "HX-Request" in answer["Vary"]
    assert "Kota Cerdas" in read(answer)


def test_nothing_found_says_what_to_try(enter, renja, perencana):
    assert "Tidak ada kode yang cocok" in read(
        enter(perencana).get(reverse("renja:line_add", args=[2028]), {"q": "zzz"})
    )


@pytest.mark.parametrize("value", ["", "0", "-1", "x", "9" * 40, "²", "\x00"])
def test_garbage_as_code_is_not_found(enter, renja, perencana, value):
    assert enter(perencana).post(reverse("renja:line_add", args=[2028]), {"node": value}).status_code == 404


@pytest.mark.parametrize("value", ["\x00", "9" * 500, "'; drop table", "a:*|&!()", "X.XX"])
def test_garbage_in_the_search_is_no_error(enter, renja, perencana, value):
    make_node("2.16.03.2.02.0038")
    answer = enter(perencana).get(
        reverse("renja:line_add", args=[2028]), {"q": value, "page": value, "atas": value}
    )
    assert answer.status_code == 200


def test_refused_code_says_why(enter, renja, perencana):
    node = make_node("2.16")
    answer = enter(perencana).post(reverse("renja:line_add", args=[2028]), {"node": node.pk}, follow=True)
    assert "program, kegiatan, atau tingkat terbawah" in read(answer)


def test_code_added_for_a_proposal_leads_on_to_the_link(enter, renja, perencana, proposal):
    node = make_node("2.16.03.2.02.0038")
    target = reverse("renja:line_add", args=[2028]) + f"?usulan={proposal.number}"
    visitor = enter(perencana)
    assert proposal.title in read(visitor.get(target))
    answer = visitor.post(target, {"node": node.pk})
    line = RenjaLine.objects.get()
    assert answer.url == reverse("renja:link", args=[2028, proposal.number]) + f"?baris={line.pk}"


def test_line_is_saved_as_typed_the_indonesian_way(enter, address, perencana, line):
    old = line.indicators.get()
    rows = [
        row(id=old.pk, text="Diubah"),
        row("Kedua", target="", target_label="BB"),
        row("", target="", satuan=""),
    ]
    data = line_form(line, pagu="187.500.000,50", rows=rows)
    answer = enter(perencana).post(address("line"), data)
    assert answer.url == address("edit") + f"#baris-{line.pk}"
    line.refresh_from_db()
    assert (line.pagu, line.version) == (Decimal("187500000.50"), 2)
    assert [(i.text, i.target_text) for i in line.indicators.all()] == [
        ("Diubah", "12,5 Laporan"),
        ("Kedua", "BB"),
    ]
    assert line.indicators.first().pk == old.pk


def test_line_saved_for_a_further_indicator_comes_back(enter, address, perencana, line):
    answer = enter(perencana).post(address("line"), line_form(line, rows=[row()]) | {"lagi": "1"})
    assert answer.url == address("line") + "#indikator"


def test_ticked_indicator_is_removed(enter, address, perencana, line):
    old = line.indicators.get()
    enter(perencana).post(address("line"), line_form(line, rows=[row(id=old.pk, DELETE="on")]))
    assert not line.indicators.exists()


@pytest.mark.parametrize(
    ("changes", "rows", "says"),
    [
        ({"dana-0-amount": "seratus"}, [], "“seratus” bukan angka yang dapat dibaca."),
        ({"dana-0-amount": "-5"}, [], "lebih besar dari atau sama dengan 0"),
        ({}, [row("", target="5")], "Tulis indikatornya"),
        ({}, [row(target="5", target_label="BB")], "Isi salah satu"),
    ],
)
def test_wrong_line_says_how_to_mend_it_and_keeps_what_was_typed(
    enter, address, perencana, line, changes, rows, says
):
    data = line_form(line, rows=rows, note="Catatan yang diketik", version=1) | changes
    answer = enter(perencana).post(address("line"), data)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert says in read(answer)
    assert "<title>Kesalahan:" in page
    assert 'value="Catatan yang diketik"' in page
    line.refresh_from_db()
    assert line.note == ""


def test_stale_line_shows_both_and_overwrites_nothing(enter, address, perencana, line):
    line.indicators.update(text="Indikator dari rekan")
    RenjaLine.objects.update(note="Catatan rekan", version=2)
    data = line_form(line, version=1, note="Catatan saya", rows=[row("Indikator saya")])
    visitor = enter(perencana)
    answer = visitor.post(address("line"), data)
    page = read(answer)
    assert answer.status_code == 409
    for words in (
        "Bandingkan kedua isian",
        "Catatan rekan",
        "Catatan saya",
        "Indikator dari rekan",
        "Indikator saya",
    ):
        assert words in page
    assert 'value="Catatan saya"' in answer.content.decode()
    line.refresh_from_db()
    assert (line.note, line.version) == ("Catatan rekan", 2)
    assert visitor.post(address("line"), data | {"version": answer.context["version"]}).status_code == 302
    line.refresh_from_db()
    assert line.note == "Catatan saya"


def test_wrong_form_stays_based_on_the_version_that_was_read(enter, address, perencana, line):
    RenjaLine.objects.update(version=2)
    answer = enter(perencana).post(address("line"), line_form(line, version=1, pagu="x"))
    assert answer.context["version"] == 1


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30])
def test_tampered_version_counts_as_stale(enter, address, perencana, line, version):
    data = line_form(line, note="baru") | {"version": version}
    assert enter(perencana).post(address("line"), data).status_code == 409


def test_same_form_sent_twice_is_saved_once(enter, address, perencana, line):
    data = line_form(line, note="Sekali", rows=[row()])
    visitor = enter(perencana)
    assert [visitor.post(address("line"), data).status_code for _n in range(2)] == [302, 302]
    line.refresh_from_db()
    assert (line.version, line.indicators.count()) == (2, 1)


def test_line_saved_too_late_keeps_what_was_typed(enter, address, perencana, line, lock_plan):
    lock_plan()
    answer = enter(perencana).post(address("line"), line_form(line, note="Terlambat"))
    assert "dikunci sejak" in read(answer)
    assert 'value="Terlambat"' in answer.content.decode()


def test_line_above_the_lowest_level_is_asked_for_no_money(enter, renja, perencana):
    program = LineFactory(
        renja=renja, node=make_node("2.16.02"), pagu=None, source_of_funds="", forward_pagu=None
    )
    page = enter(perencana).get(reverse("renja:line", args=[2028, program.pk]))
    assert not {"pagu", "forward_pagu", "source_of_funds"} & set(page.context["form"].fields)
    assert "Usulan yang dijawab" not in read(page)


def test_line_without_form_data_is_shown_again(enter, address, perencana, line):
    assert enter(perencana).post(address("line"), {}).status_code == 200


def test_removing_names_the_proposals_that_lose_their_line(enter, address, perencana, line, proposal):
    FulfilmentFactory(line=line, proposal=proposal)
    visitor = enter(perencana)
    page = visitor.get(address("line_remove"))
    assert proposal.title in read(page)
    answer = visitor.post(address("line_remove"), {"usulan": ["x"]}, follow=True)
    assert "menjawab usulan lain" in read(answer)
    assert RenjaLine.objects.exists()
    answer = visitor.post(address("line_remove"), {"usulan": [proposal.pk]})
    assert answer.url == address("edit")
    assert not RenjaLine.objects.exists()
