"""shift_demo: nothing while the submission is open, and everything open again once it has closed."""

import datetime
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from audit.chain import verify_chain
from audit.models import Entry
from core.dates import is_working_day
from demo.management.commands import shift_demo as command
from demo.shifting import shift_demo
from forums.models import Activity, Ceiling, Forum, Phase
from notifications.models import Message
from proposals.choices import Status
from proposals.models import Event, Feedback, Proposal, Question
from proposals.reaching import tell_in_person
from proposals.services import begin_draft
from proposals.workflow import write_event

LATER = 100  # days


@pytest.fixture
def forum(demo) -> Forum:
    return Forum.objects.current()


@pytest.fixture
def later():
    """A start of the demo some months after it was loaded."""
    with time_machine.travel(timezone.now() + datetime.timedelta(days=LATER)):
        yield


def test_nothing_moves_while_the_submission_is_open(forum, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert shift_demo() == 0


def test_nothing_moves_without_a_forum(demo):
    Phase.objects.all().delete()
    assert shift_demo() == 0


def test_everything_but_the_lock_is_open_again(forum, later):
    assert not forum.is_open(Activity.SUBMIT)
    assert shift_demo() == LATER
    assert {activity for activity in Activity if not forum.is_open(activity)} == {Activity.LOCK}
    assert forum.window(Activity.LOCK).opens_at > timezone.now()


def test_second_call_moves_nothing(forum, later):
    shift_demo()
    assert shift_demo() == 0


def test_dated_things_move_along(forum, later):
    held_on, dated = forum.held_on, forum.renja.dated
    newest = Ceiling.objects.in_force().filter(forum=forum).first().dated
    shift_demo()
    moved = Forum.objects.get(pk=forum.pk)
    day = datetime.timedelta(days=1)
    assert moved.held_on >= held_on + LATER * day
    assert is_working_day(moved.held_on)
    assert moved.renja.dated == dated + LATER * day
    assert Ceiling.objects.in_force().filter(forum=forum).first().dated == newest + LATER * day


def test_proposals_move_with_their_history_and_deadlines(forum, later):
    proposal = Proposal.objects.filter(status=Status.SUBMITTED).order_by("submitted_at").first()
    before = (proposal.submitted_at, proposal.events.get(step="submit").at)
    letter = Message.objects.filter(key__startswith=f"proposal:{proposal.pk}:").first()
    shift_demo()
    proposal.refresh_from_db()
    by = datetime.timedelta(days=LATER)
    assert (proposal.submitted_at, proposal.events.get(step="submit").at) == (before[0] + by, before[1] + by)
    assert proposal.verify_due_on > timezone.localdate() - datetime.timedelta(days=10)
    assert Message.objects.get(pk=letter.pk).created_at == letter.created_at + by


def test_what_people_said_moves_along(forum, later):
    question = Question.objects.exclude(answer="").first()
    rating, letter = Feedback.objects.first(), Message.objects.get(key=f"question:{question.pk}:answered")
    before = (question.asked_at, question.answered_at, rating.given_at, letter.created_at)
    shift_demo()
    for row in (question, rating, letter):
        row.refresh_from_db()
    after = (question.asked_at, question.answered_at, rating.given_at, letter.created_at)
    assert {new - old for new, old in zip(after, before, strict=True)} == {datetime.timedelta(days=LATER)}


def test_question_asked_meanwhile_stays_out_of_the_future(forum, later):
    question = Question.objects.waiting().get()
    Question.objects.filter(pk=question.pk).update(asked_at=timezone.now() - datetime.timedelta(days=3))
    shift_demo()
    question.refresh_from_db()
    assert timezone.now() - question.asked_at < datetime.timedelta(days=1)


def test_who_was_told_in_person_stays_told(forum, later):
    unreached = Proposal.objects.unreached()
    proposal, others = unreached.first(), unreached.count() - 1
    with time_machine.travel(timezone.now() - datetime.timedelta(days=30)):
        tell_in_person(
            proposal,
            actor=User.objects.get(email="sekretariat@contoh.id"),
            told_on=timezone.localdate(),
            seen=None,
        )
    shift_demo()
    assert unreached.all().count() == others


def test_who_waits_for_a_call_gets_no_deadline(forum, later):
    shift_demo()
    waiting = Proposal.objects.awaiting_call()
    assert set(waiting.values_list("verify_due_on", flat=True)) == {None}


def test_forum_of_2019_stays(forum, later):
    shift_demo()
    assert Forum.objects.get(plan_year=2020).held_on == datetime.date(2019, 2, 27)


def test_work_done_meanwhile_keeps_its_order_and_stays_out_of_the_future(forum, later):
    proposal = Proposal.objects.filter(status=Status.VERIFIED).first()
    with time_machine.travel(timezone.now() - datetime.timedelta(days=30)):
        write_event(proposal, "note", actor=None, title="Catatan")
    order = list(proposal.events.values_list("step", flat=True))
    shift_demo()
    assert list(proposal.events.values_list("step", flat=True)) == order
    assert Event.objects.aggregate(latest=Max("at"))["latest"] <= timezone.now()


def test_work_of_today_stays_where_it_is(forum, later):
    draft = begin_draft(forum, actor=Proposal.objects.submitted().first().proposer)
    shift_demo()
    assert Proposal.objects.get(pk=draft.pk).created_at == draft.created_at


def test_phases_that_somebody_redrew_are_opened_all_the_same(forum, later):
    now, day = timezone.now(), datetime.timedelta(days=1)
    forum.phases.filter(activities__contains=[Activity.DECIDE]).update(
        opens_at=now - 300 * day, closes_at=now - 290 * day
    )
    forum.phases.filter(activities=[Activity.LOCK]).update(
        opens_at=now - 150 * day, closes_at=now + 300 * day
    )
    shift_demo()
    assert {activity for activity in Activity if not forum.is_open(activity)} == {Activity.LOCK}


def test_record_tells_the_shift_and_stays_whole(forum, later):
    out = StringIO()
    call_command(command.Command(), stdout=out)
    assert f"dimajukan {LATER} hari" in out.getvalue()
    assert Entry.objects.get(action="demo.shift").data == {"days": LATER}
    assert verify_chain().whole
