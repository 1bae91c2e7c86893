"""Accepted proposals and the lines that answer them, in the planners' pages."""

from decimal import Decimal

import pytest
from django.urls import reverse

from renja.models import Fulfilment
from tests.factories.proposals import ProposalFactory
from tests.factories.renja import (
    FulfilmentFactory,
    LineFactory,
)
from tests.renja.pages import read


def test_homeless_list_leads_to_the_link(enter, address, perencana, line, proposal):
    visitor = enter(perencana)
    page = visitor.get(address("homeless"))
    assert proposal.title in read(page)
    assert address("link") in page.content.decode()
    FulfilmentFactory(line=line, proposal=proposal, share=Decimal(60))
    assert "Semua usulan diterima sudah dimuat" in read(visitor.get(address("homeless")))
    assert "Dipenuhi 60%" in read(visitor.get(address("homeless"), {"tampil": "sudah"}))
    assert proposal.title in read(visitor.get(address("homeless"), {"tampil": "semua"}))


def test_homeless_list_without_proposals_says_when_they_come(enter, renja, perencana):
    visitor, target = enter(perencana), reverse("renja:homeless", args=[2028])
    assert "Belum ada usulan diterima" in read(visitor.get(target))
    ProposalFactory(forum=renja.forum, accepted=True)
    assert "Belum ada yang dimuat" in read(visitor.get(target, {"tampil": "sudah"}))


@pytest.mark.parametrize("value", ["\x00", "²", "9" * 40, "-1", "x"])
def test_garbage_in_the_lists_address_is_no_error(enter, address, perencana, value):
    query = {"tampil": value, "baris": value, "page": value}
    assert enter(perencana).get(address("homeless"), query).status_code == 200
    assert enter(perencana).get(address("link"), {"baris": value}).status_code == 200


def test_line_picks_its_proposal(enter, address, perencana, line, proposal):
    visitor = enter(perencana)
    page = visitor.get(address("homeless"), {"baris": line.pk})
    assert "Tautkan usulan ke baris ini" in read(page)
    assert f"{address('link')}?baris={line.pk}" in page.content.decode()
    answer = visitor.post(
        f"{address('link')}?baris={line.pk}", {"line": line.pk, "share": "60", "amount": "1.000.000"}
    )
    assert answer.url == address("line")
    made = Fulfilment.objects.get()
    assert (made.proposal, made.share, made.amount) == (proposal, Decimal(60), Decimal(1_000_000))
    assert proposal.title in read(visitor.get(address("line")))


def test_link_leads_back_to_the_list(enter, address, perencana, line):
    answer = enter(perencana).post(address("link"), {"line": line.pk, "share": "60", "amount": ""})
    assert answer.url == address("homeless")


def test_link_suggests_the_agreed_part(enter, address, perencana):
    assert 'value="60"' in enter(perencana).get(address("link")).content.decode()


def test_link_that_exists_is_changed(enter, address, perencana, line, proposal):
    FulfilmentFactory(line=line, proposal=proposal, share=Decimal(25), amount=Decimal(500))
    page = enter(perencana).get(f"{address('link')}?baris={line.pk}")
    assert page.context["form"].initial == {"line": line, "share": Decimal(25), "amount": Decimal(500)}


def test_refused_link_keeps_what_was_typed(enter, address, perencana, renja, line, proposal):
    FulfilmentFactory(line=LineFactory(renja=renja), proposal=proposal, share=Decimal(90))
    answer = enter(perencana).post(address("link"), {"line": line.pk, "share": "20", "amount": ""})
    assert "isi paling banyak 10%" in read(answer)
    assert 'value="20"' in answer.content.decode()


def test_wrong_link_says_how_to_mend_it(enter, address, perencana):
    page = read(enter(perencana).post(address("link"), {"line": "", "share": ""}))
    assert "Pilih baris yang menjawab usulan ini." in page
    assert "Isi berapa persen" in page
    assert "tidak ada lagi dalam Renja" in read(
        enter(perencana).post(address("link"), {"line": "999999", "share": "5"})
    )


def test_link_needs_a_line_first(enter, renja, perencana, proposal):
    page = enter(perencana).get(reverse("renja:link", args=[2028, proposal.number]))
    assert "Renja belum mempunyai baris" in read(page)


@pytest.mark.parametrize("status", ["submitted", "verified", "rejected", "deferred"])
def test_link_page_knows_accepted_proposals_alone(enter, renja, perencana, status):
    other = ProposalFactory(forum=renja.forum, status=status)
    assert enter(perencana).get(reverse("renja:link", args=[2028, other.number])).status_code == 404


def test_proposal_is_let_go(enter, address, perencana, line, proposal, lock_plan):
    FulfilmentFactory(line=line, proposal=proposal)
    visitor = enter(perencana)
    answer = visitor.post(address("unlink"), follow=True)
    assert "tidak lagi dijawab oleh" in read(answer)
    assert not Fulfilment.objects.exists()
    assert visitor.post(address("unlink")).url == address("line")
    FulfilmentFactory(line=line, proposal=proposal)
    lock_plan()
    assert "dikunci sejak" in read(visitor.post(address("unlink"), follow=True))
    assert Fulfilment.objects.exists()


def test_line_marks_a_proposal_that_is_no_longer_accepted(enter, address, perencana, line, proposal):
    FulfilmentFactory(line=line, proposal=proposal)
    proposal.status = "deferred"
    proposal.save()
    assert "Cadangan" in read(enter(perencana).get(address("line")))
