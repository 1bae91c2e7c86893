"""Who can take which step, in which state and when: all of STEPS, written down a second time."""

import pytest
from django.db import transaction

from audit.models import Entry
from proposals.choices import Status
from proposals.entering import next_number
from proposals.events import office_of
from proposals.models import Event, Proposal
from proposals.steps import STEPS
from proposals.workflow import Overtaken, available_steps, check_seen, lock, refusal, take_step, write_event
from tests.factories.proposals import EventFactory, ProposalFactory
from tests.proposals.steps import EXPECTED, NEEDS_REASON, OF_PAPER, OF_PHONE, actor_of, attempt, extras, make

pytestmark = pytest.mark.django_db


def snapshot(proposal) -> tuple:
    row = Proposal.objects.filter(pk=proposal.pk).values().get()
    return row, Event.objects.count(), Entry.objects.count()


def test_every_step_is_expected():
    assert set(STEPS) == set(EXPECTED)


@pytest.mark.parametrize("step", STEPS)
def test_step_is_taken_where_table_and_rules_say(cast, step):
    """Every role in every state: allowed exactly where expected; refused with a sentence, and nothing changed."""
    states, roles = EXPECTED[step]
    extra = extras(step, cast)
    target = STEPS[step].target or extra["target"]
    for status in Status.values:
        proposal = make(cast, status, step)
        before = snapshot(proposal)
        outcomes = {name: attempt(proposal, step, person, **extra) for name, person in cast.people.items()}
        allowed = roles if status in states else set()
        assert outcomes == {name: target if name in allowed else "refused" for name in cast.people}, status
        assert snapshot(proposal) == before


@pytest.mark.parametrize("status", Status.values)
def test_buttons_are_the_steps_that_can_be_taken(cast, status):
    proposal = make(cast, status, "record")
    usual = {step: expected for step, expected in EXPECTED.items() if step not in OF_PHONE}
    possible = {step: roles for step, (states, roles) in usual.items() if status in states}
    offered = {name: set(available_steps(proposal, person)) for name, person in cast.people.items()}
    assert offered == {name: {s for s, roles in possible.items() if name in roles} for name in cast.people}


@pytest.mark.parametrize("step", STEPS)
def test_reason_is_demanded_where_it_must_be(cast, step):
    proposal = make(cast, sorted(EXPECTED[step][0])[0], step)
    words = refusal(step, proposal, actor_of(cast, step), "  ")
    assert ("Tuliskan alasannya" in words) is (step in NEEDS_REASON)


@pytest.mark.parametrize("step", sorted(OF_PAPER))
def test_nobody_sends_for_those_who_write_in_the_portal(cast, step):
    proposal = ProposalFactory(forum=cast.forum, status=sorted(EXPECTED[step][0])[0])
    assert "hanya pengusulnya" in refusal(step, proposal, cast.people["sekretariat"])


@pytest.mark.parametrize(
    ("person", "words"),
    [
        ("own verifikator", "milik Anda atau lembaga Anda"),
        ("other verifikator", "Usulan ini ditangani Bidang"),
        ("sekretariat", "dilakukan oleh verifikator bidang"),
        ("stranger", "dilakukan oleh verifikator bidang"),
    ],
)
def test_refusal_says_whose_part_it_is(cast, person, words):
    proposal = make(cast, Status.SUBMITTED, "verify")
    assert words in refusal("verify", proposal, cast.people[person])


def test_refusal_names_the_proposer_where_it_is_theirs(cast):
    proposal = make(cast, Status.SUBMITTED, "withdraw")
    assert "dilakukan oleh pengusulnya" in refusal("withdraw", proposal, cast.people["sekretariat"])


def test_refusal_tells_what_happened_meanwhile(cast):
    proposal = make(cast, Status.VERIFIED, "verify")
    assert "tidak berlaku" in refusal("verify", proposal, cast.people["verifikator"])
    EventFactory(proposal=proposal, title="Terverifikasi", office="Bidang Aptika", to_status=Status.VERIFIED)
    words = refusal("verify", proposal, cast.people["verifikator"])
    assert "sudah berstatus “Terverifikasi” (Terverifikasi, Bidang Aptika" in words


def test_step_writes_event_and_record(cast):
    proposal = make(cast, Status.SUBMITTED, "return")
    version = proposal.version
    with transaction.atomic():
        actor = cast.people["verifikator"]
        taken = take_step(
            lock(proposal), "return", actor=actor, reason="Sebutkan jumlahnya.", data={"checklist": []}
        )
    event = taken.events.get()
    assert (event.from_status, event.to_status, event.reason) == (
        "submitted",
        "returned",
        "Sebutkan jumlahnya.",
    )
    assert (event.office, event.is_public, taken.version) == (cast.unit.name, True, version + 1)
    entry = Entry.objects.latest("pk")
    assert (entry.action, entry.reason, entry.data) == (
        "proposal.return",
        "Sebutkan jumlahnya.",
        {"checklist": []},
    )
    assert entry.changed == ["status"]


def test_long_titles_are_cut_to_what_the_history_holds(cast):
    event = write_event(make(cast, Status.SUBMITTED, "verify"), "assign", actor=None, title="x" * 300)
    assert (len(event.title), event.office) == (160, "Sistem")


def test_office_never_names_a_person(cast):
    proposal = make(cast, Status.SUBMITTED, "verify")
    offices = {name: office_of(person, proposal) for name, person in cast.people.items()}
    host = "Dinas Komunikasi dan Informatika"
    assert offices["owner"] == offices["stranger"] == cast.organization.name
    assert (offices["verifikator"], offices["sekretariat"], offices["other verifikator"]) == (
        cast.unit.name,
        host,
        host,
    )


def test_seen_version_tells_who_was_quicker(cast):
    proposal = make(cast, Status.SUBMITTED, "verify")
    check_seen(proposal, None)
    check_seen(proposal, proposal.version)
    with pytest.raises(Overtaken, match="Baca kembali"):
        check_seen(proposal, proposal.version - 1)
    write_event(proposal, "assign", actor=cast.people["verifikator"], title="Didisposisikan", is_public=False)
    with pytest.raises(Overtaken, match="Didisposisikan, oleh Verifikator, "):
        check_seen(proposal, proposal.version + 1)


def test_numbers_count_on_per_forum(forum):
    with transaction.atomic():
        assert [next_number(forum) for _ in range(2)] == ["ASP-2028-0001", "ASP-2028-0002"]
