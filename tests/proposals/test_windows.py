"""When steps are open: each window, its exceptions, the lock, the days for a review."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from core.dates import add_working_days
from forums.models import Activity
from proposals.choices import Source, Status
from proposals.models import Proposal
from proposals.steps import STEPS
from proposals.windows import verify_due_on
from proposals.workflow import refusal
from tests.factories.forums import PhaseFactory
from tests.factories.proposals import EventFactory, ProposalFactory
from tests.proposals.steps import EXPECTED, UNTIL_LOCK, WINDOWS, actor_of, attempt, extras, make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("activity", [a for a in Activity if a != Activity.LOCK])
@pytest.mark.parametrize("step", STEPS)
def test_step_is_open_in_its_windows_alone(cast, step, activity):
    cast.forum.phases.update(activities=[activity])
    proposal, extra = make(cast, sorted(EXPECTED[step][0])[0], step), extras(step, cast)
    goes = attempt(proposal, step, actor_of(cast, step), **extra) != "refused"
    assert goes is (step not in WINDOWS or activity in WINDOWS[step])


@pytest.mark.parametrize("days", [-12, 1, 12], ids=["before", "during", "after"])
@pytest.mark.parametrize("step", STEPS)
def test_step_says_when_it_is_open(cast, step, days):
    proposal = make(cast, sorted(EXPECTED[step][0])[0], step)
    with time_machine.travel(timezone.now() + datetime.timedelta(days=days), tick=False):
        if step == "ask_review":
            Proposal.objects.filter(pk=proposal.pk).update(published_at=timezone.now())
        words = refusal(step, lock_free(proposal), actor_of(cast, step))
    expected = {-12: "baru dibuka", 1: "", 12: "sudah ditutup"}[days] if step in WINDOWS else ""
    assert (expected in words) if expected else words == ""


def lock_free(proposal) -> Proposal:
    return Proposal.objects.get(pk=proposal.pk)


@pytest.mark.parametrize("hours", [-1, 1], ids=["locked", "not yet"])
@pytest.mark.parametrize("step", STEPS)
def test_lock_ends_what_has_no_other_window(cast, step, hours):
    opens = timezone.now() + datetime.timedelta(hours=hours)
    PhaseFactory(
        forum=cast.forum,
        activities=[Activity.LOCK],
        opens_at=opens,
        closes_at=opens + datetime.timedelta(hours=5),
    )
    proposal, extra = make(cast, sorted(EXPECTED[step][0])[0], step), extras(step, cast)
    refused = attempt(proposal, step, actor_of(cast, step), **extra) == "refused"
    assert refused is (step in UNTIL_LOCK and hours < 0)


def test_lock_stays_when_its_phase_is_over(cast):
    now = timezone.now()
    past = {"opens_at": now - datetime.timedelta(days=3), "closes_at": now - datetime.timedelta(days=2)}
    PhaseFactory(forum=cast.forum, activities=[Activity.LOCK], **past)
    proposal = make(cast, Status.ACCEPTED, "publish_correction")
    assert "sudah dikunci" in refusal("publish_correction", proposal, cast.people["pimpinan"])


def test_spoken_proposals_are_verified_while_results_are_taken(cast):
    cast.forum.phases.update(activities=[Activity.DECIDE])
    spoken, written = (
        ProposalFactory(forum=cast.forum, unit=cast.unit, source=s) for s in (Source.LISAN, Source.PORTAL)
    )
    assert refusal("verify", spoken, cast.people["verifikator"]) == ""
    assert "belum dijadwalkan" in refusal("verify", written, cast.people["verifikator"])


def test_reviewed_result_is_published_after_the_window_until_the_lock(cast):
    cast.forum.phases.update(activities=[Activity.REVIEW])
    reviewed = make(cast, Status.VERIFIED, "publish")
    assert refusal("publish", reviewed, cast.people["pimpinan"]) != ""
    EventFactory(proposal=reviewed, step="ask_review")
    assert refusal("publish", reviewed, cast.people["pimpinan"]) == ""
    PhaseFactory(forum=cast.forum, activities=[Activity.LOCK])
    assert refusal("publish", reviewed, cast.people["pimpinan"]) != ""


def test_review_ends_after_five_working_days(cast):
    proposal = make(cast, Status.REJECTED, "ask_review")
    last = add_working_days(timezone.localdate(), 5)
    cast.forum.phases.update(closes_at=timezone.now() + datetime.timedelta(days=40))
    for day, words in ((last, ""), (last + datetime.timedelta(days=1), "sudah lewat")):
        with time_machine.travel(datetime.datetime.combine(day, datetime.time(4), datetime.UTC), tick=False):
            assert (words in refusal("ask_review", lock_free(proposal), cast.people["owner"])) or not words


def test_deadline_begins_when_verifying_is_possible(forum):
    today = timezone.localdate()
    assert verify_due_on(forum) == add_working_days(today, 5)
    opens = timezone.now() + datetime.timedelta(days=30)
    forum.phases.update(opens_at=opens, closes_at=opens + datetime.timedelta(days=5))
    assert verify_due_on(forum) == add_working_days(today + datetime.timedelta(days=30), 5)
    forum.phases.all().delete()
    assert verify_due_on(forum) == add_working_days(today, 5)
