"""How proposals come in: numbers, deadlines, receipts, what is typed in for others, withdrawing."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from core.dates import add_working_days
from core.uploads import UploadRefused
from forums.models import Activity
from notifications.models import Message
from proposals.choices import Source, Status
from proposals.intake import (
    complete_recorded,
    forum_taking_records,
    record_for_others,
    record_proposal,
    submit_proposal,
    withdraw_proposal,
)
from proposals.models import Attachment, Counter, Proposal
from proposals.workflow import Overtaken, StepRefused
from tests.factories.accounts import UserFactory
from tests.factories.forums import ForumFactory, PhaseFactory
from tests.factories.proposals import DecisionFactory, EventFactory, ProposalFactory
from tests.factories.stakeholders import KelurahanFactory, OrganizationFactory, UnitFactory
from tests.factories.urusan import UrusanFactory
from tests.proposals.test_files import picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def answers(db) -> dict:
    """What stands on a paper form."""
    return {
        "source": Source.SURAT,
        "source_basis": "Surat Nomor 12/LPM/2026",
        "title": "Titik Wi-Fi di dermaga",
        "problem": "Sinyal lemah.",
        "request": "Pasang titik Wi-Fi.",
        "kelurahan": KelurahanFactory(),
        "contact_name": "Siti Aminah",
    }


def test_submitting_gives_number_deadline_bidang_and_receipt(forum):
    unit = UnitFactory(urusan=[urusan := UrusanFactory()])
    draft = ProposalFactory(forum=forum, draft=True, urusan=urusan)
    sent = submit_proposal(draft, actor=draft.proposer)
    assert (sent.number, sent.status, sent.unit) == ("ASP-2028-0001", Status.SUBMITTED, unit)
    assert sent.verify_due_on == add_working_days(timezone.localdate(), 5)
    letter = Message.objects.get()
    assert (letter.to_user, letter.kind) == (draft.proposer, "proposal.received")
    assert "ASP-2028-0001" in letter.body


def test_submitting_again_changes_nothing(forum):
    draft = ProposalFactory(forum=forum, draft=True)
    first = submit_proposal(draft, actor=draft.proposer)
    again = submit_proposal(draft, actor=draft.proposer)
    assert (again.number, again.version, Counter.objects.get().last) == (first.number, first.version, 1)


def test_refused_submission_takes_no_number(forum):
    draft = ProposalFactory(forum=forum, draft=True)
    forum.phases.update(activities=[Activity.VERIFY])
    with pytest.raises(StepRefused, match="belum dijadwalkan"):
        submit_proposal(draft, actor=draft.proposer)
    assert not Counter.objects.exists()


def test_sent_again_it_keeps_its_number_and_gets_a_new_deadline(forum):
    proposal = ProposalFactory(forum=forum, returned=True)
    number = proposal.number
    sent = submit_proposal(proposal, actor=proposal.proposer)
    assert (sent.number, sent.status) == (number, Status.SUBMITTED)
    assert sent.verify_due_on == add_working_days(timezone.localdate(), 5)
    assert sent.events.get().title == "Dilengkapi dan diajukan kembali"


# For others


def test_recorded_proposal_is_like_any_other(forum, sekretariat, answers):
    recorded = record_for_others(
        forum, actor=sekretariat, submit_key=uuid.uuid4(), files=[picture("surat.png")], **answers
    )
    assert (recorded.number, recorded.status) == ("ASP-2028-0001", Status.SUBMITTED)
    assert (recorded.proposer, recorded.recorded_by) == (None, sekretariat)
    event = recorded.events.get()
    assert (event.step, event.reason) == ("record", "Surat Nomor 12/LPM/2026")
    scan = Attachment.objects.get()
    assert (scan.proposal, scan.original_name, scan.is_public) == (recorded, "surat.png", False)


def test_one_key_is_one_proposal(forum, sekretariat, answers):
    key = uuid.uuid4()
    first, second = (record_for_others(forum, actor=sekretariat, submit_key=key, **answers) for _ in range(2))
    assert first == second
    assert (Proposal.objects.count(), Counter.objects.get().last) == (1, 1)


def test_another_persons_key_is_another_proposal(forum, sekretariat, three_roles, answers):
    key = uuid.uuid4()
    for actor in (sekretariat, three_roles):
        record_for_others(forum, actor=actor, submit_key=key, **answers)
    assert Proposal.objects.count() == 2


def test_a_bad_file_keeps_nothing(forum, sekretariat, answers):
    files = [picture(), SimpleUploadedFile("surat.pdf", b"bukan pdf")]
    with pytest.raises(UploadRefused, match=r"surat\.pdf"):
        record_for_others(forum, actor=sekretariat, submit_key=uuid.uuid4(), files=files, **answers)
    assert not Proposal.objects.exists()
    assert not Counter.objects.exists()


def test_six_files_are_too_many(forum, sekretariat, answers):
    with pytest.raises(StepRefused, match="Paling banyak 5 lampiran"):
        record_for_others(
            forum, actor=sekretariat, submit_key=uuid.uuid4(), files=[picture() for _ in range(6)], **answers
        )
    assert not Proposal.objects.exists()


@pytest.mark.parametrize(
    ("field", "words"),
    [("title", "Judul usulan"), ("kelurahan", "Kelurahan, atau"), ("source_basis", "Tuliskan alasannya")],
)
def test_recorded_proposal_must_be_complete(forum, sekretariat, answers, field, words):
    answers[field] = None if field == "kelurahan" else ""
    with pytest.raises(StepRefused, match=words):
        record_for_others(forum, actor=sekretariat, submit_key=uuid.uuid4(), **answers)
    assert not Proposal.objects.exists()


@pytest.mark.parametrize("role", ["verifikator", "perencana", "pimpinan", "admin_user", "pengusul"])
def test_others_record_nothing(forum, answers, request, role):
    with pytest.raises(StepRefused, match="dilakukan oleh sekretariat"):
        record_for_others(forum, actor=request.getfixturevalue(role), submit_key=uuid.uuid4(), **answers)


def test_recording_goes_on_after_submission_until_the_lock(forum, sekretariat, answers):
    forum.phases.update(activities=[Activity.DECIDE])
    record_for_others(forum, actor=sekretariat, submit_key=uuid.uuid4(), **answers)
    PhaseFactory(forum=forum, activities=[Activity.LOCK])
    with pytest.raises(StepRefused, match="sudah dikunci"):
        record_for_others(forum, actor=sekretariat, submit_key=uuid.uuid4(), **answers)
    assert Proposal.objects.count() == 1


def test_nobodys_draft_is_recorded_for_them(forum, sekretariat):
    draft = ProposalFactory(forum=forum, draft=True)
    with pytest.raises(StepRefused, match="hanya pengusulnya"):
        record_proposal(draft, actor=sekretariat, reason="Surat")


def test_forum_for_records_is_the_newest_that_is_shown_and_not_locked(forum):
    newer, hidden = ForumFactory(plan_year=2029), ForumFactory(plan_year=2030, is_published=False)
    assert forum_taking_records() == newer
    PhaseFactory(forum=newer, activities=[Activity.LOCK])
    assert forum_taking_records() == forum
    PhaseFactory(forum=forum, activities=[Activity.LOCK])
    assert forum_taking_records() is None
    assert not hidden.is_published


@pytest.mark.parametrize(
    ("contact", "organization_email", "to"),
    [
        ("siti@contoh.id", "kontak@lembaga.id", "siti@contoh.id"),
        ("", "kontak@lembaga.id", "kontak@lembaga.id"),
        ("", "", None),
    ],
)
def test_receipt_goes_to_contact_or_organisation(
    forum, sekretariat, answers, contact, organization_email, to
):
    answers |= {"contact_email": contact, "organization": OrganizationFactory(email=organization_email)}
    record_for_others(forum, actor=sekretariat, submit_key=uuid.uuid4(), **answers)
    assert list(Message.objects.values_list("to_email", flat=True)) == ([to] if to else [])


# Completing for others


@pytest.fixture
def returned(forum) -> Proposal:
    return ProposalFactory(forum=forum, returned=True, proposer=None, source=Source.SURAT)


def test_completed_for_the_proposer_it_goes_back_to_the_verifiers(returned, sekretariat):
    sent = complete_recorded(
        returned, actor=sekretariat, seen=returned.version, request="Pelatihan 40 orang."
    )
    assert (sent.status, sent.request, sent.number) == (
        Status.SUBMITTED,
        "Pelatihan 40 orang.",
        returned.number,
    )
    assert sent.events.get().step == "complete_recorded"


def test_completing_overwrites_nobody(returned, sekretariat):
    with pytest.raises(Overtaken):
        complete_recorded(returned, actor=sekretariat, seen=returned.version - 1, request="Lain")
    with pytest.raises(StepRefused, match="Judul usulan"):
        complete_recorded(returned, actor=sekretariat, seen=returned.version, title=" ")
    returned.refresh_from_db()
    assert (returned.status, returned.title != " ") == (Status.RETURNED, True)


@pytest.mark.parametrize("source", [Source.PORTAL, Source.SURAT])
def test_completing_is_for_paper_and_for_the_secretariat(forum, sekretariat, verifikator, source):
    proposal = ProposalFactory(forum=forum, returned=True, source=source)
    actor = sekretariat if source == Source.PORTAL else verifikator
    with pytest.raises(StepRefused):
        complete_recorded(proposal, actor=actor, seen=proposal.version, request="Lain")


# Withdrawing


def test_withdrawing_ends_a_result_that_waits(forum):
    proposal = ProposalFactory(forum=forum, verified=True)
    pending = DecisionFactory(proposal=proposal)
    withdrawn = withdraw_proposal(proposal, actor=proposal.proposer, reason="Sudah terlaksana.")
    pending.refresh_from_db()
    assert (withdrawn.status, pending.state) == (Status.WITHDRAWN, "superseded")
    assert withdrawn.events.get().reason == "Sudah terlaksana."


def test_a_parent_is_not_withdrawn(forum):
    child = ProposalFactory(forum=forum, merged=True)
    with pytest.raises(StepRefused, match="sudah digabungkan dengan usulan ini"):
        withdraw_proposal(child.parent, actor=child.parent.proposer, reason="x")


def test_nobody_withdraws_for_others(forum, sekretariat):
    proposal = ProposalFactory(forum=forum)
    EventFactory(proposal=proposal)
    for stranger in (sekretariat, UserFactory()):
        with pytest.raises(StepRefused, match="pengusulnya"):
            withdraw_proposal(proposal, actor=stranger, reason="x")
