"""The pages of the official tables: every kind of column read, every mistake said, nothing typed lost."""

import pytest
from django.urls import reverse

from renja.forms.tables import PAGE_SIZE, mark_of
from renja.models import TableRow
from tests.factories.forums import ForumFactory
from tests.factories.renja import RenjaFactory, TableRowFactory, make_node
from tests.renja.pages import read


def at(name: str = "table", label: str = "3.1", year: int = 2028) -> str:
    return reverse(f"renja:{name}", args=[year] if name == "tables" else [year, label])


def form(*rows: dict, initial: int = 0, **more) -> dict:
    """A page as it is sent: rows that are stored come first."""
    data = {"baris-TOTAL_FORMS": len(rows), "baris-INITIAL_FORMS": initial}
    for place, row in enumerate(rows):
        data |= {f"baris-{place}-{name}": value for name, value in row.items()}
    return data | more


def stored(row: TableRow, **changes) -> dict:
    """A stored row of tujuan and sasaran as its page shows it."""
    return {"id": row.pk, "version": row.version, "mark": mark_of(row.cells, ""), **row.cells} | changes


def test_list_names_every_table_with_its_part_and_rows(enter, renja, perencana):
    TableRowFactory.create_batch(2, renja=renja, table="T-C.29", cells={"uraian": "A"})
    TableRowFactory(renja=renja, table="2.7", cells={"usulan": "A"})
    page = read(enter(perencana).get(at("tables")))
    assert "Tabel T-C.29 Rekapitulasi Evaluasi Hasil Pelaksanaan Renja" in page
    assert "s/d Tahun 2027 (tahun berjalan) Sesudah 2.1" in page
    assert "· 2 baris Berisi" in page
    assert page.count("Otomatis dari data") == 4
    assert "1 dari 4" in page
    assert "Tidak dipakai susunan ini" in page
    assert "Tabel 2.7: 1 baris" in page


def test_list_asks_as_much_for_three_rows_as_for_one(enter, renja, perencana, django_assert_max_num_queries):
    visitor = enter(perencana)
    visitor.get(at("tables"))
    for count in (1, 3):
        TableRowFactory.create_batch(count, renja=renja, table="T-C.29", cells={"uraian": "A"})
        with django_assert_max_num_queries(12):
            visitor.get(at("tables"))


def test_editor_asks_as_much_for_three_rows_as_for_one(
    enter, renja, perencana, django_assert_max_num_queries
):
    visitor = enter(perencana)

    def asked() -> int:
        with django_assert_max_num_queries(12) as queries:
            visitor.get(at(label="T-C.29"))
        return len(queries)

    def add() -> None:
        TableRowFactory(renja=renja, table="T-C.29", node=make_node("2.16.02"), cells={"uraian": "A"})

    visitor.get(at(label="T-C.29"))
    add()
    one = asked()
    add()
    add()
    assert asked() == one


def test_row_of_every_kind_is_kept_and_computed(enter, renja, perencana):
    node = make_node("2.16.02.2.01.0014", name="Pengelolaan Konten", edition=renja.edition)
    row = {
        "kode": " 2.16.02.2.01.0014", "uraian": "", "indikator": "Jumlah\r\nkonten", "target_renstra": "1.250", "target_lalu": "20",
        "realisasi_lalu": "12,5", "target_berjalan": "BB",
    }  # fmt: skip
    answer = enter(perencana).post(at(label="T-C.29"), form(row), follow=True)
    saved = TableRow.objects.get()
    assert saved.node == node
    assert saved.cells == {
        "uraian": "Pengelolaan Konten", "indikator": "Jumlah konten", "target_renstra": "1250", "target_lalu": "20",
        "realisasi_lalu": "12.5", "target_berjalan": "BB",
    }  # fmt: skip
    page = answer.content.decode()
    assert 'value="12,5"' in page
    assert 'value="2.16.02.2.01.0014"' in page
    assert "62,5" in read(answer)
    assert "1 ditambah, 0 diubah, 0 dihapus" in page


def test_code_is_found_as_the_plan_prints_it(enter, renja, perencana):
    node = make_node("X.XX.01", edition=renja.edition)
    enter(perencana).post(at(label="T-C.29"), form({"kode": "2.16.01", "uraian": "Penunjang"}))
    saved = TableRow.objects.get()
    assert (saved.node, saved.cells) == (node, {"uraian": "Penunjang"})


@pytest.mark.parametrize(
    ("label", "typed", "said"),
    [
        ("T-C.29", {"kode": "9.99.99"}, "Kode “9.99.99” tidak ada dalam daftar kode resmi."),
        ("T-C.29", {"target_lalu": "12x"}, "“12x” bukan angka yang dapat dibaca."),
        ("T-C.31", {"pagu_rkpd": "banyak"}, "“banyak” bukan angka yang dapat dibaca."),
        ("T-C.31", {"pagu_rkpd": "-5"}, "0"),
        ("3.1", {"tujuan": "a" * 1001}, "1000"),
    ],
    ids=["code", "number", "money", "below zero", "too long"],
)
def test_mistake_is_said_and_nothing_typed_is_lost(enter, renja, perencana, label, typed, said):
    good = {"catatan": "Jangan hilang", "keterangan": "Jangan hilang", "indikator": "Jangan hilang"}
    answer = enter(perencana).post(at(label=label), form(typed | good))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Ada yang perlu diperbaiki" in page
    assert "Baris 1:" in page
    assert said in page
    assert "Jangan hilang" in page
    assert next(iter(typed.values())) in page
    assert not TableRow.objects.exists()


def test_row_is_removed_with_its_tick(enter, renja, perencana):
    row = TableRowFactory(renja=renja)
    answer = enter(perencana).post(
        at(), form(stored(row, DELETE="on", target="tak terbaca 9"), initial=1), follow=True
    )
    assert "1 dihapus" in answer.content.decode()
    assert not TableRow.objects.exists()


def test_button_moves_a_row_and_saves_the_rest(enter, renja, perencana):
    rows = [TableRowFactory(renja=renja, cells={"tujuan": text}) for text in "AB"]
    data = form(stored(rows[0]), stored(rows[1], tujuan="B2"), initial=2, naik=rows[1].pk)
    answer = enter(perencana).post(at(), data)
    assert answer.url == at() + f"?page=1#baris-{rows[1].pk}"
    assert [row.cells["tujuan"] for row in TableRow.objects.order_by("order")] == ["B2", "A"]


@pytest.mark.parametrize("value", ["", "x", "9" * 30, "0"])
def test_button_with_a_made_up_row_moves_nothing(enter, renja, perencana, value):
    row = TableRowFactory(renja=renja)
    assert enter(perencana).post(at(), form(stored(row), initial=1, turun=value)).status_code == 302


def test_stale_row_shows_both_texts_and_saves_when_sent_again(enter, renja, perencana):
    row = TableRowFactory(renja=renja, cells={"tujuan": "Lama"})
    mine = stored(row, tujuan="Teks saya")
    TableRow.objects.filter(pk=row.pk).update(cells={"tujuan": "Teks rekan"}, version=2)
    visitor = enter(perencana)
    answer = visitor.post(at(), form(mine, initial=1))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Teks rekan" in page
    assert page.count("Teks saya") == 2
    assert 'name="baris-0-version" value="2"' in page
    assert TableRow.objects.get().cells == {"tujuan": "Teks rekan"}
    assert visitor.post(at(), form(mine | {"version": 2}, initial=1)).status_code == 302
    assert TableRow.objects.get().cells == {"tujuan": "Teks saya"}


def test_row_that_was_not_touched_never_conflicts(enter, renja, perencana):
    row = TableRowFactory(renja=renja, cells={"tujuan": "Lama", "target": "3.1"})
    mine = stored(row, target="3,1")
    TableRow.objects.filter(pk=row.pk).update(cells={"tujuan": "Teks rekan"}, version=2)
    assert enter(perencana).post(at(), form(mine, {"tujuan": "Baru"}, initial=1)).status_code == 302
    assert [each.cells["tujuan"] for each in TableRow.objects.order_by("order")] == ["Teks rekan", "Baru"]


def test_saved_too_late_keeps_what_was_typed(enter, renja, perencana, lock_plan):
    lock_plan()
    answer = enter(perencana).post(at(), form({"tujuan": "Jangan hilang"}))
    page = answer.content.decode()
    assert "dikunci sejak" in page
    assert "Jangan hilang" in page
    assert "Simpan tabel" not in page


def test_long_table_comes_in_pages_and_new_rows_land_on_the_last(enter, renja, perencana):
    TableRowFactory.create_batch(PAGE_SIZE, renja=renja)
    visitor = enter(perencana)
    answer = visitor.post(at(), form({"tujuan": "Baru"}))
    assert answer.url == at() + "?page=2"
    page = read(visitor.get(answer.url))
    assert f"{PAGE_SIZE + 1}–{PAGE_SIZE + 1} dari {PAGE_SIZE + 1}" in page


def test_page_stays_short_whatever_is_asked_for(enter, renja, perencana):
    sent = {"baris-TOTAL_FORMS": "1" + "0" * 400, "baris-INITIAL_FORMS": "0"}
    answer = enter(perencana).post(at(label="T-C.30"), sent)
    assert answer.status_code == 200
    assert answer.content.decode().count('name="baris-') < 1000


def test_empty_table_offers_last_years_rows(enter, renja, perencana):
    last = RenjaFactory(forum=ForumFactory(plan_year=2027))
    TableRowFactory(renja=last, cells={"tujuan": "Tahun lalu", "target": "9"})
    visitor = enter(perencana)
    assert "Salin dari Renja 2027" in read(visitor.get(at()))
    answer = visitor.post(at("table_copy"), follow=True)
    assert "1 baris disalin dari Renja 2027." in answer.content.decode()
    assert renja.table_rows.get().cells == {"tujuan": "Tahun lalu"}
    assert "Salin dari Renja 2027" not in read(visitor.get(at()))
    assert "sudah berisi" in visitor.post(at("table_copy"), follow=True).content.decode()


def test_rows_are_sorted_by_button(enter, renja, perencana, lock_plan):
    for code in ("2.16.03", "2.16.02"):
        TableRowFactory(renja=renja, table="T-C.29", node=make_node(code), cells={"uraian": code})
    visitor = enter(perencana)
    assert "Urutkan menurut kode" in read(visitor.get(at(label="T-C.29")))
    assert "diurutkan menurut kode" in visitor.post(at("table_sort", "T-C.29"), follow=True).content.decode()
    assert renja.table_rows.order_by("order").first().cells == {"uraian": "2.16.02"}
    lock_plan()
    assert "dikunci" in visitor.post(at("table_sort", "T-C.29"), follow=True).content.decode()


@pytest.mark.parametrize("label", ["T-C.33", "4.1", "2.7", "x%00"])
@pytest.mark.parametrize("name", ["table", "table_copy", "table_sort"])
def test_what_is_not_typed_in_this_edition_is_not_found(enter, renja, perencana, name, label):
    method = enter(perencana).get if name == "table" else enter(perencana).post
    assert method(at(name, label)).status_code == 404


def test_plan_of_an_unverified_edition_says_so(enter, renja, perencana):
    renja.structure = "permendagri-14-2026"
    renja.save()
    visitor = enter(perencana)
    for name in ("tables", "chapters"):
        assert "Susunan ini belum diverifikasi." in read(visitor.get(reverse(f"renja:{name}", args=[2028])))
    assert visitor.get(at(label="2.7")).status_code == 200
    assert visitor.get(at(label="T-C.29")).status_code == 404
