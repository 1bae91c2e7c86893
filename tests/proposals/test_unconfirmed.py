"""Nomor menunggu konfirmasi: the secretariat's list, its two answers, and the count on the first page of work."""

import pytest
from django.urls import reverse

from proposals.models import Proposal
from renja_portal.workspace import waiting_for
from tests.factories.proposals import ProposalFactory

pytestmark = pytest.mark.django_db

LIST = reverse("proposals:unconfirmed")


@pytest.fixture
def secretary(logged_in, sekretariat, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    return logged_in(sekretariat)


def answer_of(client, proposal, name, **typed) -> str:
    return client.post(
        reverse(f"proposals:{name}", args=[proposal.number]), typed, follow=True
    ).content.decode()


def test_list_shows_whom_to_call(secretary, forum):
    ProposalFactory(forum=forum, by_phone=True, contact_name="Ibu Siti", contact_phone="081234567890")
    text = secretary.get(LIST).content.decode()
    for words in (
        "Ibu Siti",
        'href="tel:+6281234567890"',
        'href="https://wa.me/6281234567890"',
        "Belum diumumkan",
    ):
        assert words in text


def test_house_numbers_are_called_and_not_written_to(secretary, forum):
    ProposalFactory(forum=forum, by_phone=True, contact_phone="0542123456")
    text = secretary.get(LIST).content.decode()
    assert 'href="tel:+62542123456"' in text
    assert 'href="https://wa.me/' not in text


def test_empty_list_says_so(secretary, forum):
    ProposalFactory(forum=forum)
    assert "Tidak ada nomor yang menunggu" in secretary.get(LIST).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_the_same_whatever_its_length(secretary, forum, count, django_assert_max_num_queries):
    ProposalFactory.create_batch(count, forum=forum, by_phone=True)
    secretary.get(LIST)
    with django_assert_max_num_queries(10):
        secretary.get(LIST)


def test_confirming_publishes_once(secretary, forum):
    proposal = ProposalFactory(forum=forum, by_phone=True)
    assert "diumumkan dan masuk antrean" in answer_of(secretary, proposal, "confirm_phone")
    assert "tidak dapat dilakukan lagi" in answer_of(secretary, proposal, "confirm_phone")
    proposal.refresh_from_db()
    assert proposal.status == "submitted"


def test_closing_asks_for_the_reason(secretary, forum):
    proposal = ProposalFactory(forum=forum, by_phone=True)
    assert "Tuliskan alasannya" in answer_of(secretary, proposal, "close_unreached", reason=" ")
    assert "tanda terimanya menyebut" in answer_of(
        secretary, proposal, "close_unreached", reason="Salah sambung."
    )
    proposal.refresh_from_db()
    assert (proposal.status, proposal.events.get().reason) == ("closed", "Salah sambung.")


@pytest.mark.parametrize("name", ["confirm_phone", "close_unreached"])
def test_only_what_came_by_phone_is_confirmed(secretary, forum, name):
    proposal = ProposalFactory(forum=forum)
    path = reverse(f"proposals:{name}", args=[proposal.number])
    assert secretary.post(path, {"reason": "x"}).status_code == 404


def test_others_have_no_such_page(logged_in, forum, verifikator, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    proposal = ProposalFactory(forum=forum, by_phone=True)
    client = logged_in(verifikator)
    assert client.get(LIST).status_code == 403
    assert client.post(reverse("proposals:confirm_phone", args=[proposal.number])).status_code == 403
    assert Proposal.objects.get().status == "unconfirmed"


def test_first_page_of_work_counts_them(forum, sekretariat):
    ProposalFactory.create_batch(2, forum=forum, by_phone=True)
    [task] = [task for task in waiting_for(sekretariat) if task.url == LIST]
    assert (task.amount, task.label) == (2, "Nomor menunggu konfirmasi")
