"""The plan's own page and its settings."""

import pytest
from django.urls import reverse

from forums.models import Ceiling
from renja.models import Renja, RenjaLine
from renja.services.plans import settings_mark
from tests.factories.renja import (
    ChapterFactory,
    EditionFactory,
    FulfilmentFactory,
    IndicatorFactory,
    LineFactory,
    RenjaFactory,
    edition_2006,
    make_node,
)
from tests.renja.pages import line_form, read

# The whole plan on one page, its sums by source of funds, and what it lacks; lists ask 12.
MOST_QUERIES = {"edit": 17}


def test_year_without_plan_says_how_to_begin(enter, forum, perencana):
    EditionFactory()
    visitor = enter(perencana)
    page = read(visitor.get(reverse("renja:edit", args=[2028])))
    assert "Buat Renja 2028" in page
    assert "Edisi Uji" in page
    answer = visitor.post(reverse("renja:create", args=[2028]), follow=True)
    assert "Mulailah dengan mencari sub kegiatan" in read(answer)
    assert Renja.objects.get().forum == forum


def test_plan_that_cannot_begin_says_why(enter, forum, perencana, lock_plan):
    visitor = enter(perencana)
    assert "Daftar kode resmi belum ada" in read(visitor.get(reverse("renja:edit", args=[2028])))
    lock_plan()
    answer = visitor.post(reverse("renja:create", args=[2028]), follow=True)
    assert "Renja 2028 dikunci sejak" in read(answer)
    assert not Renja.objects.exists()


def test_plan_shows_totals_ceiling_and_coverage(enter, address, perencana, line, proposal):
    Ceiling.objects.create(
        forum=line.renja.forum, amount=200_000_000, dated="2027-01-15", basis="SE Nomor 050"
    )
    page = read(enter(perencana).get(address("edit")))
    for words in (
        "Rp100.000.000", "50% dari pagu indikatif Rp200.000.000", "Sisa Rp100.000.000", "SE Nomor 050, 15 Januari 2027",
        "Prakiraan maju 2029: Rp110.000.000", "0 dari 1 usulan diterima sudah dimuat", "Pengelolaan Konten",
        "Balikpapan Utara, Karang Joang", "12 Dokumen",
    ):  # fmt: skip
        assert words in page


def test_plan_above_the_ceiling_says_by_how_much(enter, address, perencana, line):
    Ceiling.objects.create(forum=line.renja.forum, amount=90_000_000, dated="2027-01-15", basis="SE")
    page = enter(perencana).get(address("edit"))
    assert "Melebihi pagu indikatif sebesar Rp10.000.000." in read(page)
    assert '<progress class="over"' in page.content.decode()


def test_plan_above_the_ceiling_of_one_source_says_of_which(enter, address, perencana, line):
    for amount, dated in ((120_000_000, "2027-01-15"), (90_000_000, "2027-02-20")):
        Ceiling.objects.create(
            forum=line.renja.forum, amount=amount, dated=dated, basis="SE", source_of_funds="PAD"
        )
    page = enter(perencana).get(address("edit"))
    for words in (
        "Melebihi pagu PAD Rp10.000.000.", "Riwayat pagu indikatif (2)", "20 Februari 2027 PAD 90.000.000 SE Berlaku",
        "15 Januari 2027 PAD 120.000.000 SE Digantikan", "Tampilkan baris PAD",
    ):  # fmt: skip
        assert words in read(page)
    assert 'href="?sumber=PAD"' in page.content.decode()


def test_plan_without_ceiling_of_a_source_says_so(enter, address, perencana, line):
    page = read(enter(perencana).get(address("edit")))
    assert "PAD Rp100.000.000 Pagu sumber ini belum dicatat." in page
    assert "Pagu indikatif belum dicatat." in page
    assert "Riwayat pagu" not in page


def test_plan_of_two_levels_shows_its_kegiatan(enter, forum, perencana):
    renja = RenjaFactory(forum=forum, edition=edition_2006(), bidang_code="1.25")
    node = make_node("1.25.15.01", name="Pembinaan Media", edition=renja.edition)
    visitor = enter(perencana)
    visitor.post(reverse("renja:line_add", args=[2028]), {"node": node.pk})
    data = line_form(RenjaLine.objects.get(), pagu="5.000.000")
    assert (
        visitor.post(reverse("renja:line", args=[2028, RenjaLine.objects.get().pk]), data).status_code == 302
    )
    page = read(visitor.get(reverse("renja:edit", args=[2028])))
    assert "1.25.15.01 Pembinaan Media" in page
    assert "Jumlah 5.000.000" in page


@pytest.mark.parametrize("name", ["edit", "homeless", "chapters", "line_add"])
def test_lists_ask_as_much_for_three_rows_as_for_one(
    enter, renja, perencana, django_assert_max_num_queries, name
):
    target = reverse(f"renja:{name}", args=[2028]) + "?tampil=semua"

    def add(n):
        line = LineFactory(renja=renja, node=make_node(f"2.16.02.2.01.{n:04d}"))
        IndicatorFactory(line=line)
        FulfilmentFactory(line=line)
        ChapterFactory(renja=renja, key=f"1.{n}")
        make_node(f"2.20.02.2.01.{n:04d}")

    def asked() -> int:
        with django_assert_max_num_queries(MOST_QUERIES.get(name, 12)) as queries:
            assert visitor.get(target).status_code == 200
        return len(queries)

    visitor = enter(perencana)
    add(1)
    asked()
    one = asked()
    add(2)
    add(3)
    assert asked() == one


def settings_form(renja, **changes) -> dict:
    data = {
        "stage": renja.stage, "dated": "", "structure": renja.structure, "bidang_code": "2.16", "is_published": "on",
    }  # fmt: skip
    return data | {"seen": settings_mark(renja)} | changes


def test_settings_are_saved(enter, address, perencana, renja):
    make_node("2.20")
    data = settings_form(renja, stage="rancangan", dated="2027-06-15", bidang_code="2.20")
    answer = enter(perencana).post(address("settings"), data)
    assert answer.url == address("edit")
    renja.refresh_from_db()
    assert (renja.stage, str(renja.dated), renja.bidang_code) == ("rancangan", "2027-06-15", "2.20")


def test_settings_offer_the_bidang_of_the_edition(enter, address, perencana, renja):
    make_node("X.XX.01")
    make_node("2.20")
    choices = enter(perencana).get(address("settings")).context["form"].fields["bidang_code"].choices
    assert [code for code, _label in choices] == ["2.16", "2.20"]
    renja.bidang_code = "1.25"
    renja.save()
    choices = enter(perencana).get(address("settings")).context["form"].fields["bidang_code"].choices
    assert choices[0] == ("1.25", "1.25")


def test_wrong_settings_say_how_to_mend_them(enter, address, perencana, renja):
    data = settings_form(renja, dated="kemarin", bidang_code="9.99")
    answer = enter(perencana).post(address("settings"), data)
    assert answer.status_code == 200
    assert "Tulis tanggal, misalnya 15-06-2027." in read(answer)
    assert 'value="kemarin"' in answer.content.decode()


def test_stale_settings_show_both(enter, address, perencana, renja):
    data = settings_form(renja, stage="ditetapkan")
    Renja.objects.update(stage="rancangan_akhir")
    answer = enter(perencana).post(address("settings"), data)
    assert answer.status_code == 409
    assert "Yang tersimpan sekarang" in read(answer)
    assert "Rancangan akhir" in read(answer)
    assert (
        enter(perencana).post(address("settings"), data | {"seen": answer.context["seen"]}).status_code == 302
    )
    renja.refresh_from_db()
    assert renja.stage == "ditetapkan"


def test_settings_refused_keep_what_was_chosen(enter, address, perencana, renja, lock_plan):
    make_node("2.20")
    lock_plan()
    answer = enter(perencana).post(address("settings"), settings_form(renja, bidang_code="2.20"))
    assert "kode bidang urusan tidak dapat diubah" in read(answer)
    assert answer.context["form"]["bidang_code"].value() == "2.20"
