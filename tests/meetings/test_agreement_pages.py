"""The pages of agreements: the list with its filters, one with its history, the work list, and what everybody reads."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from meetings.models import Agreement
from renja_portal.workspace import waiting_for
from tests.factories.forums import ForumFactory
from tests.factories.meetings import AgreementFactory, FollowUpFactory, FollowUpFileFactory
from tests.factories.proposals import ProposalFactory
from tests.factories.stakeholders import UnitFactory
from tests.factories.urusan import UrusanFactory
from tests.meetings.conftest import address
from tests.meetings.papers import pdf

pytestmark = pytest.mark.django_db
FOLLOWED = reverse("meetings:followed")
YESTERDAY = timezone.localdate() - datetime.timedelta(days=1)


@pytest.fixture
def bidang(client, forum, verifikator):
    """The client, signed in as the verifikator."""
    client.force_login(verifikator)
    return client


def texts(answer) -> list[str]:
    return [row.text for row in answer.context["agreements"]]


def test_list_is_filtered_by_state_and_by_what_is_late(staff, forum):
    planned = AgreementFactory(forum=forum)
    running = AgreementFactory(forum=forum, state="running", due_on=YESTERDAY)
    AgreementFactory(forum=forum, state="done", due_on=YESTERDAY)
    assert len(texts(staff.get(address("agreements")))) == 3
    assert texts(staff.get(address("agreements") + "?keadaan=planned")) == [planned.text]
    late = staff.get(address("agreements") + "?keadaan=lewat")
    assert texts(late) == [running.text]
    assert {tab.label: tab.count for tab in late.context["tabs"]} == {
        "Semua": 3, "Lewat tenggat": 1, "Direncanakan": 1, "Berjalan": 1, "Selesai": 1, "Tidak dilanjutkan": 0,
    }  # fmt: skip
    assert (
        "Tidak ada kesepakatan dengan keadaan ini"
        in staff.get(address("agreements") + "?keadaan=dropped").content.decode()
    )


def test_what_earlier_forums_left_open_goes_on_from_the_list(staff, forum):
    before = AgreementFactory(forum=ForumFactory(plan_year=2027), text="Mitra meminjamkan ruang rapat.")
    AgreementFactory(forum=before.forum, state="done", text="Sudah selesai tahun lalu.")
    text = staff.get(address("agreements")).content.decode()
    assert "Dari forum sebelumnya, belum selesai" in text
    assert before.text in text
    assert "Sudah selesai tahun lalu." not in text
    answer = staff.post(address("agreement_continue", before.pk))
    made = Agreement.objects.get(forum=forum)
    assert answer.url == address("agreement_edit", made.pk)
    assert "Dari forum sebelumnya" not in staff.get(address("agreements")).content.decode()
    old = staff.get(reverse("meetings:agreement", args=[2027, before.pk])).content.decode()
    assert "Dilanjutkan pada Forum Renja 2028" in old


def test_done_agreement_of_an_earlier_forum_does_not_go_on(staff, forum):
    before = AgreementFactory(forum=ForumFactory(plan_year=2027), state="done")
    answer = staff.post(address("agreement_continue", before.pk), follow=True)
    assert "belum selesai dapat dilanjutkan" in answer.content.decode()


def test_proposals_are_named_by_their_numbers(staff, forum):
    proposal = ProposalFactory(forum=forum, accepted=True, title="Wifi di balai warga")
    draft = ProposalFactory(forum=forum, draft=True)
    data = {
        "urusan": UrusanFactory().pk,
        "text": "Mitra menyediakan jaringan.",
        "proposals": f"{proposal.number.lower()},",
    }
    wrong = staff.post(address("agreement_add"), data | {"proposals": "ASP-2028-9999"}).content.decode()
    assert "Usulan ASP-2028-9999 tidak ditemukan" in wrong
    staff.post(address("agreement_add"), data)
    row = Agreement.objects.get()
    assert list(row.proposals.all()) == [proposal]
    assert draft.number is None
    form = staff.get(address("agreement_edit", row.pk)).content.decode()
    assert f'value="{proposal.number}"' in form
    assert "Wifi di balai warga" in staff.get(address("agreement", row.pk)).content.decode()


def test_more_proposals_than_fit_are_refused(staff, forum):
    many = ",".join(f"ASP-2028-{n:04}" for n in range(1, 60))
    data = {"urusan": UrusanFactory().pk, "text": "Mitra menyediakan jaringan.", "proposals": many}
    assert "Paling banyak 50 usulan" in staff.post(address("agreement_add"), data).content.decode()


def test_history_stands_on_the_page_and_evidence_is_handed_out(staff, forum):
    row = AgreementFactory(
        forum=forum, contribution="Dua tenaga ahli.", responsible="Kepala Bidang", unit=UnitFactory()
    )
    FollowUpFactory(agreement=row, text="Disetujui rapat.", state="running")
    file = FollowUpFileFactory(follow_up__agreement=row)
    text = staff.get(address("agreement", row.pk)).content.decode()
    for words in (
        "Dua tenaga ahli.",
        "Kepala Bidang",
        row.unit.name,
        "Menjadi: Berjalan",
        "Disetujui rapat.",
        "serah terima.jpg",
    ):
        assert words in text
    assert staff.get(address("evidence", row.pk, file.key)).getvalue() == b"\xff\xd8\xff\xd9"
    assert staff.get(address("evidence", row.pk + 1, file.key)).status_code == 404


def test_bidang_follows_its_own_agreements_alone(bidang, forum, unit):
    mine = AgreementFactory(forum=forum, unit=unit, due_on=YESTERDAY)
    other = AgreementFactory(forum=forum, unit=UnitFactory(), due_on=YESTERDAY)
    file = FollowUpFileFactory(follow_up__agreement=other)
    page = bidang.get(FOLLOWED)
    assert list(page.context["page"]) == [mine]
    data = {"day": timezone.localdate().isoformat(), "text": "Pelatihan dimulai.", "file": pdf()}
    assert bidang.post(address("follow_up_add", mine.pk), data).url == address("agreement", mine.pk)
    text = bidang.get(address("agreement", mine.pk)).content.decode()
    assert "Pelatihan dimulai." in text
    assert "Ubah keadaan" not in text
    assert "Tahapan" not in text
    for name, args in (("agreement", []), ("follow_up_add", []), ("evidence", [file.key])):
        assert bidang.get(address(name, other.pk, *args)).status_code == 404
    for name in ("agreement_state", "agreement_edit"):
        assert bidang.get(address(name, mine.pk)).status_code == 403


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"text": ""}, "Tulis apa yang dilakukan."),
        ({"day": "2999-01-01"}, "tahun"),
        ({"file": "palsu"}, "palsu.pdf"),
    ],
)
def test_faulty_follow_up_is_refused_and_stays_typed(staff, forum, changes, words):
    row = AgreementFactory(forum=forum)
    data = {"day": timezone.localdate().isoformat(), "text": "Pelatihan dimulai."} | changes
    if "file" in changes:
        data["file"] = pdf("palsu.pdf")
        data["file"].file.seek(0)
        data["file"].file.truncate(3)
    text = staff.post(address("follow_up_add", row.pk), data).content.decode()
    assert words in text
    assert "Kesalahan:" in text
    assert data["text"] in text
    assert not row.follow_ups.exists()


def test_state_is_changed_with_a_reason_and_a_stale_one_keeps_what_was_typed(staff, forum):
    row = AgreementFactory(forum=forum, version=2)
    data = {"state": "done", "reason": "Semua sudah diserahkan."}
    stale = staff.post(address("agreement_state", row.pk), data | {"version": 1})
    assert stale.status_code == 409
    text = stale.content.decode()
    assert "baru saja diubah orang lain" in text
    assert "Semua sudah diserahkan." in text
    assert 'name="version" value="2"' in text
    assert staff.post(address("agreement_state", row.pk), data | {"version": 2}).url == address(
        "agreement", row.pk
    )
    assert "Semua sudah diserahkan." in staff.get(address("agreement", row.pk)).content.decode()
    empty = staff.post(address("agreement_state", row.pk), {"version": 3})
    assert "Tulis alasannya" in empty.content.decode()


def test_late_ones_wait_on_the_workspace(forum, sekretariat, verifikator, unit, perencana):
    AgreementFactory(forum=forum, unit=unit, due_on=YESTERDAY)
    AgreementFactory(forum=forum, due_on=YESTERDAY)
    told = {
        person: [task.amount for task in waiting_for(person) if task.label == "Kesepakatan lewat tenggat"]
        for person in (sekretariat, verifikator, perencana)
    }
    assert told == {sekretariat: [2], verifikator: [1], perencana: []}


def test_work_list_is_helpful_when_empty_and_can_show_what_is_late_alone(staff, forum):
    assert "Tidak ada kesepakatan yang menunggu" in staff.get(FOLLOWED).content.decode()
    AgreementFactory(forum=forum)
    assert "Tidak ada yang lewat tenggat" in staff.get(FOLLOWED + "?tampil=lewat").content.decode()
