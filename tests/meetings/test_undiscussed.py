"""What the forum did not come to: named before the record is final, left for the next one by decision, never silently."""

import datetime

import pytest
from django.urls import reverse

from audit.models import Entry
from meetings.minutes_writing import MinutesRefused
from meetings.models import Minutes
from meetings.undiscussed import leave_for_next_forum, undiscussed_of, words_for
from proposals.carrying import carry_refusal
from proposals.models import Decision, Proposal
from proposals.results import publish_result
from reports.minutes.data import read_minutes
from reports.minutes.docx import minutes_docx
from reports.minutes.gaps import gaps_of
from reports.minutes.making import finalise_minutes
from reports.minutes.printing import minutes_html, without
from tests.factories.forums import ForumFactory
from tests.factories.meetings import AgendaItemFactory, SittingFactory
from tests.factories.minutes import MinutesFactory, SignatoryFactory
from tests.factories.proposals import DecisionFactory, ProposalFactory
from tests.factories.stakeholders import HostFactory
from tests.proposals.conftest import forum  # noqa: F401 (with all its windows open)

pytestmark = pytest.mark.django_db
PAGE = reverse("meetings:undiscussed", args=[2028])
FINAL = reverse("reports:minutes_final", args=[2028, "berita-acara"])


@pytest.fixture
def late(forum) -> Proposal:  # noqa: F811
    """Verified, and on the agenda of no session."""
    return ProposalFactory(forum=forum, verified=True, title="Menara terlambat")


@pytest.fixture
def open_item(forum) -> Proposal:  # noqa: F811
    """On an agenda, without result."""
    return AgendaItemFactory(sitting=SittingFactory(forum=forum), proposal__title="Tanpa hasil").proposal


@pytest.fixture
def draft(forum) -> Minutes:  # noqa: F811
    HostFactory()
    minutes = MinutesFactory(forum=forum, dated=datetime.date(2027, 2, 23))
    SignatoryFactory(minutes=minutes)
    return minutes


def decided(forum, state: str) -> Proposal:  # noqa: F811
    return DecisionFactory(proposal=ProposalFactory(forum=forum, verified=True), state=state).proposal


def seen(*proposals) -> dict[int, int]:
    return {proposal.pk: proposal.version for proposal in proposals}


def test_only_verified_ones_without_result_are_undiscussed(forum, late, open_item):  # noqa: F811
    decided(forum, "pending")
    ProposalFactory(forum=forum)
    ProposalFactory(forum=ForumFactory(plan_year=2027), verified=True)
    assert set(undiscussed_of(forum)) == {late, open_item}


def test_left_for_the_next_forum_it_is_a_reserve_with_reason_and_goes_on(forum, late, sekretariat, pimpinan):  # noqa: F811
    (told,) = leave_for_next_forum(forum, seen(late), actor=sekretariat, **words_for(forum))
    assert told.problem == ""
    decision = Decision.objects.get()
    assert (decision.outcome, decision.state) == ("deferred", "pending")
    assert decision.reason == "Belum sempat dibahas pada Forum Perangkat Daerah untuk Renja 2028."
    assert Entry.objects.filter(action="proposal.record_result").count() == 1
    proposal = publish_result(decision, actor=pimpinan, seen=1)
    assert carry_refusal(proposal, ForumFactory(plan_year=2029)) == ""
    assert not undiscussed_of(forum).exists()


def test_what_changed_meanwhile_is_refused_with_words(forum, late, sekretariat):  # noqa: F811
    (told,) = leave_for_next_forum(forum, {late.pk: 99}, actor=sekretariat, **words_for(forum))
    assert "diubah setelah Anda membukanya" in told.problem
    assert not Decision.objects.exists()


def test_gaps_name_them_and_lead_there(draft, late, open_item):
    told = {gap.text: gap.url_name for gap in gaps_of(draft) if gap.url_name == "meetings:undiscussed"}
    assert list(told) == [
        "1 usulan pada acara sidang belum ada hasilnya.",
        "1 usulan terverifikasi tidak masuk acara sidang mana pun dan belum ada hasilnya.",
    ]


def test_unfinished_verification_is_a_gap(draft):
    ProposalFactory(forum=draft.forum)
    assert any("1 usulan belum selesai diverifikasi" in gap.text for gap in gaps_of(draft))


# Never silently


@pytest.mark.parametrize("known", [0, 2])
def test_final_asks_for_the_very_number(draft, late, sekretariat, known):
    with pytest.raises(MinutesRefused, match="1 usulan terverifikasi belum dibahas"):
        finalise_minutes(draft, actor=sekretariat, undiscussed=known)
    assert not Minutes.objects.get().is_final


def test_known_ones_are_printed_and_recorded(draft, late, sekretariat):
    final = finalise_minutes(draft, actor=sekretariat, undiscussed=1)
    assert Entry.objects.get(action="minutes.finalise").data["undiscussed"] == 1
    row = final.content["undiscussed"][0]["rows"][0]
    assert (row["number"], row["note"]) == (late.number, "Belum dibahas pada forum ini; tidak ada keputusan.")


def test_notulen_ask_nothing(draft, late, sekretariat):
    notulen = MinutesFactory(forum=draft.forum, kind="notulen", dated=draft.dated)
    SignatoryFactory(minutes=notulen)
    assert finalise_minutes(notulen, actor=sekretariat).is_final


def test_paper_lists_them_in_every_form(draft, late):
    paper = read_minutes(draft)
    html = minutes_html(paper, is_final=False)
    assert "C. Usulan yang belum dibahas" in html
    assert "dan usulan yang belum dibahas, sebanyak 1 (satu) usulan" in html
    assert "Menara terlambat" in html
    closed = minutes_html(without(paper, [late.pk]), is_final=True, is_public=True)
    assert "Menara terlambat" not in closed
    assert len(minutes_docx(paper, is_final=False)) > 10_000


def test_without_any_the_paper_says_nothing_of_it(draft):
    assert "belum dibahas" not in minutes_html(read_minutes(draft), is_final=False)


# The pages


@pytest.fixture
def staff(client, sekretariat):
    client.force_login(sekretariat)
    return client


def test_page_shows_where_each_stood_and_leaves_the_ticked(staff, late, open_item):
    text = " ".join(staff.get(PAGE).content.decode().split())
    for words in (
        "Menara terlambat",
        "Tidak ada pada acara sidang mana pun",
        str(open_item.agenda_item.sitting),
    ):
        assert words in text
    sent = {
        "pilih": [f"{late.pk}-{late.version}"],
        "reason": "Waktu habis.",
        "response": "Dibahas tahun depan.",
    }
    answer = staff.post(PAGE, sent, follow=True)
    assert "1 usulan dicatat untuk dibahas pada forum berikutnya" in answer.content.decode()
    assert Decision.objects.get().proposal == late
    assert "Menara terlambat" not in answer.content.decode()


@pytest.mark.parametrize("missing", ["pilih", "reason", "response"])
def test_page_says_what_is_missing_and_keeps_the_rest(staff, late, missing):
    sent = {"pilih": [f"{late.pk}-{late.version}"], "reason": "Waktu habis.", "response": "Tahun depan."}
    answer = staff.post(PAGE, sent | {missing: ""})
    assert list(answer.context["form"].errors) == [missing]
    assert not Decision.objects.exists()


def test_refusal_is_shown_and_nothing_is_ticked_where_it_is_not_the_time(staff, late):
    late.forum.phases.all().delete()
    text = staff.get(PAGE).content.decode()
    assert 'name="pilih"' not in text
    assert "Bahas pada forum berikutnya</button>" not in text
    answer = staff.post(
        PAGE, {"pilih": [f"{late.pk}-{late.version}"], "reason": "a", "response": "b"}, follow=True
    )
    assert late.number in answer.content.decode()
    assert not Decision.objects.exists()


def test_page_without_any_says_so(staff, forum):  # noqa: F811
    assert "Semua usulan terverifikasi sudah ada hasilnya" in staff.get(PAGE).content.decode()


def test_final_page_asks_before(staff, draft, late):
    page = staff.get(FINAL).content.decode()
    assert 'name="belum-dibahas" value="1"' in page
    assert PAGE in page
    assert "belum dibahas. Putuskan dahulu" in staff.post(FINAL, follow=True).content.decode()
    staff.post(FINAL, {"belum-dibahas": "9" * 5000})
    assert not Minutes.objects.get().is_final
    staff.post(FINAL, {"belum-dibahas": "1"})
    assert Minutes.objects.get().is_final


@pytest.mark.parametrize(("role", "status"), [("sekretariat", 200), ("verifikator", 403), ("pimpinan", 403)])
def test_page_is_the_secretariats(client, request, forum, role, status):  # noqa: F811
    client.force_login(request.getfixturevalue(role))
    assert client.get(PAGE).status_code == status


def test_page_costs_the_same_for_one_and_three(staff, late, django_assert_max_num_queries):
    counts = []
    for more in range(2):
        for _row in range(2 * more):
            ProposalFactory(forum=late.forum, verified=True)
        with django_assert_max_num_queries(14) as ran:
            staff.get(PAGE)
        counts.append(len(ran))
    assert counts[0] == counts[1]
