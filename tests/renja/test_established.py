"""While a change is drafted, everything that tells of links from elsewhere tells those that were established."""

import datetime
from decimal import Decimal

import pytest

from proposals.tracking import lines_of
from renja.models import EstablishedLine, Fulfilment, Renja
from renja.services import link_proposal, open_amendment, remove_line, unlink_proposal
from reports.open_data.reads import links
from reports.statistics import breakdown
from tests.factories.meetings import AgreementFactory
from tests.factories.proposals import ProposalFactory
from tests.factories.renja import FulfilmentFactory, LineFactory, WorkFactory, make_node
from tests.renja.freezing import establish, freeze

CODES = ("2.16.02.2.01.0014", "2.16.02.2.01.0015")
NAMES = ("Pengelolaan Konten", "Layanan Hubungan Media")


@pytest.fixture
def kept(renja):
    """An accepted proposal that an established line answers."""
    line = LineFactory(renja=renja, node=make_node(CODES[0], name=NAMES[0]), pagu=Decimal(90_000_000))
    proposal = ProposalFactory(
        forum=renja.forum, accepted=True, published_at=datetime.datetime.now(datetime.UTC)
    )
    return FulfilmentFactory(line=line, proposal=proposal, amount=Decimal(40_000_000)).proposal


@pytest.fixture
def asked(renja):
    """An accepted proposal that no line of the established plan answers."""
    return ProposalFactory(forum=renja.forum, accepted=True)


@pytest.fixture
def agreement(renja, kept):
    agreement = AgreementFactory(forum=renja.forum)
    renja.lines.get().agreements.add(agreement)
    return agreement


@pytest.fixture
def amended(renja, kept, asked, agreement, perencana, pimpinan) -> Renja:
    """Established, opened, and changed: the draft drops the one link, with its line, and adds another."""
    LineFactory(renja=renja, node=make_node(CODES[1], name=NAMES[1]))
    freeze(renja, perencana, "rancangan_akhir")
    establish(renja, pimpinan, seen=1)
    renja.refresh_from_db()
    open_amendment(renja, actor=perencana)
    renja.refresh_from_db()
    first, second = renja.lines.order_by("node__code")
    second.agreements.set([agreement])
    first.agreements.clear()
    link_proposal(second, asked, actor=perencana, share=Decimal(100), amount=Decimal(7_000_000))
    unlink_proposal(first, kept, actor=perencana)
    remove_line(first, actor=perencana)
    return renja


def test_page_of_a_proposal_tells_the_established_line(client, amended, kept, asked):
    page = client.get(f"/aspirasi/{kept.number}/").content.decode()
    assert f"Dimuat dalam Renja {amended.year}" in page
    assert NAMES[0] in page
    assert "40.000.000" in page
    page = client.get(f"/aspirasi/{asked.number}/").content.decode()
    assert "Dimuat dalam Renja" not in page
    assert NAMES[1] not in page


def test_list_of_proposals_in_the_plan_is_the_established_one(client, amended, kept, asked):
    page = client.get("/aspirasi/?status=in_plan").content.decode()
    assert kept.number in page
    assert asked.number not in page


def test_figures_count_the_established_links(amended, kept):
    rows = breakdown(amended.forum, "urusan").rows
    assert sum(row.planned for row in rows) == 1
    assert sum(row.pagu for row in rows) == Decimal(40_000_000)


def test_home_tells_the_established_money(client, amended):
    page = client.get("/").content.decode()
    assert "Rp40 juta" in page.replace("\xa0", " ").replace("Rp ", "Rp")


def test_page_of_agreements_tells_the_established_line(client, amended):
    page = client.get(f"/forum/{amended.year}/kesepakatan/").content.decode()
    assert NAMES[0] in page
    assert NAMES[1] not in page


def test_open_data_hold_no_link_of_the_draft(amended):
    assert not links().exists()


def test_line_that_is_closed_meanwhile_closes_what_was_established(client, amended, kept):
    line = LineFactory(renja=amended, node=make_node(CODES[0]), withheld_reason="Rincian persandian")
    line.withheld_reason = ""
    line.save()
    page = client.get(f"/aspirasi/{kept.number}/").content.decode()
    assert "Rincian persandian" in page
    assert NAMES[0] not in page


def test_work_on_a_proposal_is_told_of_the_established_line(renja, kept, perencana, pimpinan):
    WorkFactory(fulfilment=Fulfilment.objects.get(), state="dikerjakan")
    before = [step.state for row in lines_of(kept) for step in row.told_steps]
    freeze(renja, perencana, "rancangan_akhir")
    establish(renja, pimpinan, seen=1)
    renja.refresh_from_db()
    open_amendment(renja, actor=perencana)
    assert before
    assert [step.state for row in lines_of(kept) for step in row.told_steps] == before


def test_establishing_the_change_makes_its_links_count(client, amended, kept, asked, perencana, pimpinan):
    freeze(amended, perencana, "perubahan", seen=2)
    establish(amended, pimpinan, seen=3)
    assert not EstablishedLine.objects.exists()
    assert NAMES[1] in client.get(f"/aspirasi/{asked.number}/").content.decode()
    assert NAMES[0] not in client.get(f"/aspirasi/{kept.number}/").content.decode()
