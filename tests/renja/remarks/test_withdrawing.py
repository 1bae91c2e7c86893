"""A revision comes back from Bappeda: until when, who hears of it, what becomes of the remarks."""

import pytest

from audit.models import Entry
from notifications.models import Message
from renja.errors import PlanRefused
from renja.models import Examination, Remark
from renja.remarks.models import State
from renja.services.remarks import answer_remark, hand_over, send_batch
from renja.services.withdrawing import withdraw_examination
from tests.factories.stakeholders import PlanningAgencyFactory

REASON = "Salah revisi yang diserahkan."


def test_planner_withdraws_and_the_examiners_are_told_why(examination, perencana, pemeriksa, remark):
    made = withdraw_examination(examination, actor=perencana, reason=f" {REASON} ")
    letter = Message.objects.get()
    assert (letter.to_email, letter.kind) == (pemeriksa.email, "remarks.withdrawn")
    assert REASON in letter.body
    entry = Entry.objects.latest("pk")
    assert (entry.action, entry.reason) == ("renja.withdraw_examination", REASON)
    assert withdraw_examination(made, actor=perencana, reason=REASON) == made
    assert Message.objects.count() == 1
    assert not Examination.objects.visible_to(pemeriksa).exists()
    assert Examination.objects.visible_to(perencana).get().withdrawn_reason == REASON
    assert not Remark.objects.open().exists()


@pytest.mark.parametrize("role", ["pengusul", "sekretariat", "verifikator", "pimpinan", "pemeriksa"])
def test_others_withdraw_nothing(examination, request, role):
    with pytest.raises(PlanRefused, match="Hanya perencana"):
        withdraw_examination(examination, actor=request.getfixturevalue(role), reason=REASON)


def test_nothing_is_withdrawn_without_a_reason(examination, perencana):
    with pytest.raises(PlanRefused, match="Tulis alasan"):
        withdraw_examination(examination, actor=perencana, reason="  ")


def test_once_a_remark_was_answered_it_is_too_late(remark, perencana, client):
    answer_remark(remark, actor=perencana, seen=remark.version, state=State.FOLLOWED, text="Dilengkapi.")
    with pytest.raises(PlanRefused, match="sudah ditindaklanjuti"):
        withdraw_examination(remark.examination, actor=perencana, reason=REASON)
    client.force_login(perencana)
    page = client.get(f"/kerja/pemeriksaan/{remark.examination.key}/tarik/").content.decode()
    assert "sudah ditindaklanjuti" in page
    assert "<textarea" not in page


def test_nobody_writes_on_what_was_withdrawn(remark, draft, perencana, pemeriksa):
    withdraw_examination(remark.examination, actor=perencana, reason=REASON)
    with pytest.raises(PlanRefused, match="sudah ditarik"):
        answer_remark(remark, actor=perencana, seen=remark.version, state=State.FOLLOWED, text="Ya.")
    with pytest.raises(PlanRefused, match="tidak berwenang"):
        send_batch(remark.examination, actor=pemeriksa)


def test_revision_is_handed_over_again_with_its_remarks(remark, perencana, pemeriksa, agency):
    withdraw_examination(remark.examination, actor=perencana, reason=REASON)
    revision = remark.examination.revision
    with pytest.raises(PlanRefused, match="memuat catatan"):
        hand_over(revision, actor=perencana, organization=PlanningAgencyFactory(name="Lain"))
    again = hand_over(revision, actor=perencana, organization=agency, note="Yang benar")
    assert (again, again.is_withdrawn) == (remark.examination, False)
    assert Examination.objects.visible_to(pemeriksa).get().remarks.get() == remark
    kinds = list(Message.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["remarks.withdrawn", "remarks.handed"]


def test_pages_lead_from_the_examination_to_its_withdrawal(examination, perencana, pemeriksa, client):
    address = f"/kerja/pemeriksaan/{examination.key}/"
    client.force_login(perencana)
    assert f"{address}tarik/" in client.get(address).content.decode()
    refused = client.post(f"{address}tarik/", {"reason": ""})
    assert "Tulis alasan penarikan." in refused.content.decode()
    answer = client.post(f"{address}tarik/", {"reason": REASON}, follow=True)
    page = answer.content.decode()
    assert answer.redirect_chain[-1][0].endswith("/pemeriksaan/")
    assert REASON in page
    assert "Serahkan kepada Bappeda" in page
    assert REASON in client.get(address).content.decode()
    client.force_login(pemeriksa)
    assert client.get(address).status_code == 404
