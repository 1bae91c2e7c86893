"""Berita acara and notulen as an office opens them in Word: sound files, right papers, heads and feet on each page."""

import io

import pytest
from django.urls import reverse
from docx import Document
from docx.oxml.ns import qn

from proposals.models import Decision
from reports.minutes.data import read_minutes
from reports.minutes.docx import SHEETS, minutes_docx
from tests.factories.minutes import MinutesFactory
from tests.reports.word_schema import problems_of

pytestmark = pytest.mark.django_db


def opened(minutes, **more):
    return Document(io.BytesIO(minutes_docx(read_minutes(minutes), is_final=False, **more)))


def cells(document) -> list[str]:
    return [cell.text for table in document.tables for row in table.rows for cell in row.cells]


@pytest.mark.parametrize("sheets", ["a4", "f4"])
def test_file_is_sound(draft, sheets):
    notulen = MinutesFactory(forum=draft.forum, kind="notulen")
    for minutes in (draft, notulen):
        content = minutes_docx(read_minutes(minutes), is_final=True, sheets=SHEETS[sheets])
        assert problems_of(content) == []


@pytest.mark.parametrize(
    ("sheets", "upright", "wide"), [("a4", (210, 297), (297, 210)), ("f4", (215, 330), (330, 215))]
)
def test_text_stands_upright_and_wide_lists_lie(draft, sheets, upright, wide):
    sizes = [
        (round(one.page_width.mm), round(one.page_height.mm))
        for one in opened(draft, sheets=SHEETS[sheets]).sections
    ]
    assert sizes == [upright, upright, wide, wide, upright, upright]


def test_each_page_has_its_number(draft):
    for section in opened(draft).sections:
        foot = section.footer
        fields = [field.get(qn("w:instr")) for field in foot._element.iter(qn("w:fldSimple"))]
        assert fields == ["PAGE", "NUMPAGES"]
        assert "Rancangan, belum final" in foot.paragraphs[0].text


def test_every_ruled_table_repeats_its_head(draft):
    ruled = [table for table in opened(draft).tables if table.style.name == "Table Grid"]
    assert len(ruled) > 4
    for table in ruled:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_kop_number_and_signers_are_there(draft):
    document = opened(draft)
    first = document.tables[0]
    assert "PEMERINTAH" in first.rows[0].cells[-1].text
    text = "\n".join(one.text for one in document.paragraphs)
    for words in ("Nomor: 000.7/12/Diskominfo", "PIMPINAN SIDANG", "Dr. Rahmat Hidayat, M.Si."):
        assert words in text


def test_agreed_volume_stands_beside_the_asked_one(draft, held):
    proposal = held.proposals["accepted"]
    type(proposal).objects.filter(pk=proposal.pk).update(volume=200, volume_unit="titik")
    Decision.objects.filter(proposal=proposal).update(agreed_volume=120)
    assert "120 titik\n(diusulkan 200 titik)" in cells(opened(draft))
    assert "Volume disepakati" in cells(opened(draft))


def test_lists_that_hold_nothing_are_left_out_as_in_the_pdf(draft):
    text = "\n".join(one.text for one in opened(draft).paragraphs)
    assert "B. Usulan cadangan" in text
    assert "C. " not in text


def test_page_hands_out_both_papers(draft, client, sekretariat):
    client.force_login(sekretariat)
    page = client.get(reverse("reports:berita_acara", args=[2028])).content.decode()
    address = reverse("reports:minutes_word", args=[2028, "berita_acara"])
    assert f'href="{address}?kertas=f4"' in page
    for asked, height in (("f4", 330), ("a4", 297), ("lain", 297)):
        answer = client.get(address, {"kertas": asked})
        found = Document(io.BytesIO(answer.content)).sections[0]
        assert round(found.page_height.mm) == height
