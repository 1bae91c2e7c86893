"""The plan as everybody reads it."""

import re
from decimal import Decimal

import pytest
from django.urls import reverse

from proposals.choices import Status
from renja.outline import read_outline
from reports.models import GeneratedDocument
from tests.factories.forums import ForumFactory
from tests.factories.renja import (
    ChapterFactory,
    FulfilmentFactory,
    IndicatorFactory,
    LineFactory,
    RenjaFactory,
    RevisionFactory,
    TableRowFactory,
    edition_2006,
    make_node,
)
from tests.factories.stakeholders import HostFactory

PAGE = "/renja/2028/"
ROLES = ["pengusul", "sekretariat", "verifikator", "perencana", "pimpinan", "admin_user", "pemeriksa"]


def read(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


@pytest.fixture
def line(renja):
    HostFactory()
    line = LineFactory(
        renja=renja, node=make_node("2.16.02.2.01.0014", name="Pengelolaan Konten"), note="Hasil forum"
    )
    IndicatorFactory(line=line, text="Jumlah konten")
    return line


def test_everybody_reads_the_lines(client, line):
    page = read(client.get(PAGE))
    for words in (
        "Rencana Kerja 2028", "Rancangan awal", "Rp100.000.000", "2.16.02.2.01.0014 Pengelolaan Konten", "Jumlah konten",
        "12 Dokumen", "→ 14 Dokumen", "Balikpapan Utara, Karang Joang", "PAD", "Hasil forum", "110.000.000",
        "1 program, 1 kegiatan, 1 sub kegiatan", "Renja adalah rencana. Pelaksanaan menunggu penetapan APBD.",
    ):  # fmt: skip
        assert words in page


@pytest.mark.parametrize("role", ROLES)
def test_every_role_reads_the_published_plan(client, line, request, role):
    client.force_login(request.getfixturevalue(role))
    assert client.get(PAGE).status_code == 200


def test_line_names_the_proposals_that_it_answers(client, line):
    proposal = FulfilmentFactory(line=line).proposal
    later = FulfilmentFactory(line=line, proposal__number="ASP-2028-0700").proposal
    later.status = Status.DEFERRED
    later.save()
    answer = client.get(PAGE)
    assert f"Memenuhi 60% dari {proposal.number} {proposal.title}" in read(answer)
    assert reverse("proposals:detail", args=[proposal.number]) in answer.content.decode()
    assert later.number not in read(answer)


def test_title_of_a_withheld_proposal_is_not_told(client, line):
    proposal = FulfilmentFactory(line=line, proposal__title="RAHASIA", proposal__withheld=True).proposal
    page = read(client.get(PAGE))
    assert proposal.number in page
    assert "RAHASIA" not in page


@pytest.mark.parametrize("role", [None, *ROLES])
def test_withheld_line_tells_code_pagu_and_reason_alone(client, renja, request, role):
    line = LineFactory(
        renja=renja, node=make_node("2.21.02.2.01.0002", name="RAHASIA-NAMA"), location="RAHASIA-LOKASI",
        note="RAHASIA-CATATAN", source_of_funds="RAHASIA-DANA", target_group="RAHASIA-SASARAN",
        withheld_reason="Rincian persandian.",
    )  # fmt: skip
    IndicatorFactory(line=line, text="RAHASIA-INDIKATOR")
    FulfilmentFactory(line=line, proposal__title="RAHASIA-USULAN", proposal__number="ASP-2028-0900")
    if role:
        client.force_login(request.getfixturevalue(role))
    page = client.get(PAGE).content.decode()
    for words in ("2.21.02.2.01.0002", "100.000.000", "Rincian persandian."):
        assert words in page
    assert "RAHASIA" not in page
    assert "ASP-2028-0900" not in page


def test_support_programme_is_shown_under_the_plans_bidang(client, renja):
    make_node("2.16")
    LineFactory(renja=renja, node=make_node("X.XX.01.2.01.0001"))
    page = client.get(PAGE).content.decode()
    assert "2.16.01.2.01.0001" in page
    assert "X.XX" not in re.sub(r"Nama [X.0-9]+", "", page)


def test_plan_of_two_levels_can_be_read(client, db):
    renja = RenjaFactory(forum=ForumFactory(plan_year=2020), edition=edition_2006(), bidang_code="1.25")
    LineFactory(renja=renja, node=make_node("1.25.15.01", name="Pembinaan Media", edition=renja.edition))
    page = read(client.get("/renja/2020/"))
    assert "1.25.15.01 Pembinaan Media" in page
    assert "1 program, 1 kegiatan" in page
    assert "sub kegiatan" not in page.replace("Program, kegiatan, sub kegiatan", "").replace(
        "dan sub kegiatan", ""
    )


@pytest.mark.parametrize(("plan", "forum_shown"), [(False, True), (True, False), (False, False)])
def test_unpublished_plan_is_not_found_for_the_public(client, renja, pengusul, perencana, plan, forum_shown):
    renja.is_published = plan
    renja.save()
    renja.forum.is_published = forum_shown
    renja.forum.save()
    assert client.get(PAGE).status_code == 404
    client.force_login(pengusul)
    assert client.get(PAGE).status_code == 404
    client.force_login(perencana)
    assert "belum ditampilkan kepada publik" in read(client.get(PAGE))


def test_missing_plan_names_the_years_that_can_be_read(client, renja):
    RenjaFactory(forum=ForumFactory(plan_year=2027), is_published=False)
    for year in (2027, 2031):
        answer = client.get(f"/renja/{year}/")
        assert answer.status_code == 404
        assert f"Renja {year} belum ditampilkan" in read(answer)
        assert 'href="/renja/2028/"' in answer.content.decode()
        assert 'href="/renja/2027/"' not in answer.content.decode()


def test_years_lead_to_each_other(client, renja):
    assert "Renja tahun lain" not in read(client.get(PAGE))
    RenjaFactory(forum=ForumFactory(plan_year=2027))
    assert 'href="/renja/2027/"' in client.get(PAGE).content.decode()


def test_text_is_readable_part_by_part(client, renja):
    ChapterFactory(renja=renja, key="1.1", html="<p>Rencana disusun bersama.</p>")
    ChapterFactory(renja=renja, key="5", html="<p>Penutup kata.</p><script>alert(1)</script>")
    ChapterFactory(renja=renja, key="2.1", html="<p> </p>")
    answer = client.get(PAGE)
    page = answer.content.decode()
    assert 'id="bagian-1-1"' in page
    assert "Rencana disusun bersama." in page
    assert "bagian-2-1" not in page
    assert "alert(1)" not in page


def test_tables_of_the_text_scroll_in_their_own_box(client, renja):
    ChapterFactory(renja=renja, key="1.1", html="<table><tbody><tr><td>Sel</td></tr></tbody></table>")
    page = client.get(PAGE).content.decode()
    box = '<div class="scroll" role="group" aria-label="Tabel" tabindex="0"><table><tbody><tr><td>Sel'
    assert box in page
    assert page.count("</table></div>") == 1


def test_plan_without_lines_or_text_says_what_will_be_here(client, renja):
    page = read(client.get(PAGE))
    assert "Program dan kegiatan belum dimuat" in page
    assert "Daftar isi" not in page


def test_document_is_offered_once_there_is_one(client, line):
    page = read(client.get(PAGE))
    assert "Unduh Renja (PDF)" not in page
    assert "Baris program, kegiatan, dan sub kegiatan Excel" in page
    GeneratedDocument.objects.create(
        renja=line.renja,
        stage=line.renja.stage,
        file="reports/x.pdf",
        file_name="x.pdf",
        sha256="0" * 64,
        size=1,
        pages=1,
    )
    assert reverse("reports:public_pdf", args=[2028]) in client.get(PAGE).content.decode()


def test_page_asks_as_much_for_three_lines_as_for_one(client, renja, django_assert_max_num_queries):
    HostFactory()

    def add(n):
        line = LineFactory(renja=renja)
        IndicatorFactory.create_batch(2, line=line)
        FulfilmentFactory(line=line)
        ChapterFactory(renja=renja, key=f"1.{n}")

    def asked() -> int:
        with django_assert_max_num_queries(12) as queries:
            client.get(PAGE)
        return len(queries)

    add(1)
    one = asked()
    add(2)
    add(3)
    assert asked() == one


def test_programmes_fold_with_their_sum_and_hold_their_lines(client, renja):
    first = LineFactory(renja=renja, node=make_node("2.16.02.2.01.0014"), pagu=Decimal(4))
    second = LineFactory(renja=renja, node=make_node("2.20.02.2.01.0007"), pagu=Decimal(3))
    programmes = read_outline(renja).programmes
    assert [(p.head.code, p.bidang.code, p.head.pagu, p.line_count) for p in programmes] == [
        ("2.16.02", "2.16", Decimal(4), 1),
        ("2.20.02", "2.20", Decimal(3), 1),
    ]
    assert [row.line for p in programmes for row in p.rows if row.line] == [first, second]
    page = client.get(PAGE).content.decode()
    assert page.count('<details class="fold programme"') == page.count('<details class="fold kegiatan"') == 2
    assert page.index(f'id="baris-{first.pk}"') < page.index(f'id="baris-{second.pk}"')


def test_typed_tables_that_hold_anything_are_read(client, renja):
    cells = {"uraian": "Pembinaan <b>Media</b>", "target_lalu": "20", "realisasi_lalu": "1250.5"}
    TableRowFactory(
        renja=renja, table="T-C.29", node=make_node("2.16.02", edition=renja.edition), cells=cells
    )
    TableRowFactory(renja=renja, table="2.7", cells={"usulan": "Tidak dipakai susunan ini"})
    answer = client.get(PAGE)
    page = answer.content.decode()
    assert "Tabel T-C.29 Rekapitulasi Evaluasi Hasil Pelaksanaan Renja" in read(answer)
    assert "Pembinaan &lt;b&gt;Media&lt;/b&gt;" in page
    assert "1.250,5" in page
    assert "6.252,5" in page
    assert (
        'data-label="Target dan Realisasi Kinerja Program dan Kegiatan Tahun Lalu (2026): Tingkat Realisasi (%)"'
        in page
    )
    assert "Tabel T-C.30" not in page
    assert "Tidak dipakai" not in page


def test_established_plan_names_its_act(client, renja, line):
    RevisionFactory(renja=renja, settled=True)
    type(renja).objects.update(stage="ditetapkan")
    assert "Keputusan Kepala Daerah Nomor 188.45/120/2027, 20 Juli 2027" in read(client.get(PAGE))


def test_plan_that_is_being_changed_says_what_counts(client, renja, line):
    RevisionFactory(renja=renja, settled=True)
    words = "Renja yang sudah ditetapkan dan tetap berlaku."
    assert words not in read(client.get(PAGE))
    type(renja).objects.update(stage="perubahan")
    assert words in read(client.get(PAGE))
