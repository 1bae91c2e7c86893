"""Two who cross at the database: one is tried again by itself, and at last people read a sentence."""

import logging
import time
from functools import partial
from threading import Event, Thread

import pytest
from django.db import DataError, connection, transaction

from core.errors import NotAllowed
from core.retrying import TRIES, retried
from forums.models import Forum
from proposals.choices import Outcome, Status
from proposals.models import OfficialAnswer, Proposal
from proposals.results import publish_results, record_result
from proposals.verification import verify_proposal
from proposals.workflow import StepRefused
from renja.models import Fulfilment, RenjaLine
from renja.services import link_proposal
from tests.factories.forums import ForumFactory, PhaseFactory
from tests.factories.proposals import ProposalFactory
from tests.factories.renja import LineFactory, RenjaFactory
from tests.proposals.outcomes import given
from tests.proposals.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)
BUSY = "Sedang ada penyimpanan lain. Coba lagi sebentar."


class Refused(NotAllowed):
    pass


@pytest.fixture
def forum():
    forum = ForumFactory()
    PhaseFactory(forum=forum)
    return forum


@pytest.fixture
def impatient():
    """Waits for a lock a moment only."""
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = 60")
    yield
    connection.close()


class Holder(Thread):
    """Another connection that holds the lock of a row until it is let go, or until so many tries have been made."""

    def __init__(self, row) -> None:
        super().__init__()
        self.row, self.holds, self.let_go = row, Event(), Event()

    def __enter__(self):
        self.start()
        assert self.holds.wait(10)
        return self

    def __exit__(self, *exception):
        self.let_go.set()
        self.join()

    def run(self):
        try:
            with transaction.atomic():
                type(self.row).objects.select_for_update().get(pk=self.row.pk)
                self.holds.set()
                assert self.let_go.wait(20)
        finally:
            connection.close()


def tries(caplog) -> int:
    return sum("met" in record.message for record in caplog.records)


def cross(first: Forum, second: Forum, meet):
    """Lock two rows, the first one while the other person locks the second."""

    @retried(Refused)
    @transaction.atomic
    def verb():
        Forum.objects.select_for_update().get(pk=first.pk)
        meet()
        Forum.objects.select_for_update().get(pk=second.pk)
        Forum.objects.filter(pk=second.pk).update(theme=f"setelah {first.plan_year}")
        return "selesai"

    return verb


def test_two_who_lock_each_others_rows_both_come_through(caplog):
    """PostgreSQL ends one of them; it begins again, and both deeds are done."""
    a, b = ForumFactory(plan_year=2028), ForumFactory(plan_year=2029)
    has_a, has_b = Event(), Event()

    def meet(mine: Event, other: Event) -> None:
        mine.set()
        other.wait(10)

    done = at_once(cross(a, b, partial(meet, has_a, has_b)), cross(b, a, partial(meet, has_b, has_a)))
    assert done == ["selesai", "selesai"]
    assert "40P01" in caplog.text
    assert set(Forum.objects.values_list("theme", flat=True)) == {"setelah 2028", "setelah 2029"}


def test_verbs_that_cross_a_foreign_transaction_come_through(forum, perencana, caplog):
    """A link locks the proposal, then the line; somebody else holds the line and wants the proposal."""
    line = LineFactory(renja=RenjaFactory(forum=forum), pagu=100)
    proposal = ProposalFactory(forum=forum, accepted=True)
    holds_line = Event()

    def crosswise():
        with connection.cursor() as cursor:
            cursor.execute("SET deadlock_timeout = '20s'")  # the verb is the one that is ended
        with transaction.atomic():
            RenjaLine.objects.select_for_update(of=("self",)).get(pk=line.pk)
            holds_line.set()
            time.sleep(0.4)  # meanwhile the verb locks the proposal and waits for the line
            Proposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
            RenjaLine.objects.filter(pk=line.pk).update(note="sementara itu")

    def link():
        with connection.cursor() as cursor:
            cursor.execute("SET deadlock_timeout = '1s'")
        assert holds_line.wait(10)
        return link_proposal(line, proposal, actor=perencana, share=50)

    link_made = at_once(crosswise, link)[1]
    assert Fulfilment.objects.get() == link_made
    line.refresh_from_db()
    assert line.note == "sementara itu"
    assert "link_proposal: try 1 of 3 met 40P01" in caplog.text


def test_lock_that_is_let_go_in_time_is_waited_for(forum, verifikator, impatient, caplog, monkeypatch):
    proposal = ProposalFactory(forum=forum, unit=verifikator.memberships.get().units.get())
    with Holder(proposal) as holder:
        monkeypatch.setattr("core.retrying.time.sleep", lambda _seconds: (holder.let_go.set(), holder.join()))
        verified = verify_proposal(proposal, actor=verifikator, seen=proposal.version)
    assert verified.status == Status.VERIFIED
    assert tries(caplog) == 1


def test_after_three_tries_people_read_what_to_do(forum, verifikator, impatient, caplog):
    proposal = ProposalFactory(forum=forum, unit=verifikator.memberships.get().units.get())
    with Holder(proposal), pytest.raises(StepRefused) as refused:
        verify_proposal(proposal, actor=verifikator, seen=proposal.version)
    assert refused.value.message == BUSY
    assert tries(caplog) == TRIES
    proposal.refresh_from_db()
    assert proposal.status == Status.SUBMITTED


def test_page_keeps_what_was_typed_when_somebody_holds_the_row(client, forum, verifikator, impatient):
    proposal = ProposalFactory(forum=forum, unit=verifikator.memberships.get().units.get())
    client.force_login(verifikator)
    sent = {
        "tindakan": "putusan",
        "step": "return",
        "reason": "Lengkapi lokasinya.",
        "version": proposal.version,
    }
    with Holder(proposal):
        answer = client.post(f"/kerja/verifikasi/{proposal.number}/", sent)
    assert answer.status_code == 200
    assert BUSY in answer.content.decode()
    assert "Lengkapi lokasinya." in answer.content.decode()


def test_one_busy_result_does_not_stop_the_publication_of_others(forum, sekretariat, pimpinan, impatient):
    proposals = ProposalFactory.create_batch(2, forum=forum, verified=True)
    decisions = [record_result(p, actor=sekretariat, **given(Outcome.ACCEPTED, forum)) for p in proposals]
    with Holder(proposals[0]):
        rows = publish_results(dict.fromkeys((d.pk for d in decisions), 1), actor=pimpinan)
    assert [row.problem for row in rows] == [BUSY, ""]
    assert OfficialAnswer.objects.get().proposal == proposals[1]


def test_other_errors_are_not_tried_again(caplog):
    calls = []

    @retried(Refused)
    @transaction.atomic
    def verb(sql):
        calls.append(sql)
        with connection.cursor() as cursor:
            cursor.execute(sql)

    with pytest.raises(DataError):
        verb("SELECT 1/0")
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 50")
    with pytest.raises(Exception, match="statement timeout"):
        verb("SELECT pg_sleep(5)")
    connection.close()
    assert len(calls) == 2
    assert tries(caplog) == 0


def test_inside_another_transaction_nothing_is_tried_again(impatient, caplog):
    forum = ForumFactory()
    locked = cross(forum, forum, lambda: None)
    with Holder(forum), pytest.raises(Exception, match="lock timeout"), transaction.atomic():
        locked()
    assert tries(caplog) == 0


@pytest.fixture(autouse=True)
def _heard(caplog):
    caplog.set_level(logging.WARNING, logger="renja.core")
