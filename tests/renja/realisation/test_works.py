"""How the work on a proposal stands: who says so, who is told, and what everybody reads."""

import datetime

import pytest

from notifications.models import Message
from renja.errors import PlanRefused, StaleEdit
from renja.models import Work, WorkStep
from renja.services import unlink_proposal
from renja.services.works import change_work
from tests.factories.proposals import ProposalFactory, SupportFactory
from tests.factories.renja import FulfilmentFactory, ProofFactory, WorkFactory
from tests.renja.pages import read
from tests.renja.realisation.conftest import YEAR

pytestmark = pytest.mark.django_db
MAY = datetime.date(YEAR, 5, 2)


def change(answer, actor, state="selesai", *, day=MAY, reason="", seen=0):
    return change_work(answer, actor=actor, state=state, day=day, reason=reason, seen=seen)


def page(client, answer) -> str:
    return read(client.get(f"/aspirasi/{answer.proposal.number}/"))


def test_steps_are_kept_in_their_order(answer, perencana):
    change(answer, perencana, "dikerjakan", reason="Menunggu tiang.")
    work = change(answer, perencana, "selesai", day=datetime.date(YEAR, 9, 1), seen=1)
    assert (work.state, work.version) == ("selesai", 2)
    assert [step.state for step in WorkStep.objects.all()] == ["dikerjakan", "selesai"]


def test_said_twice_is_said_once(answer, perencana):
    change(answer, perencana)
    change(answer, perencana)
    assert WorkStep.objects.count() == 1


def test_second_of_two_is_told(answer, perencana):
    change(answer, perencana)
    with pytest.raises(StaleEdit, match="diubah"):
        change(answer, perencana, "tidak", reason="Batal.")
    assert Work.objects.get().state == "selesai"


@pytest.mark.parametrize(
    ("state", "day", "says"),
    [
        ("selesai", datetime.date(YEAR - 1, 12, 31), "dilaksanakan mulai 1 Januari 2025"),
        ("selesai", datetime.date(2999, 1, 1), "sesudah hari ini"),
        ("belum", MAY, "Tulis alasannya"),
        ("tidak", MAY, "Tulis alasannya"),
        ("dikerjakan", MAY, "Tulis alasannya"),  # the year is over
    ],
)
def test_what_cannot_be_is_refused(answer, perencana, state, day, says):
    with pytest.raises(PlanRefused, match=says):
        change(answer, perencana, state, day=day)


def test_work_does_not_go_back_in_time(answer, perencana):
    change(answer, perencana)
    with pytest.raises(PlanRefused, match="sejak itu keadaan sebelumnya berlaku"):
        change(answer, perencana, "tidak", day=datetime.date(YEAR, 4, 1), reason="Batal.", seen=1)


def test_others_may_not(answer, sekretariat, verifikator):
    for actor in (sekretariat, verifikator):
        with pytest.raises(PlanRefused, match="bidang penanggung jawab"):
            change(answer, actor)


def test_proposer_supporters_and_those_merged_are_told_once(answer, perencana):
    child = ProposalFactory(forum=answer.proposal.forum, merged=True, parent=answer.proposal)
    supporter = SupportFactory(proposal=answer.proposal).user
    SupportFactory(proposal=answer.proposal, user=child.proposer)
    Message.objects.all().delete()
    change(answer, perencana)
    told = Message.objects.filter(kind="proposal.work")
    assert set(told.values_list("to_user", flat=True)) == {
        answer.proposal.proposer_id,
        child.proposer_id,
        supporter.pk,
    }
    assert told.count() == 3
    assert "pekerjaan menjadi “Selesai”" in told.first().subject


def test_nobody_is_told_of_a_plan_that_is_not_public(answer, perencana):
    type(answer.line.renja).objects.update(is_published=False)
    answer.line.renja.refresh_from_db()
    change(answer, perencana)
    assert not Message.objects.filter(kind="proposal.work").exists()


def test_public_page_tells_state_reason_and_pictures(client, answer):
    WorkFactory(fulfilment=answer, since=datetime.date(YEAR, 2, 1), step="Pemasangan bertahap")
    shown = ProofFactory(line=answer.line, caption="Tiang berdiri")
    ProofFactory(
        line=answer.line, caption="Untuk usulan lain", proposal=FulfilmentFactory(line=answer.line).proposal
    )
    ProofFactory(line=answer.line, caption="Hanya kantor", is_public=False)
    text = page(client, answer)
    assert "Dikerjakan" in text
    assert "1 Februari 2025" in text
    assert "Pemasangan bertahap" in text
    assert "Tiang berdiri" in text
    assert "Triwulan I 2025" in text
    assert "Untuk usulan lain" not in text
    assert "Hanya kantor" not in text
    assert "Selanjutnya: pekerjaan diselesaikan" in text
    assert client.get(f"/renja/{YEAR}/bukti/{shown.key}/").status_code == 200


@pytest.mark.parametrize(
    ("state", "says"), [("selesai", "sudah selesai."), ("tidak", "Usulan ini tidak dilaksanakan.")]
)
def test_public_page_says_that_it_ended(client, answer, state, says):
    WorkFactory(fulfilment=answer, state=state, since=datetime.date(YEAR, 2, 1))
    text = page(client, answer)
    assert says in text
    assert "Selanjutnya" not in text


def test_withheld_line_tells_state_and_day_alone(client, answer):
    WorkFactory(fulfilment=answer, since=datetime.date(YEAR, 2, 1), step="Letak ruang server")
    proof = ProofFactory(line=answer.line, caption="Ruang server")
    type(answer.line).objects.update(withheld_reason="Dikecualikan.")
    text = page(client, answer)
    assert "Dikerjakan" in text
    assert "Letak ruang server" not in text
    assert "Ruang server" not in text
    assert client.get(f"/renja/{YEAR}/bukti/{proof.key}/").status_code == 404


def test_withheld_proposal_tells_no_reason(client, answer):
    WorkFactory(fulfilment=answer, since=datetime.date(YEAR, 2, 1), step="Letak ruang server")
    type(answer.proposal).objects.update(withheld_reason="Dikecualikan.")
    text = page(client, answer)
    assert "Dikerjakan" in text
    assert "Letak ruang server" not in text


def test_page_of_work_saves_and_shows_both(enter, answer, perencana):
    client = enter(perencana)
    path = f"/kerja/renja/{YEAR}/realisasi/{answer.line_id}/usulan/{answer.proposal.number}/"
    sent = {"state": "selesai", "day": MAY.isoformat(), "reason": "", "version": "0"}
    assert "Simpan keadaan" in read(client.get(path))
    assert client.post(path, sent).status_code == 302
    stale = client.post(path, sent | {"state": "tidak", "reason": "Batal."})
    assert stale.status_code == 409
    assert "Batal." in stale.content.decode()
    refused = client.post(path, sent | {"state": "tidak", "version": "1"})
    assert "Tulis alasannya" in read(refused)


def test_link_stays_while_something_was_done(forum, renja, perencana):
    answer = FulfilmentFactory(line__renja=renja)
    WorkFactory(fulfilment=answer)
    with pytest.raises(PlanRefused, match="Pekerjaan untuk usulan ini sudah dicatat"):
        unlink_proposal(answer.line, answer.proposal, actor=perencana)
    Work.objects.update(state="belum")
    unlink_proposal(answer.line, answer.proposal, actor=perencana)
    assert not Work.objects.exists()
