"""Looking for something in the published plan, and the page of one line."""

from decimal import Decimal

import pytest
from django.urls import reverse

from renja.models import RenjaLine
from renja.outline import read_outline
from renja.tree import branches, find_rows
from tests.factories.forums import ForumFactory
from tests.factories.meetings import AgreementFactory
from tests.factories.renja import (
    AimFactory,
    FulfilmentFactory,
    IndicatorFactory,
    LineFactory,
    RenjaFactory,
    edition_2006,
    make_node,
)
from tests.factories.stakeholders import HostFactory
from tests.renja.pages import read

PAGE = "/renja/2028/"
HIDDEN = "RAHASIA"


@pytest.fixture
def lines(renja):
    HostFactory()
    make_node("2.16.02", name="Program Informasi Publik")
    return {
        "content": LineFactory(renja=renja, node=make_node("2.16.02.2.01.0014", name="Pengelolaan Konten"), location="Manggar"),
        "media": LineFactory(renja=renja, node=make_node("2.16.02.2.02.0001", name="Kemitraan Media"), location="Damai"),
        "data": LineFactory(renja=renja, node=make_node("2.20.02.2.01.0007", name="Data Statistik"), location="Damai"),
    }  # fmt: skip


@pytest.fixture
def withheld(renja):
    """A line of which readers learn code, pagu and reason; whatever else it holds is secret."""
    line = LineFactory(
        renja=renja, node=make_node("2.21.02.2.01.0002", name=f"{HIDDEN} nama"), location=f"{HIDDEN} lokasi",
        note=f"{HIDDEN} catatan", source_of_funds=f"{HIDDEN} dana", target_group=f"{HIDDEN} sasaran", origin="mandatori",
        withheld_reason="Rincian persandian.", urgency=["psn"], aim=AimFactory(renja=renja, kind="tujuan", text=f"{HIDDEN} tujuan"),
    )  # fmt: skip
    IndicatorFactory(line=line, text=f"{HIDDEN} indikator")
    FulfilmentFactory(line=line, proposal__title=f"{HIDDEN} usulan", proposal__number="ASP-2028-0900")
    line.agreements.add(AgreementFactory(forum=renja.forum, text=f"{HIDDEN} kesepakatan"))
    return line


def found(client, text: str) -> list[str]:
    answer = client.get(PAGE, {"q": text})
    assert answer.status_code == 200
    return [
        leaf.row.node.name
        for urusan in answer.context["tree"] for bidang in urusan.parts for programme in bidang.parts
        for kegiatan in programme.parts for leaf in kegiatan.parts
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("konten", ["Pengelolaan Konten"]),
        ("DAMAI", ["Kemitraan Media", "Data Statistik"]),
        ("informasi publik", ["Pengelolaan Konten", "Kemitraan Media"]),
        ("damai media", ["Kemitraan Media"]),
        ("2.16.02.2.02", ["Kemitraan Media"]),
        ("2.16.02. damai", ["Kemitraan Media"]),
        ("6.02", []),
        ("tidakada", []),
        ("", ["Pengelolaan Konten", "Kemitraan Media", "Data Statistik"]),
        ("\x00", ["Pengelolaan Konten", "Kemitraan Media", "Data Statistik"]),
    ],
)
def test_lines_are_found_by_words_and_code(client, lines, text, names):
    assert found(client, text) == names


def test_every_text_that_is_shown_is_found(client, renja, lines):
    line = lines["content"]
    RenjaLine.objects.filter(pk=line.pk).update(
        priority=AimFactory(renja=renja, text="Transformasi birokrasi"), urgency=["stunting"], origin="pokir", note="Lanjutan"
    )  # fmt: skip
    IndicatorFactory(line=line, text="Jumlah siaran")
    proposal = FulfilmentFactory(line=line, proposal__title="Perpustakaan keliling").proposal
    line.agreements.add(AgreementFactory(forum=renja.forum, text="Mitra meminjamkan ruang."))
    for text in (
        "birokrasi",
        "stunting",
        "pokir",
        "lanjutan",
        "siaran",
        "keliling",
        proposal.number,
        "meminjamkan",
    ):
        assert found(client, text) == ["Pengelolaan Konten"], text


def test_search_does_not_find_what_is_withheld(client, renja, withheld):
    for text in (HIDDEN, "ASP-2028-0900", "mandatori", "PSN", "kesepakatan"):
        answer = client.get(PAGE, {"q": text})
        assert "Tidak ada baris yang cocok" in read(answer), text
        assert withheld.code not in read(answer)
    for text in ("2.21.02.2.01", "persandian"):
        page = read(client.get(PAGE, {"q": text}))
        assert withheld.code in page
        assert HIDDEN not in page


def test_withheld_programme_is_withheld_in_the_tree_too(client, renja, lines):
    node = make_node("2.16.02")
    LineFactory(renja=renja, node=node, pagu=None, forward_pagu=None, withheld_reason="Rincian persandian.")
    page = read(client.get(PAGE))
    assert node.name not in page
    assert "Rincian persandian." in page
    assert found(client, "informasi publik") == []
    assert node.name not in read(client.get(f"{PAGE}{lines['content'].code}/"))


def test_found_lines_are_open_and_the_sum_stays(client, lines):
    answer = client.get(PAGE, {"q": "konten"})
    page = read(answer)
    assert "1 dari 3 baris memuat “konten”." in page
    assert "Jumlah seluruh Renja Rp300.000.000" in page
    assert '<details class="fold programme" open' in answer.content.decode()
    assert (
        " open" not in client.get(PAGE).content.decode().partition('id="pohon"')[2].partition("</section>")[0]
    )


def test_htmx_gets_the_tree_alone(client, lines):
    answer = client.get(PAGE, {"q": "konten"}, headers={"HX-Request": "true"})
    source = answer.content.decode()
    assert source.strip().startswith('<div id="pohon"')
    assert "Pengelolaan Konten" in source
    assert "HX-Request" in answer.headers["Vary"]


def test_tree_nests_two_levels_as_well(db):
    renja = RenjaFactory(forum=ForumFactory(plan_year=2020), edition=edition_2006(), bidang_code="1.25")
    LineFactory(renja=renja, node=make_node("1.25.15.01", edition=renja.edition))
    (urusan,) = branches(read_outline(renja).rows)
    programme = urusan.parts[0].parts[0]
    assert (programme.row.code, programme.line_count, programme.parts[0].row.is_leaf) == ("1.25.15", 1, True)
    rows = read_outline(renja, renja.lines.for_readers()).rows
    assert [row.code for row in find_rows(rows, "1.25.15")] == ["1", "1.25", "1.25.15", "1.25.15.01"]


def test_plan_says_its_money_in_words_and_what_it_answers(client, renja, lines):
    FulfilmentFactory(line=lines["content"])
    page = read(client.get(PAGE))
    for words in ("Rp300 juta", "(tiga ratus juta rupiah)", "1 dari 1", "100% sudah dimuat"):
        assert words in page
    client.cookies["bahasa"] = "en"
    assert reverse("reports:statistics", args=[2028]) in client.get(PAGE).content.decode()


def test_line_has_a_page_of_its_own(client, renja, lines):
    line = lines["content"]
    RenjaLine.objects.filter(pk=line.pk).update(
        aim=AimFactory(renja=renja, kind="sasaran", code="1.2", text="Informasi merata"), urgency=["iku"], origin="forum"
    )  # fmt: skip
    IndicatorFactory(line=line, text="Jumlah konten")
    proposal = FulfilmentFactory(line=line).proposal
    answer = client.get(f"{PAGE}{line.code}/")
    page, source = read(answer), answer.content.decode()
    for words in (
        "Pengelolaan Konten", "Rp100 juta", "(seratus juta rupiah)", "Jumlah konten", "12 Dokumen", "Manggar", "Asal Forum",
        "Urgensi IKU", "Sasaran 1.2 Informasi merata", f"Memenuhi 60% dari {proposal.number}", "Program Informasi Publik",
    ):  # fmt: skip
        assert words in page
    assert f'<meta property="og:title" content="{line.code} Pengelolaan Konten' in source
    assert 'content="Rp100 juta dalam Renja 2028:' in source
    assert f'href="{PAGE}#baris-{line.pk}"' in source


def test_page_of_a_withheld_line_tells_code_pagu_and_reason_alone(client, withheld, perencana):
    for user in (None, perencana):
        if user:
            client.force_login(user)
        source = client.get(f"{PAGE}{withheld.code}/").content.decode()
        for words in (withheld.code, "100.000.000", "Rincian persandian."):
            assert words in source
        assert HIDDEN not in source
        assert "ASP-2028-0900" not in source


def test_support_programme_is_found_by_its_printed_code(client, renja):
    make_node("2.16")
    LineFactory(renja=renja, node=make_node("X.XX.01.2.01.0001", name="Penyusunan Dokumen"))
    page = read(client.get(f"{PAGE}2.16.01.2.01.0001/"))
    assert "Penyusunan Dokumen" in page
    assert "X.XX" not in page.replace("Nama X.XX", "")


def test_programme_with_a_line_has_a_page_with_the_sum_below_it(client, renja, lines):
    LineFactory(renja=renja, node=make_node("2.16.02"), pagu=None, forward_pagu=None)
    page = read(client.get(f"{PAGE}2.16.02/"))
    assert "Rp200 juta" in page


@pytest.mark.parametrize("path", ["9.99.99/", "2.16.02.2.01.0001/", "2/", "abc/"])
def test_codes_that_the_plan_has_not_are_not_found(client, lines, path):
    assert client.get(PAGE + path).status_code == 404


def test_line_of_an_unpublished_plan_is_not_found(client, renja, lines, perencana):
    renja.is_published = False
    renja.save()
    address = f"{PAGE}{lines['content'].code}/"
    assert client.get(address).status_code == 404
    client.force_login(perencana)
    page = client.get(address)
    assert "belum ditampilkan kepada publik" in read(page)
    assert reverse("renja:line", args=[2028, lines["content"].pk]) in page.content.decode()


def test_page_of_a_line_asks_as_much_for_three_answers_as_for_one(
    client, lines, django_assert_max_num_queries
):
    line = lines["content"]

    def asked() -> int:
        with django_assert_max_num_queries(12) as queries:
            client.get(f"{PAGE}{line.code}/")
        return len(queries)

    FulfilmentFactory(line=line)
    asked()
    one = asked()
    for _n in range(2):
        FulfilmentFactory(line=line, share=Decimal(10))
        IndicatorFactory(line=line)
    assert asked() == one
