"""Results that are published with the final berita acara of their forum: named truthfully, and never with another one."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import Entry
from meetings.models import Minutes
from proposals.approval import documents_of, rows_for, waiting_results
from proposals.basis import bases_of, basis_of
from proposals.models import Decision, Proposal
from proposals.publishing import order_publication, publish_ordered, read_publication
from proposals.results import publish_result, record_result
from proposals.workflow import StepRefused
from reports.letterhead import read_letterhead
from reports.notice_content import read_notice
from tests.factories.minutes import MinutesFactory, MinutesFileFactory, SignatoryFactory
from tests.factories.proposals import ProposalFactory
from tests.factories.stakeholders import DelegationFactory, HostFactory, OfficialFactory
from tests.proposals.outcomes import WORDS

pytestmark = pytest.mark.django_db
APPROVAL = reverse("proposals:approval")
NAME = "Berita Acara Nomor 000.7/12/Diskominfo, 23 Februari 2027"


def final(forum, *, signed: int = 0, **changes) -> Minutes:
    """A final berita acara of two signers."""
    minutes = MinutesFactory(forum=forum, dated=datetime.date(2027, 2, 23), **changes)
    for place in range(2):
        SignatoryFactory(minutes=minutes, signed_at=timezone.now() if place < signed else None)
    frozen = {"state": "final", "frozen_at": timezone.now(), "content_hash": "ab" * 32}
    Minutes.objects.filter(pk=minutes.pk).update(**frozen)
    minutes.refresh_from_db()
    return minutes


@pytest.fixture
def waiting(forum, sekretariat) -> Decision:
    proposal = ProposalFactory(forum=forum, verified=True, title="Titik internet")
    return record_result(proposal, actor=sekretariat, outcome="accepted", **WORDS)


def read(decision) -> str:
    return f"{decision.pk}-{decision.version}"


# The document


def test_only_a_final_berita_acara_is_a_basis(forum):
    MinutesFactory(forum=forum)
    assert basis_of(forum) is None
    assert bases_of([]) == {}


def test_newest_final_edition_is_the_basis(forum):
    final(forum)
    second = final(forum, edition=2, signed=2)
    MinutesFactory(forum=forum, edition=3)
    found = basis_of(forum)
    assert (found.code, found.name) == (second.code, f"{NAME}, naskah ke-2")
    assert found.is_signed
    assert found.short_hash == "abababababab"
    assert found.url == reverse("reports:berita_acara", args=[2028])


def test_without_number_and_signatures_it_says_so(forum):
    found = basis_of(final(forum, number="", is_unnumbered=True, signed=1).forum)
    assert found.name == "Berita Acara, 23 Februari 2027"
    assert (found.signed, found.signers, found.is_signed) == (1, 2, False)


def test_hash_of_a_text_edited_elsewhere_is_that_of_its_scan(forum):
    minutes = final(forum)
    MinutesFileFactory(minutes=minutes, kind="pindaian", is_text=True, sha256="cd" * 32)
    assert basis_of(forum).sha256 == "cd" * 32
    MinutesFileFactory(minutes=minutes, kind="pindaian", is_text=True, sha256="ef" * 32, scan="held")
    assert basis_of(forum).sha256 == "cd" * 32


def test_bases_of_many_forums_cost_one_query(forum, django_assert_num_queries):
    final(forum)
    bases_of([forum.pk])
    with django_assert_num_queries(1):
        bases_of([forum.pk, forum.pk + 1])


# Publishing


def test_result_history_and_record_name_it(client, waiting, pimpinan):
    minutes = final(waiting.proposal.forum)
    publish_result(waiting, actor=pimpinan, seen=1, documents={minutes.code})
    waiting.refresh_from_db()
    assert (waiting.minutes_code, waiting.minutes_name) == (minutes.code, NAME)
    told = Entry.objects.get(action="proposal.publish").data
    assert told == {"minutes": NAME, "code": minutes.code, "sha256": minutes.content_hash}
    page = client.get(reverse("proposals:detail", args=[waiting.proposal.number])).content.decode()
    assert page.count(NAME) == 2  # under the answer, and in the history
    assert reverse("reports:verify", args=[minutes.code]) in page


def test_per_urusan_nothing_is_named(client, waiting, pimpinan):
    final(waiting.proposal.forum)
    publish_result(waiting, actor=pimpinan, seen=1)
    waiting.refresh_from_db()
    assert waiting.minutes_code == waiting.minutes_name == ""
    assert (
        "Disahkan bersama"
        not in client.get(reverse("proposals:detail", args=[waiting.proposal.number])).content.decode()
    )


def test_what_was_recorded_afterwards_is_published_without_it(waiting, pimpinan, sekretariat):
    forum = waiting.proposal.forum
    minutes = final(forum)
    late = record_result(
        ProposalFactory(forum=forum, verified=True), actor=sekretariat, outcome="accepted", **WORDS
    )
    publish_result(late, actor=pimpinan, seen=1, documents={minutes.code})
    late.refresh_from_db()
    assert late.minutes_name == ""


def test_document_that_was_replaced_meanwhile_is_refused(waiting, pimpinan):
    first = final(waiting.proposal.forum)
    final(waiting.proposal.forum, edition=2)
    with pytest.raises(StepRefused, match="diganti setelah Anda membacanya"):
        publish_result(waiting, actor=pimpinan, seen=1, documents={first.code})
    assert Proposal.objects.get(pk=waiting.proposal_id).status == "verified"


def test_merged_children_tell_it_too(client, waiting, pimpinan):
    child = ProposalFactory(forum=waiting.proposal.forum, status="merged", parent=waiting.proposal)
    minutes = final(waiting.proposal.forum)
    publish_result(waiting, actor=pimpinan, seen=1, documents={minutes.code})
    assert child.events.get(step="parent_published").decision == waiting
    assert NAME in client.get(reverse("proposals:detail", args=[child.number])).content.decode()


def test_notice_prints_it(waiting, pimpinan):
    HostFactory()
    minutes = final(waiting.proposal.forum)
    proposal = publish_result(waiting, actor=pimpinan, seen=1, documents={minutes.code})
    waiting.refresh_from_db()
    notice = read_notice(proposal, waiting, host=read_letterhead(), key=minutes.key)
    assert ("Disahkan bersama", NAME) in notice.result


def test_worker_publishes_with_the_document_of_the_order(waiting, pimpinan):
    minutes = final(waiting.proposal.forum)
    job = order_publication({waiting.pk: 1}, actor=pimpinan, documents={minutes.code})
    job.result = publish_ordered(job, lambda *_told: None)
    assert read_publication(job).rows[0].decision.minutes_name == NAME


def test_worker_takes_an_order_that_names_no_document(waiting, pimpinan):
    final(waiting.proposal.forum)
    job = order_publication({waiting.pk: 1}, actor=pimpinan)
    del job.payload["documents"]
    assert publish_ordered(job, lambda *_told: None)["published"] == [waiting.pk]


# The head's page


def test_page_names_the_document_and_what_it_says(logged_in, waiting, pimpinan, sekretariat):
    forum = waiting.proposal.forum
    final(forum, signed=1)
    record_result(ProposalFactory(forum=forum, verified=True), actor=sekretariat, outcome="accepted", **WORDS)
    text = " ".join(logged_in(pimpinan).get(APPROVAL).content.decode().split())
    for words in (
        NAME, "Belum lengkap ditandatangani", "1 dari 2 penanda tangan", "abababababab", "1 hasil tercatat dalam",
        "1 hasil dicatat sesudahnya", reverse("reports:berita_acara", args=[2028]),
    ):  # fmt: skip
        assert words in text


def test_page_says_plainly_that_there_is_none(logged_in, waiting, pimpinan):
    client = logged_in(pimpinan)
    for page in (client.get(APPROVAL), client.post(APPROVAL, {"pilih": read(waiting)})):
        assert "belum final. Hasilnya dapat disahkan per urusan" in page.content.decode()
        assert "Sahkan bersama berita acara final" not in page.content.decode()


def test_both_ways_are_offered_and_the_button_decides(logged_in, waiting, pimpinan, sekretariat):
    forum = waiting.proposal.forum
    other = record_result(
        ProposalFactory(forum=forum, verified=True), actor=sekretariat, outcome="accepted", **WORDS
    )
    minutes, client = final(forum), logged_in(pimpinan)
    page = client.post(APPROVAL, {"pilih": read(waiting)}).content.decode()
    assert "Sahkan bersama berita acara final" in page
    assert f'name="naskah" value="{minutes.code}"' in page
    sent = {"pilih": read(waiting), "naskah": minutes.code, "sahkan": "bersama"}
    assert NAME in client.post(APPROVAL, sent, follow=True).content.decode()
    client.post(APPROVAL, {"pilih": read(other), "naskah": minutes.code, "sahkan": "1"})
    assert list(Decision.objects.order_by("pk").values_list("minutes_name", flat=True)) == [NAME, ""]


@pytest.mark.parametrize("code", ["", "ABCDEFGH23", "' OR 1=1", "ab"], ids=["none", "other", "sql", "small"])
def test_codes_that_are_not_the_document_name_nothing(logged_in, waiting, pimpinan, code):
    final(waiting.proposal.forum)
    logged_in(pimpinan).post(APPROVAL, {"pilih": read(waiting), "naskah": code, "sahkan": "bersama"})
    waiting.refresh_from_db()
    assert waiting.minutes_name == ""


def test_document_is_read_once_a_forum(waiting, pimpinan, sekretariat, django_assert_num_queries):
    forum = waiting.proposal.forum
    final(forum)
    for _more in range(2):
        proposal = ProposalFactory(forum=forum, verified=True)
        record_result(proposal, actor=sekretariat, outcome="accepted", **WORDS)
    rows = rows_for(list(waiting_results()), pimpinan)
    with django_assert_num_queries(1):
        (document,) = documents_of(rows)
    assert (document.said, document.unsaid) == (1, 2)


# In whose name


@pytest.mark.parametrize(
    ("office", "position", "words"),
    [
        ("Sekretaris Dinas", "", "a.n. Kepala Dinas Komunikasi dan Informatika, Sekretaris Dinas"),
        ("", "Sekretaris", "a.n. Kepala Dinas Komunikasi dan Informatika, Sekretaris"),
        ("", "", "a.n. Kepala Dinas Komunikasi dan Informatika"),
    ],
    ids=["official", "position", "neither"],
)
def test_history_and_answer_name_the_delegates_office(client, waiting, verifikator, office, position, words):
    """Also where the delegate's own bidang handles the proposal: it is not the bidang that publishes."""
    DelegationFactory(delegate=verifikator)
    verifikator.memberships.update(position=position)
    unit = verifikator.memberships.get().units.get()
    Proposal.objects.filter(pk=waiting.proposal_id).update(unit=unit)
    if office:
        OfficialFactory(position=office, user=verifikator, name="Dra. Rahasia")
    proposal = publish_result(waiting, actor=verifikator, seen=1)
    assert proposal.events.get(step="publish").office == words
    assert proposal.answers.get().office == words
    page = client.get(reverse("proposals:detail", args=[proposal.number])).content.decode()
    assert words in page
    for name in ("Verifikator", "Rahasia"):
        assert name not in page.replace("verifikator", "")
