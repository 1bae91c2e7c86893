"""What people do with sent proposals: follow, withdraw, ask for a review, support, propose again."""

import datetime

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone

from core.dates import add_working_days
from proposals.choices import Status
from proposals.models import Proposal, Support
from proposals.tracking import supporters
from tests.factories.accounts import UserFactory
from tests.factories.forums import ForumFactory
from tests.factories.notifications import MessageFactory
from tests.factories.proposals import DecisionFactory, EventFactory, ProposalFactory, SupportFactory
from tests.factories.stakeholders import MembershipFactory

pytestmark = pytest.mark.django_db


def address(name: str, proposal) -> str:
    return reverse(f"proposals:{name}", args=[proposal.number])


# Usulan saya


def test_mine_lists_drafts_returned_and_sent_of_me_and_my_organisations(logged_in, forum, pengusul):
    organization = pengusul.memberships.get().organization
    draft = ProposalFactory(forum=forum, draft=True, proposer=pengusul)
    colleagues = ProposalFactory(forum=forum, draft=True, organization=organization)
    returned = ProposalFactory(forum=forum, returned=True, proposer=pengusul)
    sent = ProposalFactory(forum=forum, verified=True, organization=organization)
    ProposalFactory(forum=forum)
    ProposalFactory(forum=forum, draft=True)
    context = logged_in(pengusul).get(reverse("proposals:mine")).context
    assert set(context["drafts"]) == {draft, colleagues}
    assert [need.proposal for need in context["needs"]] == [returned]
    assert list(context["page"]) == [sent]


def test_mine_puts_first_what_waits_for_me(logged_in, forum, pengusul):
    old = timezone.now() - datetime.timedelta(days=40)
    result, rejected, late = (
        ProposalFactory(forum=forum, status=status, proposer=pengusul)
        for status in ("accepted", "rejected", "rejected")
    )
    Proposal.objects.filter(pk=late.pk).update(published_at=old)
    asked = ProposalFactory(forum=forum, rejected=True, proposer=pengusul)
    EventFactory(proposal=asked, step="ask_review")
    returned = ProposalFactory(forum=forum, returned=True, proposer=pengusul)
    MessageFactory(to_user=pengusul, kind="proposal.result", key=f"proposal:{result.pk}:result:1:1")
    ProposalFactory(forum=forum, draft=True, proposer=pengusul)
    visitor = logged_in(pengusul)
    page = visitor.get(reverse("proposals:mine"))
    needs = page.context["needs"]
    assert needs[0].proposal == returned
    assert {need.proposal for need in needs} == {returned, result, rejected}
    assert set(page.context["page"]) == {late, asked}
    text = page.content.decode()
    for words in (
        "Lengkapi paling lambat",
        "belum Anda baca",
        "dapat diajukan sampai",
        "dapat dikirim sampai",
    ):
        assert words in text
    visitor.get(address("detail", result))
    needs = visitor.get(reverse("proposals:mine")).context["needs"]
    assert {need.proposal for need in needs} == {returned, rejected}


def test_mine_says_when_it_is_too_late_to_complete(logged_in, forum, pengusul):
    ProposalFactory(forum=forum, returned=True, proposer=pengusul)
    with time_machine.travel(timezone.now() + datetime.timedelta(days=12), tick=False):
        text = logged_in(pengusul).get(reverse("proposals:mine")).content.decode()
    assert "Batas melengkapi sudah lewat" in text


def test_draft_that_goes_on_says_from_where_it_comes(logged_in, forum, pengusul):
    ProposalFactory(forum=forum, draft=True, proposer=pengusul)
    for years, words in (
        (1, ("", "")),
        (2, ("Tahun ke-2", "Disiapkan dari usulan Anda pada forum sebelumnya.")),
    ):
        pengusul.proposals.update(years_asked=years)
        text = logged_in(pengusul).get(reverse("proposals:mine")).content.decode()
        assert all(each in text for each in words)
        assert ("Disiapkan dari" in text) is (years == 2)


def test_mine_costs_the_same_for_many(logged_in, forum, pengusul, django_assert_max_num_queries):
    visitor, counts = logged_in(pengusul), []
    for size in (1, 3):
        for status in ("draft", "returned", "rejected", "accepted", "merged", "submitted"):
            rows = ProposalFactory.create_batch(size, forum=forum, status=status, proposer=pengusul)
        MessageFactory(to_user=pengusul, kind="proposal.result", key=f"proposal:{rows[0].pk}:result:{size}")
        with django_assert_max_num_queries(12) as queries:
            visitor.get(reverse("proposals:mine"))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_mine_is_helpful_when_empty(logged_in, forum):
    text = logged_in(UserFactory()).get(reverse("proposals:mine")).content.decode()
    assert "Tulis usulan pertama" in text


def test_mine_without_forum_is_no_error(logged_in, db):
    text = logged_in(UserFactory()).get(reverse("proposals:mine")).content.decode()
    assert "tidak ada forum yang menerima usulan" in text


# Menarik


def test_withdraw_needs_a_reason_and_shows_it(logged_in, forum, pengusul):
    proposal = ProposalFactory(forum=forum, verified=True, proposer=pengusul)
    pending = DecisionFactory(proposal=proposal)
    visitor = logged_in(pengusul)
    empty = visitor.post(address("withdraw", proposal), {"reason": " "})
    assert "Tuliskan alasannya" in empty.content.decode()
    answer = visitor.post(address("withdraw", proposal), {"reason": "Sudah terlaksana sendiri."}, follow=True)
    proposal.refresh_from_db()
    pending.refresh_from_db()
    assert (proposal.status, pending.state) == (Status.WITHDRAWN, "superseded")
    assert "Sudah terlaksana sendiri." in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "after_post"),
    [("withdraw", 404), ("ask_review", 404), ("carry_over", 404), ("complete", 405), ("submitted", 405)],
)
def test_steps_on_foreign_proposals_do_not_exist(logged_in, forum, sekretariat, name, after_post):
    proposal = ProposalFactory(forum=forum)
    for stranger in (UserFactory(), sekretariat):
        assert logged_in(stranger).get(address(name, proposal)).status_code == 404
        assert logged_in(stranger).post(address(name, proposal), {"reason": "x"}).status_code == after_post


@pytest.mark.parametrize("status", [Status.ACCEPTED, Status.REJECTED, Status.WITHDRAWN, Status.MERGED])
def test_withdraw_too_late_says_why(logged_in, forum, pengusul, status):
    proposal = ProposalFactory(forum=forum, status=status, proposer=pengusul)
    answer = logged_in(pengusul).get(address("withdraw", proposal), follow=True)
    assert "sudah berstatus" in answer.content.decode() or "tidak berlaku" in answer.content.decode()


# Peninjauan ulang


@pytest.fixture
def rejected(forum, pengusul) -> Proposal:
    return ProposalFactory(forum=forum, rejected=True, proposer=pengusul)


def test_review_is_asked_once(logged_in, rejected, pengusul):
    visitor = logged_in(pengusul)
    assert "Ajukan peninjauan ulang" in visitor.get(address("detail", rejected)).content.decode()
    visitor.post(address("ask_review", rejected), {"reason": "Data terbaru terlampir."})
    rejected.refresh_from_db()
    assert rejected.status == Status.VERIFIED
    Proposal.objects.filter(pk=rejected.pk).update(status=Status.REJECTED)
    again = visitor.get(address("ask_review", rejected), follow=True).content.decode()
    assert "hanya dapat diajukan satu kali" in again
    assert "tinjau-ulang" not in again


@pytest.mark.parametrize(("extra_days", "open_still"), [(0, True), (1, False)])
def test_review_closes_after_five_working_days(logged_in, rejected, pengusul, extra_days, open_still):
    last = add_working_days(timezone.localdate(rejected.published_at), 5) + datetime.timedelta(
        days=extra_days
    )
    with time_machine.travel(datetime.datetime.combine(last, datetime.time(4), datetime.UTC), tick=False):
        text = logged_in(pengusul).get(address("detail", rejected)).content.decode()
    assert ("tinjau-ulang" in text) is open_still


# Dukungan


def test_support_and_take_back(logged_in, forum):
    proposal, user = ProposalFactory(forum=forum), UserFactory()
    visitor = logged_in(user)
    for _press in range(2):
        answer = visitor.post(address("support", proposal), follow=True)
    assert Support.objects.filter(proposal=proposal, user=user).count() == 1
    assert "termasuk Anda" in answer.content.decode()
    visitor.post(address("support", proposal), {"batal": "1"})
    assert not Support.objects.exists()


def test_support_of_a_merged_proposal_counts_for_its_parent(logged_in, forum):
    child = ProposalFactory(forum=forum, merged=True)
    logged_in(UserFactory()).post(address("support", child))
    assert Support.objects.get().proposal == child.parent


def test_support_given_before_merging_can_be_taken_back(logged_in, forum):
    child = ProposalFactory(forum=forum, merged=True)
    user = SupportFactory(proposal=child).user
    logged_in(user).post(address("support", child.parent), {"batal": "1"})
    assert not Support.objects.exists()


@pytest.mark.parametrize("status", [Status.WITHDRAWN, Status.FORWARDED])
def test_what_ended_here_takes_no_support(logged_in, forum, status):
    proposal = ProposalFactory(forum=forum, status=status)
    visitor = logged_in(UserFactory())
    assert "Dukung usulan ini" not in visitor.get(address("detail", proposal)).content.decode()
    visitor.post(address("support", proposal))
    assert not Support.objects.exists()


def test_own_proposals_are_not_supported(logged_in, forum, pengusul):
    own = ProposalFactory(forum=forum, organization=pengusul.memberships.get().organization)
    child = ProposalFactory(forum=forum, merged=True, parent=own)
    for proposal in (own, child):
        logged_in(pengusul).post(address("support", proposal))
    assert not Support.objects.exists()


def test_support_by_get_leads_to_the_page(logged_in, forum):
    proposal = ProposalFactory(forum=forum)
    assert logged_in(UserFactory()).get(address("support", proposal)).url == address("detail", proposal)
    assert not Support.objects.exists()


def test_drafts_take_no_support(logged_in, forum):
    assert logged_in(UserFactory()).post("/aspirasi/None/dukung/").status_code == 404


def test_strangers_are_offered_support_but_cannot_give_it(client, forum):
    proposal = ProposalFactory(forum=forum)
    assert "Dukung usulan ini" in client.get(address("detail", proposal)).content.decode()
    client.post(address("support", proposal))
    assert not Support.objects.exists()


def test_supporters_are_counted_in_words(forum):
    proposal = ProposalFactory(forum=forum)
    SupportFactory.create_batch(2, proposal=proposal)
    SupportFactory(proposal=proposal, user=MembershipFactory().user)
    assert supporters(proposal, AnonymousUser()).words == "2 warga, 1 anggota lembaga"


# Usulkan kembali


@pytest.fixture
def reserve(pengusul) -> Proposal:
    return ProposalFactory(forum=ForumFactory(plan_year=2027), deferred=True, proposer=pengusul)


def test_a_reserve_comes_back_once_as_a_draft(logged_in, forum, reserve, pengusul):
    visitor = logged_in(pengusul)
    assert "Usulkan kembali" in visitor.get(address("detail", reserve)).content.decode()
    for _press in range(2):
        answer = visitor.post(address("carry_over", reserve))
    draft = Proposal.objects.get(status=Status.DRAFT)
    assert answer.url == reverse("proposals:draft", args=[draft.key, "periksa"])
    assert (draft.previous, draft.forum, draft.title) == (reserve, forum, reserve.title)


def test_carry_over_without_an_open_forum_says_so(logged_in, reserve, pengusul):
    answer = logged_in(pengusul).post(address("carry_over", reserve), follow=True)
    assert "Belum ada forum yang menerima usulan" in answer.content.decode()


def test_carry_over_within_the_same_forum_is_refused(logged_in, forum, pengusul):
    proposal = ProposalFactory(forum=forum, deferred=True, proposer=pengusul)
    visitor = logged_in(pengusul)
    assert "Usulkan kembali" not in visitor.get(address("detail", proposal)).content.decode()
    assert "forum sebelumnya" in visitor.post(address("carry_over", proposal), follow=True).content.decode()
