"""One page per proposal: everything to read, every step to take, nothing typed lost, nobody overrun."""

import pytest
from django.urls import reverse

from forums.models import Activity
from proposals.choices import Source, Status
from proposals.models import Proposal
from tests.factories.proposals import (
    AttachmentFactory,
    DecisionFactory,
    EventFactory,
    OfficialAnswerFactory,
    ProposalFactory,
)
from tests.factories.stakeholders import OrganizationFactory, UnitFactory
from tests.factories.urusan import UrusanFactory

pytestmark = pytest.mark.django_db
QUEUE = reverse("proposals:verification_queue")


@pytest.fixture
def unit(verifikator):
    return verifikator.memberships.get().units.get()


@pytest.fixture
def proposal(forum, unit) -> Proposal:
    return ProposalFactory(forum=forum, unit=unit, rt="12", landmark="Dekat dermaga")


def page(proposal) -> str:
    return reverse("proposals:verification", args=[proposal.number])


def decision(proposal, step: str, **given) -> dict:
    return {"tindakan": "putusan", "version": proposal.version, "step": step, "reason": "", **given}


def status_of(proposal) -> str:
    return Proposal.objects.get(pk=proposal.pk).status


# Reading


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("verifikator", 200),
        ("sekretariat", 200),
        ("perencana", 403),
        ("pimpinan", 403),
        ("admin_user", 403),
        ("pengusul", 403),
    ],
)
def test_page_is_for_those_who_handle_it(logged_in, proposal, request, role, status):
    assert logged_in(request.getfixturevalue(role)).get(page(proposal)).status_code == status


def test_others_work_ones_own_and_drafts_do_not_exist(logged_in, forum, verifikator, sekretariat):
    elsewhere = ProposalFactory(forum=forum, unit=UnitFactory())
    own = ProposalFactory(forum=forum, proposer=verifikator)
    for proposal in (elsewhere, own):
        assert logged_in(verifikator).get(page(proposal)).status_code == 404
        assert logged_in(verifikator).post(page(proposal), decision(proposal, "verify")).status_code == 404
    assert logged_in(sekretariat).get("/kerja/verifikasi/ASP-2028-9999/").status_code == 404


def test_page_shows_text_place_contact_files_similar_ones_and_history(logged_in, proposal, verifikator):
    AttachmentFactory(proposal=proposal, original_name="rahasia.jpg", is_public=False)
    near = ProposalFactory(forum=proposal.forum, title=proposal.title, verified=True)
    EventFactory(proposal=proposal, title="Catatan dalam", is_public=False, actor=verifikator)
    ProposalFactory(forum=proposal.forum, status=Status.MERGED, parent=proposal, title="Anaknya")
    text = logged_in(verifikator).get(page(proposal)).content.decode()
    for words in (
        proposal.problem, proposal.place_label, proposal.contact_phone, "Dekat dermaga", "rahasia.jpg", near.number,
        "Catatan dalam (tidak untuk publik)", "Anaknya", "5 hari kerja lagi", "Sesuai kewenangan dinas",
    ):  # fmt: skip
        assert words in text


def test_page_of_a_decided_one_shows_the_answer_and_of_a_merged_one_its_parent(logged_in, forum, sekretariat):
    accepted = OfficialAnswerFactory(proposal__forum=forum).proposal
    child = ProposalFactory(forum=forum, status=Status.MERGED, parent=accepted)
    visitor = logged_in(sekretariat)
    for proposal in (accepted, child):
        assert "akan diperjuangkan dalam Renja" in visitor.get(page(proposal)).content.decode()
    assert f"{accepted.number} {accepted.title}" in visitor.get(page(child)).content.decode()


def test_only_what_was_left_open_can_be_completed(logged_in, forum, verifikator, unit):
    proposal = ProposalFactory(forum=forum, unit=unit, volume=5, volume_unit="unit")
    fields = logged_in(verifikator).get(page(proposal)).context["forms"]["putusan"].fields
    assert {"urusan", "kind", "estimated_cost"} <= set(fields)
    assert not {"volume", "volume_unit"} & set(fields)


def test_similar_one_can_be_chosen_as_parent(logged_in, proposal, verifikator):
    near = ProposalFactory(forum=proposal.forum, title=proposal.title)
    visitor = logged_in(verifikator)
    assert f"?induk={near.number}#putusan" in visitor.get(page(proposal)).content.decode()
    text = visitor.get(f"{page(proposal)}?induk={near.number}").content.decode()
    assert f'value="{near.number}"' in text
    assert visitor.get(f"{page(proposal)}?induk=<script>").status_code == 200


# Deciding


def test_verify_with_checklist_and_completion(logged_in, forum, verifikator, unit):
    proposal, urusan = ProposalFactory(forum=forum, unit=unit, urusan=None), UrusanFactory()
    given = decision(
        proposal, "verify", urusan=urusan.pk, kind="fisik", volume="2,5", checked=["lengkap", "lokasi"]
    )
    answer = logged_in(verifikator).post(page(proposal), given, follow=True)
    assert answer.redirect_chain == [(QUEUE, 302)]
    assert f"{proposal.number}: Terverifikasi." in answer.content.decode()
    proposal.refresh_from_db()
    assert (proposal.status, proposal.urusan, proposal.kind, proposal.volume) == (
        "verified",
        urusan,
        "fisik",
        2.5,
    )
    assert proposal.events.filter(step="checklist").exists()


@pytest.mark.parametrize(
    ("step", "target"), [("return", "returned"), ("forward", "forwarded"), ("merge", "merged")]
)
def test_other_steps_are_one_form_away(logged_in, proposal, verifikator, step, target):
    given = {
        "forward": {"office": OrganizationFactory().pk},
        "merge": {"parent": f" {ProposalFactory(forum=proposal.forum).number.lower()} "},
    }.get(step, {})
    answer = logged_in(verifikator).post(
        page(proposal), decision(proposal, step, reason="Alasannya.", **given)
    )
    assert answer.status_code == 302
    assert status_of(proposal) == target


@pytest.mark.parametrize(
    ("step", "given", "wrong"),
    [
        ("", {}, {"step"}),
        ("publish", {}, {"step"}),
        ("return", {}, {"reason"}),
        ("return", {"reason": "  "}, {"reason"}),
        ("forward", {"reason": "x"}, {"office"}),
        ("forward", {"reason": "x", "office": "9" * 300}, {"office"}),
        ("merge", {"reason": "x"}, {"parent"}),
        ("merge", {"reason": "x", "parent": "ASP-2028-9999"}, {"parent"}),
        ("merge", {"reason": "x", "parent": "a\x00b"}, {"parent"}),
        ("verify", {"urusan": "", "volume": "banyak"}, {"urusan", "volume"}),
        ("verify", {"reason": "x" * 2001}, {"reason"}),
        ("verify", {"checked": ["entah"]}, {"checked"}),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(
    logged_in, proposal, verifikator, step, given, wrong
):
    typed = {"urusan": proposal.urusan_id, "volume_unit": "ketikan saya"} | given
    answer = logged_in(verifikator).post(page(proposal), decision(proposal, step, **typed))
    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == wrong
    assert "ketikan saya" in answer.content.decode()
    assert status_of(proposal) == Status.SUBMITTED


def test_fields_of_other_choices_do_not_hinder(logged_in, proposal, verifikator):
    given = decision(
        proposal, "return", reason="Lengkapi.", parent="bukan nomor", office="x", volume="banyak"
    )
    assert logged_in(verifikator).post(page(proposal), given).status_code == 302


def test_refusal_of_the_verb_is_shown_with_the_text(logged_in, proposal, verifikator):
    ended = ProposalFactory(forum=proposal.forum, withdrawn=True)
    given = decision(proposal, "merge", reason="Ketikan saya.", parent=ended.number)
    text = logged_in(verifikator).post(page(proposal), given).content.decode()
    assert "tidak dapat menjadi usulan induk" in text
    assert "Ketikan saya." in text


def test_save_and_next_opens_the_nearest_of_my_queue(logged_in, proposal, verifikator, forum, unit):
    following = ProposalFactory(forum=forum, unit=unit)
    ProposalFactory(forum=forum, unit=UnitFactory())
    visitor = logged_in(verifikator)
    given = {"urusan": proposal.urusan_id, "berikutnya": "1"}
    assert visitor.post(page(proposal), decision(proposal, "verify", **given)).url == page(following)
    answer = visitor.post(page(following), decision(following, "verify", **given), follow=True)
    assert answer.redirect_chain == [(QUEUE, 302)]
    assert "Antrean Anda sudah kosong." in answer.content.decode()


def test_unknown_deeds_do_nothing(logged_in, proposal, verifikator):
    for sent in ({}, {"tindakan": "hapus"}, {"tindakan": ["putusan", "hapus"]}):
        assert logged_in(verifikator).post(page(proposal), sent).status_code == 200
    assert status_of(proposal) == Status.SUBMITTED


# Where it cannot be decided


def test_without_step_there_is_a_sentence_and_no_button(logged_in, proposal, sekretariat, verifikator):
    text = logged_in(sekretariat).get(page(proposal)).content.decode()
    assert "dilakukan oleh verifikator bidang" in text
    assert 'name="step"' not in text
    proposal.forum.phases.update(activities=[Activity.DECIDE])
    assert "belum dijadwalkan" in logged_in(verifikator).get(page(proposal)).content.decode()


def test_verified_one_leads_to_its_result(logged_in, forum, verifikator, unit):
    proposal = ProposalFactory(forum=forum, unit=unit, verified=True)
    DecisionFactory(proposal=proposal)
    text = logged_in(verifikator).get(page(proposal)).content.decode()
    assert reverse("proposals:result", args=[proposal.number]) in text


def test_returned_letter_leads_the_secretariat_to_completing(logged_in, forum, sekretariat, verifikator):
    proposal = ProposalFactory(forum=forum, returned=True, source=Source.SURAT)
    address = reverse("proposals:complete_recorded", args=[proposal.number])
    assert address in logged_in(sekretariat).get(page(proposal)).content.decode()
    assert address not in logged_in(verifikator).get(page(proposal)).content.decode()


def test_public_page_leads_staff_to_their_page(logged_in, client, proposal, verifikator, pimpinan):
    public = reverse("proposals:detail", args=[proposal.number])
    assert page(proposal) in logged_in(verifikator).get(public).content.decode()
    assert page(proposal) not in logged_in(pimpinan).get(public).content.decode()
    client.logout()
    assert "/kerja/" not in client.get(public).content.decode()


def test_page_asks_as_much_for_three_rows_as_for_one(
    logged_in, proposal, verifikator, django_assert_max_num_queries
):
    visitor = logged_in(verifikator)

    def add() -> None:
        AttachmentFactory(proposal=proposal)
        EventFactory(proposal=proposal, actor=verifikator)
        ProposalFactory(forum=proposal.forum, title=proposal.title, from_organization=True)
        ProposalFactory(forum=proposal.forum, status=Status.MERGED, parent=proposal, title="lain")

    def asked() -> int:
        with django_assert_max_num_queries(18) as queries:
            assert visitor.get(page(proposal)).status_code == 200
        return len(queries)

    add()
    one = asked()
    add()
    add()
    assert asked() == one
