"""Results, notes and spoken proposals at the console."""

import pytest

from meetings import running
from meetings.deciding import decide_item
from meetings.models import AgendaItem, Sitting
from proposals.choices import Outcome
from proposals.models import Decision, ReasonCode
from stakeholders.models import Role
from tests.factories.stakeholders import (
    HostMembershipFactory,
    UnitFactory,
)
from tests.meetings.conftest import at, spoken
from tests.meetings.sessions import items_of
from tests.proposals.outcomes import WORDS

pytestmark = pytest.mark.django_db


def result_of(item: AgendaItem, outcome: str, **fields) -> dict:
    pending = item.proposal.decisions.pending().first()
    seen = {"version": item.proposal.version, "seen_result": pending.version if pending else 0}
    return {"outcome": outcome, **seen, **fields}


def test_result_takes_two_presses(secretary, session):
    item = items_of(session)[0]
    form = secretary.get(at("console", session, query=f"?acara={item.pk}&hasil=accepted")).context["form"]
    filled = {name: form.initial[name] for name in ("reason", "response")}
    assert filled["reason"] == f"Disepakati dalam {session}."
    assert "pelaksanaannya menunggu penetapan APBD" in filled["response"]
    answer = secretary.post(
        at("item_result", session, item.pk), result_of(item, "accepted", **filled), follow=True
    )
    text = answer.content.decode()
    assert f"{item.proposal.number}: Diterima. Menunggu pengesahan pimpinan." in text
    assert "Batalkan hasil" in text
    decision = Decision.objects.get()
    assert (decision.reason, decision.response) == (filled["reason"], filled["response"])
    secretary.post(at("item_undo", session, item.pk), {"seen_result": 1})
    assert not item.proposal.decisions.pending().exists()


@pytest.mark.parametrize(
    ("outcome", "code"),
    [("deferred", "pagu-tidak-cukup"), ("forwarded", "salah-perangkat-daerah"), ("merged", "digabung")],
)
def test_form_opens_with_the_usual_reason(secretary, session, outcome, code):
    form = secretary.get(at("console", session, query=f"?hasil={outcome}")).context["form"]
    usual = ReasonCode.objects.get(code=code)
    assert (form.initial["reason_code"], form.initial["reason"]) == (usual, usual.sentence)


def test_similar_proposal_is_named_as_the_one_to_join(secretary, session):
    form = secretary.get(at("console", session, query="?hasil=merged&induk=ASP-2028-0002")).context["form"]
    assert form.initial["parent"] == "ASP-2028-0002"


def test_sentences_that_were_emptied_are_filled_in_again(secretary, session):
    item, code = items_of(session)[0], ReasonCode.objects.get(code="lahan-aset")
    fields = {"reason_code": code.pk, "reason": "", "response": " "}
    secretary.post(at("item_result", session, item.pk), result_of(item, "rejected", **fields))
    decision = Decision.objects.get()
    assert decision.reason == code.sentence
    assert decision.response.endswith(code.sentence)


def test_result_that_lacks_something_stays_typed(secretary, session):
    item = items_of(session)[0]
    fields = {"reason_code": "", "reason": "Tanggapan yang sudah diketik", "response": ""}
    text = secretary.post(
        at("item_result", session, item.pk), result_of(item, "rejected", **fields)
    ).content.decode()
    assert "Pilih alasan bakunya." in text
    assert "Tanggapan yang sudah diketik" in text
    assert not Decision.objects.exists()


@pytest.mark.parametrize("outcome", ["", "ditolak", "published"])
def test_unknown_outcome_is_asked_for_again(secretary, session, outcome):
    item = items_of(session)[0]
    answer = secretary.post(at("item_result", session, item.pk), result_of(item, outcome), follow=True)
    assert "Pilih hasil pembahasannya." in answer.content.decode()


def test_second_secretary_sees_both_and_can_replace(secretary, session, three_roles):
    item = items_of(session)[0]
    typed = result_of(item, "deferred", reason="Alasan saya", response="Jawaban saya")
    decide_item(
        item, actor=three_roles, seen=0, outcome=Outcome.ACCEPTED, reason="Alasan rekan", response="Ya."
    )
    answer = secretary.post(at("item_result", session, item.pk), typed)
    text = answer.content.decode()
    assert answer.status_code == 409
    for words in ("sudah dicatat oleh Tiga Peran", "Alasan rekan", "Alasan saya", "Yang tersimpan"):
        assert words in text
    secretary.post(at("item_result", session, item.pk), typed | {"seen_result": 1})
    assert Decision.objects.get().reason == "Alasan saya"


def test_same_form_sent_twice_is_one_result(secretary, session):
    item = items_of(session)[0]
    data = result_of(item, "accepted", reason="Baik", response="Ya.")
    for _press in range(2):
        assert secretary.post(at("item_result", session, item.pk), data).status_code == 302
    assert Decision.objects.get().version == 1


def test_save_and_go_on_leads_to_the_next(secretary, session):
    first, second, third = items_of(session)
    answer = secretary.post(
        at("item_result", session, first.pk), result_of(first, "accepted", berikutnya="1")
    )
    assert answer.url == f"{at('console', session)}?acara={second.pk}#acara"
    assert Sitting.objects.get().current == second
    answer = secretary.post(
        at("item_result", session, third.pk), result_of(third, "accepted", berikutnya="1")
    )
    assert answer.url.startswith(f"{at('console', session)}?acara={third.pk}")


def test_undoing_too_late_says_why(secretary, session, sekretariat):
    first, second, _third = items_of(session)
    decide_item(first, actor=sekretariat, seen=0, outcome=Outcome.ACCEPTED, **WORDS)
    running.take_up_item(session, second, actor=sekretariat, seen=first.pk)
    text = secretary.post(
        at("item_undo", session, first.pk), {"seen_result": 1}, follow=True
    ).content.decode()
    assert "Acara sudah berpindah" in text


def test_notes_are_saved_by_button_and_while_typing(secretary, session):
    item = items_of(session)[0]
    path = at("item_notes", session, item.pk)
    assert secretary.post(path, {"notes": "Setuju", "version": 1}).status_code == 302
    answer = secretary.post(path, {"notes": "Setuju semua", "version": 2}, headers={"HX-Request": "true"})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert 'name="version" value="3"' in text
    assert "Tersimpan pukul" in text
    assert AgendaItem.objects.get(pk=item.pk).notes == "Setuju semua"


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_stale_notes_show_both(secretary, session, three_roles, headers):
    item = items_of(session)[0]
    running.save_notes(item, actor=three_roles, notes="Dari rekan", version=1)
    answer = secretary.post(
        at("item_notes", session, item.pk), {"notes": "Dari saya", "version": 1}, headers=headers
    )
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Dari rekan" in text
    assert "Dari saya" in text
    assert 'name="version" value="2"' in text


def test_notes_that_are_too_long_are_refused(secretary, session):
    item = items_of(session)[0]
    path = at("item_notes", session, item.pk)
    answer = secretary.post(path, {"notes": "a" * 8001, "version": 1}, headers={"HX-Request": "true"})
    assert answer.status_code == 422
    assert "8000" in answer.content.decode().replace(".", "")


def test_notes_besides_the_proposals_are_kept_and_never_overwritten(secretary, session, three_roles):
    path = at("sitting_notes", session)
    sent = {"sidang-notes": "Dibuka pukul 09.00", "sidang-version": session.version}
    assert "Catatan sidang disimpan." in secretary.post(path, sent, follow=True).content.decode()
    running.save_sitting_notes(
        session, actor=three_roles, notes="Dari rekan", version=Sitting.objects.get().version
    )
    answer = secretary.post(path, sent | {"sidang-notes": "Dari saya"})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Dari rekan" in text
    assert "Dari saya" in text
    too_long = secretary.post(path, sent | {"sidang-notes": "a" * 8001})
    assert "8.000" in too_long.content.decode() or "8000" in too_long.content.decode()
    assert Sitting.objects.get().notes == "Dari rekan"


def test_spoken_proposal_is_entered_verified_and_decided(secretary, session, client):
    answer = secretary.post(at("spoken", session), spoken())
    item = items_of(session)[-1]
    assert answer.url == f"{at('console', session)}?acara={item.pk}#acara"
    assert "Usulan ini belum diverifikasi" in secretary.get(answer.url).content.decode()
    unit = UnitFactory(urusan=[session.urusan])
    client.force_login(HostMembershipFactory(role=Role.VERIFIKATOR, units=[unit]).user)
    assert "Nyatakan terverifikasi" in client.get(answer.url).content.decode()
    text = client.post(
        at("item_verify", session, item.pk), {"version": item.proposal.version}, follow=True
    ).content.decode()
    assert f"{item.proposal.number} dinyatakan terverifikasi" in text
    assert 'class="outcomes"' in text


def test_verifying_what_was_changed_meanwhile_is_refused(secretary, session, verifikator, client):
    secretary.post(at("spoken", session), spoken())
    item = items_of(session)[-1]
    text = secretary.post(at("item_verify", session, item.pk), {"version": 1}, follow=True).content.decode()
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
def test_faulty_spoken_proposal_stays_typed(secretary, session, changes, words):
    text = secretary.post(at("spoken", session), spoken(**changes)).content.decode()
    assert words in text
    assert "Pelatihan satu hari." in text
    assert not AgendaItem.objects.filter(is_spoken=True).exists()


def test_spoken_proposal_is_refused_after_the_session(secretary, session, sekretariat):
    running.close_sitting(session, actor=sekretariat)
    assert "Sidang tidak sedang berlangsung" in secretary.get(at("spoken", session)).content.decode()
    secretary.post(at("spoken", session), spoken())
    assert not AgendaItem.objects.filter(is_spoken=True).exists()
