"""What the datasets tell: rows that the public reads, columns on their lists, and nothing of people."""

import pytest

from core.columns import as_json, read_row
from forums.models import Forum
from reports.open_data.datasets import DATASETS
from tests.factories.accounts import UserFactory
from tests.factories.forums import ForumFactory
from tests.factories.meetings import AgreementFactory
from tests.factories.proposals import DecisionFactory, OfficialAnswerFactory, ProposalFactory
from tests.factories.renja import FulfilmentFactory, IndicatorFactory, LineFactory, RenjaFactory

pytestmark = pytest.mark.django_db
YEAR = 2028


@pytest.fixture
def forum() -> Forum:
    return ForumFactory(plan_year=YEAR, is_published=True)


def told(slug: str) -> list[dict]:
    """The rows of a dataset as JSON holds them."""
    dataset = DATASETS[slug]
    return [as_json(dataset.columns, values) for values in dataset.values()]


def fill(forum: Forum, count: int = 1, *, renja=None) -> None:
    """Rows in every dataset."""
    renja = renja or RenjaFactory(forum=forum)
    for _n in range(count):
        proposal = ProposalFactory(forum=forum, accepted=True, proposer=UserFactory())
        OfficialAnswerFactory(proposal=proposal)
        line = LineFactory(renja=renja)
        IndicatorFactory(line=line)
        FulfilmentFactory(line=line, proposal=proposal)
        AgreementFactory(forum=forum)


@pytest.mark.parametrize("slug", sorted(DATASETS))
def test_every_column_is_explained(slug):
    for column in DATASETS[slug].columns:
        assert all(str(part) for part in (column.name, column.label, column.meaning, column.kind_label)), (
            column.name
        )


@pytest.mark.parametrize("slug", sorted(DATASETS))
def test_forum_that_is_not_public_is_in_no_dataset(forum, slug):
    fill(forum)
    assert told(slug)
    forum.is_published = False
    forum.save()
    assert told(slug) == []


def test_drafts_are_in_no_dataset(forum):
    ProposalFactory(forum=forum, draft=True)
    assert told("usulan") == []


def test_result_that_waits_is_told_as_waiting_and_nothing_more(forum):
    proposal = ProposalFactory(forum=forum, verified=True)
    DecisionFactory(proposal=proposal, reason="Alasan rahasia", response="Tanggapan rahasia")
    (row,) = told("usulan")
    assert (row["status_kode"], row["status"], row["diumumkan"]) == (
        "waiting",
        "Menunggu pengesahan hasil",
        None,
    )
    assert told("hasil") == []


def test_line_of_a_plan_that_is_not_public_is_in_no_dataset(forum):
    fill(forum, renja=RenjaFactory(forum=forum, is_published=False))
    assert (told("baris-renja"), told("usulan-renja")) == ([], [])


def test_withheld_proposal_is_there_without_its_content(forum):
    secret = {
        "title": "Isi rahasia",
        "problem": "Isi rahasia",
        "request": "Isi rahasia",
        "volume_unit": "rahasia",
    }
    proposal = ProposalFactory(forum=forum, accepted=True, withheld=True, from_organization=True, **secret)
    OfficialAnswerFactory(proposal=proposal, text="Isi rahasia", decision__reason="Isi rahasia")
    rows = told("usulan") + told("hasil")
    assert "rahasia" not in str(rows)
    assert {row["dikecualikan"] for row in rows} == {proposal.withheld_reason}
    assert {
        told("usulan")[0][name] for name in ("urusan", "pengusul", "kelompok", "kecamatan", "kelurahan")
    } == {""}


def test_withheld_line_tells_its_code_its_money_and_why(forum):
    line = LineFactory(
        renja=RenjaFactory(forum=forum),
        withheld_reason="Rincian persandian",
        location="Isi rahasia",
        note="Isi rahasia",
    )
    IndicatorFactory(line=line, text="Isi rahasia")
    (row,) = told("baris-renja")
    assert "rahasia" not in str(row)
    assert (row["kode"], row["pagu"], row["dikecualikan"]) == (
        line.code,
        float(line.pagu),
        "Rincian persandian",
    )
    assert (row["nama"], row["indikator"]) == ("", "")


@pytest.mark.parametrize(("of_proposal", "is_told"), [("", True), ("Dikecualikan", False)])
def test_link_between_two_withheld_things_names_one_of_them_alone(forum, of_proposal, is_told):
    line = LineFactory(renja=RenjaFactory(forum=forum), withheld_reason="Rincian persandian")
    FulfilmentFactory(
        line=line, proposal=ProposalFactory(forum=forum, accepted=True, withheld_reason=of_proposal)
    )
    (row,) = told("usulan-renja")
    assert (bool(row["kode"]), row["bagian"]) == (is_told, None)


def test_link_of_a_proposal_that_is_no_longer_accepted_is_not_told(forum):
    FulfilmentFactory(
        line=LineFactory(renja=RenjaFactory(forum=forum)),
        proposal=ProposalFactory(forum=forum, deferred=True),
    )
    assert told("usulan-renja") == []


def test_earlier_result_stays_and_says_that_it_is_over(forum):
    proposal = ProposalFactory(forum=forum, accepted=True)
    OfficialAnswerFactory(proposal=proposal, decision__state="superseded")
    assert [row["berlaku"] for row in told("hasil")] == [False]


@pytest.mark.parametrize("slug", sorted(DATASETS))
@pytest.mark.parametrize("count", [1, 3])
def test_dataset_asks_the_same_for_any_number(forum, slug, count, django_assert_max_num_queries):
    fill(forum, count)
    with django_assert_max_num_queries(4):
        rows = [read_row(DATASETS[slug].columns, row) for row in DATASETS[slug].rows()]
    assert rows
