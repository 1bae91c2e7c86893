"""The forums' days: last year's from invitation to follow-up, the current one prepared and ready to be run."""

import datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from audit.chain import verify_chain
from core.dates import is_working_day
from demo.calendar import Calendar
from demo.plots import RECORDED
from demo.shifting import shift_demo
from forums.models import Delivery, Forum, Participant
from forums.presence_counts import presence_of
from jobs.models import Job
from meetings.deciding import decide_item
from meetings.models import Agreement, Attendance, ConflictOfInterest, Minutes, Sitting
from meetings.running import open_sitting, take_up_item
from meetings.score_table import score_table
from proposals.choices import Outcome, Status
from proposals.models import Decision, Proposal
from reports.minutes.publishing import public_file
from stakeholders.models import Official

pytestmark = pytest.mark.usefixtures("demo")
LATER = 100  # days
Part, Answer, Means = Participant.Part, Participant.Answer, Delivery.Means


@pytest.fixture
def now() -> Forum:
    return Forum.objects.current()


@pytest.fixture
def before(now) -> Forum:
    return Forum.objects.get(plan_year=now.plan_year - 1)


@pytest.fixture
def later():
    """Called, it is a start of the demo some months after it was loaded."""
    with time_machine.travel(timezone.now()) as traveller:

        def start() -> None:
            traveller.shift(datetime.timedelta(days=LATER))
            shift_demo()

        yield start


def staff(slug: str) -> User:
    """The person behind an account of the demo."""
    return User.objects.get(email=f"{slug}@contoh.id")


# --- Last year's forum ---------------------------------------------------------------------------------


def test_last_years_forum_is_made_up_and_says_so(before):
    assert "contoh untuk demo" in before.summary
    assert before.is_past
    assert is_working_day(before.held_on)
    assert Official.objects.signer_on(before.held_on).status == Official.Status.PLT


def test_forum_of_2019_is_given_nothing_that_its_source_does_not_tell():
    forum = Forum.objects.get(plan_year=2020)
    told = (forum.sittings, forum.attendances, forum.minutes, forum.evidence, forum.proposals)
    assert not any(rows.exists() for rows in told)
    assert set(forum.participants.values_list("answer", flat=True)) == {""}
    assert set(forum.agreements.values_list("state", "due_on")) == {("planned", None)}


def test_its_sessions_were_held_on_its_day_and_decided_everything(before):
    for sitting in before.sittings.all():
        hours = (sitting.opened_at, *sitting.items.values_list("discussed_at", flat=True), sitting.closed_at)
        assert sitting.state == Sitting.State.CLOSED
        assert {timezone.localdate(moment) for moment in hours} == {before.held_on}
        assert list(hours) == sorted(hours)
        assert all(row.total is not None for row in score_table(sitting).rows)
    decided = Decision.objects.filter(proposal__forum=before)
    assert {row.state for row in decided} == {Decision.State.PUBLISHED}
    assert decided.count() == before.proposals.count()


def test_who_was_there_is_counted_for_everybody(before):
    assert presence_of(before).total == before.attendances.count() > 20
    came = before.attendances.earliest("came_at")
    assert timezone.localdate(came.came_at) == before.held_on
    assert {row.organization_name for row in before.attendances.filter(participant=None)} == {""}


def test_nobody_is_named_whom_a_chore_would_forget(before):
    assert not Forum.objects.with_people_invited().filter(pk=before.pk).exists()
    assert not before.attendances.with_phone().exists()


def test_record_is_final_printed_and_signed(before, client):
    minutes = Minutes.objects.newest_of(before, Minutes.Kind.BERITA_ACARA)
    assert minutes.is_final
    assert set(minutes.files.values_list("kind", flat=True)) == {"naskah", "publik", "pindaian"}
    assert not minutes.signatories.filter(signed_at=None).exists()
    assert public_file(minutes)
    page = client.get(reverse("reports:verify", args=[minutes.code])).content.decode()
    assert minutes.number in page
    hours = [dict(map(tuple, session["facts"]))["Waktu"] for session in minutes.content["sessions"]]
    assert all(row.startswith("11.05–") for row in hours)
    assert Minutes.objects.newest_of(before, Minutes.Kind.NOTULEN).is_final
    assert not Job.objects.active().filter(payload__minutes=minutes.pk).exists()


def test_evidence_lies_beside_the_record(before):
    assert set(before.evidence.values_list("slot", flat=True)) == {"sk-tim", "jadwal", "dokumentasi"}
    assert {timezone.localdate(row.added_at) > before.held_on for row in before.evidence.all()} == {True}


def test_agreements_are_in_every_state_one_is_late_and_one_is_proven(before):
    rows = Agreement.objects.filter(forum=before)
    assert set(rows.values_list("state", flat=True)) == set(Agreement.State.values)
    assert rows.late().count() == 1
    proven = rows.get(follow_ups__evidence__isnull=False)
    days = list(proven.follow_ups.order_by("pk").values_list("day", flat=True))
    assert proven.state == Agreement.State.DONE
    assert before.held_on < days[0] < days[-1] < timezone.localdate()


def test_reserve_that_nobody_can_send_waits_for_the_secretariat(now):
    forum = Forum.objects.with_earlier().get(pk=now.pk)
    left = Proposal.objects.left_over_before(forum)
    assert left.count() == 2
    assert left.with_author().count() == 1


# --- The current forum -----------------------------------------------------------------------------------


def test_all_parts_are_invited_on_every_way_with_every_answer(now):
    people = now.participants.all()
    assert {row.part for row in people} == set(Part.values)
    assert {row.answer for row in people} == {*Answer.values, ""}
    assert set(Delivery.objects.filter(participant__forum=now).values_list("means", flat=True)) == set(
        Means.values
    )
    assert people.unsent().exists()
    assert people.filter(opened_at__isnull=False, answer="").exists()
    assert not people.filter(answer=Answer.REPRESENTED, delegates=None).exists()
    assert people.exclude(answered_by=None).count() == 1


def test_nothing_of_an_invitation_lies_in_the_future_or_runs_backwards(now):
    for row in now.participants.exclude(answer="").filter(answered_by=None):
        sent = row.deliveries.earliest("delivered_at").delivered_at
        assert sent < row.opened_at <= row.answered_at < timezone.now()


def test_first_stage_is_over_and_what_it_decided_is_on_its_agenda(now):
    held = now.sittings.filter(state=Sitting.State.CLOSED)
    assert held.count() == 4
    day = Calendar().working_day(RECORDED)
    assert {timezone.localdate(row.opened_at) for row in held[:3]} == {day}
    assert {timezone.localdate(row.came_at) for row in now.attendances.all()} == {day}
    decided = Proposal.objects.filter(forum=now, decisions__isnull=False)
    assert set(decided) == {item.proposal for sitting in held for item in sitting.items.all()}


def test_sessions_of_the_day_are_prepared_and_scored(now):
    kominfo, statistik, persandian = now.sittings.filter(state=Sitting.State.PLANNED)
    assert {timezone.localdate(row.starts_at) for row in (kominfo, statistik, persandian)} == {now.held_on}
    assert all(row.chair and row.secretary and row.room for row in (kominfo, statistik, persandian))
    assert [row.total is None for row in score_table(kominfo).rows].count(True) == 2
    assert ConflictOfInterest.objects.get().proposal.agenda_item.sitting == kominfo
    assert statistik.is_blind
    assert persandian.scoring_closed_at
    assert not Proposal.objects.filter(forum=now, status=Status.VERIFIED, agenda_item=None).exists()


def test_session_can_be_run_now(now):
    secretary = staff("sekretariat")
    sitting = open_sitting(now.sittings.filter(state=Sitting.State.PLANNED).first(), actor=secretary)
    item = sitting.items.order_by("order").last()
    take_up_item(sitting, item, actor=secretary, seen=sitting.current_id)
    words = {"reason": "Sejalan dengan prioritas.", "response": "Diterima dan masuk rancangan Renja."}
    decision = decide_item(item, actor=secretary, seen=0, outcome=Outcome.ACCEPTED, **words)
    assert decision.state == Decision.State.PENDING


def test_door_has_somebody_to_let_in(now):
    assert now.participants.filter(delegates__isnull=False, delegates__attendance=None).count() > 10


# --- Months later ----------------------------------------------------------------------------------------


def test_day_moves_along_and_stays_out_of_the_future(now, later):
    sitting = now.sittings.filter(state=Sitting.State.PLANNED).first()
    answered = now.participants.exclude(answered_at=None).first()
    came, letter = now.attendances.first(), Delivery.objects.exclude(letter=None).first().letter
    moments = (answered.answered_at, came.came_at, letter.sent_at)
    later()
    now.refresh_from_db()
    for row in (sitting, answered, came, letter):
        row.refresh_from_db()
    by = datetime.timedelta(days=LATER)
    assert timezone.localdate(sitting.starts_at) == now.held_on
    assert (answered.answered_at, came.came_at, letter.sent_at) == tuple(moment + by for moment in moments)


def test_what_somebody_did_meanwhile_stays_in_the_past(now, later):
    row = now.participants.filter(answer="", opened_at=None).first()
    yesterday = timezone.now() + datetime.timedelta(days=LATER - 1)
    Participant.objects.filter(pk=row.pk).update(opened_at=yesterday)
    later()
    assert Participant.objects.get(pk=row.pk).opened_at <= timezone.now()
    assert verify_chain().whole


def test_last_years_forum_stays_where_it_is(before, later):
    came = Attendance.objects.filter(forum=before).first()
    later()
    assert Forum.objects.get(pk=before.pk).held_on == before.held_on
    assert Attendance.objects.get(pk=came.pk).came_at == came.came_at
