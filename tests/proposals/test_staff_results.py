"""Hasil: what has no result, what waits, what was published; writing a result down on its page."""

from decimal import Decimal

import pytest
from django.urls import reverse

from forums.models import Activity
from proposals.choices import Outcome, Status
from proposals.intake import withdraw_proposal
from proposals.models import Decision, Proposal
from proposals.results import publish_result, record_result
from proposals.services import assign_unit
from tests.factories.forums import PhaseFactory
from tests.factories.proposals import DecisionFactory, ProposalFactory, ReasonCodeFactory
from tests.factories.stakeholders import OrganizationFactory, UnitFactory
from tests.factories.urusan import UrusanFactory
from tests.proposals.outcomes import given as complete

pytestmark = pytest.mark.django_db
RESULTS = reverse("proposals:results")


@pytest.fixture
def proposal(forum) -> Proposal:
    return ProposalFactory(forum=forum, verified=True, volume=200, volume_unit="orang")


def page(proposal) -> str:
    return reverse("proposals:result", args=[proposal.number])


def typed(proposal, outcome, *, seen=0, **changed) -> dict:
    base = {"version": proposal.version, "seen_result": seen, "outcome": outcome}
    return base | {"reason": "Alasan saya.", "response": "Tanggapan saya."} | changed


def numbers(visitor, **query) -> list[str]:
    return [p.number for p in visitor.get(RESULTS, query).context["page"]]


ROLES = [
    ("sekretariat", 200), ("verifikator", 200), ("perencana", 200), ("pimpinan", 403), ("admin_user", 403), ("pengusul", 403),
]  # fmt: skip


@pytest.mark.parametrize(("role", "status"), ROLES)
def test_list_is_for_those_who_record_or_correct(logged_in, forum, request, role, status):
    assert logged_in(request.getfixturevalue(role)).get(RESULTS).status_code == status


@pytest.mark.parametrize(("role", "status"), [*ROLES[:2], ("perencana", 404), *ROLES[3:]])
def test_page_of_a_verified_one_is_for_those_who_record(logged_in, proposal, request, role, status):
    assert logged_in(request.getfixturevalue(role)).get(page(proposal)).status_code == status


@pytest.mark.parametrize(("role", "status"), [ROLES[0], ("verifikator", 200), *ROLES[2:]])
def test_page_of_a_published_one_is_for_those_who_correct_or_handle(logged_in, forum, request, role, status):
    accepted = ProposalFactory(forum=forum, accepted=True)
    assert logged_in(request.getfixturevalue(role)).get(page(accepted)).status_code == status


def test_tabs_hold_what_they_say_by_urusan(logged_in, forum, sekretariat, perencana):
    second, first = UrusanFactory(order=2), UrusanFactory(order=1)
    late, early = (ProposalFactory(forum=forum, verified=True, urusan=u) for u in (second, first))
    waiting = DecisionFactory(proposal__forum=forum, proposal__verified=True).proposal
    accepted = ProposalFactory(forum=forum, accepted=True)
    correcting = DecisionFactory(
        proposal=ProposalFactory(forum=forum, deferred=True), is_correction=True
    ).proposal
    ProposalFactory(forum=forum)
    ProposalFactory(forum=forum, rejected=True)
    visitor = logged_in(sekretariat)
    assert numbers(visitor) == [early.number, late.number]
    assert set(numbers(visitor, daftar="menunggu")) == {waiting.number, correcting.number}
    assert numbers(visitor, daftar="disahkan") == [accepted.number]
    assert [tab.count for tab in visitor.get(RESULTS).context["tabs"]] == [2, 2, 1]
    visitor = logged_in(perencana)
    assert (numbers(visitor), numbers(visitor, daftar="menunggu")) == ([], [correcting.number])
    assert numbers(visitor, daftar="disahkan") == [accepted.number]


def test_verifiers_see_their_bidang_and_nobody_their_own(logged_in, forum, verifikator):
    mine = ProposalFactory(forum=forum, verified=True, unit=verifikator.memberships.get().units.get())
    ProposalFactory(forum=forum, verified=True, unit=UnitFactory())
    ProposalFactory(forum=forum, verified=True, proposer=verifikator)
    assert numbers(logged_in(verifikator)) == [mine.number]


def test_search_filter_and_empty_lists(logged_in, proposal, sekretariat):
    visitor = logged_in(sekretariat)
    assert numbers(visitor, q=proposal.number, urusan=proposal.urusan.slug) == [proposal.number]
    assert "Tidak ada usulan yang cocok" in visitor.get(RESULTS, {"q": "xyz"}).content.decode()
    assert "Tidak ada hasil yang menunggu" in visitor.get(RESULTS, {"daftar": "menunggu"}).content.decode()
    assert "Belum ada hasil yang disahkan" in visitor.get(RESULTS, {"daftar": "disahkan"}).content.decode()
    Proposal.objects.all().update(status=Status.SUBMITTED)
    assert "Semua sudah ada hasilnya" in visitor.get(RESULTS, {"daftar": "\x00"}).content.decode()
    partial = visitor.get(RESULTS, headers={"HX-Request": "true"}).content.decode()
    assert partial.strip().startswith('<div id="hasil"')


def test_list_asks_as_much_for_three_rows_as_for_one(
    logged_in, forum, sekretariat, django_assert_max_num_queries
):
    visitor = logged_in(sekretariat)

    def make() -> None:
        ProposalFactory(forum=forum, verified=True, unit=UnitFactory(), from_organization=True)
        DecisionFactory(proposal=ProposalFactory(forum=forum, verified=True, unit=UnitFactory()))
        ProposalFactory(forum=forum, deferred=True)

    def asked(tab: str) -> int:
        with django_assert_max_num_queries(12) as queries:
            assert visitor.get(RESULTS, {"daftar": tab}).status_code == 200
        return len(queries)

    make()
    before = [asked(tab) for tab in ("belum", "menunggu", "disahkan")]
    make()
    make()
    assert [asked(tab) for tab in ("belum", "menunggu", "disahkan")] == before


# Writing it down


@pytest.mark.parametrize("outcome", Outcome.values)
def test_result_of_each_kind_is_written_down(logged_in, proposal, sekretariat, outcome):
    code, office = ReasonCodeFactory(), OrganizationFactory()
    parent = ProposalFactory(forum=proposal.forum, verified=True)
    changed = {"reason_code": code.pk, "office": office.pk, "parent": parent.number, "agreed_volume": "120,5"}
    answer = logged_in(sekretariat).post(page(proposal), typed(proposal, outcome, **changed), follow=True)
    assert answer.redirect_chain == [(RESULTS, 302)]
    assert "menunggu pengesahan pimpinan" in answer.content.decode()
    decision = Decision.objects.get()
    assert (decision.outcome, decision.reason, decision.response) == (
        outcome,
        "Alasan saya.",
        "Tanggapan saya.",
    )
    assert decision.office == (office if outcome == Outcome.FORWARDED else None)
    assert decision.parent == (parent if outcome == Outcome.MERGED else None)
    expected = {Outcome.ACCEPTED: Decimal(200), Outcome.ACCEPTED_WITH_CHANGES: Decimal("120.5")}.get(outcome)
    assert decision.agreed_volume == expected
    has_code = outcome not in (Outcome.ACCEPTED, Outcome.ACCEPTED_WITH_CHANGES)
    assert decision.reason_code == (code if has_code else None)


def test_standard_reason_fills_an_empty_reason_and_stands_beside_the_field(logged_in, proposal, sekretariat):
    code = ReasonCodeFactory(sentence="Pagu belum cukup tahun ini.")
    visitor = logged_in(sekretariat)
    assert "Pagu belum cukup tahun ini." in visitor.get(page(proposal)).content.decode()
    visitor.post(page(proposal), typed(proposal, Outcome.REJECTED, reason_code=code.pk, reason=" "))
    assert Decision.objects.get().reason == "Pagu belum cukup tahun ini."


@pytest.mark.parametrize(
    ("outcome", "changed", "wrong"),
    [
        ("", {}, {"outcome"}),
        ("draft", {}, {"outcome"}),
        (Outcome.ACCEPTED, {"reason": ""}, {"reason"}),
        (Outcome.ACCEPTED, {"response": " "}, {"response"}),
        (Outcome.ACCEPTED, {"response": "x" * 4001}, {"response"}),
        (Outcome.ACCEPTED_WITH_CHANGES, {"agreed_volume": "banyak"}, {"agreed_volume"}),
        (Outcome.ACCEPTED_WITH_CHANGES, {"agreed_volume": "-1"}, {"agreed_volume"}),
        (Outcome.FORWARDED, {}, {"office"}),
        (Outcome.MERGED, {"parent": "ASP-2028-9999"}, {"parent"}),
        (Outcome.REJECTED, {}, {"reason_code"}),
        (Outcome.REJECTED, {"reason_code": "x", "reason": ""}, {"reason_code", "reason"}),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(
    logged_in, proposal, sekretariat, outcome, changed, wrong
):
    given = typed(proposal, outcome, **{"reason": "Ketikan saya.", "response": "Ketikan saya."} | changed)
    answer = logged_in(sekretariat).post(page(proposal), given)
    assert set(answer.context["form"].errors) == wrong
    assert wrong >= {"reason", "response"} or "Ketikan saya." in answer.content.decode()
    assert not Decision.objects.exists()


def test_fields_of_other_outcomes_do_not_hinder(logged_in, proposal, sekretariat):
    given = typed(proposal, Outcome.ACCEPTED, parent="x", office="x", agreed_volume="x", reason_code="x")
    assert logged_in(sekretariat).post(page(proposal), given).status_code == 302


def test_pending_result_is_shown_with_its_writer_and_can_be_changed(
    logged_in, proposal, sekretariat, three_roles
):
    record_result(proposal, actor=sekretariat, **complete(Outcome.ACCEPTED, proposal.forum))
    visitor = logged_in(three_roles)
    text = visitor.get(page(proposal)).content.decode()
    assert "dicatat oleh Sekretariat" in text
    assert "Sejalan dengan prioritas." in text
    visitor.post(page(proposal), typed(proposal, Outcome.DEFERRED, seen=1))
    decision = Decision.objects.get()
    assert (decision.outcome, decision.version, decision.decided_by) == (Outcome.DEFERRED, 2, three_roles)


def test_save_and_next_stays_in_the_urusan(logged_in, forum, sekretariat):
    urusan, other = UrusanFactory(order=5), UrusanFactory(order=1)
    first, second = (ProposalFactory(forum=forum, verified=True, urusan=urusan) for _ in range(2))
    third = ProposalFactory(forum=forum, verified=True, urusan=other)
    visitor = logged_in(sekretariat)
    for now, following in ((first, second), (second, third)):
        answer = visitor.post(page(now), typed(now, Outcome.ACCEPTED, berikutnya="1"))
        assert answer.url == page(following)
    answer = visitor.post(page(third), typed(third, Outcome.ACCEPTED, berikutnya="1"), follow=True)
    assert "sudah ada hasilnya" in answer.content.decode()


def test_what_has_no_result_to_record_says_why(logged_in, forum, proposal, sekretariat):
    visitor = logged_in(sekretariat)
    rejected = ProposalFactory(forum=forum, rejected=True)
    assert "tidak menunggu hasil pembahasan" in visitor.get(page(rejected)).content.decode()
    forum.phases.update(activities=[Activity.VERIFY])
    text = visitor.get(page(proposal)).content.decode()
    assert "belum dijadwalkan" in text
    assert 'name="outcome"' not in text


def test_corrections_say_what_they_are_until_the_lock(logged_in, forum, perencana):
    accepted = ProposalFactory(forum=forum, accepted=True)
    visitor = logged_in(perencana)
    text = visitor.get(page(accepted)).content.decode()
    assert "Berbeda dari kesepakatan forum" in text
    assert 'value="rejected"' not in text
    assert visitor.post(page(accepted), typed(accepted, Outcome.DEFERRED)).status_code == 302
    assert Decision.objects.get().is_correction
    PhaseFactory(forum=forum, activities=[Activity.LOCK])
    assert "sudah dikunci" in visitor.get(page(accepted)).content.decode()


# Somebody was quicker


def test_two_recorders_see_both_texts(logged_in, proposal, sekretariat, three_roles):
    record_result(proposal, actor=sekretariat, **complete(Outcome.DEFERRED, proposal.forum))
    answer = logged_in(three_roles).post(page(proposal), typed(proposal, Outcome.ACCEPTED))
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "sudah dicatat oleh Sekretariat" in text
    for words in (
        "Alasan saya.",
        "Tanggapan saya.",
        "Sejalan dengan prioritas.",
        'name="seen_result" value="1"',
    ):
        assert words in text
    assert Decision.objects.get().outcome == Outcome.DEFERRED
    again = typed(proposal, Outcome.ACCEPTED, seen=1)
    assert logged_in(three_roles).post(page(proposal), again).status_code == 302


def test_form_open_during_publication_corrects_nothing(
    logged_in, proposal, sekretariat, three_roles, pimpinan
):
    given = typed(proposal, Outcome.ACCEPTED_WITH_CHANGES)
    decision = record_result(proposal, actor=three_roles, **complete(Outcome.ACCEPTED, proposal.forum))
    publish_result(decision, actor=pimpinan, seen=1)
    answer = logged_in(sekretariat).post(page(proposal), given)
    assert answer.status_code == 409
    assert "Hasil forum disahkan: Diterima, oleh Pimpinan" in answer.content.decode()
    assert "Tanggapan saya." in answer.content.decode()
    assert Decision.objects.pending().count() == 0


def test_text_is_kept_when_the_proposal_has_ended(logged_in, proposal, sekretariat):
    withdraw_proposal(proposal, actor=proposal.proposer, reason="Sudah terlaksana.")
    answer = logged_in(sekretariat).post(page(proposal), typed(proposal, Outcome.ACCEPTED))
    assert answer.status_code == 409
    assert "Tanggapan saya." in answer.content.decode()


def test_text_is_kept_when_the_proposal_went_to_another_bidang(logged_in, proposal, sekretariat, verifikator):
    given = typed(proposal, Outcome.ACCEPTED)
    assign_unit(proposal, actor=sekretariat, unit=UnitFactory())
    answer = logged_in(verifikator).post(page(proposal), given)
    assert answer.status_code == 409
    assert "Tanggapan saya." in answer.content.decode()
    assert logged_in(verifikator).get(page(proposal)).status_code == 404


def test_a_second_press_is_no_conflict(logged_in, proposal, sekretariat):
    given = typed(proposal, Outcome.ACCEPTED)
    visitor = logged_in(sekretariat)
    assert [visitor.post(page(proposal), given).status_code for _press in range(3)] == [302, 302, 302]
    assert Decision.objects.get().version == 1
    assert visitor.post(page(proposal), given | {"response": "Lain."}).status_code == 409


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 5000])
def test_a_version_that_is_none_counts_as_stale(logged_in, proposal, sekretariat, seen):
    assert (
        logged_in(sekretariat).post(page(proposal), typed(proposal, Outcome.ACCEPTED, seen=seen)).status_code
        == 409
    )
    assert not Decision.objects.exists()
