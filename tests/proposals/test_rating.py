"""Apakah tanggapan ini membantu? Once for each result, by the proposer's side, changeable, and told in shares alone."""

import pytest
from django.urls import reverse

from proposals.choices import Outcome
from proposals.models import Feedback
from proposals.rating import rate_answer, share_of
from proposals.workflow import StepRefused
from tests.factories.accounts import UserFactory
from tests.factories.proposals import FeedbackFactory, ProposalFactory
from tests.factories.stakeholders import MembershipFactory
from tests.proposals.outcomes import given, publish

pytestmark = pytest.mark.django_db


def address(name: str, proposal) -> str:
    return reverse(f"proposals:{name}", args=[proposal.number])


@pytest.fixture
def answered(forum, pengusul, sekretariat, pimpinan):
    """A published result of an organisation's proposal."""
    organization = pengusul.memberships.get().organization
    proposal = ProposalFactory(forum=forum, verified=True, proposer=pengusul, organization=organization)
    return publish(proposal, sekretariat, pimpinan, **given(Outcome.ACCEPTED, forum))


def test_it_is_asked_once_the_result_is_published_and_can_be_changed(logged_in, answered, pengusul):
    visitor = logged_in(pengusul)
    assert "Apakah tanggapan ini membantu?" in visitor.get(address("detail", answered)).content.decode()
    visitor.post(address("rate", answered), {"helped": "ya", "line": "Jelas."})
    colleague = MembershipFactory(organization=answered.organization).user
    page = logged_in(colleague).get(address("detail", answered)).content.decode()
    assert "Ubah penilaian" in page
    assert "Jelas." in page
    logged_in(colleague).post(address("rate", answered), {"helped": "tidak", "line": ""})
    said = Feedback.objects.get()
    assert (said.helped, said.line, said.given_by) == (False, "", colleague)


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"line": "Terima kasih."}, "Pilih “Ya” atau “Tidak”"),
        ({"helped": "ya", "line": "a" * 301}, "paling banyak 300"),
    ],
    ids=["no answer", "too long"],
)
def test_what_was_typed_is_kept(logged_in, answered, pengusul, sent, words):
    text = logged_in(pengusul).post(address("rate", answered), sent).content.decode()
    assert words in text
    assert sent["line"] in text
    assert not Feedback.objects.exists()


def test_a_later_result_is_asked_about_anew(logged_in, answered, pengusul, sekretariat, pimpinan):
    rate_answer(answered, actor=pengusul, helped=True, line="Dahulu jelas.")
    publish(answered, sekretariat, pimpinan, outcome=Outcome.DEFERRED, reason="Pagu.", response="Belum.")
    assert "Dahulu jelas." not in logged_in(pengusul).get(address("detail", answered)).content.decode()
    rate_answer(answered, actor=pengusul, helped=False)
    assert Feedback.objects.count() == 2
    assert Feedback.objects.current().tally() == {"yes": 0, "all": 1}


def test_merged_ones_say_it_of_their_parents_answer(answered, forum):
    child = ProposalFactory(forum=forum, merged=True, parent=answered)
    said = rate_answer(child, actor=child.proposer, helped=True)
    assert said.decision == answered.decisions.published().get()


def test_others_cannot_say_and_are_not_asked(logged_in, answered, sekretariat):
    for person in (UserFactory(), sekretariat):
        assert "membantu?" not in logged_in(person).get(address("detail", answered)).content.decode()
        assert logged_in(person).post(address("rate", answered), {"helped": "ya"}).status_code == 404
        with pytest.raises(StepRefused):
            rate_answer(answered, actor=person, helped=True)


def test_before_there_is_an_answer_nothing_is_asked(logged_in, forum, pengusul):
    waiting = ProposalFactory(forum=forum, verified=True, proposer=pengusul)
    visitor = logged_in(pengusul)
    assert "membantu?" not in visitor.get(address("detail", waiting)).content.decode()
    refused = visitor.post(address("rate", waiting), {"helped": "ya"}, follow=True)
    assert "belum diumumkan" in refused.content.decode()
    with pytest.raises(StepRefused):
        rate_answer(waiting, actor=pengusul, helped=True)


@pytest.mark.parametrize("count", [1, 3])
def test_staff_read_the_tally_and_the_lines(logged_in, forum, pimpinan, count, django_assert_max_num_queries):
    FeedbackFactory.create_batch(count, proposal__forum=forum)
    FeedbackFactory(proposal__forum=forum, helped=False, line="Sulit dipahami.")
    visitor = logged_in(pimpinan)
    with django_assert_max_num_queries(9):
        page = visitor.get(reverse("proposals:ratings"))
    assert page.context["tally"] == {"yes": count, "all": count + 1}
    assert "Sulit dipahami." in page.content.decode()


def test_nobody_else_reads_them(logged_in, pengusul, pemeriksa):
    for person in (pengusul, pemeriksa):
        assert logged_in(person).get(reverse("proposals:ratings")).status_code == 403


@pytest.mark.parametrize(("yes", "of", "share"), [(0, 0, None), (4, 4, None), (4, 5, 80)])
def test_a_share_of_few_is_not_told(yes, of, share):
    assert share_of({"yes": yes, "all": of}) == share


def test_the_statistics_tell_a_share_of_five(client, forum):
    page = reverse("reports:statistics", args=[forum.plan_year])
    FeedbackFactory.create_batch(4, proposal__forum=forum)
    assert "dinilai membantu" not in client.get(page).content.decode()
    FeedbackFactory(proposal__forum=forum, helped=False)
    text = client.get(page).content.decode()
    assert "dinilai membantu" in text
    assert "80%" in text
