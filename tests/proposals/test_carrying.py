"""Usulan tahun lalu: what a forum left over comes to the next one, or is let go with a reason."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from forums.models import Activity, Forum, Phase
from notifications.models import Message
from proposals.carrying import carry_for_proposer, carry_over, let_go_for_others, prepare_next_drafts
from proposals.choices import Source, Status
from proposals.models import Proposal
from proposals.services import delete_draft
from proposals.workflow import StepRefused
from renja_portal.workspace import waiting_for
from tests.factories.accounts import UserFactory
from tests.factories.forums import ForumFactory
from tests.factories.proposals import AttachmentFactory, ProposalFactory
from tests.factories.renja import FulfilmentFactory
from tests.factories.stakeholders import MembershipFactory, OrganizationFactory

pytestmark = pytest.mark.django_db

LIST = reverse("proposals:carried")


@pytest.fixture
def last(db) -> Forum:
    """The forum of the year before, whose Renja is locked."""
    forum = ForumFactory(plan_year=2027)
    forum.phases.all().delete()
    at = timezone.now() - datetime.timedelta(days=200)
    Phase.objects.create(
        forum=forum, name="Penetapan", activities=[Activity.LOCK], opens_at=at,
        closes_at=at + datetime.timedelta(days=9),
    )  # fmt: skip
    return forum


@pytest.fixture
def secretary(logged_in, sekretariat):
    return logged_in(sekretariat)


def reserve(last, **values) -> Proposal:
    return ProposalFactory(forum=last, **{"deferred": True} | values)


def on_paper(last, **values) -> Proposal:
    return reserve(last, proposer=None, contact_email="", source=Source.SURAT, **values)


def left(forum) -> list[Proposal]:
    return list(Proposal.objects.left_over_before(forum).undecided().order_by("pk"))


# What is left over


def test_left_over_are_reserves_and_accepted_without_a_line_of_a_locked_renja(forum, last):
    kept = reserve(last)
    unplanned = ProposalFactory(forum=last, accepted=True)
    ProposalFactory(forum=last, rejected=True)
    reserve(forum)
    FulfilmentFactory(proposal=ProposalFactory(forum=last, accepted=True))
    assert left(forum) == [kept, unplanned]


def test_accepted_ones_are_not_left_over_while_the_renja_can_still_take_them(forum, last):
    ProposalFactory(forum=last, accepted=True)
    last.phases.update(
        opens_at=timezone.now() + datetime.timedelta(days=1),
        closes_at=timezone.now() + datetime.timedelta(days=2),
    )
    assert left(forum) == []


def test_what_came_back_in_between_follows_its_successor(forum, last, pengusul):
    old = reserve(ForumFactory(plan_year=2026), proposer=pengusul)
    again = reserve(last, previous=old, proposer=pengusul, years_asked=2)
    assert left(forum) == [again]


# The draft of its proposer


def test_authors_find_a_draft_and_a_letter_once_the_forum_takes_proposals(forum, last, pengusul):
    kept = reserve(last, proposer=pengusul, title="Titik wifi taman")
    assert prepare_next_drafts() == 1
    draft = Proposal.objects.get(forum=forum)
    assert (draft.status, draft.previous, draft.proposer, draft.years_asked) == (
        Status.DRAFT,
        kept,
        pengusul,
        2,
    )
    letter = Message.objects.get(kind="proposal.carried")
    assert letter.to_user == pengusul
    assert "Renja 2028" in letter.body
    assert prepare_next_drafts() == 0
    assert Message.objects.filter(kind="proposal.carried").count() == 1


def test_nothing_is_prepared_before_the_forum_takes_proposals(forum, last, pengusul):
    reserve(last, proposer=pengusul)
    forum.phases.update(opens_at=timezone.now() + datetime.timedelta(days=1))
    assert prepare_next_drafts() == 0
    assert not Proposal.objects.filter(forum=forum).exists()


def test_an_organisation_without_members_gets_no_draft_and_one_with_members_does(forum, last):
    on_paper(last, organization=OrganizationFactory())
    spoken_for = on_paper(last, organization=MembershipFactory().organization)
    prepare_next_drafts()
    assert [draft.previous for draft in Proposal.objects.filter(forum=forum)] == [spoken_for]


def test_a_draft_that_its_author_deletes_is_let_go_and_not_prepared_again(forum, last, pengusul):
    kept = reserve(last, proposer=pengusul)
    prepare_next_drafts()
    delete_draft(Proposal.objects.get(forum=forum), actor=pengusul)
    Forum.objects.update(is_carried=False)
    assert prepare_next_drafts() == 0
    assert kept.events.get(step="let_go").reason == "Pengusul tidak mengusulkannya kembali."
    assert left(forum) == []


def test_an_accepted_one_that_was_planned_is_not_asked_for_again(forum, last, pengusul):
    planned = ProposalFactory(forum=last, accepted=True, proposer=pengusul)
    FulfilmentFactory(proposal=planned)
    with pytest.raises(StepRefused, match="tidak dimuat"):
        carry_over(planned, forum, actor=pengusul)


# The secretariat, for others


def test_the_secretariat_enters_a_paper_proposal_again(forum, last, sekretariat):
    kept = on_paper(last)
    again = carry_for_proposer(kept, forum, actor=sekretariat)
    assert (again.status, again.source, again.years_asked) == (Status.SUBMITTED, Source.LAST_YEAR, 2)
    assert again.source_basis == f"Usulan {kept.number} pada forum Renja 2027"
    assert carry_for_proposer(kept, forum, actor=sekretariat) == again
    assert left(forum) == []


def test_a_draft_that_was_not_sent_is_entered_and_not_doubled(forum, last, pengusul, sekretariat):
    kept = reserve(last, proposer=pengusul)
    draft = carry_over(kept, forum, actor=pengusul)
    assert carry_for_proposer(kept, forum, actor=sekretariat) == draft
    assert kept.successors.count() == 1


def test_letting_go_needs_a_reason_tells_the_proposer_and_takes_an_untouched_draft(
    forum, last, pengusul, sekretariat
):
    kept = reserve(last, proposer=pengusul)
    prepare_next_drafts()
    with pytest.raises(StepRefused, match="alasannya"):
        let_go_for_others(kept, forum, actor=sekretariat, reason=" ")
    let_go_for_others(kept, forum, actor=sekretariat, reason="Sudah dibangun tahun ini.")
    assert left(forum) == []
    assert not kept.successors.exists()
    assert "Sudah dibangun" in Message.objects.get(kind="proposal.let_go").body
    assert Entry.objects.filter(action="proposal.let_go", object_id=str(kept.pk)).exists()


def test_what_its_proposer_wrote_into_the_draft_stays(forum, last, pengusul, sekretariat):
    kept = reserve(last, proposer=pengusul)
    carry_over(kept, forum, actor=pengusul)
    kept.successors.update(version=2, title="Judul baru")
    let_go_for_others(kept, forum, actor=sekretariat, reason="Sudah dibangun.")
    assert kept.successors.get().title == "Judul baru"


def test_what_its_proposer_attached_to_the_draft_stays(forum, last, pengusul, sekretariat):
    kept = reserve(last, proposer=pengusul)
    AttachmentFactory(proposal=carry_over(kept, forum, actor=pengusul))
    let_go_for_others(kept, forum, actor=sekretariat, reason="Sudah dibangun.")
    assert kept.successors.get().attachments.count() == 1


def test_what_came_back_is_not_let_go(forum, last, sekretariat):
    kept = on_paper(last)
    carry_for_proposer(kept, forum, actor=sekretariat)
    with pytest.raises(StepRefused, match="sudah diusulkan kembali"):
        let_go_for_others(kept, forum, actor=sekretariat, reason="Alasan")


@pytest.mark.parametrize(
    "verb",
    [
        lambda actor, kept, forum: carry_for_proposer(kept, forum, actor=actor),
        lambda actor, kept, forum: let_go_for_others(kept, forum, actor=actor, reason="Alasan"),
    ],
    ids=["carry", "let go"],
)
def test_nobody_else_decides_what_was_left_over(verb, forum, last, verifikator, pengusul):
    kept = on_paper(last)
    for actor in (verifikator, pengusul, UserFactory()):
        with pytest.raises(StepRefused, match="Hanya sekretariat"):
            verb(actor, kept, forum)


# Pages


def test_the_list_shows_each_part(secretary, forum, last, pengusul, sekretariat):
    waits, drafted, back, gone = (
        on_paper(last),
        reserve(last, proposer=pengusul),
        on_paper(last),
        on_paper(last),
    )
    carry_over(drafted, forum, actor=pengusul)
    number = carry_for_proposer(back, forum, actor=sekretariat).number
    let_go_for_others(gone, forum, actor=sekretariat, reason="Sudah dibangun.")
    parts = {"": waits, "?keadaan=draf": drafted, "?keadaan=kembali": back, "?keadaan=selesai": gone}
    for query, one in parts.items():
        page = secretary.get(LIST + query).content.decode()
        assert one.title in page, query
        assert not any(other.title in page for other in parts.values() if other != one), query
    assert number in secretary.get(LIST + "?keadaan=kembali").content.decode()


def test_entering_again_and_letting_go_from_the_list(secretary, forum, last):
    first, second = on_paper(last), on_paper(last)
    page = secretary.post(reverse("proposals:carry", args=[first.number]), follow=True).content.decode()
    assert f"{first.number} dicatat kembali sebagai ASP-2028-0001" in page
    let_go = reverse("proposals:let_go", args=[second.number])
    assert "Tuliskan alasannya" in secretary.post(let_go, {"reason": ""}).content.decode()
    answer = secretary.post(let_go, {"reason": "Sudah dibangun."}, follow=True)
    assert f"{second.number} tidak dilanjutkan" in answer.content.decode()
    assert "Semua sudah ditentukan" in answer.content.decode()


def test_the_workspace_counts_what_nobody_decided(forum, last, pengusul, sekretariat):
    on_paper(last)
    reserve(last, proposer=pengusul)
    prepare_next_drafts()
    label = "Usulan tahun lalu yang belum ditentukan"
    assert {task.label: task.amount for task in waiting_for(sekretariat)}[label] == 1
    forum.phases.update(closes_at=timezone.now() - datetime.timedelta(minutes=1))
    assert {task.label: task.amount for task in waiting_for(sekretariat)}[label] == 2


def test_lists_say_the_year_from_the_second_on(client, forum, last):
    ProposalFactory(forum=forum, submitted=True, years_asked=2)
    ProposalFactory(forum=forum, submitted=True)
    assert client.get(reverse("proposals:list")).content.decode().count("Tahun ke-2") == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_for_any_number(secretary, forum, last, count, django_assert_max_num_queries):
    for _one in range(count):
        on_paper(last)
    with django_assert_max_num_queries(12):
        secretary.get(LIST)
