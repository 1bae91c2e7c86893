"""Pekerjaan saya: what waits for each role, the late first, in a bounded number of queries."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from audit.services import record
from core.dates import add_working_days
from jobs.models import State as JobState
from jobs.models import WorkerHeartbeat
from meetings.models import Sitting
from notifications.models import State as LetterState
from proposals.choices import Status
from renja_portal.workspace import nearest_deadlines, waiting_for
from tests.factories.forums import ForumFactory, PhaseFactory
from tests.factories.jobs import JobFactory
from tests.factories.meetings import SittingFactory
from tests.factories.notifications import MessageFactory
from tests.factories.proposals import DecisionFactory, ProposalFactory, QuestionFactory
from tests.factories.renja import RenjaFactory
from tests.factories.stakeholders import OfficialFactory

SILENT = (2, "Hal yang salah pada sistem")  # no worker runs in the tests, and nothing is backed up
YESTERDAY = datetime.timedelta(days=1)


def told(user) -> list[tuple[int, str]]:
    return [(task.amount, task.label) for task in waiting_for(user)]


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    settings.MEDIA_ROOT = settings.DATA_DIR = tmp_path


@pytest.fixture
def unit(verifikator):
    return verifikator.memberships.get().units.get()


def test_nobody_waits_for_nothing(db, sekretariat, verifikator, perencana, pimpinan):
    assert [told(user) for user in (sekretariat, verifikator, perencana, pimpinan)] == [[], [], [], []]


def test_verifikator_reads_what_is_late(verifikator, unit):
    today = timezone.localdate()
    for due in (add_working_days(today, -2), today, add_working_days(today, 3)):
        ProposalFactory(unit=unit, verify_due_on=due)
    ProposalFactory(unit=unit, verified=True)
    tasks = waiting_for(verifikator)
    assert [(t.amount, t.label, t.note, t.is_late) for t in tasks] == [
        (3, "Usulan menunggu verifikasi", "1 lewat tenggat, 1 jatuh tempo hari ini", True),
        (1, "Usulan menunggu hasil pembahasan", "Isi setelah dibahas dalam sidang", False),
    ]


def test_verifikator_sees_the_nearest_deadlines_of_own_bidang(verifikator, unit):
    late = ProposalFactory(unit=unit, verify_due_on=timezone.localdate() - YESTERDAY)
    next_one = ProposalFactory(unit=unit)
    ProposalFactory(verified=True, unit=unit)
    assert list(nearest_deadlines(verifikator)) == [late, next_one]


def test_sekretariat_disposes_what_no_bidang_has(sekretariat, unit):
    ProposalFactory()
    ProposalFactory(unit=unit)
    assert told(sekretariat) == [(1, "Usulan belum didisposisikan")]


def test_pimpinan_publishes_what_others_recorded(pimpinan):
    DecisionFactory()
    DecisionFactory(decided_by=pimpinan)
    assert told(pimpinan) == [(1, "Hasil menunggu pengesahan")]


def test_admin_is_told_of_a_missing_signer(admin_user):
    assert told(admin_user) == [SILENT, (1, "Pejabat penanda tangan belum diisi")]
    OfficialFactory(valid_from=timezone.localdate())
    assert told(admin_user) == [SILENT]


def test_admin_is_told_of_what_is_wrong_with_the_installation(admin_user):
    OfficialFactory(valid_from=timezone.localdate())
    (task,) = waiting_for(admin_user)
    assert (task.amount, task.note, task.is_late) == (2, "Pekerja (worker), Cadangan", True)
    WorkerHeartbeat.objects.create(name="pekerja", seen_at=timezone.now())
    assert told(admin_user) == [(1, "Hal yang salah pada sistem")]


def test_roles_add_up_in_one_list(three_roles):
    unit = three_roles.memberships.get(role="verifikator").units.get()
    ProposalFactory(unit=unit)
    ProposalFactory(verified=True)
    assert told(three_roles) == [
        (1, "Usulan menunggu verifikasi"),
        (1, "Usulan menunggu hasil pembahasan"),
    ]


@pytest.mark.parametrize("rows", [1, 3])
def test_workspace_of_three_roles_asks_few_queries(client, three_roles, rows, django_assert_max_num_queries):
    phase = PhaseFactory()
    RenjaFactory(forum=phase.forum)
    unit = three_roles.memberships.get(role="verifikator").units.get()
    for _n in range(rows):
        ProposalFactory(unit=unit)
        ProposalFactory(status=Status.VERIFIED, volume=Decimal(2))
        ProposalFactory(status=Status.ACCEPTED)
        DecisionFactory()
    client.force_login(three_roles)
    with django_assert_max_num_queries(12):
        answer = client.get("/kerja/")
    assert [task.amount for task in answer.context["tasks"]] == [rows, rows, rows, 5]
    assert len(answer.context["nearest"]) == rows


def test_plan_that_is_open_names_what_it_lacks(perencana):
    RenjaFactory(forum=PhaseFactory().forum)
    ProposalFactory.create_batch(2, status=Status.ACCEPTED)
    assert told(perencana) == [
        (2, "Usulan diterima yang belum dimuat dalam Renja"),
        (5, "Hal yang perlu dilengkapi pada Renja 2028"),
    ]


def test_gaps_of_a_plan_are_counted_again_after_a_deed(perencana, kept_pages):
    RenjaFactory(forum=PhaseFactory().forum)
    assert told(perencana) == [(4, "Hal yang perlu dilengkapi pada Renja 2028")]
    ProposalFactory(status=Status.ACCEPTED)
    record("proposal.publish", None)
    assert told(perencana)[0] == (1, "Usulan diterima yang belum dimuat dalam Renja")


def test_admin_reads_what_failed_lately(admin_user):
    OfficialFactory()
    now = timezone.now()
    long_ago = now - datetime.timedelta(days=20)
    JobFactory(state=JobState.FAILED, finished_at=now)
    JobFactory(state=JobState.FAILED, finished_at=long_ago)
    MessageFactory(state=LetterState.FAILED)
    MessageFactory(state=LetterState.BOUNCED, sent_at=now)
    MessageFactory(state=LetterState.FAILED, created_at=long_ago)
    assert told(admin_user) == [SILENT, (1, "Pekerjaan latar yang gagal"), (2, "Surat yang tidak sampai")]
    assert [task.url for task in waiting_for(admin_user)][1:] == [
        "/kerja/pekerjaan/?keadaan=failed", "/kerja/surat-keluar/?keadaan=tidak_sampai",
    ]  # fmt: skip


def test_sekretariat_is_told_of_questions_of_others(sekretariat, pimpinan):
    QuestionFactory.create_batch(2)
    QuestionFactory(asked_by=sekretariat)
    QuestionFactory(answered=True)
    assert (2, "Pertanyaan menunggu jawaban") in told(sekretariat)
    assert "Pertanyaan menunggu jawaban" not in [label for _n, label in told(pimpinan)]


def test_sessions_of_today_are_told_to_whoever_runs_them(sekretariat, verifikator, pimpinan, unit):
    now = timezone.now()
    mine = SittingFactory(starts_at=now)
    unit.urusan.add(mine.urusan)
    SittingFactory(starts_at=now)
    SittingFactory(starts_at=now + datetime.timedelta(days=2))
    closed = {"state": Sitting.State.CLOSED, "opened_at": now, "closed_at": now}
    SittingFactory(starts_at=now, **closed)
    assert told(sekretariat) == [(2, "Sidang hari ini")]
    assert [(task.amount, task.note) for task in waiting_for(verifikator)] == [(1, "Belum dimulai")]
    assert told(pimpinan) == []
    Sitting.objects.filter(pk=mine.pk).update(
        state=Sitting.State.RUNNING, opened_at=now, starts_at=now - 3 * YESTERDAY
    )
    task = waiting_for(verifikator)[0]
    assert (task.amount, task.note, task.url) == (1, "1 sedang berlangsung", "/kerja/sidang/")


def test_day_of_the_forum_is_told_to_whoever_keeps_the_door(sekretariat, verifikator):
    ForumFactory(held_on=timezone.localdate())
    ForumFactory(held_on=timezone.localdate() + YESTERDAY)
    assert (1, "Forum hari ini") in told(sekretariat)
    assert told(verifikator) == []
