"""The page of what is open, and its counts elsewhere."""

import pytest
from django.urls import reverse

from renja.models import RenjaLine
from tests.factories.proposals import ProposalFactory
from tests.factories.renja import ChapterFactory, IndicatorFactory, LineFactory, make_node
from tests.renja.pages import read

ADDRESS = "/kerja/renja/2028/kelengkapan/"


def test_whole_plan_says_that_nothing_is_open(whole, enter, perencana):
    page = read(enter(perencana).get(ADDRESS))
    assert "Semua pemeriksaan lolos" in page
    assert "pembekuan meminta alasannya" not in page


def test_findings_stand_under_their_chapters_with_links(whole, enter, perencana, write):
    line = RenjaLine.objects.get()
    RenjaLine.objects.update(location="")
    write("1.1", "")
    answer = enter(perencana).get(ADDRESS)
    page = read(answer)
    assert page.index("BAB I Pendahuluan") < page.index("1.1 Latar Belakang") < page.index("BAB III")
    assert page.index("BAB III") < page.index("Baris tanpa lokasi 1") < page.index(line.node.name)
    assert "Daftar periksa verifikasi Renja Bappeda" in page
    assert "pembekuan meminta alasannya" in page
    assert f'href="{reverse("renja:line", args=[2028, line.pk])}#id_location"' in answer.content.decode()


@pytest.mark.parametrize(
    ("query", "shown", "hidden"),
    [
        ("?tampil=harus", "Baris tanpa lokasi", "Penutup tanpa kaidah"),
        ("?tampil=lihat", "Penutup tanpa kaidah", "Baris tanpa lokasi"),
        ("?tampil=apa-saja", "Baris tanpa lokasi", "Tidak ada temuan di sini"),
    ],
)
def test_findings_of_one_weight_are_shown(whole, enter, perencana, write, query, shown, hidden):
    RenjaLine.objects.update(location="")
    write("5", "<p>Demikian.</p>")
    page = read(enter(perencana).get(ADDRESS + query))
    assert shown in page
    assert hidden not in page


def test_weight_without_findings_says_so(whole, enter, perencana, write):
    write("5", "<p>Demikian.</p>")
    assert "Tidak ada temuan di sini" in read(enter(perencana).get(ADDRESS + "?tampil=harus"))


def test_many_findings_are_cut_and_shown_whole_apart(whole, enter, perencana):
    for n in range(20, 29):
        IndicatorFactory(line=LineFactory(renja=whole, node=make_node(f"2.16.02.2.01.{n:04d}"), location=""))
    visitor = enter(perencana)
    page = read(visitor.get(ADDRESS))
    assert "Tampilkan semua 9" in page
    assert "2.16.02.2.01.0028" not in page
    page = read(visitor.get(ADDRESS + "?aturan=tanpa-lokasi"))
    assert "2.16.02.2.01.0028" in page


def test_rule_that_passed_says_so_and_an_unknown_one_is_not_found(whole, enter, perencana):
    visitor = enter(perencana)
    assert "Pemeriksaan ini lolos" in read(visitor.get(ADDRESS + "?aturan=tanpa-lokasi"))
    assert visitor.get(ADDRESS + "?aturan=tidak-ada").status_code == 404


def test_readers_get_no_links_to_what_edits(whole, enter, sekretariat):
    RenjaLine.objects.update(location="")
    answer = enter(sekretariat).get(ADDRESS)
    assert "Baris tanpa lokasi" in read(answer)
    assert f"/baris/{RenjaLine.objects.get().pk}/" not in answer.content.decode()


def test_locked_plan_can_still_be_checked(whole, enter, perencana, lock_plan):
    lock_plan()
    assert "dikunci sejak" in read(enter(perencana).get(ADDRESS))


@pytest.mark.parametrize("name", ["renja:edit", "reports:export"])
def test_counts_stand_where_the_plan_is_worked_on_and_exported(whole, enter, perencana, write, name):
    RenjaLine.objects.update(location="")
    write("5", "<p>Demikian.</p>")
    page = read(enter(perencana).get(reverse(name, args=[2028])))
    assert "1 harus diperbaiki" in page
    assert "1 perlu dilihat" in page


def test_export_page_names_what_is_open_and_leads_there(whole, enter, perencana):
    RenjaLine.objects.update(location="")
    answer = enter(perencana).get(reverse("reports:export", args=[2028]))
    assert "Baris tanpa lokasi : 1 (2.16.02.2.01.0014 Pengelolaan Konten)" in read(answer)
    assert f'href="{ADDRESS}?aturan=tanpa-lokasi"' in answer.content.decode()


@pytest.mark.parametrize("query", ["", "?aturan=tanpa-lokasi"])
def test_page_asks_as_much_for_three_rows_as_for_one(
    enter, renja, perencana, django_assert_max_num_queries, query
):
    def add(n):
        IndicatorFactory(line=LineFactory(renja=renja, node=make_node(f"2.16.02.2.01.{n:04d}"), location=""))
        ChapterFactory(renja=renja, key=f"1.{n}", html="<p>Total pagu Rp1 dan 2 program, 3 kegiatan.</p>")
        ProposalFactory(forum=renja.forum, accepted=True)

    def asked() -> int:
        with django_assert_max_num_queries(13) as queries:
            assert visitor.get(ADDRESS + query).status_code == 200
        return len(queries)

    visitor = enter(perencana)
    add(1)
    asked()
    one = asked()
    add(2)
    add(3)
    assert asked() == one
