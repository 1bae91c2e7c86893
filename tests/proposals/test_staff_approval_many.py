"""Pengesahan of many results: what stands out is on top, a tick is taken away, all else is published by the worker."""

from decimal import Decimal

import pytest
from django.urls import reverse

from audit.models import Entry
from core.columns import read_row
from forums.models import Ceiling
from jobs.models import Job
from proposals import publishing, waiting
from proposals.choices import Outcome, Status
from proposals.export import COLUMNS
from proposals.models import Decision, Proposal
from proposals.presentation import is_corrected
from proposals.publishing import PUBLISH, order_publication, publish_ordered
from proposals.results import publish_result, record_result
from proposals.workflow import StepRefused
from tests.factories.proposals import DecisionFactory, EventFactory, ProposalFactory
from tests.proposals.outcomes import given

pytestmark = pytest.mark.django_db
APPROVAL = reverse("proposals:approval")


def make(forum, **about) -> Decision:
    """An accepted result that waits, of a proposal about which nothing is special."""
    return DecisionFactory(
        proposal=ProposalFactory(forum=forum, verified=True, **about), outcome=Outcome.ACCEPTED
    )


def read(*decisions) -> str:
    return " ".join(f"{decision.pk}-{decision.version}" for decision in decisions)


@pytest.fixture
def head(logged_in, pimpinan):
    return logged_in(pimpinan)


def reading(head, address=APPROVAL):
    return head.get(address).context["reading"]


# What stands out


def special(forum, what: str) -> Decision:
    if what == "correction":
        return DecisionFactory(
            proposal=ProposalFactory(forum=forum, accepted=True), outcome=Outcome.DEFERRED, is_correction=True
        )
    if what == "review":
        found = make(forum)
        EventFactory(proposal=found.proposal, step="ask_review")
        return found
    if what == "withheld":
        return make(forum, withheld_reason="UU 14/2008 Pasal 17")
    if what == "less":
        proposal = ProposalFactory(forum=forum, verified=True, volume=10, volume_unit="unit")
        return DecisionFactory(proposal=proposal, outcome=Outcome.ACCEPTED_WITH_CHANGES, agreed_volume=4)
    forum.ceilings.all().delete()
    Ceiling.objects.create(forum=forum, amount=Decimal(100), dated="2027-01-05", basis="SE Nomor 1")
    return make(forum, estimated_cost=Decimal(101))


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("correction", "Berbeda dari kesepakatan forum"),
        ("review", "Hasil peninjauan ulang"),
        ("withheld", "Dikecualikan dari publik"),
        ("less", "Disepakati kurang dari yang diusulkan"),
        ("ceiling", "Melewati pagu indikatif"),
    ],
)
def test_what_stands_out_is_on_top_with_the_reason(head, forum, what, words):
    plain = make(forum)
    found = special(forum, what)
    seen = reading(head)
    assert [(row.decision, [c.label for c in row.concerns]) for row in seen.exceptions] == [(found, [words])]
    assert [row.decision for row in seen.others] == [plain]
    text = head.get(APPROVAL).content.decode()
    assert "Perlu perhatian Anda" in text
    assert words in text


def test_ceiling_counts_what_is_accepted_already_and_goes_on_in_the_order_of_reading(head, forum):
    Ceiling.objects.create(forum=forum, amount=Decimal(300), dated="2027-01-05", basis="SE Nomor 1")
    ProposalFactory(forum=forum, accepted=True, estimated_cost=Decimal(100))
    urusan = ProposalFactory(forum=forum, verified=True).urusan
    first, second, third = (make(forum, urusan=urusan, estimated_cost=Decimal(100)) for _n in range(3))
    make(forum, urusan=urusan)  # without a cost nothing is passed
    assert [row.decision for row in reading(head).exceptions] == [third]
    assert {first, second} <= {row.decision for row in reading(head).others}


def test_own_result_stands_on_top_and_tells_nothing(head, forum, pimpinan):
    make(forum, proposer=pimpinan, withheld_reason="Rahasia")
    [row] = reading(head).exceptions
    assert (row.is_own, row.concerns, reading(head).choice.known) == (True, (), {})


# Choosing


def test_everything_that_can_be_published_is_chosen_until_a_tick_is_taken_away(head, forum):
    kept, left = make(forum), make(forum)
    sent = {"semua": read(kept, left), "tampak": read(kept, left), "pilih": [read(kept)], "lepas": ""}
    page = head.post(APPROVAL, sent)
    assert [row.decision for row in page.context["ready"]] == [kept]
    assert "1 hasil Anda lepas dan tetap menunggu." in page.content.decode()


def test_choice_goes_on_from_page_to_page(head, forum, monkeypatch):
    monkeypatch.setattr(waiting, "PAGE_SIZE", 1)
    first, second, third = (make(forum) for _n in range(3))
    everything = read(first, second, third)
    page = head.post(APPROVAL, {"semua": everything, "tampak": read(first), "halaman": "2"})
    seen = page.context["reading"]
    assert [row.decision for row in seen.others] == [second]
    assert (seen.choice.known_words, seen.choice.left_out_words) == (everything, read(first))
    assert "1 dilepas" in page.content.decode()
    back = {"semua": everything, "lepas": read(first), "tampak": read(second), "pilih": read(second)}
    [row] = head.post(APPROVAL, back | {"halaman": "1"}).context["reading"].others
    assert (row.decision, row.is_chosen) == (first, False)
    confirmed = head.post(APPROVAL, back).context["ready"]
    assert [row.decision for row in confirmed] == [second, third]


def test_what_changed_on_another_page_is_not_published_unread(head, forum, monkeypatch, sekretariat):
    monkeypatch.setattr(waiting, "PAGE_SIZE", 1)
    first, second = make(forum), make(forum)
    everything = read(first, second)
    Decision.objects.filter(pk=first.pk).update(version=2)
    seen = head.post(
        APPROVAL, {"semua": everything, "tampak": read(first), "pilih": read(first), "halaman": "2"}
    )
    assert seen.context["reading"].choice.known_words == everything
    page = head.post(APPROVAL, {"semua": everything, "tampak": read(second), "pilih": read(second)})
    assert [row.decision for row in page.context["changed"]] == [first]
    assert [row.decision for row in page.context["ready"]] == [second]


def test_what_is_shown_in_its_new_version_was_read(head, forum):
    one = make(forum)
    before = read(one)
    Decision.objects.filter(pk=one.pk).update(version=2)
    seen = head.post(APPROVAL, {"semua": before, "tampak": before, "pilih": before, "halaman": "1"}).context[
        "reading"
    ]
    assert seen.choice.chosen == {one.pk: 2}


def test_what_comes_in_meanwhile_waits(head, forum):
    one = make(forum)
    make(forum)
    page = head.post(APPROVAL, {"semua": read(one), "tampak": read(one), "pilih": read(one)})
    assert [row.decision for row in page.context["ready"]] == [one]


def test_tabs_count_each_urusan(head, forum):
    one = make(forum)
    make(forum, urusan=one.proposal.urusan)
    make(forum)
    tabs = head.get(APPROVAL).context["tabs"]
    assert tabs[0].count == 3
    assert sorted(tab.count for tab in tabs[1:]) == [1, 2]
    current = next(tab for tab in tabs[1:] if tab.count == 2)
    found = head.get(APPROVAL + current.url).context
    assert [tab.label for tab in found["tabs"] if tab.current] == [current.label]
    assert len(found["reading"].others) == 2


# The worker


@pytest.fixture
def many(forum, sekretariat, monkeypatch) -> list[Decision]:
    """More results than are published while somebody waits."""
    monkeypatch.setattr("proposals.views.approval.INLINE_RESULTS", 1)
    proposals = [ProposalFactory(forum=forum, verified=True) for _n in range(3)]
    return [record_result(one, actor=sekretariat, **given(Outcome.ACCEPTED, forum)) for one in proposals]


def work(job: Job) -> Job:
    job.result, job.state = publish_ordered(job, lambda *_told: None), "done"
    job.save()
    return job


def test_many_are_published_by_the_worker_with_what_became_of_each(head, many):
    page = head.post(APPROVAL, {"semua": read(*many), "tampak": read(*many), "pilih": read(*many)})
    assert "berjalan di latar" in page.content.decode()
    answer = head.post(APPROVAL, {"pilih": read(*many), "sahkan": "1"})
    job = Job.objects.get(kind=PUBLISH)
    address = reverse("proposals:publication", args=[job.pk])
    assert answer.url == address
    text = head.get(address).content.decode()
    assert "3 hasil sedang disahkan" in text
    assert address in head.get(APPROVAL).content.decode()
    assert "Pengesahan hasil</a>" not in head.get(address, headers={"HX-Request": "true"}).content.decode()
    Decision.objects.filter(pk=many[0].pk).update(version=2)
    work(job)
    assert "Baca hasil setiap usulan" in head.get(address, headers={"HX-Request": "true"}).content.decode()
    done = head.get(address)
    assert "2 hasil disahkan dan diumumkan" in done.content.decode()
    assert [bool(row.problem) for row in done.context["rows"]] == [True, False, False]
    assert Proposal.objects.filter(status=Status.ACCEPTED).count() == 2
    assert Entry.objects.filter(action="proposal.order_publication").exists()


def test_worker_that_died_goes_on_where_it_was(many, pimpinan):
    job = order_publication({one.pk: 1 for one in many}, actor=pimpinan)
    publish_result(many[0], actor=pimpinan, seen=1)
    result = publish_ordered(job, lambda *_told: None)
    assert (sorted(result["published"]), result["refused"]) == ([one.pk for one in many], [])


def test_second_order_waits_for_the_first(many, pimpinan, head):
    first = order_publication({many[0].pk: 1}, actor=pimpinan)
    assert order_publication({many[0].pk: 1}, actor=pimpinan) == first
    with pytest.raises(StepRefused, match="masih berjalan"):
        order_publication({many[1].pk: 1}, actor=pimpinan)
    answer = head.post(APPROVAL, {"pilih": read(*many), "sahkan": "1"}, follow=True)
    assert "masih berjalan" in answer.content.decode()


def test_order_is_the_heads(many, sekretariat):
    with pytest.raises(StepRefused, match="pimpinan"):
        order_publication({many[0].pk: 1}, actor=sekretariat)


def test_order_of_another_head_is_not_found(many, pimpinan, logged_in, cast):
    job = order_publication({many[0].pk: 1}, actor=pimpinan)
    other = logged_in(cast.people["own pimpinan"])
    assert other.get(reverse("proposals:publication", args=[job.pk])).status_code == 404


def test_failed_order_says_what_to_do(many, pimpinan, head):
    job = order_publication({many[0].pk: 1}, actor=pimpinan)
    Job.objects.filter(pk=job.pk).update(state="failed", error="Basis data tidak tersedia.")
    text = head.get(reverse("proposals:publication", args=[job.pk])).content.decode()
    assert "Basis data tidak tersedia." in text
    assert "sahkan sekali lagi" in text


def test_limit_of_what_is_published_at_once_is_small():
    assert publishing.INLINE_RESULTS <= 25


def test_later_change_is_told_on_list_page_and_table(client, forum, sekretariat, pimpinan):
    proposal = ProposalFactory(forum=forum, accepted=True)
    address = reverse("proposals:detail", args=[proposal.number])
    pages = (reverse("proposals:list"), address)
    words = ">Berbeda dari kesepakatan forum<"

    def told() -> list[bool]:
        return [
            words in client.get(page).content.decode().replace("</svg>", "").replace("</span>", "<")
            for page in pages
        ]

    correction = record_result(proposal, actor=sekretariat, **given(Outcome.DEFERRED, forum))
    assert not any(told())
    assert not is_corrected(proposal)
    publish_result(correction, actor=pimpinan, seen=1)
    assert all(told())
    [row] = Proposal.objects.for_export()
    assert (
        dict(zip([column.name for column in COLUMNS], read_row(COLUMNS, row), strict=True))["berubah"] is True
    )
