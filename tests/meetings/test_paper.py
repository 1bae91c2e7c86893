"""Isi hasil dari kertas: all rows at once, all or nothing, and nothing typed is lost."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from meetings import running
from meetings.deciding import decide_item
from meetings.entering_paper import PaperRefused, PaperRow, enter_from_paper, held_at
from meetings.models import Sitting
from proposals.choices import Outcome
from proposals.models import Decision, Proposal, ReasonCode
from tests.factories.stakeholders import MembershipFactory, OrganizationFactory
from tests.meetings.sessions import items_of, session_of
from tests.proposals.outcomes import WORDS

pytestmark = pytest.mark.django_db
ACCEPTED = {"outcome": Outcome.ACCEPTED, **WORDS}


@pytest.fixture
def session(db) -> Sitting:
    return session_of(3, starts_at=timezone.now() - datetime.timedelta(days=2))


@pytest.fixture
def staff(client, sekretariat):
    client.force_login(sekretariat)
    return client


def address(session: Sitting) -> str:
    return reverse("meetings:paper", args=[session.pk])


def sent(session: Sitting, **rows: dict) -> dict:
    """The whole grid as a browser sends it: `a` is the first row, `b` the second, `c` the third."""
    data = {}
    for letter, item in zip("abc", items_of(session), strict=False):
        pending = item.proposal.decisions.pending().first()
        row = {
            "version": item.version,
            "seen_result": pending.version if pending else 0,
            "seen_proposal": item.proposal.version,
            "notes": item.notes,
            "outcome": pending.outcome if pending else "",
            "reason": pending.reason if pending else "",
        }
        data |= {f"baris-{item.pk}-{name}": value for name, value in (row | rows.get(letter, {})).items()}
    return data


def test_results_are_entered_with_the_day_of_the_session(session, sekretariat):
    first, second, third = items_of(session)
    rows = [
        PaperRow(first, "Setuju", 1, result=ACCEPTED),
        PaperRow(second, "", 1),
        PaperRow(third, "Catatan", 1),
    ]
    assert enter_from_paper(session, rows, actor=sekretariat) == 1
    first, second, third = items_of(session)
    assert (first.is_entered_later, first.discussed_at, first.notes) == (True, session.starts_at, "Setuju")
    assert (second.is_entered_later, second.discussed_at, third.notes) == (False, None, "Catatan")
    assert Decision.objects.get().proposal == first.proposal
    session.refresh_from_db()
    assert (session.state, session.opened_at) == ("closed", session.starts_at)
    entry = Entry.objects.latest("id")
    assert (entry.action, entry.data) == ("sitting.enter_paper", {"count": 1})


def test_session_that_runs_goes_on(session, sekretariat):
    running.open_sitting(session, actor=sekretariat)
    enter_from_paper(session, [PaperRow(items_of(session)[0], "", 1, result=ACCEPTED)], actor=sekretariat)
    session.refresh_from_db()
    assert session.state == "running"


def test_one_wrong_row_keeps_all_from_being_saved(session, sekretariat):
    first, second, _third = items_of(session)
    rows = [
        PaperRow(first, "Setuju", 1, result=ACCEPTED),
        PaperRow(second, "", 1, result={**ACCEPTED, "outcome": Outcome.FORWARDED}),
    ]
    with pytest.raises(PaperRefused) as refused:
        enter_from_paper(session, rows, actor=sekretariat)
    assert refused.value.problems == {second.pk: "Pilih instansi tujuan."}
    assert not Decision.objects.exists()
    assert [item.notes for item in items_of(session)] == ["", "", ""]
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("fields", "day"),
    [
        ({"starts_at": None}, "2027-02-10"),
        ({"starts_at": "2027-02-09 09:00+08:00"}, "2027-02-09"),
        ({"starts_at": "2027-03-09 09:00+08:00"}, "2027-02-12"),
    ],
)
def test_day_of_the_session_is_what_is_known_of_it(fields, day, time_machine):
    time_machine.move_to("2027-02-12 15:00+08:00", tick=False)
    session = session_of(0, **fields)
    session.refresh_from_db()
    session.forum.held_on = datetime.date(2027, 2, 10)
    assert str(timezone.localdate(held_at(session))) == day


# The page


def test_grid_is_saved_at_once(staff, session):
    office = OrganizationFactory(name="Dinas Pekerjaan Umum")
    code = ReasonCode.objects.get(code="pagu-tidak-cukup")
    data = sent(
        session,
        a={"outcome": "accepted_with_changes", "agreed_volume": "6,5", "notes": "Dikurangi"},
        b={"outcome": "forwarded", "office": office.name},
        c={"outcome": "rejected", "reason_code": code.pk},
    )
    answer = staff.post(address(session), data, follow=True)
    assert answer.redirect_chain == [(address(session), 302)]
    first, second, third = Decision.objects.order_by("proposal__number")
    assert (first.agreed_volume, second.office, third.reason) == (6.5, office, code.sentence)
    assert "Disepakati dengan penyesuaian" in first.reason
    assert "3 hasil dicatat" in answer.content.decode()
    # Sent once more as it stands, it changes nothing.
    staff.post(address(session), sent(session))
    assert set(Decision.objects.values_list("version", flat=True)) == {1}


def test_rows_say_what_is_missing_and_lose_nothing(staff, session):
    data = sent(
        session,
        a={"outcome": "accepted", "notes": "Tetap ada"},
        b={"outcome": "forwarded", "office": "Dinas Antah"},
        c={"outcome": "merged", "parent": ""},
    )
    text = staff.post(address(session), data).content.decode()
    assert "Belum ada yang disimpan" in text
    assert "Instansi “Dinas Antah” tidak dikenal" in text
    assert "Tulis nomor usulan induknya" in text
    assert "Tetap ada" in text
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"outcome": "accepted_with_changes"}, "Tulis volume yang disepakati"),
        ({"outcome": "rejected"}, "Pilih alasan bakunya"),
        ({"outcome": "merged", "parent": "ASP-2028-9999"}, "Tidak ada usulan dengan nomor"),
    ],
)
def test_each_result_asks_for_its_own(staff, session, row, words):
    assert words in staff.post(address(session), sent(session, a=row)).content.decode()


def test_quicker_colleague_is_shown_beside_what_was_typed(staff, session, three_roles):
    data = sent(session, a={"outcome": "deferred", "notes": "Catatan saya"})
    item = items_of(session)[0]
    running.open_sitting(session, actor=three_roles)
    decide_item(item, actor=three_roles, seen=0, **ACCEPTED)
    running.save_notes(item, actor=three_roles, notes="Catatan rekan", version=1)
    answer = staff.post(address(session), data)
    text = answer.content.decode()
    assert answer.status_code == 409
    for words in ("Catatan rekan", "Catatan saya", "Diterima (Tiga Peran)"):
        assert words in text
    row = answer.context["rows"][0]
    again = data | {
        row.add_prefix(name): row[name].value() for name in ("version", "seen_result", "seen_proposal")
    }
    assert staff.post(address(session), again).status_code == 302
    assert (Decision.objects.get().outcome, items_of(session)[0].notes) == ("deferred", "Catatan saya")


def test_what_is_not_theirs_has_its_reason_instead_of_a_form(staff, session, sekretariat):
    first, second, _third = items_of(session)
    mine = MembershipFactory(user=sekretariat).organization
    Proposal.objects.filter(pk=first.proposal_id).update(organization=mine)
    Proposal.objects.filter(pk=second.proposal_id).update(status="withdrawn")
    text = staff.get(address(session)).content.decode()
    assert "ditangani oleh orang lain" in text
    assert "Usulan berstatus “Ditarik pengusul”" in text


def test_empty_agenda_is_helpful(staff):
    assert "Belum ada acara" in staff.get(address(session_of(0))).content.decode()


def queries(staff, session: Sitting) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert staff.get(address(session)).status_code == 200
    return len(captured)


def test_grid_asks_no_more_for_more_rows(staff):
    one, three = queries(staff, session_of(1)), queries(staff, session_of(3))
    assert one == three <= 12


@pytest.mark.parametrize("role", ["verifikator", "perencana", "pimpinan", "admin_user"])
def test_nobody_else_opens_it(client, request, session, role):
    client.force_login(request.getfixturevalue(role))
    assert client.get(address(session)).status_code == (404 if role == "verifikator" else 403)
