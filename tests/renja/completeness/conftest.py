"""A plan in which nothing is open, for tests that take one thing away."""

import datetime

import pytest

from forums.models import Ceiling
from renja.completeness.checking import read_completeness
from renja.models import Renja
from renja.structure import structure_of
from tests.factories.renja import (
    AimFactory,
    ChapterFactory,
    IndicatorFactory,
    LineFactory,
    TableRowFactory,
    make_node,
)
from tests.factories.stakeholders import OfficialFactory

DATED = datetime.date(2027, 6, 15)
TEXTS = {
    "1.2": "<ol><li>Undang-Undang Nomor 23 Tahun 2014</li><li>Peraturan Presiden Nomor 95 Tahun 2018</li></ol>",
    "2.1": "<p>Sebagian target tercapai, sebagian belum tercapai.</p>",
    "5": "<p>Kaidah pelaksanaan dan rencana tindak lanjut.</p>",
}


@pytest.fixture
def whole(renja) -> Renja:
    """The plan of 2028 with one line, every text ready, every table filled, a ceiling, a date, and who signs."""
    renja.dated = DATED
    renja.save()
    OfficialFactory(valid_from=DATED)
    structure = structure_of(renja.structure)
    for part in structure.writable():
        html = TEXTS.get(part.key, "<p>Isi.</p>")
        ChapterFactory(renja=renja, key=part.key, html=html, is_ready=True)
    for table in structure.typed:
        TableRowFactory(renja=renja, table=table.label)
    node = make_node("2.16.02.2.01.0014", name="Pengelolaan Konten")
    line = LineFactory(renja=renja, node=node, priority=AimFactory(renja=renja))
    IndicatorFactory(line=line)
    Ceiling.objects.create(
        forum=renja.forum, amount=200_000_000, dated=DATED, basis="SE 1", source_of_funds="PAD"
    )
    return renja


@pytest.fixture
def found(whole):
    """`found()`: slug → texts of what is open in the plan now."""
    return lambda: {
        one.rule.slug: [finding.text for finding in one.findings] for one in read_completeness(whole).gaps
    }


@pytest.fixture
def write(whole):
    """`write("1.2", "<p>…</p>")`: the text of a part."""
    return lambda key, html: whole.chapters.filter(key=key).update(html=html)
