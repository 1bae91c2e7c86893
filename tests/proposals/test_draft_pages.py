"""The pages of a draft: what is asked of a citizen, what may stay in the browser, and where one goes on."""

import pytest

from proposals.drafting import page_to_continue
from proposals.forms.draft import PAGE_FORMS
from proposals.models import Proposal
from tests.factories.proposals import ProposalFactory
from tests.proposals.test_submission import NEW, page, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(forum, pengusul) -> Proposal:
    return ProposalFactory(forum=forum, proposer=pengusul, draft=True)


def test_begin_shows_the_drafts_that_wait_and_begins_another(logged_in, forum, pengusul):
    waiting = ProposalFactory(
        forum=forum, proposer=pengusul, draft=True, title="Wi-Fi di dermaga", request=""
    )
    ProposalFactory(forum=forum, draft=True, title="Draf orang lain")
    text = logged_in(pengusul).get(NEW).content.decode()
    assert "Draf yang menunggu dilanjutkan" in text
    assert page(waiting, "usulan") in text
    assert "Draf orang lain" not in text
    answer = logged_in(pengusul).post(NEW, {"organization": "warga"})
    assert answer.url == page(Proposal.objects.exclude(pk=waiting.pk).get(proposer=pengusul), "masalah")


@pytest.mark.parametrize("count", [1, 3])
def test_begin_asks_the_same_queries_for_any_number_of_drafts(
    logged_in, forum, pengusul, django_assert_max_num_queries, count
):
    ProposalFactory.create_batch(count, forum=forum, proposer=pengusul, draft=True)
    visitor = logged_in(pengusul)
    visitor.get(NEW)
    with django_assert_max_num_queries(9):
        visitor.get(NEW)


@pytest.mark.parametrize("written", [{}, {"volume": 5, "volume_unit": "titik"}])
def test_what_only_some_know_is_folded_away_until_it_is_answered(logged_in, forum, pengusul, written):
    draft = ProposalFactory(forum=forum, proposer=pengusul, draft=True, urusan=None, **written)
    text = logged_in(pengusul).get(page(draft, "usulan")).content.decode()
    assert ('<details class="more field" open>' in text) is bool(written)


def test_what_is_wrong_under_the_fold_is_unfolded(logged_in, draft, pengusul):
    text = logged_in(pengusul).post(page(draft, "usulan"), {"request": "x", "volume": "dua"}).content.decode()
    assert '<details class="more field" open>' in text


def test_autosave_of_what_was_sent_meanwhile_says_so(logged_in, draft, pengusul):
    visitor = logged_in(pengusul)
    visitor.post(send(draft))
    answer = visitor.post(page(draft, "masalah"), {"title": "x"}, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert "sudah dikirim" in answer.content.decode()
    assert 'data-saved="tidak"' in answer.content.decode()


@pytest.mark.parametrize("step", ["masalah", "usulan", "lokasi"])
def test_contact_and_address_are_never_left_to_the_browser(step):
    kept = PAGE_FORMS[step].kept_in_browser
    assert kept
    assert not [name for name in kept if name.startswith("contact") or name in ("rt", "landmark")]


@pytest.mark.parametrize(
    ("left_open", "step"),
    [
        ({"title": ""}, "masalah"),
        ({"request": " "}, "usulan"),
        ({"kelurahan": None}, "lokasi"),
        ({"contact_name": ""}, "lokasi"),
        ({}, "periksa"),
    ],
)
def test_one_goes_on_where_something_is_missing(forum, pengusul, left_open, step):
    assert page_to_continue(ProposalFactory(forum=forum, proposer=pengusul, draft=True, **left_open)) == step


def test_check_page_folds_away_what_may_stay_open(logged_in, draft, pengusul):
    answer = logged_in(pengusul).get(page(draft, "periksa"))
    assert "Berapa banyak" in {row["label"] for row in answer.context["left_open"]}
    assert "Judul usulan" in {row["label"] for row in answer.context["rows"]}
