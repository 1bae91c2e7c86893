"""Apa yang diubah forum: what everybody reads, and what nobody does."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from proposals.choices import Status
from renja.models import Renja, RenjaLine
from tests.factories.proposals import DecisionFactory
from tests.factories.renja import (
    ChapterFactory,
    FulfilmentFactory,
    FundingFactory,
    LineFactory,
    RevisionFactory,
)
from tests.factories.stakeholders import HostFactory
from tests.renja.pages import read

PAGE = "/renja/2028/perubahan/"
DAY = datetime.timedelta(days=1)


@pytest.fixture
def held(forum):
    """The forum was held yesterday."""
    HostFactory()
    forum.held_on = timezone.localdate() - DAY
    forum.save()
    return forum


@pytest.fixture
def before(renja, line, held):
    """The plan as it was three days ago."""
    return RevisionFactory(renja=renja, frozen_at=timezone.now() - 3 * DAY)


def move(line, **values):
    RenjaLine.objects.filter(pk=line.pk).update(**values)


def test_change_is_told_with_the_proposal_behind_it(client, renja, line, before, proposal):
    move(line, pagu=Decimal(150_000_000), location="Balikpapan Barat")
    FulfilmentFactory(line=line, proposal=proposal, share=60)
    ChapterFactory(renja=renja, html="<p>Hasil forum dimuat.</p>")
    page = read(client.get(PAGE))
    for words in (
        "Apa yang diubah forum", "Sesudah forum: naskah sekarang", "Pagu Rp100.000.000 menjadi Rp150.000.000", "(+Rp50.000.000)",
        "Karena usulan", f"{proposal.number} {proposal.title}", "(Diterima, dipenuhi 60%)", "Balikpapan Barat",
        "Hasil forum dimuat.", "Renja adalah rencana. Pelaksanaan menunggu penetapan APBD.",
    ):  # fmt: skip
        assert words in page


def test_frozen_side_counts_and_what_came_later_does_not(client, renja, line, before):
    move(line, pagu=Decimal(150_000_000))
    RevisionFactory(renja=renja, number=2, stage="rancangan_akhir")
    move(line, pagu=Decimal(170_000_000))
    page = read(client.get(PAGE))
    assert "Sesudah forum: rancangan akhir, dibekukan" in page
    assert "menjadi Rp150.000.000" in page
    assert "Rp170.000.000" not in page


def test_change_of_the_plan_in_its_year_is_not_the_forums(client, renja, line, before):
    RevisionFactory(renja=renja, number=2, settled=True)
    move(line, pagu=Decimal(1))
    RevisionFactory(renja=renja, number=3, stage="perubahan")
    Renja.objects.update(stage="perubahan")
    assert "Tidak ada yang berubah." in read(client.get(PAGE))


def test_amendment_without_a_revision_after_the_forum_shows_nothing(client, renja, before):
    Renja.objects.update(stage="perubahan")
    assert "Perbandingan belum tersedia" in read(client.get(PAGE))


@pytest.mark.parametrize("since", [-3, -1])
def test_closed_line_shows_code_money_and_reason_alone(client, renja, line, held, since):
    """Whether it was closed before or after the older side was frozen."""
    secret = {"location": "Ruang sandi", "note": "Kunci publik", "withheld_reason": "Persandian"}
    if since == -3:
        move(line, **secret)
    RevisionFactory(renja=renja, frozen_at=timezone.now() - 3 * DAY)
    proposal = FulfilmentFactory(line=line).proposal
    move(line, pagu=Decimal(150_000_000), **secret)
    page = read(client.get(PAGE))
    assert "2.16.02.2.01.0014" in page
    assert "Persandian" in page
    assert "menjadi Rp150.000.000" in page
    for words in ("Pengelolaan Konten", "Ruang sandi", "Kunci publik", proposal.number, "Balikpapan Utara"):
        assert words not in page


def test_line_that_was_closed_in_between_stays_closed(client, renja, line, before):
    move(line, withheld_reason="Persandian")
    RevisionFactory(renja=renja, number=2, stage="rancangan")
    move(line, withheld_reason="", location="Ruang sandi", pagu=Decimal(5))
    RevisionFactory(renja=renja, number=3, stage="rancangan")
    page = read(client.get(PAGE))
    assert "Persandian" in page
    assert "Ruang sandi" not in page


def test_inner_facts_of_a_line_are_not_told(client, renja, line, before):
    move(line, origin="pokir", location="Balikpapan Barat")
    page = read(client.get(PAGE))
    assert "Balikpapan Barat" in page
    assert "Pokir" not in page


def test_result_that_waits_for_the_head_is_not_told(client, renja, line, before, forum):
    waiting = DecisionFactory(proposal__forum=forum).proposal
    FulfilmentFactory(line=line, proposal=waiting)
    FundingFactory(line=line)
    assert waiting.status == Status.VERIFIED
    page = read(client.get(PAGE))
    assert waiting.number not in page
    assert "Pagu Rp100.000.000 menjadi" in page


def test_before_the_forum_the_page_says_so(client, renja, line, held):
    held.held_on = timezone.localdate() + DAY
    held.save()
    RevisionFactory(renja=renja)
    assert "Forum belum diselenggarakan" in read(client.get(PAGE))


def test_without_an_older_side_there_is_nothing_to_compare(client, renja, line, held):
    RevisionFactory(renja=renja)
    assert "Perbandingan belum tersedia" in read(client.get(PAGE))


@pytest.mark.parametrize(("plan", "forum_public"), [(False, True), (True, False)])
def test_unpublished_plan_is_not_told(client, renja, before, held, perencana, plan, forum_public):
    Renja.objects.update(is_published=plan)
    held.is_published = forum_public
    held.save()
    assert client.get(PAGE).status_code == 404
    client.force_login(perencana)
    assert "Hanya petugas yang dapat membaca" in read(client.get(PAGE))


def test_plan_page_leads_to_it(client, renja, line, held):
    assert PAGE in client.get("/renja/2028/").content.decode()


def test_page_asks_as_much_for_three_lines_as_for_one(
    client, renja, line, before, django_assert_max_num_queries
):
    move(line, pagu=Decimal(5))
    FulfilmentFactory(line=line)
    with django_assert_max_num_queries(30) as one:
        client.get(PAGE)
    for _n in range(2):
        FulfilmentFactory(line=LineFactory(renja=renja))
    with django_assert_max_num_queries(len(one)):
        client.get(PAGE)
