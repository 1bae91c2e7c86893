"""Peninjauan ulang: once for a result, in five working days, decided by somebody else, and refused kindly afterwards."""

import datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from core.dates import add_working_days
from proposals.choices import Outcome, Status
from proposals.models import Proposal
from proposals.results import ask_review, record_result
from proposals.workflow import StepRefused
from tests.factories.proposals import ProposalFactory
from tests.factories.stakeholders import HostMembershipFactory
from tests.proposals.outcomes import given, publish

pytestmark = pytest.mark.django_db
NO = Outcome.REJECTED


@pytest.fixture
def rejected(forum, sekretariat, pimpinan) -> Proposal:
    proposal = ProposalFactory(forum=forum, verified=True)
    return publish(proposal, sekretariat, pimpinan, **given(NO, forum))


def test_the_second_no_is_final_and_says_so(rejected, forum, pimpinan, logged_in):
    owner = rejected.proposer
    ask_review(rejected, actor=owner, reason="Data baru.")
    other = HostMembershipFactory(role="sekretariat").user
    again = publish(rejected, other, pimpinan, **given(NO, forum))
    assert again.status == Status.REJECTED
    with pytest.raises(StepRefused, match="satu kali"):
        ask_review(again, actor=owner, reason="Sekali lagi.")
    address = reverse("proposals:ask_review", args=[again.number])
    text = logged_in(owner).post(address, {"reason": "Sekali lagi."}, follow=True).content.decode()
    assert "hanya dapat diajukan satu kali" in text
    assert "tinjau-ulang" not in text


def test_while_it_is_decided_anew_everybody_reads_so_and_a_second_wish_is_refused_kindly(
    rejected, logged_in, client
):
    owner = rejected.proposer
    ask_review(rejected, actor=owner, reason="Data baru.")
    page = client.get(reverse("proposals:detail", args=[rejected.number])).content.decode()
    assert "Sedang ditinjau ulang" in page
    assert "hasil diputuskan kembali oleh orang lain" in page
    assert "Lengkap dan sesuai kewenangan" not in page
    address = reverse("proposals:ask_review", args=[rejected.number])
    text = logged_in(owner).get(address, follow=True).content.decode()
    assert "Peninjauan ulang sudah diajukan pada" in text
    assert "Langkah ini tidak dapat dilakukan lagi" not in text


def test_whoever_decided_first_does_not_decide_again(rejected, forum, sekretariat, pimpinan):
    ask_review(rejected, actor=rejected.proposer, reason="Data baru.")
    with pytest.raises(StepRefused, match="orang lain"):
        record_result(rejected, actor=sekretariat, **given(NO, forum))
    other = HostMembershipFactory(role="sekretariat").user
    pending = record_result(rejected, actor=other, **given(NO, forum))
    with pytest.raises(StepRefused, match="orang lain"):
        record_result(rejected, actor=sekretariat, seen=pending.version, **given(NO, forum))


@pytest.mark.parametrize(("late", "asked"), [(0, True), (1, False)])
def test_five_working_days_and_then_a_kind_no(rejected, logged_in, late, asked):
    last = add_working_days(timezone.localdate(rejected.published_at), 5) + datetime.timedelta(days=late)
    rejected.forum.phases.update(closes_at=timezone.now() + datetime.timedelta(days=40))
    address = reverse("proposals:ask_review", args=[rejected.number])
    with time_machine.travel(datetime.datetime.combine(last, datetime.time(4), datetime.UTC), tick=False):
        text = (
            logged_in(rejected.proposer).post(address, {"reason": "Data baru."}, follow=True).content.decode()
        )
    assert ("sudah diajukan" in text) is asked
    assert ("sudah lewat" in text) is not asked
