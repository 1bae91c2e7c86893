"""The working table: its page, and what the address of a cell answers."""

import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from core.dates import plain_date
from forums.models import Ceiling
from renja.models import RenjaLine
from tests.factories.forums import ForumFactory
from tests.factories.renja import (
    FulfilmentFactory,
    IndicatorFactory,
    LineFactory,
    RenjaFactory,
    edition_2006,
    make_node,
)

STAFF = ["sekretariat", "verifikator", "perencana", "pimpinan", "admin_user"]


@pytest.fixture
def line(renja):
    line = LineFactory(
        renja=renja,
        node=make_node("2.16.02.2.01.0014", name="Pengelolaan Konten", indikator="Jumlah konten"),
    )
    IndicatorFactory(line=line, text="Jumlah konten")
    return line


@pytest.fixture
def page_of(enter):
    """`page_of(user)`: the source of the page of 2028."""
    return lambda user: enter(user).get(reverse("renja:edit", args=[2028])).content.decode()


@pytest.fixture
def post(client, line, enter, perencana):
    """`post("pagu", "5")`: the answer, for a planner who has read what is stored."""
    enter(perencana)

    def send(field: str, value: str, *, of=line, year=2028, **rest):
        data = {"field": field, "value": value, "was": "", "version": of.version} | rest
        return client.post(reverse("renja:cell", args=[year, of.pk]), data)

    return send


def words(source: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", source).split())


# --- the page --------------------------------------------------------------------------------------------


def test_cells_hold_what_one_would_type(page_of, perencana, line):
    source = page_of(perencana)
    for cell in (
        '<td class="num">100.000.000</td>', '<td class="num">12</td>', "<td>Dokumen</td>", "<td>PAD</td>",
        "<td>Balikpapan Utara, Karang Joang</td>", "<td>Masyarakat kota</td>", "<td data-fixed>Jumlah konten</td>",
    ):  # fmt: skip
        assert cell in source
    assert f'id="baris-{line.pk}" data-version="1"' in source
    assert f'href="{reverse("renja:line", args=[2028, line.pk])}"' in source


def test_rows_above_show_the_sums_of_the_database(page_of, perencana, line):
    LineFactory(renja=line.renja, node=make_node("2.16.02.2.01.0015"), pagu=5)
    source = page_of(perencana)
    assert source.count("100.000.005") == 5  # source of funds, program, kegiatan, bottom row, bar
    assert "Jumlah 100.000.005" in words(source)


def test_further_indicators_and_linked_proposals_are_counted(page_of, perencana, line):
    IndicatorFactory.create_batch(2, line=line)
    FulfilmentFactory(line=line)
    source = page_of(perencana)
    assert '<span class="value">Jumlah konten</span>' in source
    assert 'aria-label="2 indikator lagi">+2</a>' in source
    assert "1 usulan</a>" in source


def test_what_is_incomplete_is_counted(page_of, perencana, line):
    assert "Semua baris lengkap" in words(page_of(perencana))
    LineFactory(renja=line.renja, pagu=None)
    assert "1 baris belum lengkap" in words(page_of(perencana))


def test_what_is_incomplete_is_shown_alone(enter, perencana, line):
    lacking = LineFactory(renja=line.renja, pagu=None, node=make_node("2.16.02.2.02.0001"))
    visitor, address = enter(perencana), reverse("renja:edit", args=[2028])
    assert 'href="?tampil=belum"' in visitor.get(address).content.decode()
    source = visitor.get(address + "?tampil=belum").content.decode()
    assert f'id="baris-{lacking.pk}"' in source
    assert f'id="baris-{line.pk}"' not in source
    assert "Tampilkan semua baris" in source
    lacking.delete()
    source = visitor.get(address + "?tampil=belum").content.decode()
    assert words(source).count("Semua baris lengkap") == 2


def test_whoever_only_reads_gets_a_table_without_address(page_of, sekretariat, line):
    source = page_of(sekretariat)
    assert "data-plan-table" in source
    for piece in ("data-address", "data-plan-add", "plan-saving.js", "<datalist", "baris/"):
        assert piece not in source


def test_locked_plan_is_read_and_says_why(page_of, perencana, line, lock_plan):
    lock_plan()
    source = page_of(perencana)
    assert "dikunci sejak" in source
    assert "data-address" not in source
    assert reverse("renja:line", args=[2028, line.pk]) in source


def test_closed_window_says_until_when(page_of, perencana, line, move_window):
    move_window(-40)
    source = page_of(perencana)
    assert "sudah ditutup" in source
    assert "data-address" not in source


def test_plan_of_two_levels_has_money_on_its_kegiatan(page_of, forum, perencana):
    renja = RenjaFactory(forum=forum, edition=edition_2006(), bidang_code="1.25")
    LineFactory(renja=renja, node=make_node("1.25.15.01", edition=renja.edition), pagu=7)
    assert '<tr class="kegiatan leaf" data-depth="3"' in page_of(perencana)


def test_page_asks_little_and_as_much_for_three_rows_as_for_one(
    enter, renja, perencana, django_assert_max_num_queries
):
    visitor, address = enter(perencana), reverse("renja:edit", args=[2028])

    def add(n):
        line = LineFactory(renja=renja, node=make_node(f"2.16.02.2.{n:02d}.0001"))
        IndicatorFactory.create_batch(2, line=line)
        FulfilmentFactory(line=line)

    def asked() -> int:
        with django_assert_max_num_queries(17) as queries:
            assert visitor.get(address).status_code == 200
        return len(queries)

    add(1)
    asked()
    one = asked()
    add(2)
    add(3)
    assert asked() == one


def test_rows_alone_are_answered_to_the_table_itself(client, enter, perencana, line):
    answer = enter(perencana).get(reverse("renja:edit", args=[2028]), headers={"HX-Request": "true"})
    source = answer.content.decode().strip()
    assert source.startswith("<tbody ")
    assert source.endswith("</tbody>")
    assert "HX-Request" in answer["Vary"]


# --- one cell --------------------------------------------------------------------------------------------


def test_saved_cell_is_answered_with_row_sums_and_totals(post, line):
    Ceiling.objects.create(forum=line.renja.forum, amount=50, dated="2027-01-15", basis="SE Nomor 050")
    answer = post("pagu", "Rp 60").json()
    assert f'id="baris-{line.pk}" data-version="2"' in answer["row"]
    assert '<td class="num">60</td>' in answer["row"]
    assert answer["sums"]["all"] == ["60", "110.000.000"]
    assert answer["completeness"] == "Semua baris lengkap"
    assert [answer["sums"][str(node)] for node in line.node.lineage] == [["60", "110.000.000"]] * 5
    assert "Melebihi pagu indikatif sebesar Rp10." in words(answer["totals"])
    assert "menurut SE Nomor 050, 15 Januari 2027" in words(answer["totals"])


def test_wrong_cell_says_what_is_wrong(post, line):
    answer = post("pagu", "seratus juta")
    assert answer.status_code == 422
    assert "“seratus juta” bukan angka yang dapat dibaca." in answer.json()["error"]
    line.refresh_from_db()
    assert line.version == 1


@pytest.mark.parametrize("value", ["\x00", "9" * 500, "1e999", "²", "NaN", "💧", "<b>x</b>"])
@pytest.mark.parametrize("field", ["pagu", "target", "text", "location", "indicator", "\x00"])
def test_garbage_in_a_cell_is_no_error(post, field, value):
    answer = post(field, value, was=value, version=value, indicator=value)
    assert answer.status_code in (200, 409, 422)
    assert "<b>x</b>" not in answer.json().get("row", "")


def test_cell_of_a_locked_plan_says_why(post, lock_plan):
    lock_plan()
    answer = post("pagu", "5")
    assert answer.status_code == 422
    assert "dikunci sejak" in answer.json()["error"]


def test_cell_outside_of_the_window_says_why(post, move_window):
    move_window(-40)
    assert "sudah ditutup" in post("pagu", "5").json()["error"]


@pytest.mark.parametrize(
    ("field", "theirs", "mine", "was", "told"),
    [
        ("pagu", "120.000.000", "130.000.000", "100.000.000", r"Rp120\.000\.000 pukul .*; Anda mengetik Rp130\.000\.000\."),
        ("note", "Dari rekan", "", "Lama", r"Dari rekan pukul .*; Anda mengetik \(kosong\)\."),
        ("target", "BB", "7", "12", r"BB pukul .*; Anda mengetik 7\."),
    ],
)  # fmt: skip
def test_two_people_in_one_cell_read_both(
    client, post, line, perencana, three_roles, field, theirs, mine, was, told
):
    client.force_login(three_roles)
    assert post(field, theirs).status_code == 200
    client.force_login(perencana)
    answer = post(field, mine, was=was, indicator=line.indicators.get().pk)
    assert answer.status_code == 409
    assert re.fullmatch("Tiga Peran menyimpan " + told, answer.json()["error"])
    assert theirs in answer.json()["row"]


def test_conflict_with_an_unknown_hand_says_so(post, line):
    RenjaLine.objects.update(pagu=7, version=2)
    error = post("pagu", "5", was="100.000.000").json()["error"]
    assert error == "Orang lain menyimpan Rp7; Anda mengetik Rp5."


def test_conflict_of_another_day_names_it(client, post, line, perencana, three_roles, monkeypatch):
    client.force_login(three_roles)
    assert post("pagu", "7").status_code == 200
    client.force_login(perencana)
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    monkeypatch.setattr("renja.comparing.timezone.localdate", lambda: tomorrow)
    error = post("pagu", "5", was="100.000.000").json()["error"]
    assert f" pada {plain_date(timezone.localtime())} pukul " in error


def test_cells_of_other_plans_are_not_found(post, line):
    RenjaFactory(forum=ForumFactory(plan_year=2027))
    assert post("pagu", "5", year=2027).status_code == 404
    RenjaLine.objects.all().delete()
    assert post("pagu", "5").status_code == 404


@pytest.mark.parametrize("role", [*STAFF, "pengusul", "pemeriksa"])
def test_only_planners_reach_a_cell(client, enter, line, request, role):
    address = reverse("renja:cell", args=[2028, line.pk])
    answer = enter(request.getfixturevalue(role)).post(address, {"field": "note", "value": "x", "version": 1})
    assert answer.status_code == (200 if role == "perencana" else 403)


def test_stranger_is_sent_to_sign_in(client, line):
    answer = client.post(reverse("renja:cell", args=[2028, line.pk]), headers={"HX-Request": "true"})
    assert answer.status_code == 204
    assert answer["HX-Redirect"].startswith("/akun/masuk/")


# --- adding ----------------------------------------------------------------------------------------------


def test_codes_are_listed_under_the_table_while_typing(enter, line, perencana):
    make_node("2.16.03.2.02.0038", name="Konten Kota Cerdas")
    answer = enter(perencana).get(
        reverse("renja:line_add", args=[2028]) + "?tabel=1&q=konten", headers={"HX-Request": "true"}
    )
    source = answer.content.decode()
    assert source.count('role="option"') == 2
    assert f'data-line="{line.pk}"' in source
    assert "Sudah dimuat" in source


def test_only_the_first_codes_are_listed(enter, renja, perencana):
    for n in range(14):
        make_node(f"2.16.03.2.02.{n:04d}", name="Layanan Konten")
    visitor, address = enter(perencana), reverse("renja:line_add", args=[2028])
    source = visitor.get(address + "?tabel=1&q=konten", headers={"HX-Request": "true"}).content.decode()
    assert source.count('role="option"') == 12
    assert "12 dari 14 kode." in source
    nothing = visitor.get(address + "?tabel=1&q=zzz", headers={"HX-Request": "true"}).content.decode()
    assert "Tidak ada kode yang cocok." in nothing


def test_code_taken_in_the_table_is_answered_with_its_line(enter, renja, perencana, lock_plan):
    visitor, address = enter(perencana), reverse("renja:line_add", args=[2028])
    node = make_node("2.16.03.2.02.0038")
    answer = visitor.post(address, {"node": node.pk}, headers={"HX-Request": "true"})
    assert answer.json() == {"line": RenjaLine.objects.get().pk}
    lock_plan()
    answer = visitor.post(address, {"node": node.pk}, headers={"HX-Request": "true"})
    assert answer.status_code == 422
    assert "dikunci sejak" in answer.json()["error"]
