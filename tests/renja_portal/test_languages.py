"""The reader's language: chosen, never guessed; deeds and official pages stay Indonesian."""

import datetime
from decimal import Decimal

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from core.formfields import RupiahField
from core.money import number, rupiah, rupiah_short
from notifications.models import Message
from proposals.models import Event
from tests.factories.forums import ForumFactory
from tests.factories.proposals import ProposalFactory

pytestmark = pytest.mark.django_db

LIST = reverse("proposals:list")


@pytest.fixture
def forum(db):
    return ForumFactory()


@pytest.fixture
def english(client):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def test_a_choice_is_kept_and_leads_back(client):
    answer = client.get(reverse("choose_language", args=["en"]), {"lanjut": LIST + "?q=wifi"})
    assert answer.url == LIST + "?q=wifi"
    page = client.get(answer.url)
    assert page.headers["Content-Language"] == "en"
    assert '<html lang="en">' in page.content.decode()
    client.get(reverse("choose_language", args=["id"]), {"lanjut": LIST})
    assert '<html lang="id">' in client.get(LIST).content.decode()


@pytest.mark.parametrize("away", ["https://jahat.example/", "//jahat.example/", "jahat", "/\\jahat.example"])
def test_a_choice_never_leads_elsewhere(client, away):
    assert client.get(reverse("choose_language", args=["en"]), {"lanjut": away}).url == "/"


def test_other_languages_are_not_there(client):
    assert client.get(reverse("choose_language", args=["xx"])).status_code == 404
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "xx"
    assert '<html lang="id">' in client.get(LIST).content.decode()


def test_what_a_browser_asks_for_does_not_count(client):
    assert '<html lang="id">' in client.get(LIST, headers={"accept-language": "en"}).content.decode()


def test_staff_pages_and_files_stay_indonesian(english, sekretariat):
    english.force_login(sekretariat)
    page = english.get(reverse("workspace"))
    assert page.headers["Content-Language"] == "id"
    assert "lanjut=" not in page.content.decode()
    assert english.get(reverse("proposals:export_csv")).headers["Content-Language"] == "id"


def test_dates_follow_the_reader(english, forum):
    at = datetime.datetime(2027, 5, 4, 3, tzinfo=datetime.UTC)
    ProposalFactory(forum=forum, submitted=True, submitted_at=at)
    assert "4 May 2027" in english.get(LIST).content.decode()
    english.cookies.clear()
    assert "4 Mei 2027" in english.get(LIST).content.decode()


def test_numbers_follow_the_reader_but_not_in_fields():
    with override("en"):
        assert (number(Decimal("1250000.5")), rupiah(1250000), rupiah_short(6234000000)) == (
            "1,250,000.5", "Rp1,250,000", "Rp6.2 billion",
        )  # fmt: skip
        assert RupiahField().prepare_value(Decimal(1250000)) == "1.250.000"


def test_outside_of_pages_everything_is_indonesian():
    assert (number(1250000), rupiah_short(6234000000)) == ("1.250.000", "Rp6,2 miliar")


def test_what_an_english_reader_does_is_written_in_indonesian(english, forum, pengusul):
    proposal = ProposalFactory(forum=forum, submitted=True, proposer=pengusul)
    english.force_login(pengusul)
    page = english.post(reverse("proposals:withdraw", args=[proposal.number]), {"reason": ""})
    assert '<html lang="en">' in page.content.decode()
    english.post(reverse("proposals:withdraw", args=[proposal.number]), {"reason": "Sudah dikerjakan."})
    assert Event.objects.get(step="withdraw").title == "Ditarik pengusul"
    assert not Message.objects.filter(subject__icontains="withdrawn").exists()
