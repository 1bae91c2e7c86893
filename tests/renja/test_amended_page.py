"""While a change of the plan is drafted everybody reads what was established, word for word; afterwards both."""

import csv
import datetime
import io

import pytest

from renja.frozen import FrozenPlan
from renja.models import Funding, Renja, RenjaLine
from renja.outline import read_outline
from renja.readable import Established, acts_of
from renja.revision_content import hash_of, read_content
from renja.stages import Stage
from tests.factories.proposals import ProposalFactory
from tests.factories.renja import (
    AimFactory,
    ChapterFactory,
    FulfilmentFactory,
    IndicatorFactory,
    LineFactory,
    RevisionFactory,
    TableRowFactory,
    make_node,
)
from tests.factories.stakeholders import HostFactory

PAGE = "/renja/2028/"
CODE = "2.16.02.2.01.0014"
DRAFT = "Rahasia rancangan"


def establish(renja: Renja, stage: str, number: str):
    content = read_content(renja)
    return RevisionFactory(
        renja=renja, stage=stage, instrument="perkada", document_number=number, dated=datetime.date(2027, 7, 1),
        content=content, content_hash=hash_of(content), number=renja.revisions.count() + 1,
    )  # fmt: skip


@pytest.fixture
def amended(renja) -> Renja:
    """Established with one line that answers a proposal, opened for a change, and changed everywhere."""
    HostFactory()
    line = LineFactory(
        renja=renja, node=make_node(CODE, name="Pengelolaan Konten"), location="Damai", target_group="Warga",
        priority=AimFactory(renja=renja, code="3", text="Birokrasi"), urgency=["iku"],
    )  # fmt: skip
    IndicatorFactory(line=line, text="Jumlah konten")
    FulfilmentFactory(line=line, proposal=ProposalFactory(forum=renja.forum, status="accepted"))
    ChapterFactory(renja=renja, key="1.1", html="<p>Teks yang ditetapkan.</p>")
    TableRowFactory(renja=renja, table="3.1")
    establish(renja, Stage.DITETAPKAN, "188")
    Renja.objects.filter(pk=renja.pk).update(stage=Stage.PERUBAHAN)
    RenjaLine.objects.update(location=DRAFT, note=DRAFT)
    Funding.objects.update(amount=7_777_777)
    renja.chapters.update(html=f"<p>{DRAFT}</p>")
    LineFactory(renja=renja, node=make_node("2.16.02.2.01.0015", name=DRAFT))
    renja.refresh_from_db()
    return renja


def test_frozen_rows_are_the_rows_that_were_frozen(renja):
    line = LineFactory(renja=renja, node=make_node(CODE), priority=AimFactory(renja=renja), urgency=["iku"])
    IndicatorFactory.create_batch(2, line=line)
    FulfilmentFactory(line=line, proposal=ProposalFactory(forum=renja.forum, status="accepted"))
    now, then = read_outline(renja), FrozenPlan(establish(renja, Stage.DITETAPKAN, "1")).outline

    def told(outline):
        return [
            (row.code, row.level, row.pagu, row.forward, row.node.name, row.is_leaf, _line(row.line))
            for row in outline.rows
        ]

    assert told(then) == told(now)
    assert (then.pagu, then.forward, then.counts) == (now.pagu, now.forward, now.counts)


def _line(line: RenjaLine | None):
    return line and (
        line.pk, line.code, line.location, line.target_group, line.pagu, line.source_of_funds, line.urgencies,
        [str(aim) for aim in line.aims], [one.target_text for one in line.indicators.all()],
        [(one.name, one.amount) for one in line.fundings.all()], [one.proposal.number for one in line.answers],
    )  # fmt: skip


@pytest.mark.parametrize("role", [None, "pengusul", "perencana"])
def test_established_text_is_read_and_nothing_of_the_draft(client, amended, role, request):
    if role:
        client.force_login(request.getfixturevalue(role))
    for address in (PAGE, f"{PAGE}{CODE}/", f"{PAGE}?q=konten"):
        page = client.get(address).content.decode()
        assert "Pengelolaan Konten" in page
        assert DRAFT not in page
        assert "7.777.777" not in page
    page = client.get(PAGE).content.decode()
    for words in (
        "Teks yang ditetapkan.",
        "Damai",
        "Jumlah konten",
        "tetap berlaku",
        "Ditetapkan",
        "Nomor 188",
    ):
        assert words in page
    assert client.get(f"{PAGE}2.16.02.2.01.0015/").status_code == 404


def test_downloaded_lines_are_those_that_were_established(client, amended):
    answer = client.get(f"{PAGE}baris.csv")
    sent = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(sent)))
    text = str(rows)
    assert len(rows) == 1
    assert "Damai" in text
    assert DRAFT not in text
    assert client.get(f"{PAGE}baris.xlsx").status_code == 200


def test_line_that_was_closed_since_shows_code_and_money_alone(client, amended):
    RenjaLine.objects.filter(node__code=CODE).update(withheld_reason="Rincian persandian")
    page = client.get(PAGE).content.decode()
    assert "Rincian persandian" in page
    assert "Jumlah konten" not in page
    assert "Pengelolaan Konten" not in page


def test_draft_of_a_change_to_what_was_never_kept_is_not_shown(client, renja):
    LineFactory(renja=renja, node=make_node(CODE, name=DRAFT))
    Renja.objects.update(stage=Stage.PERUBAHAN)
    for address in (PAGE, f"{PAGE}{CODE}/", f"{PAGE}baris.csv"):
        answer = client.get(address)
        assert answer.status_code == 404
        assert DRAFT not in answer.content.decode()


def test_both_texts_are_read_once_the_change_is_established(client, amended):
    establish(amended, Stage.PERUBAHAN_DITETAPKAN, "199")
    Renja.objects.filter(pk=amended.pk).update(stage=Stage.PERUBAHAN_DITETAPKAN)
    page = client.get(PAGE).content.decode()
    assert DRAFT in page
    first, second = acts_of(amended).order_by("number")
    for act in (first, second):
        assert f"{PAGE}penetapan/{act.number}/" in page
    past = client.get(f"{PAGE}penetapan/{first.number}/").content.decode()
    assert "Teks yang ditetapkan." in past
    assert "sebagaimana ditetapkan" in past
    assert DRAFT not in past
    assert DRAFT in client.get(f"{PAGE}penetapan/{second.number}/").content.decode()


def test_drafts_and_hidden_plans_have_no_such_page(client, amended):
    draft = RevisionFactory(renja=amended, stage=Stage.PERUBAHAN, number=9)
    assert client.get(f"{PAGE}penetapan/{draft.number}/").status_code == 404
    act = acts_of(amended).get()
    Renja.objects.update(is_published=False)
    assert client.get(f"{PAGE}penetapan/{act.number}/").status_code == 404


def test_coverage_counts_what_was_established(amended):
    FulfilmentFactory(
        line=RenjaLine.objects.get(note=DRAFT, node__code=CODE),
        proposal=ProposalFactory(forum=amended.forum, status="accepted"),
    )
    coverage = Established(acts_of(amended).get()).coverage
    assert (coverage.accepted, coverage.in_plan) == (2, 1)
