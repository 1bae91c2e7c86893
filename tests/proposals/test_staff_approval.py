"""Pengesahan: the head reads, chooses, confirms, and sees what became of each result."""

import pytest
from django.urls import reverse

from forums.models import Activity
from notifications.models import Message
from proposals.choices import Outcome, Status
from proposals.models import Decision, Proposal
from proposals.results import publish_result, record_result
from stakeholders.models import Role
from tests.factories.forums import ForumFactory, PhaseFactory
from tests.factories.proposals import DecisionFactory, EventFactory, ProposalFactory
from tests.factories.stakeholders import HostMembershipFactory
from tests.factories.urusan import UrusanFactory
from tests.proposals.outcomes import given

pytestmark = pytest.mark.django_db
APPROVAL = reverse("proposals:approval")


@pytest.fixture
def waiting(forum, sekretariat) -> Decision:
    proposal = ProposalFactory(forum=forum, verified=True, volume=200, volume_unit="orang")
    return record_result(proposal, actor=sekretariat, **given(Outcome.ACCEPTED_WITH_CHANGES, forum))


def read(*decisions) -> list[str]:
    return [f"{decision.pk}-{decision.version}" for decision in decisions]


def states() -> list[str]:
    return list(Proposal.objects.order_by("number").values_list("status", flat=True))


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("pimpinan", 200),
        ("sekretariat", 403),
        ("verifikator", 403),
        ("perencana", 403),
        ("admin_user", 403),
        ("pengusul", 403),
    ],
)
def test_page_is_the_heads(logged_in, waiting, request, role, status):
    visitor = logged_in(request.getfixturevalue(role))
    assert visitor.get(APPROVAL).status_code == status
    answer = visitor.post(APPROVAL, {"pilih": read(waiting), "sahkan": "1"}, follow=True)
    assert answer.status_code == status
    assert (states() == [Status.ACCEPTED_WITH_CHANGES]) is (role == "pimpinan")


def test_page_shows_asked_and_agreed_answer_reason_and_writer(logged_in, waiting, pimpinan):
    text = logged_in(pimpinan).get(APPROVAL).content.decode()
    for words in (
        waiting.proposal.number, "Diterima dengan perubahan", "200 orang", "120 orang", "Usulan diterima.",
        "Sejalan dengan prioritas.", "Dicatat Sekretariat", str(waiting.proposal.urusan),
    ):  # fmt: skip
        assert words in text


def test_results_stand_by_forum_and_urusan(logged_in, forum, pimpinan):
    second, first = UrusanFactory(order=2, name="Statistik"), UrusanFactory(order=1, name="Kominfo")
    PhaseFactory(forum=ForumFactory(plan_year=2027))
    for urusan, year in ((second, 2028), (first, 2028), (first, 2027)):
        DecisionFactory(
            proposal=ProposalFactory(forum=ForumFactory(plan_year=year), verified=True, urusan=urusan)
        )
    groups = logged_in(pimpinan).get(APPROVAL).context["groups"]
    assert [(g.label, g.year, len(g.rows)) for g in groups] == [
        ("Kominfo", 2028, 1),
        ("Statistik", 2028, 1),
        ("Kominfo", 2027, 1),
    ]


def test_nothing_waiting_says_so(logged_in, forum, pimpinan):
    assert "Tidak ada hasil yang menunggu" in logged_in(pimpinan).get(APPROVAL).content.decode()


def test_confirmation_says_how_many_are_told_and_publishes_nothing(logged_in, waiting, pimpinan):
    proposal = waiting.proposal
    ProposalFactory(forum=proposal.forum, status=Status.MERGED, parent=proposal)
    ProposalFactory(
        forum=proposal.forum, status=Status.MERGED, parent=proposal, proposer=None, contact_email=""
    )
    text = logged_in(pimpinan).post(APPROVAL, {"pilih": read(waiting)}).content.decode()
    assert "Sahkan dan umumkan 1 hasil?" in text
    assert "2 pengusul langsung dikabari melalui surel." in text
    assert "1 pengusul tidak meninggalkan surel" in text
    assert f'name="pilih" value="{read(waiting)[0]}"' in text
    assert not Message.objects.exists()
    assert states()[0] == Status.VERIFIED


@pytest.mark.parametrize("button", ["pilih", "satu", "semua"])
def test_each_way_of_choosing_leads_to_publication(logged_in, waiting, forum, sekretariat, pimpinan, button):
    other = record_result(
        ProposalFactory(forum=forum, verified=True), actor=sekretariat, **given(Outcome.ACCEPTED, forum)
    )
    visitor = logged_in(pimpinan)
    sent = {
        "pilih": {"pilih": read(waiting)},
        "satu": {"satu": read(waiting), "pilih": read(other)},
        "semua": {"semua": " ".join(read(waiting)), "pilih": read(other)},
    }[button]
    page = visitor.post(APPROVAL, sent)
    assert [row.decision for row in page.context["ready"]] == [waiting]
    answer = visitor.post(APPROVAL, {"pilih": read(waiting), "sahkan": "1"}, follow=True)
    assert "1 hasil disahkan dan diumumkan" in answer.content.decode()
    assert states() == [Status.ACCEPTED_WITH_CHANGES, Status.VERIFIED]


def test_result_page_says_the_same_when_it_is_loaded_again(logged_in, waiting, pimpinan):
    visitor, page = logged_in(pimpinan), reverse("proposals:published")
    assert visitor.get(page).url == APPROVAL
    assert visitor.post(APPROVAL, {"pilih": read(waiting), "sahkan": "1"}).url == page
    for _loaded in range(2):
        answer = visitor.get(page)
        assert "1 hasil disahkan dan diumumkan" in answer.content.decode()
        assert [(row.decision, row.problem) for row in answer.context["rows"]] == [(waiting, "")]
    assert states() == [Status.ACCEPTED_WITH_CHANGES]


def test_all_of_an_urusan_are_chosen_beforehand(logged_in, forum, waiting, sekretariat, pimpinan):
    urusan = waiting.proposal.urusan
    second = ProposalFactory(forum=forum, verified=True, urusan=urusan)
    other = record_result(second, actor=sekretariat, **given(Outcome.DEFERRED, forum))
    elsewhere = record_result(
        ProposalFactory(forum=forum, verified=True, urusan=UrusanFactory()), actor=sekretariat, **given(Outcome.DEFERRED, forum)
    )  # fmt: skip
    visitor = logged_in(pimpinan)
    choice = visitor.get(f"{APPROVAL}?tahun=2028&urusan={urusan.slug}").context["reading"].choice
    assert choice.known_words.split() == read(waiting, other)
    visitor.post(APPROVAL, {"pilih": choice.known_words, "sahkan": "1"})
    assert states() == [Status.ACCEPTED_WITH_CHANGES, Status.DEFERRED, Status.VERIFIED]
    assert elsewhere.state == "pending"


def test_what_changed_or_was_published_meanwhile_is_named(logged_in, forum, waiting, sekretariat, pimpinan):
    published = record_result(
        ProposalFactory(forum=forum, verified=True), actor=sekretariat, **given(Outcome.ACCEPTED, forum)
    )
    chosen = read(waiting, published)
    record_result(waiting.proposal, actor=sekretariat, seen=1, **given(Outcome.DEFERRED, forum))
    publish_result(published, actor=pimpinan, seen=1)
    visitor = logged_in(pimpinan)
    text = visitor.post(APPROVAL, {"pilih": chosen}).content.decode()
    assert "Tidak ada yang dapat disahkan" in text
    assert "Diubah setelah Anda membacanya" in text
    assert "1 hasil sudah disahkan orang lain" in text
    answer = visitor.post(APPROVAL, {"pilih": chosen, "sahkan": "1"}, follow=True)
    assert [row.problem for row in answer.context["rows"]] == [
        "Hasil ini diubah setelah Anda membacanya. Baca kembali sebelum mengesahkan.", "Hasil ini sudah disahkan.",
    ]  # fmt: skip
    assert "Tidak disahkan" in answer.content.decode()


def test_four_eyes_are_said_before_the_button(logged_in, forum):
    head = HostMembershipFactory(role=Role.PIMPINAN).user
    HostMembershipFactory(user=head, role=Role.SEKRETARIAT)
    decision = record_result(
        ProposalFactory(forum=forum, verified=True), actor=head, **given(Outcome.ACCEPTED, forum)
    )
    visitor = logged_in(head)
    text = visitor.get(APPROVAL).content.decode()
    assert "empat mata" in text
    assert 'name="satu"' not in text
    assert 'name="semua"' not in text
    assert "Tidak dapat Anda sahkan" in visitor.post(APPROVAL, {"pilih": read(decision)}).content.decode()
    assert states() == [Status.VERIFIED]


def test_the_heads_own_proposal_tells_them_nothing(logged_in, forum, sekretariat, pimpinan):
    proposal = ProposalFactory(forum=forum, verified=True, proposer=pimpinan)
    decision = record_result(proposal, actor=sekretariat, **given(Outcome.REJECTED, forum))
    visitor = logged_in(pimpinan)
    pages = [visitor.get(APPROVAL), visitor.post(APPROVAL, {"pilih": read(decision)})]
    for page in pages:
        text = page.content.decode()
        assert "disahkan oleh pejabat lain" in text
        assert "Belum dapat diakomodasi" not in text
        assert "Usulan diterima." not in text
    visitor.post(APPROVAL, {"pilih": read(decision), "sahkan": "1"})
    assert states() == [Status.VERIFIED]


def test_closed_windows_are_said_at_each_result(logged_in, forum, waiting, sekretariat, pimpinan):
    accepted = ProposalFactory(forum=forum, accepted=True)
    correction = record_result(accepted, actor=sekretariat, **given(Outcome.DEFERRED, forum))
    reviewed = ProposalFactory(forum=forum, verified=True)
    EventFactory(proposal=reviewed, step="ask_review")
    record_result(reviewed, actor=sekretariat, **given(Outcome.ACCEPTED, forum))
    forum.phases.update(activities=[Activity.REVIEW])

    def problems() -> dict:
        reading = logged_in(pimpinan).get(APPROVAL).context["reading"]
        rows = [*reading.exceptions, *reading.others]
        return {row.decision.proposal.number: row.problem[:9] for row in rows}

    expected = {waiting.proposal.number: "Tahapan “", accepted.number: "", reviewed.number: ""}
    assert problems() == expected
    PhaseFactory(forum=forum, activities=[Activity.LOCK])
    assert problems() == {
        waiting.proposal.number: "Tahapan “",
        accepted.number: "Renja tah",
        reviewed.number: "Tahapan “",
    }
    assert correction.is_correction


@pytest.mark.parametrize(
    "sent", [{}, {"pilih": "x"}, {"pilih": "0-0"}, {"semua": "9" * 500}, {"satu": "\x00"}, {"pilih": "1-2-3"}]
)
def test_garbage_chooses_nothing(logged_in, waiting, pimpinan, sent):
    visitor = logged_in(pimpinan)
    for extra in ({}, {"sahkan": "1"}):
        assert visitor.post(APPROVAL, sent | extra).status_code in (200, 302)
    assert states() == [Status.VERIFIED]


def test_choosing_nothing_says_so(logged_in, waiting, pimpinan):
    assert (
        "Pilih sekurang-kurangnya satu hasil"
        in logged_in(pimpinan).post(APPROVAL, follow=True).content.decode()
    )


def test_page_asks_as_much_for_three_rows_as_for_one(
    logged_in, forum, pimpinan, django_assert_max_num_queries
):
    visitor = logged_in(pimpinan)

    def make() -> None:
        for outcome in (Outcome.REJECTED, Outcome.FORWARDED, Outcome.MERGED):
            proposal = ProposalFactory(forum=forum, verified=True, from_organization=True)
            DecisionFactory(proposal=proposal, outcome=outcome)

    def asked() -> tuple[int, int]:
        chosen = read(*Decision.objects.all())
        with django_assert_max_num_queries(12) as reading:
            visitor.get(APPROVAL)
        with django_assert_max_num_queries(12) as confirming:
            assert len(visitor.post(APPROVAL, {"pilih": chosen}).context["ready"]) == len(chosen)
        return len(reading), len(confirming)

    make()
    one = asked()
    make()
    make()
    assert asked() == one
