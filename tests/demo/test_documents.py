"""The PDFs of both demo plans against the database: codes, names, sums, proposals, the signer, nothing cut."""

from pathlib import Path

import pytest
from pypdf import PdfReader

from core.money import number
from proposals.choices import Status
from renja.models import Renja
from tests.reports.conftest import Printed, printed, squeeze

MARGIN_PT = 20  # no text comes nearer to the edge of the paper

# The documents are made by the fixtures; the tests read them, which takes longer where every line is counted.
pytestmark = [pytest.mark.django_db, pytest.mark.no_cover]


@pytest.fixture(scope="module")
def documents(loaded, django_db_blocker, tmp_path_factory) -> dict[int, tuple[Renja, Printed]]:
    folder: Path = tmp_path_factory.mktemp("demo")
    with django_db_blocker.unblock():
        plans = Renja.objects.select_related("forum", "edition")
        return {("now" if plan.year != 2020 else 2020): (plan, printed(plan, folder)) for plan in plans}


@pytest.fixture(params=["now", 2020])
def document(request, documents) -> tuple[Renja, Printed]:
    return documents[request.param]


def test_every_code_name_and_amount_is_printed(document):
    renja, paper = document
    lines = list(renja.lines.select_related("node", "renja"))
    names = [line.node.name for line in lines if not line.is_withheld]
    amounts = [number(amount) for line in lines for amount in (line.pagu, line.forward_pagu) if amount]
    assert len(lines) >= (10 if renja.year == 2020 else 40)
    assert [line.code for line in lines if line.code not in paper.text] == []
    assert [name for name in names if squeeze(name) not in paper.squeezed] == []
    assert [amount for amount in amounts if amount not in paper.text] == []


def test_sums_by_program_and_kegiatan_are_the_databases(document):
    renja, paper = document
    sums, totals = renja.lines.sums_by_node(), renja.lines.totals()
    upper = renja.edition.nodes.filter(level__in=["program", "kegiatan"], pk__in=sums)
    assert upper.exists()
    assert [node.code for node in upper if number(sums[node.pk][0]) not in paper.text] == []
    assert [name for name in ("pagu", "forward") if number(totals[name]) not in paper.text] == []


def test_every_proposal_is_listed_once_by_its_number(document):
    renja, paper = document
    proposals = renja.forum.proposals.submitted().exclude(status=Status.WITHDRAWN)
    expected = list(proposals.order_by("number").values_list("number", flat=True))
    assert [row.number for row in paper.content.proposals.rows] == expected
    assert [number for number in expected if number not in paper.text] == []


def test_pending_result_stays_out_of_the_document(documents):
    renja, paper = documents["now"]
    pending = renja.forum.proposals.filter(decisions__state="pending").values_list("number", flat=True)
    rows = {row.number: row for row in paper.content.proposals.rows}
    assert len(pending) > 0
    waiting = [rows[number].outcome for number in pending if rows[number].outcome != "Cadangan"]
    assert set(waiting) == {"Menunggu pengesahan hasil"}
    for decision in renja.forum.proposals.get(number=pending[0]).decisions.pending():
        assert squeeze(decision.response) not in paper.squeezed


def test_official_of_that_day_signs(documents):
    assert squeeze("Tatang Sudirja") in documents[2020][1].squeezed
    assert squeeze("Tatang Sudirja") not in documents["now"][1].squeezed


def test_number_of_pages_is_sane_and_none_is_blank(document):
    renja, paper = document
    assert len(paper.pages) in (range(9, 18) if renja.year == 2020 else range(24, 40))
    assert [n for n, page in enumerate(paper.pages, start=1) if n > 1 and len(page.strip()) < 120] == []


def test_no_text_leaves_its_page(document):
    _renja, paper = document
    outside = []
    for n, page in enumerate(PdfReader(paper.path).pages, start=1):
        width, height = float(page.mediabox.width), float(page.mediabox.height)

        def look(text, cm, tm, _font, _size, n=n, width=width, height=height):
            x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
            y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            inside = MARGIN_PT <= x <= width - MARGIN_PT and MARGIN_PT <= y <= height - MARGIN_PT
            if text.strip() and not inside:
                outside.append((n, text.strip()[:30], round(x), round(y)))

        page.extract_text(visitor_text=look)
    assert outside == []
