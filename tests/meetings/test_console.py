"""The pages of a session: who may open them, what they show, and two secretaries who write at once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings import running
from meetings.deciding import decide_item
from meetings.models import AgendaItem, Sitting
from proposals.choices import Outcome
from proposals.models import Decision, Proposal, ReasonCode
from stakeholders.models import Role
from tests.factories.meetings import AttendanceFactory
from tests.factories.proposals import ProposalFactory
from tests.factories.stakeholders import (
    HostMembershipFactory,
    KelurahanFactory,
    MembershipFactory,
    UnitFactory,
)
from tests.meetings.sessions import items_of, session_of
from tests.proposals.outcomes import WORDS

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(sekretariat) -> Sitting:
    return running.open_sitting(session_of(3), actor=sekretariat)


@pytest.fixture
def staff(client, sekretariat):
    client.force_login(sekretariat)
    return client


def at(name: str, session: Sitting, *args, query: str = "") -> str:
    return reverse(f"meetings:{name}", args=[session.pk, *args]) + query


def result_of(item: AgendaItem, outcome: str, **fields) -> dict:
    pending = item.proposal.decisions.pending().first()
    seen = {"version": item.proposal.version, "seen_result": pending.version if pending else 0}
    return {"outcome": outcome, **seen, **fields}


# Reading


def test_sessions_are_listed_with_their_progress(staff, session, sekretariat):
    decide_item(items_of(session)[0], actor=sekretariat, seen=0, outcome=Outcome.ACCEPTED, **WORDS)
    text = staff.get(reverse("meetings:run")).content.decode()
    for words in (str(session), "3 usulan, 2 belum ada hasilnya", "Berlangsung"):
        assert words in text


def test_list_is_helpful_when_empty(staff, forum):
    assert "Belum ada sidang" in staff.get(reverse("meetings:run")).content.decode()


def test_console_shows_the_discussed_proposal_and_the_agenda(staff, session):
    first, second, _third = items_of(session)
    Proposal.objects.filter(pk=first.proposal_id).update(
        beneficiaries="Warga RT 5", beneficiary_count=120, estimated_cost=75_000_000, landmark="Depan masjid", rt="05",
        contribution="Lahan",
    )  # fmt: skip
    AttendanceFactory.create_batch(2, forum=session.forum)
    answer = staff.get(at("console", session))
    text = answer.content.decode()
    for words in (
        first.proposal.title, second.proposal.title, "Pemasangan titik internet publik", "Warga RT 5", "120",
        "Rp75.000.000", "Depan masjid", "RT 05", "Lahan", "10 unit", "0 dari 3 ada hasilnya", "2 hadir",
    ):  # fmt: skip
        assert words in text
    assert answer.context["board"].shown.item == first


def test_another_proposal_is_shown_without_leading_the_session_on(staff, session):
    first, second, _third = items_of(session)
    answer = staff.get(at("console", session, query=f"?acara={second.pk}"))
    assert answer.context["board"].shown.item == second
    text = answer.content.decode()
    assert "Sekarang dibahas:" in text
    assert "Bahas sekarang" in text
    assert Sitting.objects.get().current == first


@pytest.mark.parametrize("shown", ["abc", "0", "99999999999", "³"])
def test_unknown_proposal_shows_the_discussed_one(staff, session, shown):
    answer = staff.get(at("console", session), {"acara": shown})
    assert answer.context["board"].shown.item == items_of(session)[0]


def test_session_before_it_begins_offers_its_beginning_alone(staff):
    session = session_of(1)
    text = staff.get(at("console", session)).content.decode()
    assert "Mulai sidang" in text
    assert "Hasil dicatat setelah sidang dimulai" in text
    staff.post(at("sitting_open", session))
    assert Sitting.objects.get().state == "running"
    assert "outcomes" in staff.get(at("console", session)).content.decode()


def test_session_without_agenda_is_helpful(staff):
    assert "Belum ada acara" in staff.get(at("console", session_of(0))).content.decode()


def test_similar_proposals_and_what_cannot_be_decided_are_said(staff, session, sekretariat):
    first = items_of(session)[0]
    twin = ProposalFactory(forum=session.forum, title=first.proposal.title)
    mine = MembershipFactory(user=sekretariat).organization
    assert twin.number in staff.get(at("console", session)).content.decode()
    Proposal.objects.filter(pk=first.proposal_id).update(organization=mine)
    text = staff.get(at("console", session)).content.decode()
    assert "ditangani oleh orang lain" in text
    assert 'class="outcomes"' not in text


def test_part_says_what_is_new(staff, session, three_roles):
    first, second, _third = items_of(session)
    since = staff.get(at("console", session)).context["board"].since
    query = {"sejak": since, "acara": first.pk, "hasil": 0}
    assert staff.get(at("console_part", session), query).status_code == 204
    decide_item(first, actor=three_roles, seen=0, outcome=Outcome.DEFERRED, **WORDS)
    text = staff.get(at("console_part", session), query).content.decode()
    assert "Cadangan" in text
    assert "Hasil usulan ini baru dicatat oleh Tiga Peran" in text
    assert "<html" not in text
    assert (
        "baru dicatat" not in staff.get(at("console_part", session), {**query, "hasil": 1}).content.decode()
    )
    running.take_up_item(session, second, actor=three_roles, seen=first.pk)
    assert "Sekarang dibahas:" in staff.get(at("console_part", session), query).content.decode()


# Leading on


def test_session_is_led_on_by_its_button(staff, session):
    first, second, third = items_of(session)
    answer = staff.post(at("item_take_up", session, second.pk), {"sedang": first.pk})
    assert answer.url == f"{at('console', session)}?acara={second.pk}#acara"
    answer = staff.post(at("item_take_up", session, third.pk), {"sedang": first.pk})
    assert answer.status_code == 409
    assert f"Petugas lain sudah membuka {second.proposal.number}" in answer.content.decode()


def test_session_is_ended_after_a_look_at_what_is_left(staff, session):
    text = staff.get(at("sitting_close", session)).content.decode()
    assert "3 usulan belum ada hasilnya" in text
    assert items_of(session)[2].proposal.number in text
    assert "Sidang ditutup." in staff.post(at("sitting_close", session), follow=True).content.decode()
    for path in (at("sitting_close", session), at("item_take_up", session, items_of(session)[0].pk)):
        text = staff.post(path, follow=True).content.decode()
        assert "tidak sedang berlangsung" in text or "sudah ditutup" in text


# Results


def test_result_takes_two_presses(staff, session):
    item = items_of(session)[0]
    form = staff.get(at("console", session, query=f"?acara={item.pk}&hasil=accepted")).context["form"]
    filled = {name: form.initial[name] for name in ("reason", "response")}
    assert filled["reason"] == f"Disepakati dalam {session}."
    assert "pelaksanaannya menunggu penetapan APBD" in filled["response"]
    answer = staff.post(
        at("item_result", session, item.pk), result_of(item, "accepted", **filled), follow=True
    )
    text = answer.content.decode()
    assert f"{item.proposal.number}: Diterima. Menunggu pengesahan pimpinan." in text
    assert "Batalkan hasil" in text
    decision = Decision.objects.get()
    assert (decision.reason, decision.response) == (filled["reason"], filled["response"])
    staff.post(at("item_undo", session, item.pk), {"seen_result": 1})
    assert not item.proposal.decisions.pending().exists()


@pytest.mark.parametrize(
    ("outcome", "code"),
    [("deferred", "pagu-tidak-cukup"), ("forwarded", "salah-perangkat-daerah"), ("merged", "digabung")],
)
def test_form_opens_with_the_usual_reason(staff, session, outcome, code):
    form = staff.get(at("console", session, query=f"?hasil={outcome}")).context["form"]
    usual = ReasonCode.objects.get(code=code)
    assert (form.initial["reason_code"], form.initial["reason"]) == (usual, usual.sentence)


def test_similar_proposal_is_named_as_the_one_to_join(staff, session):
    form = staff.get(at("console", session, query="?hasil=merged&induk=ASP-2028-0002")).context["form"]
    assert form.initial["parent"] == "ASP-2028-0002"


def test_sentences_that_were_emptied_are_filled_in_again(staff, session):
    item, code = items_of(session)[0], ReasonCode.objects.get(code="lahan-aset")
    fields = {"reason_code": code.pk, "reason": "", "response": " "}
    staff.post(at("item_result", session, item.pk), result_of(item, "rejected", **fields))
    decision = Decision.objects.get()
    assert decision.reason == code.sentence
    assert decision.response.endswith(code.sentence)


def test_result_that_lacks_something_stays_typed(staff, session):
    item = items_of(session)[0]
    fields = {"reason_code": "", "reason": "Tanggapan yang sudah diketik", "response": ""}
    text = staff.post(
        at("item_result", session, item.pk), result_of(item, "rejected", **fields)
    ).content.decode()
    assert "Pilih alasan bakunya." in text
    assert "Tanggapan yang sudah diketik" in text
    assert not Decision.objects.exists()


@pytest.mark.parametrize("outcome", ["", "ditolak", "published"])
def test_unknown_outcome_is_asked_for_again(staff, session, outcome):
    item = items_of(session)[0]
    answer = staff.post(at("item_result", session, item.pk), result_of(item, outcome), follow=True)
    assert "Pilih hasil pembahasannya." in answer.content.decode()


def test_second_secretary_sees_both_and_can_replace(staff, session, three_roles):
    item = items_of(session)[0]
    typed = result_of(item, "deferred", reason="Alasan saya", response="Jawaban saya")
    decide_item(
        item, actor=three_roles, seen=0, outcome=Outcome.ACCEPTED, reason="Alasan rekan", response="Ya."
    )
    answer = staff.post(at("item_result", session, item.pk), typed)
    text = answer.content.decode()
    assert answer.status_code == 409
    for words in ("sudah dicatat oleh Tiga Peran", "Alasan rekan", "Alasan saya", "Yang tersimpan"):
        assert words in text
    staff.post(at("item_result", session, item.pk), typed | {"seen_result": 1})
    assert Decision.objects.get().reason == "Alasan saya"


def test_same_form_sent_twice_is_one_result(staff, session):
    item = items_of(session)[0]
    data = result_of(item, "accepted", reason="Baik", response="Ya.")
    for _press in range(2):
        assert staff.post(at("item_result", session, item.pk), data).status_code == 302
    assert Decision.objects.get().version == 1


def test_save_and_go_on_leads_to_the_next(staff, session):
    first, second, third = items_of(session)
    answer = staff.post(at("item_result", session, first.pk), result_of(first, "accepted", berikutnya="1"))
    assert answer.url == f"{at('console', session)}?acara={second.pk}#acara"
    assert Sitting.objects.get().current == second
    answer = staff.post(at("item_result", session, third.pk), result_of(third, "accepted", berikutnya="1"))
    assert answer.url.startswith(f"{at('console', session)}?acara={third.pk}")


def test_undoing_too_late_says_why(staff, session, sekretariat):
    first, second, _third = items_of(session)
    decide_item(first, actor=sekretariat, seen=0, outcome=Outcome.ACCEPTED, **WORDS)
    running.take_up_item(session, second, actor=sekretariat, seen=first.pk)
    text = staff.post(at("item_undo", session, first.pk), {"seen_result": 1}, follow=True).content.decode()
    assert "Acara sudah berpindah" in text


# Notes


def test_notes_are_saved_by_button_and_while_typing(staff, session):
    item = items_of(session)[0]
    path = at("item_notes", session, item.pk)
    assert staff.post(path, {"notes": "Setuju", "version": 1}).status_code == 302
    answer = staff.post(path, {"notes": "Setuju semua", "version": 2}, headers={"HX-Request": "true"})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert 'name="version" value="3"' in text
    assert "Tersimpan pukul" in text
    assert AgendaItem.objects.get(pk=item.pk).notes == "Setuju semua"


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_stale_notes_show_both(staff, session, three_roles, headers):
    item = items_of(session)[0]
    running.save_notes(item, actor=three_roles, notes="Dari rekan", version=1)
    answer = staff.post(
        at("item_notes", session, item.pk), {"notes": "Dari saya", "version": 1}, headers=headers
    )
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Dari rekan" in text
    assert "Dari saya" in text
    assert 'name="version" value="2"' in text


def test_notes_that_are_too_long_are_refused(staff, session):
    item = items_of(session)[0]
    path = at("item_notes", session, item.pk)
    answer = staff.post(path, {"notes": "a" * 8001, "version": 1}, headers={"HX-Request": "true"})
    assert answer.status_code == 422
    assert "8000" in answer.content.decode().replace(".", "")


def test_notes_besides_the_proposals_are_kept_and_never_overwritten(staff, session, three_roles):
    path = at("sitting_notes", session)
    sent = {"sidang-notes": "Dibuka pukul 09.00", "sidang-version": session.version}
    assert "Catatan sidang disimpan." in staff.post(path, sent, follow=True).content.decode()
    running.save_sitting_notes(
        session, actor=three_roles, notes="Dari rekan", version=Sitting.objects.get().version
    )
    answer = staff.post(path, sent | {"sidang-notes": "Dari saya"})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Dari rekan" in text
    assert "Dari saya" in text
    too_long = staff.post(path, sent | {"sidang-notes": "a" * 8001})
    assert "8.000" in too_long.content.decode() or "8000" in too_long.content.decode()
    assert Sitting.objects.get().notes == "Dari rekan"


# Spoken proposals


def spoken(**changes) -> dict:
    return {
        "title": "Pelatihan keamanan siber", "problem": "Warga tertipu.", "request": "Pelatihan satu hari.",
        "contact_name": "Ibu Sari", "kelurahan": KelurahanFactory().pk, "volume": "6", "volume_unit": "kali",
        "submit_key": "6f1d6c1e-8a5e-4b0e-9d6c-0c5a3f1b2d4e",
    } | changes  # fmt: skip


def test_spoken_proposal_is_entered_verified_and_decided(staff, session, client):
    answer = staff.post(at("spoken", session), spoken())
    item = items_of(session)[-1]
    assert answer.url == f"{at('console', session)}?acara={item.pk}#acara"
    assert "Usulan ini belum diverifikasi" in staff.get(answer.url).content.decode()
    unit = UnitFactory(urusan=[session.urusan])
    client.force_login(HostMembershipFactory(role=Role.VERIFIKATOR, units=[unit]).user)
    assert "Nyatakan terverifikasi" in client.get(answer.url).content.decode()
    text = client.post(
        at("item_verify", session, item.pk), {"version": item.proposal.version}, follow=True
    ).content.decode()
    assert f"{item.proposal.number} dinyatakan terverifikasi" in text
    assert 'class="outcomes"' in text


def test_verifying_what_was_changed_meanwhile_is_refused(staff, session, verifikator, client):
    staff.post(at("spoken", session), spoken())
    item = items_of(session)[-1]
    text = staff.post(at("item_verify", session, item.pk), {"version": 1}, follow=True).content.decode()
    assert "verifikator" in text
    assert items_of(session)[-1].proposal.status == "submitted"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": ""}, "Tulis judul usulannya."),
        ({"contact_name": ""}, "Tulis nama pengusulnya"),
        ({"problem": "NIK 6471010101900001"}, "NIK tidak boleh terbaca publik"),
        ({"problem": "Hubungi 081234567890"}, "Tetap catat"),
    ],
)
def test_faulty_spoken_proposal_stays_typed(staff, session, changes, words):
    text = staff.post(at("spoken", session), spoken(**changes)).content.decode()
    assert words in text
    assert "Pelatihan satu hari." in text
    assert not AgendaItem.objects.filter(is_spoken=True).exists()


def test_spoken_proposal_is_refused_after_the_session(staff, session, sekretariat):
    running.close_sitting(session, actor=sekretariat)
    assert "Sidang tidak sedang berlangsung" in staff.get(at("spoken", session)).content.decode()
    staff.post(at("spoken", session), spoken())
    assert not AgendaItem.objects.filter(is_spoken=True).exists()


def test_verifier_is_told_who_records(client, session):
    unit = UnitFactory(urusan=[session.urusan])
    client.force_login(HostMembershipFactory(role=Role.VERIFIKATOR, units=[unit]).user)
    assert "dicatat oleh sekretariat" in client.get(at("spoken", session)).content.decode()


# Whose pages these are, and what they cost


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


def queries(staff, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert staff.get(path).status_code == 200
    return len(captured)


@pytest.mark.parametrize(("name", "most"), [("console", 28), ("console_part", 12)])
def test_console_asks_no_more_for_a_longer_agenda(staff, sekretariat, name, most):
    one, three = (running.open_sitting(session_of(n), actor=sekretariat) for n in (1, 3))
    counts = [queries(staff, at(name, session)) for session in (one, three)]
    assert counts[0] == counts[1] <= most


def test_list_of_sessions_asks_no_more_for_more(staff):
    session_of(1)
    one = queries(staff, reverse("meetings:run"))
    session_of(1)
    session_of(1)
    assert one == queries(staff, reverse("meetings:run")) <= 12
