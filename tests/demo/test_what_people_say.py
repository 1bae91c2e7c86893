"""What the demo shows beside the ways of its proposals: calls and news that wait, questions, ratings, letters, supporters."""

import pytest
from django.urls import reverse
from django.utils import timezone

from demo.stories import SPEAKING, read_rows
from proposals.models import Feedback, Proposal, Question, Support
from proposals.rating import share_of
from proposals.reaching import phone_of
from reports.letters import offices_without_letter
from stakeholders.models import Membership

pytestmark = pytest.mark.usefixtures("demo")


def test_two_wait_for_a_call_and_no_public_page_shows_them(client):
    waiting = Proposal.objects.awaiting_call()
    assert waiting.count() == 2
    for proposal in waiting:
        assert proposal.is_by_phone
        assert client.get(reverse("proposals:detail", args=[proposal.number])).status_code == 404


def test_news_waits_to_be_told_in_three_kelurahan():
    unreached = Proposal.objects.unreached()
    assert unreached.count() == 3
    assert [row["n"] for row in unreached.by_kelurahan()] == [1, 1, 1]
    assert all(proposal.contact_email == "" and proposal.recorded_by for proposal in unreached)


def test_numbers_of_those_without_mail_are_plainly_made_up():
    rows = [row for row in read_rows() if "contact" in row]
    numbers = [phone_of(Proposal.objects.get(title=row["title"])) for row in rows]
    assert len(set(numbers)) == len(rows) == 5
    assert all(number.startswith("0812-0000-") for number in numbers)


def test_one_question_waits_and_two_are_answered():
    asked = Question.objects.all()
    assert sorted(question.state for question in asked) == ["answered", "answered", "waiting"]
    assert {question.asker_label for question in asked} == {"Warga", "Komunitas dan organisasi masyarakat"}
    for question in asked:
        moments = (question.proposal.submitted_at, question.asked_at, question.answered_at or timezone.now())
        assert list(moments) == sorted(moments)
        assert question.asked_at < timezone.now() - timezone.timedelta(minutes=10)


def test_enough_rated_an_answer_for_the_share_to_be_told():
    rated = Feedback.objects.current()
    assert 50 < share_of(rated.tally()) < 100
    assert 0 < rated.exclude(line="").count() < rated.count()
    for feedback in rated.select_related("decision"):
        assert feedback.decision.published_at < feedback.given_at < timezone.now()


def test_one_office_waits_for_a_letter_about_two_proposals():
    assert {office.label: office.count for office in offices_without_letter()} == {"Dishub": 2, "DLH": 1}


def test_partners_support_in_their_name_and_officials_as_citizens(client):
    named = Support.objects.exclude(organization=None).select_related("organization", "proposal")
    assert {support.organization.kind for support in named} <= set(SPEAKING)
    for support in named:
        assert Membership.objects.filter(user=support.user_id, organization=support.organization).exists()
    officials = Membership.objects.exclude(organization__kind__in=SPEAKING).values("user")
    assert Support.objects.filter(user__in=officials).exists()
    support = named.first()
    page = client.get(reverse("proposals:detail", args=[support.proposal.root.number])).content.decode()
    assert support.organization.name in page
