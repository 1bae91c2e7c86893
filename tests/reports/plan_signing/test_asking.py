"""Asking for a signature: of which revision, of whom, on which document."""

import datetime

import pytest

from jobs.models import Job
from jobs.services import JobFailed
from notifications.models import Message
from renja.models import Renja
from reports.data import read_renja
from reports.document import fingerprint
from reports.errors import ReportRefused
from reports.models import PlanSigning
from reports.plan_signing.asking import ask_for_signature, make_document, withdraw_request
from stakeholders.models import Official
from tests.factories.plan_signing import DocumentFactory, PlanSigningFactory, SignedPlanFactory
from tests.factories.renja import LineFactory, RevisionFactory
from tests.reports.plan_signing.conftest import DAY, NAME

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(renja):
    """A frozen final draft, and its plan as it is."""
    Renja.objects.filter(pk=renja.pk).update(stage="rancangan_akhir")
    renja.refresh_from_db()
    LineFactory(renja=renja)
    return RevisionFactory(renja=renja, stage="rancangan_akhir")


def job_of(signing) -> Job:
    return Job.objects.get(kind="plan_signing", key=str(signing.pk))


def silent(done, total, text):
    """Nobody watches."""


def make_ready(draft) -> None:
    """A document that says what the plan says now, so that nothing must be typeset."""
    content = read_renja(draft.renja, draft.frozen_at)
    DocumentFactory(renja=draft.renja, content_hash=fingerprint(content))


def test_kept_final_copy_of_an_established_plan_is_what_is_signed(act, perencana, pimpinan):
    kept = DocumentFactory(renja=act.renja)
    signing = ask_for_signature(act, actor=perencana)
    assert ask_for_signature(act, actor=perencana) == signing
    assert (signing.document, signing.name, signing.dated) == (kept, NAME, DAY)
    letter = Message.objects.get(kind="plan.signature")
    assert (letter.to_user, NAME in letter.body) == (pimpinan, True)


def test_copy_of_an_earlier_act_is_not_that_of_the_next(act, perencana):
    DocumentFactory(renja=act.renja, read_at=act.frozen_at - datetime.timedelta(days=200))
    assert ask_for_signature(act, actor=perencana).document is None


def test_without_it_the_worker_typesets_the_revision(draft, perencana, pimpinan):
    signing = ask_for_signature(draft, actor=perencana)
    assert signing.document is None
    make_ready(draft)
    for _twice in range(2):
        made = make_document(job_of(signing), silent)
    assert made.document == draft.renja.documents.get()
    assert Message.objects.filter(kind="plan.signature").count() == 1


def test_plan_that_moved_on_is_not_signed_as_the_revision(draft, perencana):
    signing = ask_for_signature(draft, actor=perencana)
    draft.renja.lines.update(location="Tempat lain")
    make_ready(draft)
    with pytest.raises(JobFailed, match="sudah berubah"):
        make_document(job_of(signing), silent)
    signing.delete()
    with pytest.raises(ReportRefused, match="sudah berubah"):
        ask_for_signature(draft, actor=perencana)


def overtaken(draft) -> None:
    RevisionFactory(renja=draft.renja, number=2)


def undated(draft) -> None:
    Renja.objects.update(dated=None)


def unsigned(draft) -> None:
    Official.objects.all().delete()


def amended(draft) -> None:
    Renja.objects.update(stage="perubahan")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (overtaken, "digantikan"),
        (undated, "Tanggal dokumen belum diisi"),
        (unsigned, "belum ada"),
        (amended, "Perubahan Renja sudah dibuka"),
    ],
)
def test_what_stands_in_the_way_is_said(draft, perencana, change, why):
    change(draft)
    with pytest.raises(ReportRefused, match=why):
        ask_for_signature(draft, actor=perencana)


@pytest.mark.parametrize("role", ["pimpinan", "verifikator"])
def test_planners_ask_and_withdraw(act, request, role):
    actor = request.getfixturevalue(role)
    with pytest.raises(ReportRefused, match="oleh perencana"):
        ask_for_signature(act, actor=actor)
    with pytest.raises(ReportRefused, match="oleh perencana"):
        withdraw_request(PlanSigningFactory(revision=act), actor=actor)


def test_request_is_withdrawn_until_something_was_signed(signing, perencana):
    copy = SignedPlanFactory(signing=signing)
    with pytest.raises(ReportRefused, match="Sudah ada naskah"):
        withdraw_request(signing, actor=perencana)
    other = PlanSigningFactory(revision=RevisionFactory(renja=signing.revision.renja, number=2))
    withdraw_request(other, actor=perencana)
    withdraw_request(other, actor=perencana)
    assert list(PlanSigning.objects.all()) == [copy.signing]


def test_job_of_a_withdrawn_request_says_so(draft, perencana):
    signing = ask_for_signature(draft, actor=perencana)
    job = job_of(signing)
    withdraw_request(signing, actor=perencana)
    with pytest.raises(JobFailed, match="dibatalkan"):
        make_document(job, silent)


def test_signer_of_an_undated_plan_is_picked_by_the_day_of_the_act(act, perencana):
    Renja.objects.update(dated=None)
    Official.objects.update(valid_until=DAY)
    DocumentFactory(renja=act.renja)
    assert ask_for_signature(act, actor=perencana).name == NAME
