"""The pages of a session: who may open them, what they show, and two secretaries who write at once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from meetings import running
from meetings.deciding import decide_item
from meetings.models import Sitting
from proposals.choices import Outcome
from proposals.models import Proposal
from stakeholders.models import Role
from tests.factories.meetings import AttendanceFactory, SittingFactory
from tests.factories.proposals import ProposalFactory
from tests.factories.stakeholders import (
    HostMembershipFactory,
    MembershipFactory,
    UnitFactory,
)
from tests.meetings.conftest import at
from tests.meetings.sessions import items_of, session_of
from tests.proposals.outcomes import WORDS

pytestmark = pytest.mark.django_db


def test_sessions_are_listed_with_their_progress(secretary, session, sekretariat):
    decide_item(items_of(session)[0], actor=sekretariat, seen=0, outcome=Outcome.ACCEPTED, **WORDS)
    text = secretary.get(reverse("meetings:run")).content.decode()
    for words in (str(session), "3 usulan, 2 belum ada hasilnya", "Berlangsung"):
        assert words in text


def test_sessions_that_run_come_first_and_those_that_were_held_last(secretary, session):
    held = SittingFactory(forum=session.forum, state="closed", opened_at=timezone.now(), order=0)
    planned = SittingFactory(forum=session.forum, order=1)
    Sitting.objects.filter(pk=session.pk).update(order=2)
    assert list(secretary.get(reverse("meetings:run")).context["sittings"]) == [session, planned, held]


def test_list_is_helpful_when_empty(secretary, forum):
    assert "Belum ada sidang" in secretary.get(reverse("meetings:run")).content.decode()


def test_console_shows_the_discussed_proposal_and_the_agenda(secretary, session):
    first, second, _third = items_of(session)
    Proposal.objects.filter(pk=first.proposal_id).update(
        beneficiaries="Warga RT 5", beneficiary_count=120, estimated_cost=75_000_000, landmark="Depan masjid", rt="05",
        contribution="Lahan",
    )  # fmt: skip
    AttendanceFactory.create_batch(2, forum=session.forum)
    answer = secretary.get(at("console", session))
    text = answer.content.decode()
    for words in (
        first.proposal.title, second.proposal.title, "Pemasangan titik internet publik", "Warga RT 5", "120",
        "Rp75.000.000", "Depan masjid", "RT 05", "Lahan", "10 unit", "0 dari 3 ada hasilnya", "2 hadir",
    ):  # fmt: skip
        assert words in text
    assert answer.context["board"].shown.item == first


def test_another_proposal_is_shown_without_leading_the_session_on(secretary, session):
    first, second, _third = items_of(session)
    answer = secretary.get(at("console", session, query=f"?acara={second.pk}"))
    assert answer.context["board"].shown.item == second
    text = answer.content.decode()
    assert "Sekarang dibahas:" in text
    assert "Bahas sekarang" in text
    assert Sitting.objects.get().current == first


@pytest.mark.parametrize("shown", ["abc", "0", "99999999999", "³"])
def test_unknown_proposal_shows_the_discussed_one(secretary, session, shown):
    answer = secretary.get(at("console", session), {"acara": shown})
    assert answer.context["board"].shown.item == items_of(session)[0]


def test_session_before_it_begins_offers_its_beginning_alone(secretary):
    session = session_of(1)
    text = secretary.get(at("console", session)).content.decode()
    assert "Mulai sidang" in text
    assert "Hasil dicatat setelah sidang dimulai" in text
    secretary.post(at("sitting_open", session))
    assert Sitting.objects.get().state == "running"
    assert "outcomes" in secretary.get(at("console", session)).content.decode()


def test_session_without_agenda_is_helpful(secretary):
    assert "Belum ada acara" in secretary.get(at("console", session_of(0))).content.decode()


def test_similar_proposals_and_what_cannot_be_decided_are_said(secretary, session, sekretariat):
    first = items_of(session)[0]
    twin = ProposalFactory(forum=session.forum, title=first.proposal.title)
    mine = MembershipFactory(user=sekretariat).organization
    assert twin.number in secretary.get(at("console", session)).content.decode()
    Proposal.objects.filter(pk=first.proposal_id).update(organization=mine)
    text = secretary.get(at("console", session)).content.decode()
    assert "ditangani oleh orang lain" in text
    assert 'class="outcomes"' not in text


def test_part_says_what_is_new(secretary, session, three_roles):
    first, second, _third = items_of(session)
    since = secretary.get(at("console", session)).context["board"].since
    query = {"sejak": since, "acara": first.pk, "hasil": 0}
    assert secretary.get(at("console_part", session), query).status_code == 204
    decide_item(first, actor=three_roles, seen=0, outcome=Outcome.DEFERRED, **WORDS)
    text = secretary.get(at("console_part", session), query).content.decode()
    assert "Cadangan" in text
    assert "Hasil usulan ini baru dicatat oleh Tiga Peran" in text
    assert "<html" not in text
    assert (
        "baru dicatat"
        not in secretary.get(at("console_part", session), {**query, "hasil": 1}).content.decode()
    )
    running.take_up_item(session, second, actor=three_roles, seen=first.pk)
    assert "Sekarang dibahas:" in secretary.get(at("console_part", session), query).content.decode()


def test_session_is_led_on_by_its_button(secretary, session):
    first, second, third = items_of(session)
    answer = secretary.post(at("item_take_up", session, second.pk), {"sedang": first.pk})
    assert answer.url == f"{at('console', session)}?acara={second.pk}#acara"
    answer = secretary.post(at("item_take_up", session, third.pk), {"sedang": first.pk})
    assert answer.status_code == 409
    assert f"Petugas lain sudah membuka {second.proposal.number}" in answer.content.decode()


def test_session_is_ended_after_a_look_at_what_is_left(secretary, session):
    text = secretary.get(at("sitting_close", session)).content.decode()
    assert "3 usulan belum ada hasilnya" in text
    assert items_of(session)[2].proposal.number in text
    assert "Sidang ditutup." in secretary.post(at("sitting_close", session), follow=True).content.decode()
    for path in (at("sitting_close", session), at("item_take_up", session, items_of(session)[0].pk)):
        text = secretary.post(path, follow=True).content.decode()
        assert "tidak sedang berlangsung" in text or "sudah ditutup" in text


def test_verifier_is_told_who_records(client, session):
    unit = UnitFactory(urusan=[session.urusan])
    client.force_login(HostMembershipFactory(role=Role.VERIFIKATOR, units=[unit]).user)
    assert "dicatat oleh sekretariat" in client.get(at("spoken", session)).content.decode()


@pytest.mark.parametrize(
    "name", ["console", "console_part", "sitting_close", "spoken", "paper", "screen_link"]
)
def test_verifier_of_another_urusan_finds_nothing(client, session, verifikator, name):
    client.force_login(verifikator)
    assert client.get(at(name, session)).status_code == 404


@pytest.mark.parametrize("role", ["perencana", "pimpinan", "admin_user", "pengusul"])
def test_nobody_else_opens_the_console(client, request, session, role):
    client.force_login(request.getfixturevalue(role))
    assert client.get(at("console", session)).status_code == 403


def queries(secretary, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert secretary.get(path).status_code == 200
    return len(captured)


@pytest.mark.parametrize(("name", "most"), [("console", 20), ("console_part", 12)])
def test_console_asks_no_more_for_a_longer_agenda(secretary, sekretariat, name, most):
    one, three = (running.open_sitting(session_of(n), actor=sekretariat) for n in (1, 3))
    counts = [queries(secretary, at(name, session)) for session in (one, three)]
    assert counts[0] == counts[1] <= most


def test_list_of_sessions_asks_no_more_for_more(secretary):
    session_of(1)
    one = queries(secretary, reverse("meetings:run"))
    session_of(1)
    session_of(1)
    assert one == queries(secretary, reverse("meetings:run")) <= 12
