"""Pemberitahuan hasil usulan: one document for each published result and proposer, with what belongs there and no more."""

import datetime
from io import BytesIO
from uuid import UUID

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from jobs.models import Job, State
from jobs.runner import run_due_job
from jobs.services import JobFailed
from proposals.choices import Outcome
from proposals.models import Decision, Proposal
from proposals.results import ask_review
from reports import notices
from reports.errors import ReportRefused
from reports.letterhead import read_letterhead
from reports.models import ResultNotice
from reports.notice_content import read_notice
from reports.pdf import write_pdfs
from tests.factories.accounts import UserFactory
from tests.factories.proposals import ProposalFactory
from tests.factories.stakeholders import HostFactory, HostMembershipFactory, MembershipFactory
from tests.proposals.outcomes import given, publish

pytestmark = pytest.mark.django_db
KEY = UUID("12345678-1234-5678-1234-567812345678")
UNIT = {"volume": 5, "volume_unit": "titik"}


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    HostFactory()


def nothing(done, total, text):
    """Who reports to nobody."""


def published(forum, sekretariat, pimpinan, outcome=Outcome.ACCEPTED, **fields) -> Proposal:
    proposal = ProposalFactory(forum=forum, verified=True, **fields)
    return publish(proposal, sekretariat, pimpinan, **given(outcome, forum))


def read(proposal, decision=None):
    root = proposal.root
    return read_notice(
        Proposal.objects.with_people().get(pk=proposal.pk),
        decision or root.decisions.published().get(),
        host=read_letterhead(),
        key=KEY,
    )


def words(content) -> str:
    return notices.Draft(None, None, content).html


def test_each_outcome_says_where_it_went_and_what_can_be_done(forum, sekretariat, pimpinan):
    told = {
        Outcome.ACCEPTED: ("Diterima", "Pelaksanaan menunggu penetapan APBD"),
        Outcome.ACCEPTED_WITH_CHANGES: ("120 titik", "5 titik"),
        Outcome.DEFERRED: ("Cadangan", "forum Renja 2029"),
        Outcome.FORWARDED: ("Dinas Kesehatan", "instansi tujuan"),
        Outcome.MERGED: ("Digabungkan dengan", "Hasil usulan induk"),
        Outcome.REJECTED: (
            "Pagu indikatif tahun rencana belum cukup",
            "Peninjauan ulang dapat diajukan satu kali",
        ),
    }
    for outcome, expected in told.items():
        proposal = published(forum, sekretariat, pimpinan, outcome, **UNIT)
        own = read(proposal, proposal.decisions.published().get())
        html = words(own)
        assert [one for one in expected if one not in html] == [], outcome
        assert proposal.request in html
        assert own.address.endswith(f"/aspirasi/{proposal.number}/")


def test_it_holds_no_contact_data(forum, sekretariat, pimpinan):
    proposal = published(forum, sekretariat, pimpinan, rt="RT 41", landmark="Rumah Rahasia")
    html = words(read(proposal))
    private = (proposal.contact_name, proposal.contact_phone, proposal.contact_email, proposal.proposer.name)
    assert not [one for one in (*private, "RT 41", "Rumah Rahasia") if one in html]


def test_a_merged_proposal_is_told_with_its_own_words(forum, sekretariat, pimpinan):
    parent = ProposalFactory(forum=forum, verified=True, request="Permintaan induk.")
    child = ProposalFactory(forum=forum, merged=True, parent=parent, request="Permintaan anak.")
    publish(parent, sekretariat, pimpinan, **given(Outcome.REJECTED, forum))
    html = words(read(child))
    assert "Permintaan anak." in html
    assert "Permintaan induk." not in html
    assert "Peninjauan ulang diajukan oleh pengusul usulan induk" in html


def test_what_is_withheld_is_not_printed(forum, sekretariat, pimpinan):
    parent = ProposalFactory(forum=forum, verified=True, withheld=True, title="Judul tertutup")
    child = ProposalFactory(forum=forum, merged=True, parent=parent, request="Permintaan anak.")
    publish(
        parent,
        sekretariat,
        pimpinan,
        outcome=Outcome.ACCEPTED,
        reason="alasanrahasia",
        response="jawabanrahasia",
    )
    own, of_child = words(read(parent)), words(read(child))
    for html in (own, of_child):
        assert not [one for one in ("alasanrahasia", "jawabanrahasia", "Judul tertutup") if one in html]
        assert "dikecualikan" in html
    assert "Permintaan anak." in of_child
    assert parent.request not in own


def test_nothing_withheld_reaches_the_merged_ones_by_letter_or_history(forum, sekretariat, pimpinan):
    parent = ProposalFactory(forum=forum, verified=True, withheld=True)
    child = ProposalFactory(forum=forum, merged=True, parent=parent)
    publish(
        parent,
        sekretariat,
        pimpinan,
        outcome=Outcome.ACCEPTED,
        reason="alasanrahasia",
        response="jawabanrahasia",
    )
    letter = child.proposer.messages.get(kind="proposal.result")
    told = letter.body + "".join(child.events.values_list("reason", flat=True))
    assert "rahasia" not in told
    assert "jawabanrahasia" in parent.proposer.messages.get(kind="proposal.result").body


def test_hostile_words_are_text(forum, sekretariat, pimpinan):
    proposal = published(forum, sekretariat, pimpinan, request="<script>alert(1)</script> {{ x }}")
    html = words(read(proposal))
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


@pytest.fixture
def two(forum, sekretariat, pimpinan):
    """A published result of a proposal with one merged into it, its documents made by the queue."""
    parent = ProposalFactory(forum=forum, verified=True, **UNIT)
    ProposalFactory(forum=forum, merged=True, parent=parent)
    publish(parent, sekretariat, pimpinan, **given(Outcome.ACCEPTED_WITH_CHANGES, forum))
    assert notices.order_due_notices() == 1
    assert run_due_job().state == State.DONE
    return parent


def test_the_queue_makes_one_for_each_proposer_once(two):
    made = ResultNotice.objects.all()
    assert {one.proposal for one in made} == {two, two.merged_proposals.get()}
    for one in made:
        text = "".join(PdfReader(one.file.path).pages[0].extract_text().split())
        assert one.proposal.number in text
        assert one.pages == 1
    assert not Decision.objects.with_notice_due().exists()
    assert notices.order_due_notices() == 0
    Decision.objects.update(notice_due=True)
    assert notices.make_due_notices(nothing) == 0
    assert made.count() == 2


def test_a_later_result_makes_another_and_the_old_one_stays(two, sekretariat, pimpinan, logged_in):
    with time_machine.travel(timezone.now() + datetime.timedelta(days=1), tick=False):
        two.refresh_from_db()
        publish(
            two,
            sekretariat,
            pimpinan,
            outcome=Outcome.DEFERRED,
            reason="Pagu turun.",
            response="Belum tertampung.",
        )
        notices.make_due_notices(nothing)
        newest, old = two.result_notices.newest_first()
        text = logged_in(two.proposer).get(reverse("proposals:detail", args=[two.number])).content.decode()
        letters = two.proposer.messages.filter(kind="proposal.result")
    assert (newest.is_correction, old.is_correction) == (True, False)
    html = words(read(two))
    assert "Perbaikan" in html
    assert "mengganti pemberitahuan tanggal" in html
    assert str(newest.key) in text
    assert str(old.key) in text
    assert "Pemberitahuan perbaikan (PDF)" in text
    assert "hasil forum diperbaiki" in letters.first().subject + letters.last().subject


def test_a_result_of_a_review_is_marked_as_such(forum, sekretariat, pimpinan):
    proposal = published(forum, sekretariat, pimpinan, Outcome.REJECTED)
    ask_review(proposal, actor=proposal.proposer, reason="Data baru.")
    other = HostMembershipFactory(role="sekretariat").user
    with time_machine.travel(timezone.now() + datetime.timedelta(days=1), tick=False):
        publish(proposal, other, pimpinan, **given(Outcome.REJECTED, forum))
    html = words(read(proposal))
    assert "Hasil peninjauan ulang" in html
    assert "dapat diajukan satu kali" not in html


def test_one_that_cannot_be_made_hinders_no_other(two, forum, sekretariat, pimpinan, monkeypatch):
    bad = published(forum, sekretariat, pimpinan, title="Tidak dapat disusun")
    good = published(forum, sekretariat, pimpinan)

    def refuses(documents, **kwargs):
        if any("Tidak dapat disusun" in html for html, _path in documents):
            raise ReportRefused("rusak")
        return write_pdfs(documents)

    monkeypatch.setattr(notices, "write_pdfs", refuses)
    with pytest.raises(JobFailed, match=bad.number):
        notices.make_due_notices(nothing)
    assert good.result_notices.exists()
    assert [one.proposal for one in Decision.objects.with_notice_due()] == [bad]
    Job.objects.create(kind=notices.RESULT_NOTICES, key="due", state=State.FAILED, finished_at=timezone.now())
    assert notices.order_due_notices() == 0


def test_its_proposer_and_staff_alone_download_it(two, logged_in, sekretariat, pemeriksa, client):
    own = two.result_notices.get()
    organization = two.organization = MembershipFactory().organization
    two.save()
    member = organization.memberships.get().user
    url = reverse("reports:notice", args=[own.key])
    for person, status in (
        (two.proposer, 200),
        (member, 200),
        (sekretariat, 200),
        (UserFactory(), 404),
        (pemeriksa, 404),
    ):
        assert logged_in(person).get(url).status_code == status
    client.logout()
    assert client.get(url).status_code == 302


def test_staff_find_it_on_the_page_and_strangers_do_not(two, logged_in, sekretariat, client):
    address, key = reverse("proposals:detail", args=[two.number]), str(two.result_notices.get().key)
    staff = logged_in(sekretariat).get(address).content.decode()
    assert key in staff
    assert "membantu?" not in staff
    client.logout()
    assert key not in client.get(address).content.decode()


def test_the_secretariat_prints_a_day_or_what_reached_nobody(
    two, logged_in, sekretariat, django_assert_max_num_queries
):
    Proposal.objects.filter(pk=two.pk).update(proposer=None, contact_email="")
    visitor, today = logged_in(sekretariat), f"{timezone.localdate():%Y-%m-%d}"
    listing, printed = reverse("reports:notices"), reverse("reports:notices_print")
    with django_assert_max_num_queries(12):
        assert visitor.get(listing).context["page"].paginator.count == 2
    assert visitor.get(f"{listing}?tanggal={today}").context["page"].paginator.count == 2
    assert [n.proposal for n in visitor.get(f"{listing}?belum=on").context["page"]] == [two]
    assert visitor.get(f"{listing}?tanggal=1999-01-01").context["page"].paginator.count == 2
    whole = visitor.get(f"{printed}?tanggal={today}")
    assert len(PdfReader(BytesIO(whole.content)).pages) == 2
    assert len(PdfReader(BytesIO(visitor.get(f"{printed}?belum=on").content)).pages) == 1
    ResultNotice.objects.all().delete()
    assert visitor.get(printed).url == listing


def test_only_the_secretariat_prints(logged_in, pimpinan, verifikator, pengusul):
    for person in (pimpinan, verifikator, pengusul):
        assert logged_in(person).get(reverse("reports:notices")).status_code == 403


def test_results_published_before_there_were_documents_stay_as_they_were(forum):
    ProposalFactory(forum=forum, accepted=True)
    assert notices.order_due_notices() == 0
