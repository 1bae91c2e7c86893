"""The verifier's verbs: what they write, whom they tell, what they refuse."""

import pytest

from audit.models import Entry
from notifications.models import Message
from proposals.choices import Status
from proposals.models import Proposal
from proposals.querysets import search
from proposals.services import assign_unit, withhold_proposal
from proposals.verification import (
    CHECKLIST,
    forward_proposal,
    merge_proposal,
    return_proposal,
    verify_proposal,
)
from proposals.workflow import Overtaken, StepRefused
from tests.factories.accounts import UserFactory
from tests.factories.forums import ForumFactory
from tests.factories.proposals import ProposalFactory, SupportFactory
from tests.factories.stakeholders import HostMembershipFactory, OrganizationFactory, UnitFactory
from tests.factories.urusan import UrusanFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit(verifikator):
    return verifikator.memberships.get().units.get()


@pytest.fixture
def proposal(forum, unit) -> Proposal:
    return ProposalFactory(forum=forum, unit=unit)


def letters(kind: str) -> list[tuple[str, str]]:
    return list(Message.objects.filter(kind=f"proposal.{kind}").values_list("to_email", "body"))


def test_verifying_fills_what_was_left_open_and_nothing_else(forum, unit, verifikator):
    urusan = UrusanFactory(name="Statistik")
    proposal = ProposalFactory(forum=forum, unit=unit, urusan=None, volume=200, volume_unit="orang")
    done = verify_proposal(
        proposal, actor=verifikator, urusan=urusan, kind="non_fisik", volume=5, volume_unit="unit",
        estimated_cost=1_000_000,
    )  # fmt: skip
    done.refresh_from_db()
    assert (done.status, done.urusan, done.kind, done.estimated_cost) == (
        Status.VERIFIED,
        urusan,
        "non_fisik",
        1_000_000,
    )
    assert (done.volume, done.volume_unit) == (200, "orang")  # the proposer's own words stay
    [(to, body)] = letters("verified")
    assert to == proposal.proposer.email
    assert "untuk urusan Statistik" in body


def test_verifying_may_put_the_urusan_right(proposal, verifikator):
    other = UrusanFactory()
    assert verify_proposal(proposal, actor=verifikator, urusan=other).urusan == other


def test_verifying_names_the_bidang_of_the_urusan(forum, verifikator, unit):
    urusan = UrusanFactory()
    unit.urusan.add(urusan)
    proposal = ProposalFactory(forum=forum, urusan=None, unit=None)
    assert verify_proposal(proposal, actor=verifikator, urusan=urusan).unit == unit


def test_verifying_needs_an_urusan(forum, verifikator, unit):
    proposal = ProposalFactory(forum=forum, unit=unit, urusan=None)
    with pytest.raises(StepRefused, match="Pilih urusannya"):
        verify_proposal(proposal, actor=verifikator)


@pytest.mark.parametrize("field", ["title", "status", "proposer", "number"])
def test_verifying_writes_no_other_field(proposal, verifikator, field):
    with pytest.raises(ValueError, match="not for a verifier"):
        verify_proposal(proposal, actor=verifikator, **{field: "x"})
    proposal.refresh_from_db()
    assert proposal.status == Status.SUBMITTED


def test_checklist_is_recorded_and_stands_in_the_staff_history(proposal, verifikator):
    done = verify_proposal(proposal, actor=verifikator, checked=["lokasi", "lengkap", "entah"])
    assert Entry.objects.latest("pk").data == {"checklist": ["lengkap", "lokasi"]}
    internal = done.events.get(step="checklist")
    assert (internal.is_public, str(CHECKLIST["lokasi"]) in internal.reason) == (False, True)
    assert [event.step for event in done.events.public()] == ["verify"]


def test_nothing_ticked_is_recorded_too(proposal, verifikator):
    done = return_proposal(proposal, actor=verifikator, reason="Sebutkan jumlahnya.")
    assert Entry.objects.latest("pk").data == {"checklist": []}
    assert not done.events.filter(step="checklist").exists()


def test_returning_says_what_is_missing(proposal, verifikator):
    done = return_proposal(proposal, actor=verifikator, reason="Sebutkan jumlah peserta.")
    assert done.status == Status.RETURNED
    [(to, body)] = letters("returned")
    assert to == proposal.proposer.email
    assert "Sebutkan jumlah peserta." in body
    assert "Masuk ke portal" in body


def test_returning_to_somebody_without_account_names_the_secretariat(forum, unit, verifikator):
    proposal = ProposalFactory(forum=forum, unit=unit, proposer=None, source="surat")
    return_proposal(proposal, actor=verifikator, reason="Sebutkan jumlah peserta.")
    [(to, body)] = letters("returned")
    assert to == proposal.contact_email
    assert "kepada sekretariat" in body
    assert "Masuk ke portal" not in body


def test_forwarding_ends_it_and_tells_everybody(proposal, verifikator):
    office = OrganizationFactory(name="Dinas Pekerjaan Umum")
    child = ProposalFactory(forum=proposal.forum, status=Status.MERGED, parent=proposal)
    done = forward_proposal(proposal, actor=verifikator, office=office, reason="Drainase bukan urusan kami.")
    assert (done.status, done.forwarded_to) == (Status.FORWARDED, office)
    assert {to for to, _body in letters("forwarded")} == {proposal.proposer.email, child.proposer.email}
    assert all("Dinas Pekerjaan Umum" in body for _to, body in letters("forwarded"))
    assert child.events.get().title == f"Usulan induk {proposal.number} diteruskan"


def test_merging_joins_supporters_and_takes_children_along(proposal, verifikator):
    parent = ProposalFactory(forum=proposal.forum, verified=True)
    child = ProposalFactory(forum=proposal.forum, status=Status.MERGED, parent=proposal)
    supporter = SupportFactory(proposal=proposal).user
    SupportFactory(proposal=parent, user=supporter)
    done = merge_proposal(proposal, actor=verifikator, parent=parent, reason="Sama.")
    assert (done.status, done.parent) == (Status.MERGED, parent)
    child.refresh_from_db()
    assert child.parent == parent
    assert child.events.get().title == f"Usulan induk digabungkan dengan {parent.number}"
    assert Proposal.objects.with_flags().get(pk=parent.pk).support_count == 1
    assert [to for to, _body in letters("merged")] == [proposal.proposer.email]


@pytest.mark.parametrize(
    "status", [Status.DRAFT, Status.RETURNED, Status.REJECTED, Status.FORWARDED, Status.WITHDRAWN]
)
def test_what_has_ended_carries_no_result(proposal, verifikator, status):
    parent = ProposalFactory(forum=proposal.forum, status=status)
    with pytest.raises(StepRefused, match="tidak dapat menjadi usulan induk"):
        merge_proposal(proposal, actor=verifikator, parent=parent, reason="Sama.")


@pytest.mark.parametrize("status", [Status.SUBMITTED, Status.VERIFIED, Status.ACCEPTED, Status.DEFERRED])
def test_what_goes_on_can_be_a_parent(proposal, verifikator, status):
    parent = ProposalFactory(forum=proposal.forum, status=status)
    assert merge_proposal(proposal, actor=verifikator, parent=parent, reason="Sama.").parent == parent


def test_merging_names_the_root_of_what_is_merged_itself(proposal, verifikator):
    merged = ProposalFactory(forum=proposal.forum, merged=True)
    with pytest.raises(StepRefused, match=f"pilih {merged.parent.number} sebagai usulan induk"):
        merge_proposal(proposal, actor=verifikator, parent=merged, reason="Sama.")


def test_merging_stays_within_forum_and_never_with_itself(proposal, verifikator):
    elsewhere = ProposalFactory(forum=ForumFactory(plan_year=2027))
    with pytest.raises(StepRefused, match="forum yang sama"):
        merge_proposal(proposal, actor=verifikator, parent=elsewhere, reason="Sama.")
    with pytest.raises(StepRefused, match="dirinya sendiri"):
        merge_proposal(proposal, actor=verifikator, parent=proposal, reason="Sama.")


VERBS = {
    "verify": (verify_proposal, {}),
    "return": (return_proposal, {"reason": "x"}),
    "forward": (forward_proposal, {"reason": "x", "office": None}),
    "merge": (merge_proposal, {"reason": "x", "parent": None}),
    "assign": (assign_unit, {"unit": None}),
    "withhold": (withhold_proposal, {"reason": "x"}),
}


@pytest.mark.parametrize("name", VERBS)
def test_a_stale_version_does_nothing(proposal, verifikator, sekretariat, unit, name):
    verb, given = VERBS[name]
    made = {
        "office": OrganizationFactory,
        "parent": lambda: ProposalFactory(forum=proposal.forum),
        "unit": lambda: unit,
    }
    given = {key: made[key]() if key in made else value for key, value in given.items()}
    assign_unit(proposal, actor=sekretariat, unit=unit)
    with pytest.raises(Overtaken, match=r"Didisposisikan kepada .*, oleh Sekretariat"):
        verb(
            proposal, actor=sekretariat if name == "withhold" else verifikator, seen=proposal.version, **given
        )
    proposal.refresh_from_db()
    assert (proposal.status, proposal.withheld_reason) == (Status.SUBMITTED, "")


# Disposisi and withholding


def test_assigning_names_the_bidang_in_public(proposal, sekretariat):
    unit = UnitFactory(name="Bidang Statistik")
    done = assign_unit(proposal, actor=sekretariat, unit=unit)
    event = done.events.get()
    assert (done.unit, event.title, event.is_public) == (unit, "Didisposisikan kepada Bidang Statistik", True)


def test_assigning_is_for_those_who_handle_it(proposal, verifikator):
    other = HostMembershipFactory(role="verifikator", units=[UnitFactory()]).user
    with pytest.raises(StepRefused, match="ditangani Bidang"):
        assign_unit(proposal, actor=other, unit=UnitFactory())
    with pytest.raises(StepRefused, match="dilakukan oleh sekretariat atau verifikator"):
        assign_unit(proposal, actor=UserFactory(), unit=UnitFactory())
    assert assign_unit(proposal, actor=verifikator, unit=other.memberships.get().units.get())


def test_assigning_ends_with_the_result(forum, sekretariat):
    with pytest.raises(StepRefused, match="sedang diperiksa atau dibahas"):
        assign_unit(ProposalFactory(forum=forum, accepted=True), actor=sekretariat, unit=UnitFactory())


def test_withholding_and_opening_again_stand_in_the_staff_history(proposal, sekretariat):
    closed = withhold_proposal(proposal, actor=sekretariat, reason=" Rincian persandian. ")
    assert closed.withheld_reason == "Rincian persandian."
    opened = withhold_proposal(closed, actor=sekretariat, reason="")
    assert not opened.is_withheld
    titles = list(proposal.events.values_list("title", "is_public"))
    assert titles == [("Dikecualikan dari publik", False), ("Dibuka kembali untuk publik", False)]


@pytest.mark.parametrize("role", ["verifikator", "pimpinan", "perencana"])
def test_withholding_is_the_secretariats(proposal, request, role):
    with pytest.raises(StepRefused, match="Hanya sekretariat"):
        withhold_proposal(proposal, actor=request.getfixturevalue(role), reason="x")


# Usulan serupa


def test_similar_titles_of_the_same_forum_are_found_nearest_first(forum):
    proposal = ProposalFactory(forum=forum, title="Titik Wi-Fi publik di dermaga Kampung Baru")
    near = ProposalFactory(forum=forum, title="Wi-Fi publik gratis di dermaga Kampung Baru")
    far = ProposalFactory(forum=forum, title="Dermaga Kampung Baru perlu papan informasi")
    ProposalFactory(forum=forum, title="Pelatihan statistik untuk kelurahan")
    ProposalFactory(forum__plan_year=2027, title=near.title)
    ProposalFactory(forum=forum, draft=True, title=near.title)
    assert list(Proposal.objects.similar_to(proposal)) == [near, far]


def test_similar_titles_are_found_among_however_many_that_share_a_word(forum, monkeypatch):
    monkeypatch.setattr(search, "LOOKED_AT", 1)
    twin = ProposalFactory(forum=forum, title="Wi-Fi publik di dermaga Kampung Baru")
    ProposalFactory(forum=forum, title="Dermaga Kampung")
    newest = ProposalFactory(forum=forum, title="Dermaga Kampung Baru")
    proposal = ProposalFactory(forum=forum, title="Titik Wi-Fi publik di dermaga Kampung Baru")
    assert list(Proposal.objects.similar_to(proposal)) == [twin, newest]


@pytest.mark.parametrize("title", ["", "Di RT 4", "untuk yang dengan", "''' | & ! :*"])
def test_titles_without_telling_words_have_no_similar_ones(forum, title):
    ProposalFactory(forum=forum, title="Titik Wi-Fi publik di dermaga")
    assert not Proposal.objects.similar_to(ProposalFactory(forum=forum, title=title))
