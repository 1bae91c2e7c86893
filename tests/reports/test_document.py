"""The printed Renja against the database: everything that must be there, and what must not."""

import datetime

import pytest
from pypdf import PdfReader
from pypdf.generic import IndirectObject

from core.money import number
from reports.codes import code_of
from reports.sections import SIGNED_HERE
from reports.signing.places import place_of
from tests.reports.conftest import KEY, squeeze

# The documents are made by the fixtures; the tests read them, which takes longer where every line is counted.
pytestmark = [pytest.mark.django_db, pytest.mark.no_cover]


@pytest.fixture
def large(plans):
    return plans[2028]


@pytest.fixture
def small(plans):
    return plans[2020]


def shown(code: str, bidang: str = "2.16") -> str:
    return code.replace("X.XX", bidang)


@pytest.mark.parametrize("year", [2028, 2020])
def test_every_code_and_amount_is_printed(plans, year):
    document, facts = plans[year]
    for code, (pagu, forward) in zip(facts["codes"], facts["amounts"], strict=True):
        assert shown(code) in document.text
        assert number(pagu) in document.text
        assert number(forward) in document.text


@pytest.mark.parametrize("year", [2028, 2020])
def test_every_name_is_printed_whole(plans, year):
    document, facts = plans[year]
    missing = [name for name in facts["names"] if squeeze(name) not in document.squeezed]
    assert missing == []


def test_several_sources_are_printed_with_their_amounts_and_urgency_with_the_notes(large):
    document, _facts = large
    assert "BantuanKeuangan:1.250.000" in document.squeezed
    assert "Urgensi:SPM,ForumOPD" in document.squeezed


@pytest.mark.parametrize("year", [2028, 2020])
def test_sums_are_the_databases(plans, year):
    document, facts = plans[year]
    for code, (pagu, forward) in facts["by_node"].items():
        assert squeeze(f"{shown(code)}") in document.squeezed
        assert number(pagu) in document.text
        assert number(forward) in document.text
    total = next(page for page in document.pages if "TOTAL" in page and "(10)" in page)
    assert number(facts["total"]["pagu"]) in total
    assert number(facts["total"]["forward"]) in total


def test_sentence_counts_and_spells_out(large):
    document, facts = large
    counts = "4(empat)programyangterdiriatas8(delapan)kegiatandan48(empatpuluhdelapan)subkegiatan"
    assert document.squeezed.count(counts) == 2  # Bab III and Bab IV
    assert document.squeezed.count(f"Rp{number(facts['total']['pagu'])}") == 2


def test_two_level_edition_counts_no_sub_kegiatan(small):
    document, _facts = small
    assert "2(dua)programyangterdiriatas8(delapan)kegiatandengan" in document.squeezed
    assert "subkegiatandengan" not in document.squeezed


def test_proposals_stand_in_the_table_by_number(large):
    document, facts = large
    assert len(facts["numbers"]) == 54
    assert [row.number for row in document.content.proposals.rows] == sorted(facts["numbers"])
    assert [n for n in facts["numbers"] if n not in document.text] == []
    assert [n for n in facts["withdrawn"] if n in document.text] == []


def test_line_names_the_proposals_that_it_answers(large):
    document, _facts = large
    answering = [row for row in document.content.plan.rows if row.answers]
    assert len(answering) == 12
    assert "UsulanASP-2028-0005(60%)" in document.squeezed


def test_accepted_proposal_names_its_line(large):
    document, _facts = large
    row = next(row for row in document.content.proposals.rows if row.number == "ASP-2028-0005")
    assert row.became[0].endswith("(60%)")
    assert row.outcome == "Diterima dengan perubahan"
    assert (row.volume, row.agreed) == ("3 titik", "2 titik")


def test_pending_result_is_not_told(large):
    document, _facts = large
    row = next(row for row in document.content.proposals.rows if row.number == "ASP-2028-0004")
    assert (row.outcome, row.reason) == ("Menunggu pengesahan hasil", "")
    assert "RAHASIA-TERTUNDA" not in document.html


def test_what_is_withheld_stays_out(large):
    document, _facts = large
    assert "RAHASIA" not in document.html
    assert "RAHASIA" not in document.text
    assert squeeze("Rincian persandian") in document.squeezed
    assert squeeze("Menyangkut persandian") in document.squeezed
    assert len(document.content.masked_lines) == len(document.content.masked_proposals) == 1


def test_no_proposals_are_called_nihil(small):
    document, _facts = small
    page = next(page for page in document.pages if "T-C.32" in page and "Nihil" in page)
    assert "tidak terdapat usulan" in " ".join(page.split())


def test_hostile_text_is_printed_as_text(large):
    document, _facts = large
    assert "<script>alert(1)</script>{{settings.SECRET_KEY}}" in document.squeezed
    assert "<script" not in document.html
    assert "/etc/passwd" not in document.html
    assert "65534" not in document.html
    assert "javascript:" not in document.html
    assert "root:" not in document.text


def test_number_of_pages_is_sane(large, small):
    assert 24 <= large[0].facts.pages <= 44
    assert 14 <= small[0].facts.pages <= 24


def test_no_page_is_blank(plans):
    for document, _facts in plans.values():
        assert [n for n, page in enumerate(document.pages) if len(page.strip()) < 120 and n > 0] == []


def test_wide_table_lies_on_its_side(large):
    document, _facts = large
    for page, text in zip(PdfReader(document.path).pages, document.pages, strict=True):
        landscape = page.mediabox.width > page.mediabox.height
        assert landscape == ("(10)" in text)


def test_head_and_numbering_repeat_on_every_page_of_the_table(large):
    document, _facts = large
    pages = [page for page in document.pages if "Kebutuhan" in page and "Sumber" in page]
    assert len(pages) >= 6
    assert all("(10)" in page for page in pages)


def test_title_language_author_and_tags(large):
    document, _facts = large
    reader = PdfReader(document.path)
    root = reader.trailer["/Root"]
    assert reader.metadata.title == (
        "Rencana Kerja (Renja) Dinas Komunikasi dan Informatika Kota Balikpapan Tahun 2028"
    )
    assert reader.metadata.author == "Dinas Komunikasi dan Informatika Kota Balikpapan"
    assert root["/Lang"] == "id"
    assert root["/MarkInfo"]["/Marked"]
    metadata = root["/Metadata"].get_object().get_data()
    assert b"Rencana Kerja (Renja)" in metadata
    assert b"pdfuaid" not in metadata  # no validator has said so
    assert "/EmbeddedFiles" not in root.get("/Names", {})


def test_bookmarks_are_the_headings(large):
    document, _facts = large
    reader = PdfReader(document.path)
    titles = [item.title for item in _flat(reader.outline)]
    assert titles[:3] == ["Kata Pengantar", "Daftar Isi", "Daftar Tabel"]
    assert "BAB I Pendahuluan" in titles
    assert "2.5 Penelaahan Usulan Program dan Kegiatan Masyarakat" in titles
    assert any(title.startswith("Tabel T-C.33") for title in titles)


def _flat(items):
    for item in items:
        if isinstance(item, list):
            yield from _flat(item)
        else:
            yield item


def test_fonts_are_ours_and_embedded(small):
    document, _facts = small
    names = set()
    for page in PdfReader(document.path).pages:
        for font in page["/Resources"].get("/Font", {}).values():
            font = font.get_object() if isinstance(font, IndirectObject) else font
            descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
            assert "/FontFile2" in descriptor or "/FontFile3" in descriptor
            names.add(str(font["/BaseFont"]).partition("+")[2])
    assert {name.split("-")[0] for name in names} == {"Arimo"}


def test_contents_lead_to_the_printed_page_numbers(large):
    document, _facts = large
    reader = PdfReader(document.path)
    contents = document.pages[2]
    last = next(n for n, page in enumerate(document.pages) if "BAB V" in page and n > 3)
    assert "DAFTAR ISI" in contents
    assert f"{last - 3}" in contents.split("Penutup")[1]  # cover and three pages of front matter
    links = [a.get_object() for a in reader.pages[2].get("/Annots", [])]
    assert len([a for a in links if a["/Subtype"] == "/Link"]) >= 18


def test_draft_is_marked_and_an_established_plan_is_not(large, small):
    assert all("RANCANGAN" in page for page in large[0].pages)
    assert "RANCANGAN" not in small[0].pages[5]


def test_code_stands_on_the_cover_and_in_every_foot(large):
    document, _facts = large
    assert all(code_of(KEY) in page for page in document.pages)
    assert f"/verifikasi/{code_of(KEY)}/" in squeeze(document.pages[0])
    assert str(KEY) not in document.text


def test_stamp_has_its_place_in_the_last_signature_block(large):
    document, _facts = large
    place = place_of(document.path.read_bytes(), SIGNED_HERE)
    signed = [number for number, page in enumerate(document.pages) if "Drs. Kepala Lama, M.Si." in page]
    assert place.page == signed[-1]
    assert signed[0] < place.page


def test_signer_is_the_official_of_the_documents_date(large):
    document, _facts = large
    assert document.text.count("Drs. Kepala Lama, M.Si.") == 2
    assert document.text.count("NIP 19650916 199303 1 002") == 2
    assert "Kepala Baru" not in document.text
    assert document.content.signature.date == "15 Juni 2027"


def test_empty_part_says_so_in_a_draft_only(large, small):
    assert "Bagian ini belum diisi." in large[0].text
    assert "Bagian ini belum diisi." not in small[0].text


def test_moment_of_reading_is_in_the_foot(large):
    document, _facts = large
    day = datetime.datetime.now(tz=datetime.UTC).year
    assert f"{day} pukul" in document.pages[4]
